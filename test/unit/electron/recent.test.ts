import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, Menu: {} }))
const { askedIn, jumpItems } = await import('../../../electron/recent.ts')

const id = '3f1c2b7a-0d7e-4f6a-9b1c-2d3e4f5a6b7c'

it('RD4 what the list of the system starts the app with is the place that was listed', () => {
  const items = [{ title: '关于账款的建议', place: `#/memos/${id}` }]
  const [one] = jumpItems(items, id, { program: 'C:\\Yice\\yice.exe', folder: null })
  expect(one).toMatchObject({ type: 'task', title: '关于账款的建议', program: 'C:\\Yice\\yice.exe' })
  expect(askedIn(['yice.exe', one?.args ?? ''])).toEqual({ workspaceId: id, place: `#/memos/${id}` })
  expect(jumpItems(items, id, { program: 'electron.exe', folder: 'C:\\a b' })[0]?.args).toBe(`"C:\\a b" --open=${id}#/memos/${id}`)
})

it.each([
  [],
  ['--open='],
  [`--open=${id}`],
  [`--open=${id}https://example.org`],
  [`--open=${id}#/memos/a b`],
  [`--open=x${id}#/`],
  [`--open=${id}#/${'x'.repeat(300)}`],
])('RD5 %j is no place', (...words) => {
  expect(askedIn(words)).toBeNull()
})
