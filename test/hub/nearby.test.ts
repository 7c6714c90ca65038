import { spawnSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Hosting } from '../../electron/hub/listen/hosting.ts'
import { announce, nearbyHosts, type Announced, type Multicast } from '../../electron/hub/listen/nearby.ts'
import { address as addressSchema } from '../../shared/invite.ts'
import { house, value, type House } from './house.ts'

/** A port of this test's own, over the loopback: nobody else is heard, and no network is needed. */
const where = { port: 20_000 + (process.pid % 20_000), interfaces: ['127.0.0.1'] } satisfies Multicast
const open: Announced[] = []
const told = async (workspace: string, port: number): Promise<Announced> => {
  const announced = await announce({ workspace, port }, where)
  open.push(announced)
  return announced
}
afterEach(async () => {
  for (const announced of open.splice(0)) await announced.close()
})

describe('hosts nearby', () => {
  it('NB2 two hosts of one name are found as two, and one that has closed is not', async () => {
    const first = await told('青岛民营经济智库', 4410)
    await told('青岛民营经济智库', 4411)
    const both = ['4410', '4411'].map((port) => ({ name: '青岛民营经济智库', address: `127.0.0.1:${port}` }))
    expect(await nearbyHosts(where)).toEqual(both)
    await first.close()
    expect(await nearbyHosts(where)).toEqual(both.slice(1))
  })

  it('NB2 the longest name there can be arrives, cut where it has to be', async () => {
    await told('智'.repeat(200), 4410)
    expect(await nearbyHosts(where)).toEqual([{ name: '智'.repeat(80), address: '127.0.0.1:4410' }])
  })

  it('NB3 where the port is somebody else’s alone, and where there is no such network, nobody is found', async () => {
    const alone = createSocket({ type: 'udp4', reuseAddr: false })
    const port = await new Promise<number>((bound) => alone.bind(0, '0.0.0.0', () => bound(alone.address().port)))
    const taken = { ...where, port }
    await (await announce({ workspace: '智库', port: 4410 }, taken)).close()
    expect(await nearbyHosts(taken)).toEqual([])
    alone.close()
    const nowhere = { ...where, interfaces: ['203.0.113.9'] }
    await (await announce({ workspace: '智库', port: 4410 }, nowhere)).close()
    expect(await nearbyHosts(nowhere)).toEqual([])
  })

  it('NB5 no packet ends the process, and a host that cannot be dialled or shown is none', async () => {
    const ear = await openEar()
    await told('智库', 4410)
    await told('\u202e\u0000', 4411)
    await expect.poll(() => ear.packets.length).toBeGreaterThan(1)
    ear.socket.close()
    const [real = Buffer.alloc(0)] = ear.packets
    const sender = createSocket('udp4')
    const fire = (bytes: Uint8Array): Promise<void> => new Promise((sent) => sender.send(bytes, where.port, '127.0.0.1', () => sent()))
    const flips = fc.array(fc.tuple(fc.nat(real.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    const mutated = flips.map((all) => {
      const packet = Buffer.from(real)
      for (const [at, byte] of all) packet[at] = byte
      return packet
    })
    const searching = nearbyHosts(where)
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated), fire), { numRuns: 2_000 })
    sender.close()
    for (const { name, address } of await searching) {
      expect(name).toMatch(/^[^\p{C}]+$/u)
      expect(addressSchema.safeParse(address).success).toBe(true)
    }
    expect(await nearbyHosts(where)).toEqual([{ name: '智库', address: '127.0.0.1:4410' }])
  })
})

/** Hears what is told on this test's port. */
async function openEar(): Promise<{ socket: Socket; packets: Buffer[] }> {
  const packets: Buffer[] = []
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  await new Promise<void>((bound) => socket.bind(where.port, '0.0.0.0', () => bound()))
  socket.addMembership('224.0.0.251', '127.0.0.1')
  socket.on('message', (packet) => packets.push(packet))
  return { socket, packets }
}

/** Two machines: network namespaces joined by a veth pair. Only root may make them. */
const script = resolve(import.meta.dirname, 'nearby.sh')
const mayMakeNetworks = process.platform === 'linux' && spawnSync('unshare', ['-n', 'ip', 'link']).status === 0
it.runIf(mayMakeNetworks)(
  'NB3 NB4 between two machines: without a network nobody; found as soon as the host has one',
  () => {
    const ran = spawnSync('unshare', ['-n', 'sh', script], { encoding: 'utf8', timeout: 60_000 })
    expect(ran.stdout.trim().split('\n')).toEqual(['[]', '[{"name":"智库","address":"10.9.8.1:4410"}]'])
  },
  70_000,
)

describe('a host that listens', () => {
  let the: House
  let folder = ''
  let hosting: Hosting
  beforeEach(async () => {
    the = await house()
    folder = await mkdtemp(join(tmpdir(), 'yice-near-'))
    const options = { hub: the.hub, folder, tell: () => undefined, changed: () => undefined, multicast: where, address: '127.0.0.1' }
    hosting = new Hosting({ ...options, report: (reason) => the.reports.push(reason) })
  })
  afterEach(async () => {
    await hosting.stop()
    expect(the.reports).toEqual([])
    await the.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('NB1 NB4 is found by its workspace’s name while it listens, and tells nothing else', async () => {
    expect(await nearbyHosts(where)).toEqual([])
    const ear = await openEar()
    const state = value(await hosting.start(0))
    const port = state.on ? state.port : 0
    expect(await nearbyHosts(where)).toEqual([{ name: '智库', address: `127.0.0.1:${String(port)}` }])
    await hosting.stop()
    expect(await nearbyHosts(where)).toEqual([])
    ear.socket.close()
    const heard = Buffer.concat(ear.packets).toString()
    expect(heard).toContain('name=智库')
    for (const secret of ['林', '宋', the.ids.secretariat, state.on ? (state.pin ?? '') : '']) expect(heard).not.toContain(secret)
  })
})
