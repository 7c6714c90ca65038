import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import { openCluster } from '../../electron/hub/cluster/cluster.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { failureIn } from '../../shared/closing.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { ServerProcess } from '../cluster/serverProcess.ts'
import { findServices, startServices, type Services } from '../cluster/services.ts'
import { value } from '../hub/house.ts'
import { freshFolder } from '../store/harness.ts'
import { bundled } from './bundle.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** CL1 CL5 CL7 CL8 with real processes. */
export const cluster: Proof = {
  name: 'cluster',
  promise:
    'two nodes and Redis are killed in turn while people type at both: nothing acknowledged is lost, all copies agree, nobody is a ghost',
  small: 3,
  full: 30,
  missing() {
    const found = findServices()
    return typeof found === 'string' ? found : null
  },
  run,
}

const ghostsGone = 35_000
const sayMember = z.object({ ok: z.literal(true), value: z.object({ id: z.string(), credential: z.string() }) })

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const programs = findServices()
  if (typeof programs === 'string') throw new Error(programs)
  const services = await startServices(programs)
  const folder = freshFolder()
  const scene = await newScene(services, folder, count > cluster.small ? 50 : 12)
  const next = random(seed)
  const figures = { kills: 0, 'updates acknowledged': 0 }
  try {
    for (let nth = 0; nth < count; nth++) {
      const victim = (['one', 'redis', 'other'] as const)[nth % 3] ?? 'redis'
      await round(scene, victim, next)
      figures.kills++
      figures['updates acknowledged'] = scene.acknowledged()
      log(`${String(figures.kills)} kills, ${String(figures['updates acknowledged'])} updates acknowledged`)
    }
    const ghosts = await fallForGood(scene)
    return { ...figures, clients: scene.people.length, lost: 0, doubled: 0, 'last ghost gone after s': (ghosts / 1000).toFixed(1) }
  } finally {
    for (const person of scene.people) person.leave()
    await Promise.all(scene.nodes.map((node) => node.kill()))
    await services.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Scene = {
  services: Services
  url: string
  nodes: [ServerProcess, ServerProcess]
  memo: DocumentName
  people: Person[]
  credentials: string[]
  acknowledged(): number
}

async function newScene(services: Services, folder: string, size: number): Promise<Scene> {
  const { url } = await services.database()
  const program = await bundled('electron/hub/server.ts', 'server')
  const words = ['--postgres', url, '--redis', services.redisUrl]
  const nodes: Scene['nodes'] = [
    new ServerProcess(program, join(folder, 'one'), words),
    new ServerProcess(program, join(folder, 'other'), words),
  ]
  const memo = await found(url)
  await Promise.all(nodes.map((node) => node.start()))
  const credentials: string[] = []
  for (let nth = 0; nth < size; nth++) {
    const order = { do: 'member add', name: `成员${String(nth)}`, role: 'secretariat', organisation: '', workspace: '' }
    credentials.push(sayMember.parse(await nodes[nth % 2]?.ask(order)).value.credential)
  }
  const people: Person[] = []
  const scene: Scene = {
    services,
    url,
    nodes,
    memo,
    people,
    credentials,
    acknowledged: () => sum(people.map((one) => one.acknowledged)),
  }
  for (let nth = 0; nth < size; nth++) people.push(new Person(nth, nth % 2, scene))
  await Promise.all(people.map((one) => one.arrive()))
  return scene
}

const sum = (numbers: number[]): number => numbers.reduce((one, other) => one + other, 0)

/** The workspace with one memo, before any node is up. */
async function found(url: string): Promise<DocumentName> {
  const report = (reason: unknown): void => {
    throw reason
  }
  const { store, members, peers, place } = await openCluster({ postgres: url, redis: undefined, report, tell: () => undefined })
  const hub = await createHub({ store, members, peers, path: place, report })
  const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
  const { id } = value(await hub.command(memberId, 'createMemo', { title: '建议', dialogueId: null }))
  await hub.stop()
  return documentName('memo', id)
}

/**
 * Everybody types; one falls. Those who were at a node that fell are replaced by others, who bring nothing along: what was acknowledged to
 * them must come from the store. Then what has fallen is started again, typing ends, and all must hold the same text.
 */
async function round(scene: Scene, victim: 'one' | 'other' | 'redis', next: Random): Promise<void> {
  const { people, nodes, services } = scene
  const typing = people.map((one) => one.type(next))
  await setTimeout(between(next, 300, 1_500))
  if (victim === 'redis') {
    await services.redis.kill()
    await setTimeout(between(next, 300, 1_500))
    await services.redis.start()
    await setTimeout(500)
  } else {
    const node = victim === 'one' ? nodes[0] : nodes[1]
    await node.kill()
    const fallen = people.filter((one) => one.node === node)
    if (fallen.length === 0) throw new Broken('nobody was at the node that fell')
    for (const one of fallen) one.leave()
    const home = victim === 'one' ? 1 : 0
    await Promise.all(fallen.map((one) => one.isReplaced(home)))
    await setTimeout(between(next, 0, 1_000))
    await node.start()
    // Half of them turn to it again, with what they have.
    for (const one of people) if (nodes[one.nth % 2] === node) one.turnTo(one.nth % 2)
  }
  for (const one of people) one.stopTyping()
  await Promise.all(typing)
  await agree(scene)
}

async function agree({ people, memo, url }: Scene): Promise<void> {
  const end = performance.now() + 30_000
  for (;;) {
    const texts = new Set(people.map((one) => one.text))
    if (texts.size === 1 && people.every((one) => one.isSaved)) break
    if (performance.now() > end) throw new Broken(`${String(texts.size)} different copies of ${memo} after 30 s`)
    await setTimeout(50)
  }
  const report = (reason: unknown): void => {
    throw reason
  }
  const { store } = await openCluster({ postgres: url, redis: undefined, report, tell: () => undefined })
  const { state, updates } = await store.load(memo)
  await store.close()
  const doc = new Y.Doc()
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  if (textOf(doc) !== people[0]?.text) throw new Broken('the database holds another text than the people')
  for (const one of people) one.check(doc)
}

/** The other node falls, and neither it nor those who were there come back. */
async function fallForGood(scene: Scene): Promise<number> {
  const { people, nodes } = scene
  await onlyTheLiving(people, performance.now())
  const [, fallen] = nodes
  await fallen.kill()
  const fellAt = performance.now()
  const gone = people.filter((one) => one.node === fallen)
  if (gone.length === 0) throw new Broken('nobody was at the node that fell')
  for (const one of gone) one.leave()
  return onlyTheLiving(
    people.filter((one) => !gone.includes(one)),
    fellAt,
  )
}

/** How long after the fall of a node everybody saw everybody, and nobody else, in ms. */
async function onlyTheLiving(people: Person[], from: number): Promise<number> {
  const alive = JSON.stringify(people.map((one) => one.clientId).sort((a, b) => a - b))
  for (;;) {
    const wrong = people.filter((one) => JSON.stringify([...one.seen].sort((a, b) => a - b)) !== alive)
    if (wrong.length === 0) return performance.now() - from
    if (performance.now() - from > ghostsGone) {
      const [first] = wrong
      throw new Broken(`${String(wrong.length)} see ghosts or miss the living: ${JSON.stringify(first?.seen)} for ${alive}`)
    }
    await setTimeout(100)
  }
}

const textOf = (doc: Y.Doc): string => blockTexts(readBlocks(memoBody(doc))).join('\n')

/** Somebody with a paragraph of their own in the memo: a number, then words, each the next number. */
class Person {
  readonly nth: number
  acknowledged = 0
  readonly #scene: Pick<Scene, 'nodes' | 'memo' | 'credentials'>
  /** Which node they turn to first; another when that one does not answer. */
  #home: number
  #tries = 0
  #typed = 0
  #isTyping = false
  #doc = new Y.Doc()
  #socket: HocuspocusProviderWebsocket | null = null
  #provider: HocuspocusProvider | null = null
  #node: ServerProcess | null = null

  constructor(nth: number, home: number, scene: Pick<Scene, 'nodes' | 'memo' | 'credentials'>) {
    this.nth = nth
    this.#home = home
    this.#scene = scene
  }

  get node(): ServerProcess | null {
    return this.#node
  }
  get text(): string {
    return textOf(this.#doc)
  }
  get clientId(): number {
    return this.#doc.clientID
  }
  get seen(): number[] {
    return [...(this.#provider?.awareness?.getStates().keys() ?? [])]
  }
  get isSaved(): boolean {
    return this.#provider?.synced === true && !this.#provider.hasUnsyncedChanges
  }

  async arrive(): Promise<void> {
    this.#doc = new Y.Doc()
    this.#socket = this.#connect()
    const provider = new HocuspocusProvider({
      name: this.#scene.memo,
      document: this.#doc,
      websocketProvider: this.#socket,
      token: this.#scene.credentials[this.nth] ?? '',
      sessionAwareness: true,
    })
    this.#provider = provider
    provider.on('authenticated', () => provider.setAwarenessField('user', { color: '#00aa77' }))
    provider.on('unsyncedChanges', () => {
      if (!provider.hasUnsyncedChanges) this.acknowledged = this.#typed
    })
    provider.on('close', ({ event }: { event: { reason: string } }) => {
      if (event.reason === 'provider_initiated' || failureIn(event.reason) || this.#socket?.webSocket?.readyState !== 1) return
      void setTimeout(50).then(async () => {
        if (provider.isAttached) await provider.onOpen(new Event('open'))
      })
    })
    await new Promise<void>((arrived, refused) => {
      provider.on('synced', () => arrived())
      provider.on('authenticationFailed', ({ reason }: { reason: string }) => refused(new Broken(`refused: ${reason}`)))
      provider.attach()
    })
    this.check(this.#doc)
  }

  leave(): void {
    this.#isTyping = false
    this.#provider?.destroy()
    this.#socket?.destroy()
  }

  /** By somebody at another machine, with an empty copy. */
  async isReplaced(home: number): Promise<void> {
    this.#home = home
    await this.arrive()
  }

  turnTo(home: number): void {
    this.#home = home
    this.#tries = 0
    this.#socket?.webSocket?.close()
  }

  async type(next: Random): Promise<void> {
    const goesOn = (): boolean => this.#isTyping
    this.#isTyping = true
    while (goesOn()) {
      const text = this.#paragraph()
      text.insert(text.length, `${String(this.#typed++)} `)
      await setTimeout(between(next, 100, 400))
    }
  }

  stopTyping(): void {
    this.#isTyping = false
  }

  /** Exactly the numbers from 0 on, and as many as were acknowledged or more. */
  check(doc: Y.Doc): void {
    const own = textOf(doc)
      .split('\n')
      .filter((text) => text.startsWith(`${String(this.nth)}: `))
    const words = own.flatMap((text) => text.split(' ').slice(1, -1))
    if (own.length > 1 || words.some((word, nth) => word !== String(nth))) throw new Broken(`doubled or out of order: ${own.join(' | ')}`)
    if (words.length < this.acknowledged) throw new Broken(`${String(this.acknowledged)} acknowledged, ${String(words.length)} found`)
    this.#typed = this.acknowledged = words.length
  }

  #paragraph(): Y.XmlText {
    const own = memoBody(this.#doc)
      .toArray()
      .map((block) => (block instanceof Y.XmlElement ? block.get(0) : null))
      .find((text) => text instanceof Y.XmlText && text.toJSON().startsWith(`${String(this.nth)}: `))
    if (own instanceof Y.XmlText) return own
    const paragraph = new Y.XmlElement('paragraph')
    const text = new Y.XmlText(`${String(this.nth)}: `)
    paragraph.insert(0, [text])
    memoBody(this.#doc).push([paragraph])
    return text
  }

  #connect(): HocuspocusProviderWebsocket {
    const choose = (): number => {
      this.#node = this.#scene.nodes[(this.#home + this.#tries++) % 2] ?? null
      return this.#node?.port ?? 0
    }
    const arrived = (): void => void (this.#tries = 0)
    class Either extends WebSocket {
      constructor() {
        super(`wss://127.0.0.1:${String(choose())}/hub`, { rejectUnauthorized: false })
        this.on('open', arrived)
        this.on('error', () => undefined)
      }
    }
    return new HocuspocusProviderWebsocket({ url: 'wss://hub', WebSocketPolyfill: Either, delay: 100, minDelay: 50, maxDelay: 500 })
  }
}
