import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Opened } from '../../electron/hub/client.ts'
import { documentName } from '../../shared/documentName.ts'
import { addItem, readAgenda } from '../../shared/documents/agenda.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { value } from './house.ts'
import { joined, type Joined } from './joined.ts'
import {
  aHouseForEach,
  connected,
  cutOff,
  join,
  machines,
  memoFor,
  memoSeenBy,
  offline,
  opens,
  proxy,
  secretary,
  texts,
  the,
  write,
} from './linked.ts'

aHouseForEach()

const people = ({ provider }: Opened): string[] =>
  [...(provider.awareness?.getStates().values() ?? [])]
    .flatMap((state): string[] => {
      const user: unknown = state['user']
      return typeof user === 'object' && user !== null && 'name' in user && typeof user.name === 'string' ? [user.name] : []
    })
    .sort()
const left = (): number => the.told.filter(({ event }) => event === 'left').length
/** Within the 2 s that the issue allows. */
const sees = (opened: Opened, ...names: string[]): Promise<void> =>
  expect.poll(() => people(opened), { timeout: 2_000 }).toEqual(names.sort())
const alone = (opened: Opened, name: string): Promise<void> =>
  new Promise((resolve) => opened.provider.awareness?.on('change', () => people(opened).join() === name && resolve()))
const appear = (opened: Opened, name: string): void => opened.provider.setAwarenessField('user', { name, color: '#123456' })

describe('UL4 UL6 the replica', () => {
  it('UL4 text goes both ways at once', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    const there = await opens(await machine.window(), name)
    write(here, '主持端所写')
    await expect.poll(() => texts(there)).toContain('主持端所写')
    write(there, '远端所写')
    await expect.poll(() => texts(here)).toContain('远端所写')
    await expect.poll(() => machine.hub.link.waiting, { timeout: 3_000 }).toBe(0)
  })

  it('UL6 is full: what was never opened here is there without the host, and after a restart', async () => {
    const machine = await join('observer', '远')
    const { id, name, here } = await memoFor()
    write(here, '全文')
    await here.saved()
    value(await secretary.command('setMemoStage', { id, stage: 'consulting' }))
    const window = await machine.window()
    await expect.poll(async () => texts(await opens(window, name))).toEqual(['全文'])
    const other = await memoFor()
    write(other.here, '从未打开')
    await other.here.saved()
    value(await secretary.command('setMemoStage', { id: other.id, stage: 'consulting' }))
    const holds = async () => value(await secretary.command('whoHolds', { document: other.name })).holders.some(({ same }) => same)
    await expect.poll(holds, { timeout: 5_000 }).toBe(true)
    proxy.cut()
    await machine.stop()
    await machine.start()
    const again = await machine.window()
    expect(texts(await again.open(other.name))).toEqual(['从未打开'])
    expect((await again.open('register')).doc.getMap('members').size).toBe(4)
  })

  it('UL6 stopped while texts arrive, it ends without complaint and has all of them after the next start', async () => {
    const machine = await join('observer', '远')
    const memos = await Promise.all(Array.from({ length: 24 }, () => memoFor()))
    for (const { id, here } of memos) {
      write(here, '全文')
      await here.saved()
      value(await secretary.command('setMemoStage', { id, stage: 'consulting' }))
    }
    await machine.stop()
    expect(machine.reports).toEqual([])
    await machine.start()
    const window = await machine.window()
    for (const { name } of memos) await expect.poll(async () => texts(await opens(window, name))).toEqual(['全文'])
  })

  it('UL4 what both wrote while the link was down merges, once, and undo takes back only one’s own', async () => {
    const machine = await join('expert', '远')
    const { name, here, there } = await memoSeenBy(machine)
    await cutOff(machine)
    const undo = new Y.UndoManager(memoBody(there.doc))
    for (let nth = 0; nth < 20; nth++) {
      write(there, `远${String(nth)}`)
      write(here, `近${String(nth)}`)
    }
    await there.saved()
    expect(machine.hub.link.waiting).toBe(1)
    await machine.stop()
    await machine.start()
    const later = await (await machine.window()).open(name)
    expect(texts(later)).toHaveLength(21)
    expect(machine.hub.link.waiting).toBe(1)
    proxy.heal()
    await connected(machine)
    await expect.poll(() => texts(later), { timeout: 5_000 }).toHaveLength(41)
    await expect.poll(() => texts(here)).toEqual(texts(later))
    expect(new Set(texts(here)).size).toBe(41)
    await expect.poll(() => machine.hub.link.waiting, { timeout: 3_000 }).toBe(0)
    Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(later.doc), 'others')
    undo.undo()
    expect(texts(there).filter((text) => text.startsWith('近'))).toHaveLength(20)
    expect(texts(there).filter((text) => text.startsWith('远'))).toEqual([])
  })

  it('UL10 a document that has not come yet is not shown empty', async () => {
    const machine = await join('expert', '远')
    await cutOff(machine)
    await machine.stop()
    const fresh = await joined(the, 'expert', '新', proxy.port)
    machines.push(fresh)
    const window = fresh.window().then(
      () => 'open',
      (reason: unknown) => JSON.stringify(reason),
    )
    expect(await Promise.race([window, new Promise((late) => setTimeout(late, 300))])).toBe(undefined)
    proxy.heal()
    expect(await window).toBe('open')
    await machine.start()
  })
})

describe('UL12 a poor line', () => {
  it('UL12 a text that is on its way for longer than silence may last arrives, both ways, on one connection', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    write(here, '字'.repeat(400_000))
    await here.saved()
    const there = await opens(await machine.window(), name)
    await expect.poll(() => texts(there).join('').length, { timeout: 10_000 }).toBe(400_000)
    const links = (): number => the.told.filter(({ event }) => event === 'connected').length
    const before = links()
    proxy.narrow(300_000)
    write(here, '下'.repeat(400_000))
    await expect.poll(() => texts(there).join('').length, { timeout: 20_000 }).toBe(800_000)
    write(there, '上'.repeat(400_000))
    await expect.poll(() => texts(here).join('').length, { timeout: 20_000 }).toBe(1_200_000)
    expect(links()).toBe(before)
    proxy.narrow(Infinity)
  })
})

describe('UL3 presence across the link', () => {
  it('UL3 is right within 2 s of a coming, a leaving, a cut, a silent death and a restart of either side', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    const window = await machine.window()
    const there = await opens(window, name)
    appear(here, '林')
    await sees(there, '林')
    appear(there, '远')
    await sees(here, '林', '远')

    there.close()
    await sees(here, '林')
    const back = await window.open(name)
    appear(back, '远')
    await sees(here, '林', '远')
    await sees(back, '林', '远')

    proxy.cut()
    await sees(here, '林')
    await sees(back, '远')
    proxy.heal()
    await sees(here, '林', '远')
    await sees(back, '林', '远')

    proxy.halfOpen()
    await sees(back, '远')
    await sees(here, '林')
    await offline(machine)
    const before = left()
    proxy.heal()
    await sees(back, '林', '远')
    await sees(here, '林', '远')
    await expect.poll(left, { timeout: 10_000 }).toBe(before + 1)
    await sees(here, '林', '远')

    await machine.stop()
    await sees(here, '林')
    await machine.start()
    const again = await (await machine.window()).open(name)
    appear(again, '远')
    await sees(here, '林', '远')
    await sees(again, '林', '远')
    proxy.delay(300)
    again.close()
    await sees(here, '林')
  })

  it('UL3 who is not heard of for a moment is not shown as here, and is there again as soon as heard of, on the same link', async () => {
    const machine = await join('expert', '远')
    const here = await secretary.open('register')
    const there = await (await machine.window()).open('register')
    appear(here, '林')
    appear(there, '远')
    for (const opened of [here, there]) await sees(opened, '林', '远')
    const links = (): number => the.told.filter(({ event }) => event === 'connected').length
    const before = links()
    const both = Promise.all([alone(here, '林'), alone(there, '远')])
    proxy.delay(1_000)
    await both
    proxy.delay(0)
    for (const opened of [here, there]) await expect.poll(() => people(opened), { timeout: 5_000 }).toEqual(['林', '远'].sort())
    appear(there, '远方')
    await sees(here, '林', '远')
    expect(links()).toBe(before)
    expect(machine.hub.link.state).toBe('connected')
  })

  it('UL3 people on two other machines see each other, and the host does not see them twice', async () => {
    const [one, other] = [await join('expert', '远'), await join('observer', '列席')]
    const [a, b, here] = await Promise.all([
      (await one.window()).open('register'),
      (await other.window()).open('register'),
      secretary.open('register'),
    ])
    appear(a, '远')
    appear(b, '列席')
    appear(here, '林')
    for (const opened of [a, b, here]) await sees(opened, '林', '远', '列席')
    proxy.cut()
    await sees(a, '远')
    await sees(here, '林')
    proxy.heal()
    for (const opened of [a, b, here]) await sees(opened, '林', '远', '列席')
    a.close()
    for (const opened of [b, here]) await sees(opened, '林', '列席')
  })
})

describe('UL5 what the host refuses', () => {
  const refusal = (machine: Joined) => expect.poll(() => machine.hub.refused.length, { timeout: 5_000 })

  it('UL5 edits of a memo that was frozen meanwhile become a draft; the replica is the host’s again, and stays so', async () => {
    const machine = await join('expert', '远')
    const { id, name, here, there } = await memoSeenBy(machine)
    await cutOff(machine)
    memoBody(there.doc).delete(0, memoBody(there.doc).length)
    write(there, '离线所写')
    await there.saved()
    write(here, '主持端续写')
    await here.saved()
    value(await secretary.command('setMemoStage', { id, stage: 'final' }))
    proxy.heal()
    await refusal(machine).toBe(1)
    expect(machine.hub.refused[0]).toMatchObject({
      ...{ document: name, title: '融资建议', failure: { kind: 'frozen' } },
      ...{ mine: ['离线所写'], theirs: ['共同'] },
    })
    const fresh = await machine.window()
    await expect.poll(async () => texts(await opens(fresh, name))).toEqual(['共同', '主持端续写'])
    expect(machine.hub.link.waiting).toBe(0)

    value(await secretary.command('setMemoStage', { id, stage: 'drafting' }))
    write(await secretary.open(name), '重新开放')
    const later = await machine.window()
    await expect.poll(async () => texts(await opens(later, name))).toContain('重新开放')
    expect(texts(here)).not.toContain('离线所写')
    await machine.stop()
    await machine.start()
    await connected(machine)
    expect(machine.hub.refused).toHaveLength(1)
    value(await machine.hub.discardRefused(machine.hub.refused[0]?.id ?? ''))
    expect(machine.hub.refused).toEqual([])
    expect(texts(await secretary.open(name))).not.toContain('离线所写')
  })

  it('UL5 so do the items of an agenda that was confirmed meanwhile', async () => {
    const { id } = value(
      await secretary.command('createDialogue', {
        ...{ kind: 'dialogue', title: '座谈', startsAt: '2026-12-01T09:00', venue: '', chair: '', organiser: '' },
      }),
    )
    const name = documentName('agenda', id)
    const machine = await join('expert', '远')
    const there = await opens(await machine.window(), name)
    await cutOff(machine)
    addItem(there.doc, { id: crypto.randomUUID(), minutes: 20, content: '离线议题' }, null)
    await there.saved()
    value(await secretary.command('confirmAgenda', { id }))
    proxy.heal()
    await refusal(machine).toBe(1)
    expect(machine.hub.refused[0]).toMatchObject({ failure: { kind: 'frozen' }, mine: ['离线议题 · 20′'], theirs: [] })
    expect(readAgenda((await secretary.open(name)).doc)).toEqual([])
  })

  it('UL5 who is downgraded while offline keeps the draft, and does not see what is hidden now', async () => {
    const machine = await join('expert', '远')
    const { name, here, there } = await memoSeenBy(machine)
    await cutOff(machine)
    write(there, '离线所写')
    await there.saved()
    value(await secretary.command('setRole', { id: machine.id, role: 'observer' }))
    proxy.heal()
    await refusal(machine).toBe(1)
    expect(machine.hub.refused[0]).toMatchObject({ failure: { kind: 'notFound' }, mine: ['离线所写'], theirs: [] })
    const window = await machine.window()
    await expect(window.open(name)).rejects.toMatchObject({ failure: { kind: 'notFound' } })
    expect(texts(here)).toEqual(['共同'])
  })

  it('UL5 downgraded while typing: what the host did not take is a draft, what it took is not', async () => {
    const machine = await join('expert', '远')
    const { id, name, here } = await memoFor(machine.id)
    const there = await opens(await machine.window(), name)
    proxy.delay(100)
    const typing = setInterval(() => write(there, `字${String(performance.now())}`), 10)
    await expect.poll(() => texts(here).length, { timeout: 3_000 }).toBeGreaterThan(5)
    value(await secretary.command('setMemoStage', { id, stage: 'final' }))
    await refusal(machine).toBe(1)
    clearInterval(typing)
    const taken = texts(await secretary.open(name))
    const { mine, theirs } = machine.hub.refused[0] ?? { mine: [], theirs: [] }
    expect(theirs).toEqual([])
    expect(mine.length).toBeGreaterThan(0)
    expect(mine.filter((text) => taken.includes(text))).toEqual([])
    const fresh = await machine.window()
    await expect.poll(async () => texts(await opens(fresh, name))).toEqual(taken)
  })
})
