import { afterEach, beforeEach, expect } from 'vitest'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import type { Role } from '../../shared/roles.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { value } from './house.ts'
import { joined, type Joined } from './joined.ts'
import { openHouse, type OpenHouse } from './wire.ts'

/** A house that listens, the wire its members come by, and its secretary; new for each test. */
export let the: OpenHouse
export let proxy: Proxy
export let secretary: HubClient
/** Of this test; they are stopped after it, and must have had nothing to report. */
export const machines: Joined[] = []

export function aHouseForEach(): void {
  beforeEach(async () => {
    the = await openHouse()
    proxy = await openProxy(() => the.listening.port)
    secretary = await the.client('secretariat')
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
}

export async function join(role: Role, name: string): Promise<Joined> {
  const machine = await joined(the, role, name, proxy.port)
  machines.push(machine)
  await connected(machine)
  return machine
}
export const connected = (machine: Joined): Promise<void> => expect.poll(() => machine.hub.link.state, { timeout: 5_000 }).toBe('connected')
export const offline = (machine: Joined): Promise<void> => expect.poll(() => machine.hub.link.state, { timeout: 5_000 }).toBe('offline')

/** Cuts the wire, and waits until this machine has noticed. */
export async function cutOff(machine: Joined): Promise<void> {
  proxy.cut()
  await offline(machine)
}

export const texts = ({ doc }: Opened): string[] => blockTexts(readBlocks(memoBody(doc))).filter((text) => text !== '')
/** Puts a paragraph at the end. */
export function write({ doc }: Opened, text: string): void {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  memoBody(doc).push([element])
}

/** A memo that these members may draft, and the secretary's window on it. */
export async function memoFor(...drafters: string[]): Promise<{ id: string; name: DocumentName; here: Opened }> {
  const { id } = value(await secretary.command('createMemo', { title: '融资建议', dialogueId: null }))
  value(await secretary.command('setDrafters', { id, drafters }))
  const name = documentName('memo', id)
  return { id, name, here: await secretary.open(name) }
}

/** Opens as soon as the replica knows of it. */
export async function opens(window: HubClient, name: DocumentName): Promise<Opened> {
  const isOpen = (): Promise<boolean> =>
    window.open(name).then(
      () => true,
      () => false,
    )
  await expect.poll(isOpen).toBe(true)
  return window.open(name)
}

/** A memo that this machine's member may draft, with a paragraph that stands in a window at either end. */
export async function memoSeenBy(machine: Joined) {
  const memo = await memoFor(machine.id)
  write(memo.here, '共同')
  const window = await machine.window()
  const there = await opens(window, memo.name)
  await expect.poll(() => texts(there)).toEqual(['共同'])
  return { ...memo, window, there }
}
