import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Members, membersInMemory, newCredential } from '../../electron/hub/members.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import { failureIn } from '../../shared/closing.ts'
import { memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { inviteLink, joinAnswer, parseInviteLink } from '../../shared/invite.ts'
import { value } from './house.ts'
import { openHouse, post, remote, type OpenHouse } from './wire.ts'

let the: OpenHouse
beforeEach(async () => (the = await openHouse()))
afterEach(async () => {
  expect(the.reports).toEqual([])
  await the.close()
})

const come = async (secret: string, name = '宋远', credential = newCredential()) => {
  const { status, body } = await post(the.listening.port, the.key.pin, '/join', { secret, credential, name, organisation: '' })
  return { status, answer: JSON.parse(body) as unknown }
}
const refused = (kind: string) => ({ status: 403, answer: { failure: { kind } } })
const secretary = () => the.ids.secretariat

describe('IV4 and IV5 an invite', () => {
  it('IV4 admits one person once, as what it says, and the link survives its way', async () => {
    const { invite } = await the.invite('expert', '宋老师')
    const { secret, workspace, pin } = value(parseInviteLink(inviteLink(invite)))
    expect({ workspace, pin }).toEqual({ workspace: '智库', pin: the.key.pin })
    const seen = await post(the.listening.port, the.key.pin, '/join/look', { secret })
    expect(JSON.parse(seen.body)).toEqual({ workspace: '智库', name: '宋老师', role: 'expert' })
    const joined = joinAnswer.parse((await come(secret)).answer)
    expect(value(the.hub.whoIs(joined.memberId))).toMatchObject({ name: '宋远', role: 'expert' })
    expect(await come(secret)).toEqual(refused('inviteUsed'))
  })

  it('IV5 of two who come at once one becomes a member', async () => {
    const { secret } = (await the.invite('expert')).invite
    const answers = await Promise.all([come(secret, '甲'), come(secret, '乙'), come(secret, '丙')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
  })

  it('IV7 who has not heard the answer asks again and is the same member; with another credential, or after removal, the invite is used', async () => {
    const { secret } = (await the.invite('expert', '宋老师')).invite
    const credential = newCredential()
    const first = await come(secret, '宋远', credential)
    expect(first.status).toBe(200)
    expect(await come(secret, '宋远', credential)).toEqual(first)
    expect(await come(secret, '宋远')).toEqual(refused('inviteUsed'))
    expect(the.hub.look({ secret })).toEqual({ ok: false, failure: { kind: 'inviteUsed' } })
    expect(the.hub.look({ secret, credential: newCredential() })).toEqual({ ok: false, failure: { kind: 'inviteUsed' } })
    expect(value(the.hub.look({ secret, credential }))).toMatchObject({ name: '宋远', role: 'expert' })
    const { memberId } = joinAnswer.parse(first.answer)
    const { doc } = await (await the.client('secretariat')).open('register')
    expect(doc.getMap('members').size).toBe(4)
    const other = (await the.invite('observer')).invite
    expect(await come(other.secret, '宋远', credential)).toEqual({
      status: 400,
      answer: { failure: { kind: 'invalid', field: 'credential' } },
    })
    value(await the.hub.command(secretary(), 'removeMember', { id: memberId }))
    expect(await come(secret, '宋远', credential)).toEqual(refused('inviteUsed'))
  })

  it('IV4 that is revoked or unknown opens nothing', async () => {
    const { id, invite } = await the.invite('expert')
    value(await the.hub.command(secretary(), 'revokeInvite', { id }))
    expect(await come(invite.secret)).toEqual(refused('inviteRevoked'))
    expect(await come('A'.repeat(22))).toEqual(refused('inviteUnknown'))
    expect((await come('short')).status).toBe(400)
    expect(value(await the.hub.command(secretary(), 'listInvites', {})).invites).toMatchObject([{ id, state: 'revoked' }])
  })

  it('IV9 who was entered by name and comes in by an invite of their own is that member, once, and no second one', async () => {
    const entered = { name: '宋老师', organisation: '', role: 'observer' } as const
    const { id } = value(await the.hub.command(secretary(), 'addMember', entered))
    const invite = async () =>
      value(await the.hub.command(secretary(), 'inviteMember', { name: '别名', role: 'secretariat', days: 7, memberId: id })).invite
    const [first, second] = [await invite(), await invite()]
    expect(value(the.hub.look({ secret: first.secret }))).toMatchObject({ name: '宋老师', role: 'observer' })
    const joinedOf = async () =>
      value(await the.hub.command(secretary(), 'whoIsConnected', {})).seen.find((one) => one.memberId === id)?.joined
    expect(await joinedOf()).toBe(false)
    value(await the.hub.command(secretary(), 'setRole', { id, role: 'expert' }))
    const before = value(await the.hub.inTurn((members) => Promise.resolve(members.all().length)))
    const credential = newCredential()
    const answer = await come(first.secret, '宋远', credential)
    expect(joinAnswer.parse(answer.answer)).toMatchObject({ memberId: id, role: 'expert' })
    expect(await come(first.secret, '宋远', credential)).toEqual(answer)
    expect(value(the.hub.whoIs(id))).toMatchObject({ name: '宋老师', role: 'expert' })
    expect(await joinedOf()).toBe(true)
    // The other invite would have let somebody else in under the same name.
    expect(await come(second.secret)).toEqual(refused('inviteRevoked'))
    expect(value(await the.hub.inTurn((members) => Promise.resolve(members.all().length)))).toBe(before)
    const again = await the.hub.command(secretary(), 'inviteMember', { name: '', role: 'expert', days: 7, memberId: id })
    expect(again).toMatchObject({ failure: { kind: 'invalid', field: 'memberId' } })
  })

  it('IV9 with the person goes the invite', async () => {
    const { id } = value(await the.hub.command(secretary(), 'addMember', { name: '宋老师', organisation: '', role: 'expert' }))
    const asked = { name: '', role: 'expert', days: 7, memberId: id }
    const { invite } = value(await the.hub.command(secretary(), 'inviteMember', asked))
    value(await the.hub.command(secretary(), 'removeMember', { id }))
    expect(await come(invite.secret)).toEqual(refused('inviteRevoked'))
  })

  it('IV4 expires', async () => {
    const members = new Members(membersInMemory())
    const made = { id: crypto.randomUUID(), name: '', memberId: null, role: 'expert', by: crypto.randomUUID() } as const
    const secret = await members.invite({ ...made, madeAt: '2026-11-01T00:00:00.000Z', expiresAt: '2026-11-08T00:00:00.000Z' })
    expect(members.inviteWith(secret, new Date('2026-11-07T23:59:59Z'))).toMatchObject({ id: made.id })
    expect(members.inviteWith(secret, new Date('2026-11-08T00:00:00Z'))).toEqual({ kind: 'inviteExpired' })
  })

  it('IV4 secrets and credentials are neither in members.json nor in the register nor in the trail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-members-'))
    const { members } = await openMembers(folder)
    const who = { id: crypto.randomUUID(), name: '宋', organisation: '', role: 'expert', since: new Date().toISOString() } as const
    await members.add(who)
    const credential = await members.giveCredential(who.id, who.since)
    const times = { madeAt: who.since, expiresAt: '2099-01-01T00:00:00.000Z' }
    const secret = await members.invite({ id: crypto.randomUUID(), name: '', memberId: null, role: 'expert', by: who.id, ...times })
    const text = await readFile(join(folder, 'members.json'), 'utf8')
    for (const told of [credential, secret]) expect(text).not.toContain(told)
    const again = (await openMembers(folder)).members
    expect(again.holderOf(credential)).toEqual(who)
    expect(again.inviteWith(secret, new Date())).toMatchObject({ role: 'expert' })
    await rm(folder, { recursive: true })

    const { invite } = await the.invite('expert')
    const chosen = newCredential()
    expect((await come(invite.secret, '宋远', chosen)).status).toBe(200)
    const { doc } = await (await the.client('secretariat')).open('register')
    const shown = JSON.stringify([...doc.share.keys()].map((root) => (root === 'trail' ? doc.getArray(root) : doc.getMap(root)).toJSON()))
    for (const told of [invite.secret, chosen]) expect(shown + JSON.stringify(the.told)).not.toContain(told)
    expect(shown).toContain('"command":"inviteMember"')
    expect(shown).toContain('"command":"join"')
  })

  it('IV4 a members.json of the first version is brought along', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-members-'))
    const who = { id: crypto.randomUUID(), name: '林', organisation: '', role: 'secretariat', since: '2026-11-01T00:00:00.000Z' }
    await writeFile(join(folder, 'members.json'), JSON.stringify({ version: 0, data: [who] }))
    const { members, notices } = await openMembers(folder)
    expect([members.all(), notices]).toEqual([[who], []])
    await rm(folder, { recursive: true })
  })

  it('IV4 is made by the secretariat alone, and only while somebody listens', async () => {
    const ask = { name: '', role: 'expert' }
    for (const role of ['expert', 'observer'] as const)
      for (const [name, request] of [
        ['inviteMember', ask],
        ['listInvites', {}],
        ['revokeInvite', { id: crypto.randomUUID() }],
        ['setRole', { id: the.ids.observer, role: 'secretariat' }],
        ['removeMember', { id: the.ids.secretariat }],
      ] as const)
        expect(await the.hub.command(the.ids[role], name, request)).toEqual({ ok: false, failure: { kind: 'forbidden' } })
    the.hub.offer(null)
    expect(await the.hub.command(secretary(), 'inviteMember', ask)).toEqual({ ok: false, failure: { kind: 'notHosting' } })
  })
})

describe('IV6 what the secretariat decides holds for those who are connected, within one second', () => {
  it('IV6 who is removed is out, and the credential opens nothing', async () => {
    const guest = await the.admit('expert', '宋')
    const line = remote(the.listening.port, guest.credential)
    await line.open('register')
    const from = performance.now()
    const gone = new Promise<void>((resolve) => line.socket.on('close', () => resolve()))
    value(await the.hub.command(secretary(), 'removeMember', { id: guest.memberId }))
    await gone
    expect(performance.now() - from).toBeLessThan(1_000)
    line.close()
    const again = remote(the.listening.port, guest.credential)
    expect(failureIn((await again.open('register')).refused ?? '')).toEqual({ kind: 'notMember' })
    again.close()
    const { doc } = await (await the.client('secretariat')).open('register')
    expect(doc.getMap('members').get(guest.memberId)).toMatchObject({ name: '宋', removedAt: expect.any(String) as string })
  })

  it('IV6 who becomes an observer writes no more, and loses the drafts', async () => {
    const host = await the.client('secretariat')
    const { id } = value(await host.command('createMemo', { title: '建议', dialogueId: null }))
    const guest = await the.admit('secretariat', '宋')
    const line = remote(the.listening.port, guest.credential)
    await line.open('register')
    const memo = await line.open(`memo/${id}`)
    const closed = new Promise<string>((resolve) =>
      memo.provider.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)),
    )
    const from = performance.now()
    value(await the.hub.command(secretary(), 'setRole', { id: guest.memberId, role: 'observer' }))
    expect(await closed).toBe('rightsChanged')
    expect(performance.now() - from).toBeLessThan(1_000)
    memoBody(memo.doc).delete(0, memoBody(memo.doc).length)
    expect(readBlocks(memoBody((await host.open(`memo/${id}`)).doc))).toHaveLength(1)
    line.close()
  })

  it('IV6 the last secretary stays', async () => {
    const last = { ok: false, failure: { kind: 'lastSecretary' } }
    expect(await the.hub.command(secretary(), 'removeMember', { id: secretary() })).toEqual(last)
    expect(await the.hub.command(secretary(), 'setRole', { id: secretary(), role: 'expert' })).toEqual(last)
  })

  it('IV6 the secretariat sees who is connected and when the others left', async () => {
    const guest = await the.admit('expert', '宋')
    const line = remote(the.listening.port, guest.credential)
    await line.open('register')
    const seen = async () =>
      value(await the.hub.command(secretary(), 'whoIsConnected', {})).seen.find(({ memberId }) => memberId === guest.memberId)
    expect(await seen()).toEqual({ memberId: guest.memberId, connected: true, seenAt: null, joined: true })
    line.close()
    await expect.poll(seen).toEqual({ memberId: guest.memberId, connected: false, seenAt: expect.any(String) as string, joined: true })
  })
})
