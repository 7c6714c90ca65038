import { createServer } from 'node:tls'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { join as joinHost, look, readInvitation } from '../../electron/hub/uplink/invitation.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { addItem, readAgenda } from '../../shared/documents/agenda.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { fingerprint, inviteCode, inviteLink } from '../../shared/invite.ts'
import type { Role } from '../../shared/roles.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { value } from './house.ts'
import { joined, type Joined } from './joined.ts'
import { openHouse, type OpenHouse } from './wire.ts'

let the: OpenHouse
let proxy: Proxy
let secretary: HubClient
const machines: Joined[] = []
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

async function join(role: Role, name: string): Promise<Joined> {
  const machine = await joined(the, role, name, proxy.port)
  machines.push(machine)
  await connected(machine)
  return machine
}
const connected = (machine: Joined): Promise<void> => expect.poll(() => machine.hub.link.state, { timeout: 5_000 }).toBe('connected')
const offline = (machine: Joined): Promise<void> => expect.poll(() => machine.hub.link.state, { timeout: 5_000 }).toBe('offline')

const texts = ({ doc }: Opened): string[] => blockTexts(readBlocks(memoBody(doc))).filter((text) => text !== '')
/** Puts a paragraph at the end. */
function write({ doc }: Opened, text: string): void {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  memoBody(doc).push([element])
}

/** A memo that these members may draft, and the secretary's window on it. */
async function memoFor(...drafters: string[]): Promise<{ id: string; name: DocumentName; here: Opened }> {
  const { id } = value(await secretary.command('createMemo', { title: '融资建议', dialogueId: null }))
  value(await secretary.command('setDrafters', { id, drafters }))
  const name = documentName('memo', id)
  return { id, name, here: await secretary.open(name) }
}

/** Opens as soon as the replica knows of it. */
async function opens(window: HubClient, name: DocumentName): Promise<Opened> {
  const isOpen = (): Promise<boolean> =>
    window.open(name).then(
      () => true,
      () => false,
    )
  await expect.poll(isOpen).toBe(true)
  return window.open(name)
}

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

describe('UL1 the way in', () => {
  it('UL1 a link is read without a word to anybody, looked up, and joined over the pinned key', async () => {
    const { invite } = await the.invite('expert', '远')
    const invited = value(readInvitation({ text: inviteLink(invite) }))
    expect(invited).toMatchObject({ addresses: invite.addresses, workspace: '智库', pin: the.key.pin })
    expect(await look(invited)).toEqual({
      ...{ workspace: '智库', name: '远', role: 'expert', pinned: true },
      ...{ address: invite.addresses[0], fingerprint: fingerprint(the.key.pin) },
    })
    const joined = await joinHost(invited, { name: '远', organisation: '' }, newCredential())
    expect(joined).toMatchObject({ role: 'expert', pin: the.key.pin })
    await expect(look(invited)).rejects.toMatchObject({ failure: { kind: 'inviteUsed' } })
  })

  it('UL1 an address with a code opens the same; the whole key is kept', async () => {
    const { invite } = await the.invite('observer')
    const typed = { address: ` 127.0.0.1:${String(the.listening.port)} `, code: inviteCode(invite).toLowerCase() }
    const joined = await joinHost(value(readInvitation(typed)), { name: '远', organisation: '' }, newCredential())
    expect(joined).toMatchObject({ addresses: [`127.0.0.1:${String(the.listening.port)}`], pin: the.key.pin })
  })

  it('UL1 a host with another key hears not a byte, and the next address is tried', async () => {
    const folder = await mkdtemp(path(tmpdir(), 'yice-other-'))
    const other = await hostKey(folder)
    let heard = 0
    const impostor = createServer({ cert: other.cert, key: other.key }, (socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('data', (chunk: Buffer) => (heard += chunk.length))
    })
    await new Promise<void>((ready) => impostor.listen(0, '127.0.0.1', ready))
    const at = impostor.address()
    const address = `127.0.0.1:${String(typeof at === 'object' && at !== null ? at.port : 0)}`
    const { invite } = await the.invite('expert')
    await expect(look(value(readInvitation({ text: inviteLink({ ...invite, addresses: [address] }) })))).rejects.toMatchObject({
      failure: { kind: 'wrongKey', address },
    })
    const both = value(readInvitation({ text: inviteLink({ ...invite, addresses: [address, ...invite.addresses] }) }))
    expect(await look(both)).toMatchObject({ address: invite.addresses[0] })
    expect(heard).toBe(0)
    impostor.close()
    await rm(folder, { recursive: true })
  })
})

describe('HB23 the answer to a command', () => {
  it('HB23 comes when what it made can be opened, at the host and at a joined machine', async () => {
    const machine = await join('expert', '远')
    for (const window of [secretary, await machine.window()]) {
      const { doc } = await window.open('register')
      for (let nth = 0; nth < 20; nth++) {
        const { id } = value(await window.command('createMemo', { title: '建议', dialogueId: null }))
        expect(doc.getMap('memos').has(id)).toBe(true)
        await window.open(`memo/${id}`)
      }
    }
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

describe('UL11 a host that has moved', () => {
  it('UL11 is followed to where the person says, if it has its key there', async () => {
    const machine = await join('expert', '远')
    const before = machine.host().addresses
    proxy.cut()
    await offline(machine)
    const other = await openProxy(() => the.listening.port)
    const impostor = await openHouse()
    try {
      const wrong = `127.0.0.1:${String(impostor.listening.port)}`
      expect(await machine.hub.moveHost(wrong)).toEqual({ ok: false, failure: { kind: 'wrongKey', address: wrong } })
      expect(machine.host().addresses).toEqual(before)
      value(await machine.hub.moveHost(`127.0.0.1:${String(other.port)}`))
      await connected(machine)
      expect(machine.host().addresses).toEqual([`127.0.0.1:${String(other.port)}`, ...before])
    } finally {
      await impostor.close()
      await other.close()
    }
  })

  it('UL11 is found by itself where it says it is, past one that says so falsely', async () => {
    const impostor = await openHouse()
    const other = await openProxy(() => the.listening.port)
    const near = [impostor.listening.port, other.port].map((port) => ({ name: '智库', address: `127.0.0.1:${String(port)}` }))
    const machine = await joined(the, 'expert', '远', proxy.port, () => Promise.resolve(near))
    machines.push(machine)
    await connected(machine)
    proxy.cut()
    await offline(machine)
    await connected(machine)
    expect(machine.host().addresses[0]).toBe(near[1]?.address)
    await impostor.close()
    await other.close()
  })
})

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
    const { name, here } = await memoFor(machine.id)
    write(here, '共同')
    const window = await machine.window()
    const there = await opens(window, name)
    await expect.poll(() => texts(there)).toEqual(['共同'])
    proxy.cut()
    await offline(machine)
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
    proxy.cut()
    await offline(machine)
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

describe('UL7 commands', () => {
  it('UL7 are done by the host in this member’s name, and refused as it refuses them', async () => {
    const machine = await join('expert', '远')
    const window = await machine.window()
    const made = value(await window.command('createMemo', { title: '远方来稿', dialogueId: null }))
    await expect
      .poll(async () => (await secretary.open('register')).doc.getMap('memos').get(made.id))
      .toMatchObject({ createdBy: machine.id })
    await opens(window, documentName('memo', made.id))
    expect(await window.command('setRole', { id: machine.id, role: 'secretariat' })).toEqual({ ok: false, failure: { kind: 'forbidden' } })
  })

  it('UL7 without the host they are refused as offline, and nothing is done later', async () => {
    const machine = await join('expert', '远')
    const window = await machine.window()
    proxy.cut()
    await offline(machine)
    expect(await window.command('createMemo', { title: '离线', dialogueId: null })).toEqual({ ok: false, failure: { kind: 'offline' } })
    proxy.heal()
    await connected(machine)
    expect((await secretary.open('register')).doc.getMap('memos').size).toBe(0)
  })
})

describe('UL5 what the host refuses', () => {
  const refusal = (machine: Joined) => expect.poll(() => machine.hub.refused.length, { timeout: 5_000 })

  it('UL5 edits of a memo that was frozen meanwhile become a draft; the replica is the host’s again, and stays so', async () => {
    const machine = await join('expert', '远')
    const { id, name, here } = await memoFor(machine.id)
    write(here, '共同')
    const window = await machine.window()
    const there = await opens(window, name)
    await expect.poll(() => texts(there)).toEqual(['共同'])
    proxy.cut()
    await offline(machine)
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
    proxy.cut()
    await offline(machine)
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
    const { name, here } = await memoFor(machine.id)
    write(here, '共同')
    const there = await opens(await machine.window(), name)
    await expect.poll(() => texts(there)).toEqual(['共同'])
    proxy.cut()
    await offline(machine)
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

describe('UL8 the end of it', () => {
  it('UL8 who is removed while connected can write no more within a second, reads on, and is not let in again', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    write(here, '共同')
    const window = await machine.window()
    const there = await opens(window, name)
    await expect.poll(() => texts(there)).toEqual(['共同'])
    const from = performance.now()
    value(await secretary.command('removeMember', { id: machine.id }))
    await expect.poll(() => machine.hub.link.state, { timeout: 1_000, interval: 10 }).toBe('refused')
    expect(performance.now() - from).toBeLessThan(1_000)
    expect(machine.hub.link.failure).toEqual({ kind: 'notMember' })
    const fresh = await (await machine.window()).open(name)
    expect(fresh.provider.authorizedScope).toBe('readonly')
    expect(texts(fresh)).toEqual(['共同'])
    await machine.stop()
    await machine.start()
    expect(machine.hub.link).toMatchObject({ state: 'refused', failure: { kind: 'notMember' } })
    expect(texts(await (await machine.window()).open(name))).toEqual(['共同'])
  })

  it('UL8 who is removed while offline keeps what was written as a draft', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    write(here, '共同')
    const there = await opens(await machine.window(), name)
    await expect.poll(() => texts(there)).toEqual(['共同'])
    proxy.cut()
    await offline(machine)
    write(there, '离线所写')
    await there.saved()
    value(await secretary.command('removeMember', { id: machine.id }))
    proxy.heal()
    await expect.poll(() => machine.hub.refused.length, { timeout: 5_000 }).toBe(1)
    expect(machine.hub.refused[0]).toMatchObject({ failure: { kind: 'notMember' }, mine: ['离线所写'], theirs: [] })
    const fresh = await machine.window()
    await expect.poll(async () => texts(await opens(fresh, name))).toEqual(['共同'])
    expect(texts(here)).toEqual(['共同'])
  })

  it('UL8 a host that was restored from a backup is not followed, and nothing is sent to it', async () => {
    const machine = await join('expert', '远')
    const { name, here } = await memoFor(machine.id)
    const there = await opens(await machine.window(), name)
    proxy.cut()
    await offline(machine)
    write(there, '离线所写')
    await there.saved()
    await machine.stop()
    machine.host().epoch = crypto.randomUUID()
    proxy.heal()
    await machine.start()
    await expect.poll(() => machine.hub.link, { timeout: 5_000 }).toMatchObject({ state: 'refused', failure: { kind: 'hostRestored' } })
    await expect.poll(() => machine.hub.refused).toMatchObject([{ mine: ['离线所写'], failure: { kind: 'hostRestored' } }])
    expect(texts(here)).toEqual([])
  })

  it('UL8 a lost credential is said, and all stays readable', async () => {
    const machine = await join('expert', '远')
    await machine.stop()
    await machine.start(false)
    await machine.hub.follow(null)
    expect(machine.hub.link).toMatchObject({ state: 'refused', failure: { kind: 'credentialLost' } })
    expect((await (await machine.window()).open('register')).doc.getMap('members').size).toBe(4)
  })
})

describe('rights', () => {
  it('UL9 a freeze and a change of role reach the windows of the other machine within a second', async () => {
    const machine = await join('expert', '远')
    const { id, name } = await memoFor(machine.id)
    const window = await machine.window()
    const scope = async (): Promise<string | undefined> => (await opens(window, name)).provider.authorizedScope
    await expect.poll(scope).toBe('read-write')
    for (const [stage, expected] of [
      ['final', 'readonly'],
      ['drafting', 'read-write'],
    ] as const) {
      value(await secretary.command('setMemoStage', { id, stage }))
      await expect.poll(scope, { timeout: 1_000 }).toBe(expected)
    }
    value(await secretary.command('setDrafters', { id, drafters: [] }))
    await expect.poll(scope, { timeout: 1_000 }).toBe('readonly')
  })

  it('UL9 a copied profile never uses a Yjs client twice', async () => {
    const machine = await join('expert', '远')
    const { name } = await memoFor(machine.id)
    const one = await opens(await machine.window(), name)
    const other = await opens(await machine.window(), name)
    const clients = [one, other].map(({ doc }) => doc.clientID)
    await machine.stop()
    await machine.start()
    clients.push((await (await machine.window()).open(name)).doc.clientID)
    expect(new Set(clients).size).toBe(3)
  })
})
