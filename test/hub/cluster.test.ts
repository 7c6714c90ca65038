import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { backup, restore } from '../../electron/hub/backup.ts'
import { openCluster } from '../../electron/hub/cluster/cluster.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { failureIn } from '../../shared/closing.ts'
import { documentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { joinAnswer } from '../../shared/invite.ts'
import { clusterHouse, type ClusterHouse, type ClusterNode } from '../cluster/clusterHouse.ts'
import { findServices, startServices } from '../cluster/services.ts'
import { paragraph, value } from './house.ts'
import { post } from './wire.ts'

const programs = findServices()
if (typeof programs === 'string') describe.skip(`several nodes: ${programs}`, () => it('is not proved here', () => undefined))
else {
  const services = await startServices(programs)
  afterAll(() => services.stop(), 60_000)

  let the: ClusterHouse
  let one: ClusterNode
  let other: ClusterNode
  beforeEach(async () => {
    the = await clusterHouse(services)
    ;[one, other] = the.nodes
  })
  afterEach(async () => {
    await the.close()
    expect(the.reports).toEqual([])
  })
  const memo = async (node: ClusterNode = one): Promise<string> =>
    value(await node.hub.command(the.secretary, 'createMemo', { title: '建议', dialogueId: null })).id
  const soon = { timeout: 1_000, interval: 5 }

  describe('several nodes on one workspace', { timeout: 60_000 }, () => {
    it('CL1 what a member of one node writes is committed, and shown at the other', async () => {
      const name = documentName('memo', await memo())
      const [here, there] = [await one.client(the.secretary), await other.client(the.secretary)]
      const [mine, yours] = [await here.open(name), await there.open(name)]
      writeBlocks(memoBody(mine.doc), [paragraph('甲')])
      await mine.saved()
      expect((await one.store.load(name)).updates.length).toBeGreaterThan(0)
      await expect.poll(() => readBlocks(memoBody(yours.doc)), soon).toEqual([paragraph('甲')])
      writeBlocks(memoBody(yours.doc), [paragraph('甲乙')])
      await yours.saved()
      await expect.poll(() => readBlocks(memoBody(mine.doc)), soon).toEqual([paragraph('甲乙')])
    })

    it('CL1 what came from another node is not appended again', async () => {
      const name = documentName('memo', await memo())
      const [mine, yours] = [await (await one.client(the.secretary)).open(name), await (await other.client(the.secretary)).open(name)]
      const updates = new Set<Uint8Array>()
      const before = (await one.store.load(name)).through
      mine.doc.on('update', (update: Uint8Array) => updates.add(update))
      for (let nth = 1; nth <= 20; nth++) {
        writeBlocks(memoBody(mine.doc), [paragraph('字'.repeat(nth))])
        await mine.saved()
      }
      await expect.poll(() => readBlocks(memoBody(yours.doc)), soon).toEqual([paragraph('字'.repeat(20))])
      await other.peers.catchUp()
      expect((await one.store.load(name)).through - before).toBe(updates.size)
    })

    it('CL3 commands of both nodes run one after another, and none is lost', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, nth) => memo(the.nodes[nth % 2])))
      for (const node of the.nodes) {
        const desk = await (await node.client(the.secretary)).open('register')
        await expect.poll(() => desk.doc.getMap('memos').size, soon).toBe(40)
      }
      const stored = await one.store.load('register')
      expect(stored.through).toBe(41)
    })

    it('CL4 what a node acknowledges while another freezes the memo is in the frozen text, and nothing comes after', async () => {
      const id = await memo()
      const name = documentName('memo', id)
      const { credential } = await the.admit('secretariat', '宋')
      const line = the.guest(other, credential)
      const { doc, provider } = await line.open(name)
      let typed = 0
      let acknowledged = 0
      provider.on('unsyncedChanges', () => {
        if (!provider.hasUnsyncedChanges) acknowledged = typed
      })
      const typing = setInterval(() => writeBlocks(memoBody(doc), [paragraph('字'.repeat(++typed))]), 25)
      await expect.poll(() => acknowledged, { timeout: 10_000 }).toBeGreaterThan(5)
      value(await one.hub.command(the.secretary, 'setMemoStage', { id, stage: 'countersigning' }))
      const frozen = await one.store.load(name)
      await expect.poll(() => provider.authorizedScope === 'readonly' || !provider.synced, soon).toBe(true)
      clearInterval(typing)
      expect((await one.store.load(name)).through).toBe(frozen.through)
      const text = new Y.Doc()
      for (const update of frozen.updates) Y.applyUpdate(text, update)
      expect(blockTexts(readBlocks(memoBody(text))).join('').length).toBeGreaterThanOrEqual(acknowledged)
    })

    it('CL5 who is removed at one node is out at the other within a second, with Redis and without', async () => {
      for (const isThere of [true, false]) {
        if (!isThere) await services.redis.kill()
        const { id, credential } = await the.admit('expert', '宋')
        const line = the.guest(other, credential)
        expect((await line.open('register')).refused).toBeNull()
        const from = performance.now()
        const closed = new Promise<number>((gone) => line.socket.on('disconnect', () => gone(performance.now() - from)))
        value(await one.hub.command(the.secretary, 'removeMember', { id }))
        expect(await closed).toBeLessThan(1_000)
        const again = await the.guest(other, credential).open('register')
        expect(failureIn(again.refused ?? '')).toEqual({ kind: 'notMember' })
      }
      await services.redis.start()
    })

    it('CL5 who has joined at one node may come in at the other at once; of one invite two nodes make one member', async () => {
      const { invite } = value(await one.hub.command(the.secretary, 'inviteMember', { name: '', role: 'expert' }))
      const asked = { secret: invite.secret, name: '宋', organisation: '' }
      const come = (node: ClusterNode) => post(node.listening.port, invite.pin ?? '', '/join', { ...asked, credential: newCredential() })
      const answers = await Promise.all([come(one), come(other), come(one), come(other)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403])
      const { invite: mine } = value(await one.hub.command(the.secretary, 'inviteMember', { name: '', role: 'expert' }))
      const credential = newCredential()
      const again = { secret: mine.secret, credential, name: '宋', organisation: '' }
      const told = await Promise.all([one, other, one].map((node) => post(node.listening.port, mine.pin ?? '', '/join', again)))
      expect(new Set(told.map(({ body }) => joinAnswer.parse(JSON.parse(body)).memberId)).size).toBe(1)
      for (const node of the.nodes) expect((await the.guest(node, credential).open('register')).refused).toBeNull()
    })

    it('CL5 a node without its database hangs up, says so in its health, and serves again when it is back', async () => {
      const { credential } = await the.admit('expert', '宋')
      const line = the.guest(one, credential)
      await line.open('register')
      const key = one.hostKey()
      await key
      const closed = new Promise<void>((gone) => line.socket.on('disconnect', () => gone()))
      await services.postgres.kill()
      await closed
      const health = async (): Promise<number> => (await post(one.listening.port, (await key).pin, '/health', null, {}, 'GET')).status
      expect(await health()).toBe(503)
      await services.postgres.start()
      await expect.poll(health, { timeout: 10_000 }).toBe(200)
      expect((await the.guest(one, credential).open('register')).refused).toBeNull()
      expect(one.told).toEqual(expect.arrayContaining(['database lost', 'database back']))
    })

    it('CL6 what a neighbour of Redis publishes is dropped, also a replay on another channel', async () => {
      const name = documentName('memo', await memo())
      const [mine] = [await (await one.client(the.secretary)).open(name), await (await other.client(the.secretary)).open(name)]
      const neighbour = new Redis(services.redisUrl)
      const heard: Buffer[] = []
      await neighbour.psubscribe('yice*')
      neighbour.on('pmessageBuffer', (_pattern: unknown, _channel: unknown, data: Buffer) => void heard.push(data))
      writeBlocks(memoBody(mine.doc), [paragraph('甲')])
      await expect.poll(() => heard.length, soon).toBeGreaterThan(0)
      const second = documentName('memo', await memo())
      const target = await (await other.client(the.secretary)).open(second)
      const publisher = new Redis(services.redisUrl)
      for (const data of [...heard, Buffer.alloc(0), Buffer.alloc(40), Buffer.from('{"x":1}')]) {
        await publisher.publish(`yice:${second}`, data)
        await publisher.publish(`yice:${name}`, data.subarray(16))
      }
      writeBlocks(memoBody(target.doc), [paragraph('乙')])
      await target.saved()
      expect(readBlocks(memoBody(target.doc))).toEqual([paragraph('乙')])
      expect(readBlocks(memoBody(mine.doc))).toEqual([paragraph('甲')])
      neighbour.disconnect()
      publisher.disconnect()
    })

    it('CL7 without Redis documents open, text arrives, and with Redis back it arrives by it again', async () => {
      const name = documentName('memo', await memo())
      const mine = await (await one.client(the.secretary)).open(name)
      await services.redis.kill()
      const yours = await (await other.client(the.secretary)).open(name)
      writeBlocks(memoBody(mine.doc), [paragraph('无')])
      await mine.saved()
      await expect.poll(() => readBlocks(memoBody(yours.doc)), { timeout: 2_000 }).toEqual([paragraph('无')])
      await services.redis.start()
      await expect.poll(() => [one.told.at(-1), other.told.at(-1)], { timeout: 5_000 }).toEqual(['redis back', 'redis back'])
      writeBlocks(memoBody(mine.doc), [paragraph('有')])
      await expect.poll(() => readBlocks(memoBody(yours.doc)), soon).toEqual([paragraph('有')])
    })

    it('CL9 whoever opens a document finds all that another node has acknowledged, also where it was open already', async () => {
      const name = documentName('memo', await memo())
      const { credential } = await the.admit('secretariat', '宋')
      const [mine] = [await (await one.client(the.secretary)).open(name), await (await other.client(the.secretary)).open(name)]
      await services.redis.kill()
      for (let nth = 1; nth <= 10; nth++) {
        writeBlocks(memoBody(mine.doc), [paragraph('字'.repeat(nth))])
        await mine.saved()
        const line = the.guest(other, credential)
        expect(readBlocks(memoBody((await line.open(name)).doc))).toEqual([paragraph('字'.repeat(nth))])
      }
      await services.redis.start()
    })

    it('CL7 a hub stops without Redis', async () => {
      await services.redis.kill()
      const from = performance.now()
      await the.close()
      expect(performance.now() - from).toBeLessThan(5_000)
      await services.redis.start()
      the = await clusterHouse(services)
    })

    it('CL8 HB11 who is here is shown at the other node, cannot be moved from there, and is gone at once', async () => {
      const name = documentName('memo', await memo())
      const { id, credential } = await the.admit('expert', '宋')
      const [mine, yours] = [await (await one.client(the.secretary)).open(name), await the.guest(other, credential).open(name)]
      const seen = (): unknown => mine.provider.awareness?.getStates().get(yours.doc.clientID)
      yours.provider.setAwarenessField('user', { color: '#00aa77' })
      await expect.poll(seen, soon).toEqual({ user: { id, name: '宋', color: '#00aa77' } })
      const spoof = mine.provider.awareness
      spoof?.states.set(yours.doc.clientID, { user: { id: the.secretary, name: '冒名' } })
      spoof?.meta.set(yours.doc.clientID, { clock: 1_000, lastUpdated: Date.now() })
      spoof?.emit('update', [{ added: [], updated: [yours.doc.clientID], removed: [] }, 'local'])
      const third = await (await other.client(the.secretary)).open(name)
      const kept = (): unknown => third.provider.awareness?.getStates().get(yours.doc.clientID)
      await expect.poll(kept, soon).toEqual({ user: { id, name: '宋', color: '#00aa77' } })
      yours.provider.destroy()
      await expect.poll(kept, soon).toBeUndefined()
    })

    it('a backup of a cluster is restored into an empty database only', async () => {
      const another = await openCluster({ postgres: the.url, redis: undefined, report: () => undefined, tell: () => undefined })
      await expect(another.empty()).rejects.toMatchObject({ failure: { kind: 'folderNotEmpty' } })
      const file = join(await mkdtemp(join(tmpdir(), 'yice-backup-')), 'file')
      await one.hub.inTurn((members) => backup({ store: one.store, members: members.data, key: 'key' }, file))
      const { url, drop } = await services.database()
      const empty = async () =>
        (await openCluster({ postgres: url, redis: undefined, report: () => undefined, tell: () => undefined })).empty()
      expect(await restore(file, empty)).toEqual({ documents: 1 })
      await expect(restore(file, empty)).rejects.toMatchObject({ failure: { kind: 'folderNotEmpty' } })
      const restored = await openCluster({ postgres: url, redis: undefined, report: () => undefined, tell: () => undefined })
      expect(restored.members.all()).toEqual(one.members.all())
      await restored.store.close()
      await drop()
      await rm(dirname(file), { recursive: true })
    })
  })
}
