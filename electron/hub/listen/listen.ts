import { createServer as createPlain, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { Refusal } from '../../../shared/errors.ts'
import { hubPath } from '../../../shared/invite.ts'
import type { Hub } from '../hub.ts'
import { errorCode } from '../store/diskFailure.ts'
import { addressesOf } from './addresses.ts'
import { Bucket, Buckets, household } from './budget.ts'
import { addressOf, isWelcome } from './callers.ts'
import type { HostKey } from './hostKey.ts'
import { wireLimits, type WireLimits } from './limits.ts'
import { WirePort } from './wirePort.ts'
import { respond } from './requests.ts'

/** What the log may say: who and from where, never what. */
export type WireEvent =
  | { event: 'connected' | 'left'; memberId: string; address: string }
  | { event: 'joined'; address: string }
  | { event: 'refused'; what: 'caller' | 'tries' | 'crowd' | 'invite'; address: string }

export type ListenOptions = {
  hub: Pick<Hub, 'receive' | 'join' | 'look'>
  /** `null`: without TLS, for a proxy on this machine. */
  key: HostKey | null
  /** 0 takes any free one. */
  port: number
  /** The interface; every one unless given, 127.0.0.1 without TLS. */
  address?: string
  /** Names besides its own by which people reach this host. */
  names?: readonly string[]
  behindProxy?: boolean
  /** What `/health` says; a proxy sends people elsewhere when it is not. */
  isHealthy?: () => boolean
  limits?: Partial<WireLimits>
  report: (reason: unknown) => void
  tell: (event: WireEvent) => void
}

export type Connected = { memberId: string; address: string }
export type Listening = {
  port: number
  /** `host:port`, as invites carry them; asked again after a change of network. */
  addresses(): string[]
  connected(): Connected[]
  /** Resolves when every connection is gone. */
  close(): Promise<void>
}

type Session = { wire: WirePort; home: string; address: string; memberId: string | null }

/**
 * Opens the hub to the network.
 *
 * LN6 TLS 1.3 with the host's key. Without TLS only on the loopback.
 * LN7 Nothing that comes in ends the process, and no answer tells a stranger more than that there is nothing for them.
 * @throws Refusal `portTaken`; TypeError without TLS off the loopback
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const {
    hub,
    key,
    report,
    tell,
    names = [],
    behindProxy = false,
    isHealthy = () => true,
    address = key ? undefined : '127.0.0.1',
  } = options
  const limits: WireLimits = { ...wireLimits, ...options.limits }
  if (!key && !['127.0.0.1', '::1'].includes(address ?? '')) throw new TypeError('without TLS only on the loopback')
  const sessions = new Set<Session>()
  const sockets = new Map<Socket, string>()
  const tries = new Buckets(() => new Bucket(limits.tries.burst, 1000 / limits.tries.every))
  const openings = new Buckets(() => new Bucket(limits.openings.burst, 1000 / limits.openings.every))
  const bytes = new Buckets(() => new Bucket(limits.householdBytes.burst, limits.householdBytes.perSecond))
  const websockets = new WebSocketServer({ noServer: true, maxPayload: limits.frame, clientTracking: false, perMessageDeflate: false })
  const lines = new Bucket(100, 1)
  const refuse = (what: Extract<WireEvent, { event: 'refused' }>['what'], from: string): void => {
    if (lines.allows(1)) tell({ event: 'refused', what, address: from })
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = addressOf(request, behindProxy)
    if (!isWelcome(request, names)) {
      refuse('caller', from)
      response.sendDate = false
      return void response.writeHead(403, { Connection: 'close' }).end()
    }
    const result = await respond(request, response, {
      hub,
      isHealthy,
      body: limits.body,
      mayTry: () => tries.of(household(from)).allows(1),
    })
    if (result?.ok && request.url === '/join') tell({ event: 'joined', address: from })
    if (result && !result.ok && result.failure.kind !== 'hubDown') refuse(result.failure.kind === 'tooManyTries' ? 'tries' : 'invite', from)
  }

  const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    const from = addressOf(request, behindProxy)
    const home = household(from)
    const strangers = [...sessions].filter((one) => one.home === home && !one.wire.isKnown).length
    const problem = !isWelcome(request, names) || request.url !== hubPath ? 'caller' : strangers >= limits.strangers ? 'crowd' : null
    if (problem !== null || !openings.of(home).allows(1)) {
      refuse(problem ?? 'tries', from)
      return void socket.end(`HTTP/1.1 ${problem === 'caller' ? '403 Forbidden' : '429 Too Many Requests'}\r\nConnection: close\r\n\r\n`)
    }
    websockets.handleUpgrade(request, socket, head, (ws) => enter({ ws, socket }, home, from))
  }

  const enter = (line: Pick<ConstructorParameters<typeof WirePort>[0], 'ws' | 'socket'>, home: string, from: string): void => {
    const wire = new WirePort({ ...line, limits, household: bytes.of(home), ended: () => leave(session), quiet: (is) => quiet(is) })
    const session: Session = { wire, home, address: from, memberId: null }
    sessions.add(session)
    const quiet = hub.receive(wire, (memberId) => {
      wire.known()
      if (session.memberId === null) openings.of(home).give(1)
      if (session.memberId !== null) return
      session.memberId = memberId
      tell({ event: 'connected', memberId, address: from })
    })
  }

  const leave = (session: Session): void => {
    sessions.delete(session)
    if (session.memberId !== null) tell({ event: 'left', memberId: session.memberId, address: session.address })
  }

  const server = key
    ? createTls({ ...patience(limits), cert: key.cert, key: key.key, minVersion: 'TLSv1.3', handshakeTimeout: limits.stranger.time })
    : createPlain(patience(limits))
  server.maxConnections = limits.allConnections
  server.on('request', (request, response) => void answer(request, response).catch(report))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    upgrade(request, request.socket, head)
  })
  server.on('clientError', (_: Error, socket: Duplex) => void socket.destroy())
  server.on('tlsClientError', (_: Error, socket: Duplex) => void socket.destroy())
  server.on('connection', (socket: Socket) => {
    const home = household(socket.remoteAddress ?? '')
    const count = behindProxy ? 0 : [...sockets.values()].filter((one) => one === home).length
    if (count >= limits.connections) return void socket.destroy()
    sockets.set(socket, home)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => reject(isTaken(error) ? new Refusal({ kind: 'portTaken', port: options.port }) : error))
    server.listen({ port: options.port, ...(address !== undefined && { host: address }) }, () => {
      const at = server.address()
      resolve(typeof at === 'object' && at !== null ? at.port : options.port)
    })
  })
  server.on('error', report)
  const heart = setInterval(() => {
    for (const { wire } of sessions) wire.beat()
  }, limits.heartbeat)

  return {
    port,
    addresses: () => addressesOf(address, port, names),
    connected: () => [...sessions].flatMap(({ memberId, address }) => (memberId === null ? [] : [{ memberId, address }])),
    async close() {
      clearInterval(heart)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const { wire } of sessions) {
        wire.postMessage({ close: { code: 1001, reason: 'stopping' } })
        wire.close()
      }
      server.closeIdleConnections()
      const end = setTimeout(() => sockets.forEach((_, socket) => socket.destroy()), 1_500)
      await closed
      clearTimeout(end)
    },
  }
}

/** A request that is not all there in 5 s is dropped, looked for every second. */
const patience = ({ stranger }: WireLimits): ServerOptions => ({
  headersTimeout: stranger.time,
  requestTimeout: stranger.time,
  keepAliveTimeout: 1_000,
  connectionsCheckingInterval: Math.min(1_000, stranger.time),
  maxHeaderSize: 8 * 1024,
})

const isTaken = (error: Error): boolean => ['EADDRINUSE', 'EACCES'].includes(errorCode(error) ?? '')
