import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket, type ClientOptions } from 'ws'
import * as Y from 'yjs'
import { hostKey, pinOf, type HostKey } from '../../electron/hub/listen/hostKey.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { listen, type Listening, type ListenOptions, type WireEvent } from '../../electron/hub/listen/listen.ts'
import { joinAnswer, type Invite, type JoinAnswer } from '../../shared/invite.ts'
import type { Role } from '../../shared/roles.ts'
import { house, value, type House, type HouseOptions } from './house.ts'

export type OpenHouse = House & {
  key: HostKey
  listening: Listening
  told: WireEvent[]
  invite(role: Role, name?: string): Promise<{ id: string; invite: Invite }>
  /** Joins with a new invite. */
  admit(role: Role, name: string): Promise<JoinAnswer & { credential: string }>
}

/** A house that listens on the loopback, with its real key. */
export async function openHouse(options: Partial<ListenOptions> = {}, of: HouseOptions = {}): Promise<OpenHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'yice-key-'))
  const the = await house(of)
  const key = await hostKey(folder)
  const told: WireEvent[] = []
  const report = (reason: unknown): void => void the.reports.push(reason)
  const tell = (event: WireEvent): void => void told.push(event)
  const limits = { heartbeat: 150, gone: 15, ...options.limits }
  const listening = await listen({ hub: the.hub, key, port: 0, address: '127.0.0.1', report, tell, ...options, limits })
  the.hub.offer({ addresses: [`127.0.0.1:${String(listening.port)}`], pin: key.pin })
  const invite = async (role: Role, name = '') => value(await the.hub.command(the.ids.secretariat, 'inviteMember', { name, role }))
  return {
    ...the,
    key,
    listening,
    told,
    invite,
    async admit(role, name) {
      const { secret } = (await invite(role)).invite
      const credential = newCredential()
      const answer = await post(listening.port, key.pin, '/join', { secret, credential, name, organisation: '' })
      return { ...joinAnswer.parse(JSON.parse(answer.body)), credential }
    },
    async close() {
      await listening.close()
      await the.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Answer = { status: number; body: string; headers: Record<string, unknown> }

/** A request over TLS that is only sent to the host with this key. */
export function post(
  port: number,
  pin: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ask = request({ host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false, agent: false })
    ask.on('socket', (socket) =>
      socket.on('secureConnect', () => {
        if (!isPinned(socket, pin)) return void ask.destroy(new Error('wrong key'))
        ask.end(method === 'POST' ? JSON.stringify(body) : undefined)
      }),
    )
    ask.on('error', reject)
    ask.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }))
    })
  })
}

function isPinned(socket: unknown, pin: string): boolean {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  return certificate !== undefined && pinOf(certificate) === pin
}

export const connectTo = (port: number, options: ClientOptions = {}, path = '/hub'): WebSocket =>
  new WebSocket(`wss://127.0.0.1:${String(port)}${path}`, { rejectUnauthorized: false, ...options })

/** The code and the moment at which a socket was closed. */
export const closeOf = (ws: WebSocket): Promise<{ code: number; after: number }> => {
  const from = performance.now()
  return new Promise((resolve) => {
    ws.on('error', () => undefined)
    ws.on('close', (code) => resolve({ code, after: performance.now() - from }))
  })
}
export const isOpen = (ws: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    ws.on('open', () => resolve())
    ws.on('error', reject)
  })

/** A member's providers over the network, as the joined app makes them. */
export function remote(port: number, credential: string) {
  class Loose extends WebSocket {
    constructor(url: string) {
      super(url, { rejectUnauthorized: false })
      // One that is left while it is still on its way in.
      this.on('error', () => undefined)
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: `wss://127.0.0.1:${String(port)}/hub`,
    WebSocketPolyfill: Loose,
    delay: 50,
    minDelay: 20,
    maxDelay: 200,
  })
  const providers: HocuspocusProvider[] = []
  return {
    socket,
    /** Resolves when it has arrived, or with the reason why not. */
    open(name: string): Promise<{ doc: Y.Doc; provider: HocuspocusProvider; refused: string | null }> {
      const doc = new Y.Doc()
      const provider = new HocuspocusProvider({ name, document: doc, websocketProvider: socket, token: credential })
      providers.push(provider)
      return new Promise((resolve) => {
        provider.on('synced', () => resolve({ doc, provider, refused: null }))
        provider.on('authenticationFailed', ({ reason }: { reason: string }) => resolve({ doc, provider, refused: reason }))
        provider.attach()
      })
    },
    close() {
      for (const provider of providers) provider.destroy()
      socket.destroy()
    },
  }
}
