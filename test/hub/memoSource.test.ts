import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { house, paragraph, value, type House } from './house.ts'

let the: House
let secretary: HubClient
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
})
afterEach(() => the.close())

async function written(): Promise<string> {
  const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  const opened = await secretary.open(`memo/${id}`)
  writeBlocks(memoBody(opened.doc), [paragraph('降低融资成本')])
  await opened.saved()
  return id
}

it('HB21 a memo leaves by itself with whoever may read it, with the names of its drafters and the hash of what it says', async () => {
  const id = await written()
  const source = value(await the.hub.memoSource(the.ids.expert, id))
  expect(source.content).toMatchObject({ title: '建议', blocks: [paragraph('降低融资成本')] })
  expect(source.content.authors).toHaveLength(1)
  expect(source.state).toMatch(/^[0-9a-f]{64}$/)
})

it('HB21 an observer gets neither a draft nor what is said about it', async () => {
  const id = await written()
  const refused = { ok: false, failure: { kind: 'notFound' } }
  expect(await the.hub.memoSource(the.ids.observer, id)).toEqual(refused)
  expect(await the.hub.adoptionSource(the.ids.observer, id)).toEqual(refused)
  expect(await the.hub.memoSource(the.ids.expert, crypto.randomUUID())).toEqual(refused)
  value(await secretary.command('setMemoStage', { id, stage: 'consulting' }))
  expect(value(await the.hub.memoSource(the.ids.observer, id)).content.title).toBe('建议')
})
