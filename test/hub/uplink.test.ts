import { createServer } from 'node:tls'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { join as joinHost, look, readInvitation } from '../../electron/hub/uplink/invitation.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { documentName } from '../../shared/documentName.ts'
import { fingerprint, inviteCode, inviteLink } from '../../shared/invite.ts'
import { openProxy } from '../helpers/proxy.ts'
import { value } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'
import {
  aHouseForEach,
  connected,
  cutOff,
  join,
  machines,
  memoFor,
  memoSeenBy,
  opens,
  proxy,
  secretary,
  texts,
  the,
  write,
} from './linked.ts'

aHouseForEach()

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

describe('UL11 a host that has moved', () => {
  it('UL11 is followed to where the person says, if it has its key there', async () => {
    const machine = await join('expert', '远')
    const before = machine.host().addresses
    await cutOff(machine)
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
    await cutOff(machine)
    await connected(machine)
    expect(machine.host().addresses[0]).toBe(near[1]?.address)
    await impostor.close()
    await other.close()
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

  it('UL7 a secretary elsewhere invites to the host, not to this machine', async () => {
    const machine = await join('secretariat', '远')
    const { invite } = value(await (await machine.window()).command('inviteMember', { name: '宋', role: 'expert' }))
    expect(invite).toMatchObject({ pin: the.key.pin, addresses: [`127.0.0.1:${String(the.listening.port)}`] })
    const asked = { secret: invite.secret, credential: newCredential(), name: '宋', organisation: '' }
    expect(value(await the.hub.join(asked))).toMatchObject({ workspace: '智库', role: 'expert' })
  })

  it('UL7 without the host they are refused as offline, and nothing is done later', async () => {
    const machine = await join('expert', '远')
    const window = await machine.window()
    await cutOff(machine)
    expect(await window.command('createMemo', { title: '离线', dialogueId: null })).toEqual({ ok: false, failure: { kind: 'offline' } })
    proxy.heal()
    await connected(machine)
    expect((await secretary.open('register')).doc.getMap('memos').size).toBe(0)
  })
})

describe('UL8 the end of it', () => {
  it('UL8 who is removed while connected can write no more within a second, reads on, and is not let in again', async () => {
    const machine = await join('expert', '远')
    const { name } = await memoSeenBy(machine)
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
    const { name, here, there } = await memoSeenBy(machine)
    await cutOff(machine)
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
    await cutOff(machine)
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
