import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Opened } from '../../electron/hub/client.ts'
import { documentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { paragraph, value } from './house.ts'
import { joined, type Joined } from './joined.ts'
import { openHouse, type OpenHouse } from './wire.ts'

let the: OpenHouse
let proxy: Proxy
const machines: Joined[] = []
beforeEach(async () => {
  the = await openHouse()
  proxy = await openProxy(() => the.listening.port)
})
afterEach(async () => {
  for (const machine of machines.splice(0)) {
    await machine.stop()
    expect(machine.reports).toEqual([])
  }
  await proxy.close()
  await the.close()
  expect(the.reports).toEqual([])
})

const join = async (...[role, name]: Parameters<typeof joined> extends [unknown, ...infer Rest] ? Rest : never): Promise<Joined> => {
  const machine = await joined(the, role, name, proxy.port)
  machines.push(machine)
  await expect.poll(() => machine.hub.link.state).toBe('connected')
  return machine
}
const texts = ({ doc }: Opened): string[] => blockTexts(readBlocks(memoBody(doc))).filter((text) => text !== '')
const write = ({ doc }: Opened, text: string): void => writeBlocks(memoBody(doc), [paragraph(text)])

/** A memo that this member may draft. */
async function memoFor(...drafters: string[]) {
  const secretary = await the.client('secretariat')
  const { id } = value(await secretary.command('createMemo', { title: '融资建议', dialogueId: null }))
  value(await secretary.command('setDrafters', { id, drafters }))
  return { id, name: documentName('memo', id), secretary }
}

describe('UL4 text across the link', () => {
  it('UL4 goes both ways', async () => {
    const machine = await join('expert', '远')
    const { name, secretary } = await memoFor(machine.id)
    const here = await secretary.open(name)
    const window = await machine.window()
    await expect
      .poll(() =>
        window.open(name).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    const there = await window.open(name)
    write(here, '主持端所写')
    await expect.poll(() => texts(there)).toContain('主持端所写')
    write(there, '远端所写')
    await expect.poll(() => texts(here)).toContain('远端所写')
    await expect.poll(() => machine.hub.link.waiting).toBe(0)
  })
})
