import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import Bonjour from 'bonjour-service'
import { z } from 'zod'
import { port } from '../../../shared/invite.ts'
import type { NearbyHost } from '../../../shared/hosting.ts'

/**
 * Hosts on one network find each other by mDNS, as `_yice._tcp`.
 *
 * NB1 What a host tells everybody is the workspace's name and its port: no secret, no key, no member, no document.
 * NB2 Two hosts of one name are two: each is announced under a name of chance, what people read lies beside it.
 * NB3 A machine whose network carries no multicast, or on which another program keeps the port to itself, finds nobody and is not
 *     found. Nothing else fails: an address can always be typed.
 * NB4 Every network the machine is on is told for itself. `close` says goodbye there and leaves no socket behind.
 * NB5 Whatever others send, the process goes on, and a host is only what can be dialled and shown.
 */
const type = 'yice'
const multicast = { address: '224.0.0.251', port: 5353, ttl: 255 }
/** Times in ms. A question is asked more than once: it goes by UDP. */
const patience = { asks: [0, 250, 750], all: 1_200, goodbye: 200 }
const most = 50

/** `port`: that of mDNS; tests take another, so that they hear nobody else. */
export type Multicast = { port?: number; interfaces?: readonly string[] }
export type Announced = { close(): Promise<void> }

export async function announce(host: { workspace: string; port: number }, where: Multicast = {}): Promise<Announced> {
  const lines = await openLines(where)
  const name = randomUUID()
  for (const line of lines)
    line.publish({ name, type, port: host.port, txt: { name: fitting(host.workspace) }, probe: false, disableIPv6: true })
  return { close: () => closeAll(lines) }
}

/** Who answers within a second or so, by name. */
export async function nearbyHosts(where: Multicast = {}): Promise<NearbyHost[]> {
  const lines = await openLines(where)
  try {
    const browsers = lines.map((line) => line.find({ type }))
    for (const [nth, at] of patience.asks.entries()) {
      await setTimeout(at - (patience.asks[nth - 1] ?? 0))
      if (nth > 0) for (const browser of browsers) browser.update()
    }
    await setTimeout(patience.all - (patience.asks.at(-1) ?? 0))
    const found = new Map<string, NearbyHost>()
    for (const service of browsers.flatMap(({ services }) => services)) {
      const host = heard.safeParse(service)
      if (host.success && found.size < most) found.set(service.fqdn, host.data)
    }
    return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.address < b.address ? -1 : 1))
  } finally {
    await closeAll(lines)
  }
}

/** Where an answer came from is where the host can be reached: the addresses it lists may lie in another network. */
const heard = z
  .object({
    port,
    referer: z.object({ address: z.ipv4() }),
    txt: z.object({
      name: z
        .string()
        .transform((text) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim())
        .pipe(z.string().min(1).max(200)),
    }),
  })
  .transform(({ port, referer, txt }): NearbyHost => ({ name: txt.name, address: `${referer.address}:${String(port)}` }))

/** A text record holds 255 bytes, `name=` among them. */
function fitting(workspace: string): string {
  let text = ''
  for (const letter of workspace) if (Buffer.byteLength(text + letter) <= 240) text += letter
  return text
}

/** One for each network that carries multicast. */
async function openLines({ port = multicast.port, interfaces = networks() }: Multicast): Promise<Bonjour[]> {
  const sockets = await Promise.all(interfaces.map((address) => openSocket(address, port)))
  return sockets.flatMap((socket) => {
    if (!socket) return []
    const options = { socket, port, bind: false }
    return [new Bonjour(options, () => undefined)]
  })
}

const networks = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((ones) => ones?.filter(({ family, internal }) => family === 'IPv4' && !internal).slice(0, 1) ?? [])
    .map(({ address }) => address)

/** Bound and joined here: what multicast-dns binds itself throws past everybody when the port is taken. */
function openSocket(address: string, port: number): Promise<Socket | null> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  return new Promise((resolve) => {
    const none = (): void => {
      socket.close()
      resolve(null)
    }
    socket.once('error', none)
    socket.bind(port, '0.0.0.0', () => {
      socket.off('error', none)
      // A network that goes away while it is in use: what was sent is lost, as UDP may be.
      socket.on('error', () => undefined)
      try {
        socket.addMembership(multicast.address, address)
        socket.setMulticastInterface(address)
        socket.setMulticastTTL(multicast.ttl)
        socket.setMulticastLoopback(true)
        resolve(socket)
      } catch {
        none()
      }
    })
  })
}

async function closeAll(lines: readonly Bonjour[]): Promise<void> {
  await Promise.all(
    lines.map(async (line) => {
      await Promise.race([new Promise((said) => line.unpublishAll(() => said(undefined))), setTimeout(patience.goodbye)])
      await new Promise((closed) => line.destroy(() => closed(undefined)))
    }),
  )
}
