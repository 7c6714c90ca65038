import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { MessageType } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import type { WebSocket } from 'ws'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import type { Role } from '../../shared/roles.ts'
import { addItem, readAgenda } from '../../shared/documents/agenda.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { value } from '../hub/house.ts'
import { auth, closingIn, message, refusalIn, type Heard } from '../hub/rawPort.ts'
import { connectTo, isOpen, openHouse, type OpenHouse } from '../hub/wire.ts'
import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** RL1 Whoever sends whatever in whichever state gets exactly what the table of rights says, within a second of its last change. */
export const roles: Proof = {
  name: 'roles',
  promise: 'every role × message × state at the network has the effect that was designed, and no other; a revocation holds within 1 s',
  small: 240,
  full: 2_400,
  run,
}

const whos = ['secretariat', 'drafter', 'expert', 'observer', 'stranger'] as const
const states = ['connected', 'reconnecting', 'downgraded', 'removed'] as const
type Who = (typeof whos)[number]
type State = (typeof states)[number]
type Place = { draft: DocumentName; consulted: DocumentName; agenda: DocumentName; draftId: string }

/** One thing to send, and whether it had its effect. `who`: for whom it is meant to have one. */
type Attempt = {
  name: string
  who: readonly Who[]
  opens: (place: Place) => DocumentName
  send: (line: Line, place: Place, mark: string) => void
  worked: (the: Stage, line: Line, place: Place, mark: string, name: DocumentName) => Promise<boolean>
}

const everybody = ['secretariat', 'drafter', 'expert', 'observer'] as const
const experts = ['secretariat', 'drafter', 'expert'] as const
const writers = ['secretariat', 'drafter'] as const
const register = (): DocumentName => 'register'
const command =
  (name: string, request: (place: Place, mark: string) => unknown): Attempt['send'] =>
  (line, place, mark) =>
    line.send(
      message('register', MessageType.Stateless, JSON.stringify({ type: 'command', call: mark, name, request: request(place, mark) })),
    )
const answered: Attempt['worked'] = async (_, line, __, mark) => (await line.answerTo(mark))?.includes('"done"') ?? false
const ask: Attempt['send'] = () => undefined
const reads: Attempt['worked'] = (_, line, __, ___, name) => line.answers(name)
/** Looks at what the secretary's window has, after all that was sent has been dealt with. */
const shows =
  (has: (the: Stage, place: Place, mark: string, line: Line) => Promise<boolean>): Attempt['worked'] =>
  async (stage, line, place, mark, name) => {
    await line.answers(name)
    await stage.secretary.command('whoIsConnected', {})
    return has(stage, place, mark, line)
  }

const authorsOf = ({ draftId }: Place): DocumentName => documentName('authors', draftId)

const attempts: readonly Attempt[] = [
  { name: 'read the register', who: everybody, opens: register, send: ask, worked: reads },
  { name: 'read a draft', who: experts, opens: ({ draft }) => draft, send: ask, worked: reads },
  { name: 'read a memo', who: everybody, opens: ({ consulted }) => consulted, send: ask, worked: reads },
  ...([1, 2] as const).map((step): Attempt => ({
    name: step === 1 ? 'sync step 2' : 'update',
    who: writers,
    opens: ({ draft }) => draft,
    send: (line, { draft }, mark) => line.send(message(draft, MessageType.Sync, step, memoUpdate(mark))),
    worked: shows(async ({ secretary }, { draft }, mark) =>
      memoBody((await secretary.open(draft)).doc)
        .toJSON()
        .includes(mark),
    ),
  })),
  {
    name: 'agenda update',
    who: experts,
    opens: ({ agenda }) => agenda,
    send: (line, { agenda }, mark) => line.send(message(agenda, MessageType.Sync, 2, agendaUpdate(mark))),
    worked: shows(async ({ secretary }, { agenda }, mark) =>
      readAgenda((await secretary.open(agenda)).doc).some(({ content }) => content === mark),
    ),
  },
  {
    name: 'register update',
    who: [],
    opens: register,
    send: (line, _, mark) => line.send(message('register', MessageType.Sync, 2, mapUpdate(mark))),
    worked: shows(async ({ secretary }, _, mark) => (await secretary.open('register')).doc.getMap('workspace').has(mark)),
  },
  { name: 'read who wrote a draft', who: experts, opens: authorsOf, send: ask, worked: reads },
  {
    name: 'claim who wrote a draft',
    who: [],
    opens: authorsOf,
    send: (line, place, mark) => line.send(message(authorsOf(place), MessageType.Sync, 2, mapUpdate(mark))),
    worked: shows(async ({ secretary }, place, mark) => (await secretary.open(authorsOf(place))).doc.getMap('workspace').has(mark)),
  },
  {
    name: 'awareness',
    who: everybody,
    opens: register,
    send: (line) => line.send(message('register', MessageType.Awareness, line.presence())),
    worked: shows(
      async ({ secretary }, _, __, line) => (await secretary.open('register')).provider.awareness?.getStates().has(line.client) ?? false,
    ),
  },
  {
    name: 'command of the secretariat',
    who: ['secretariat'],
    opens: register,
    send: command('setMemoStage', ({ consulted }) => ({ id: consulted.slice(5), stage: 'consulting' })),
    worked: answered,
  },
  {
    name: 'command of members',
    who: experts,
    opens: register,
    send: command('createMemo', (_, mark) => ({ title: mark, dialogueId: null })),
    worked: answered,
  },
]

type Stage = { the: OpenHouse; secretary: HubClient; place: Place }

async function newStage(): Promise<Stage> {
  const quick = { burst: 1_000_000, perSecond: 1_000_000 }
  const limits = { ...wireLimits, tries: { burst: 1_000_000, every: 1 }, openings: { burst: 1_000_000, every: 1 }, messages: quick }
  const the = await openHouse({ limits })
  const secretary = await the.client('secretariat')
  const memo = async () => value(await secretary.command('createMemo', { title: '稿', dialogueId: null })).id
  const [draftId, consulted] = [await memo(), await memo()]
  value(await secretary.command('setMemoStage', { id: consulted, stage: 'consulting' }))
  const fields = { kind: 'dialogue', title: '会', startsAt: '2026-12-01T09:00', venue: '', chair: '', organiser: '' } as const
  const dialogue = value(await secretary.command('createDialogue', fields)).id
  const place = {
    ...{ draft: documentName('memo', draftId), consulted: documentName('memo', consulted), draftId },
    agenda: documentName('agenda', dialogue),
  }
  return { the, secretary, place }
}

/** One socket of somebody's, with the messages it has heard. */
class Line {
  readonly client: number
  #heard: Heard[] = []
  readonly #ws: WebSocket
  readonly #doc = new Y.Doc()
  #isClosed = false
  #look = (): void => undefined

  constructor(port: number) {
    this.client = this.#doc.clientID
    this.#ws = connectTo(port)
    this.#ws.on('error', () => undefined)
    this.#ws.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data))
      const name = decoding.readVarString(decoder)
      this.#heard.push({ name, type: decoding.readVarUint(decoder), rest: decoding.readTailAsUint8Array(decoder) })
      this.#look()
    })
    this.#ws.on('close', () => {
      this.#isClosed = true
      this.#look()
    })
  }

  get isOpen(): Promise<void> {
    return isOpen(this.#ws)
  }

  /** Asks to be let in and goes on at once, as a provider does. */
  enter(name: DocumentName, credential: string): void {
    this.#heard = this.#heard.filter((one) => one.name !== name)
    this.send(auth(name, credential))
  }

  send(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#ws.send(bytes)
  }

  /** Whether the document answers; all that was sent of it before has been dealt with then. */
  async answers(name: DocumentName): Promise<boolean> {
    const before = this.#steps(name)
    this.send(message(name, MessageType.Sync, 0, new Uint8Array([0])))
    await this.#until(() => this.#steps(name) > before || this.isOut(name))
    return !this.isOut(name)
  }

  /** What was said back to this command; `null` for nothing, which only whoever is not let in gets. */
  async answerTo(call: string): Promise<string | null> {
    await this.#until(() => this.#saidTo(call) !== null || this.isOut('register'))
    return this.#saidTo(call)
  }

  /** Refused, closed, or without a socket. */
  isOut(name: DocumentName): boolean {
    return this.#isClosed || this.#heard.some((one) => one.name === name && (refusalIn(one) !== null || closingIn(one) !== null))
  }

  async becomesOut(name: DocumentName): Promise<void> {
    await this.#until(() => this.isOut(name))
  }

  presence(): Uint8Array {
    const awareness = new Awareness(this.#doc)
    awareness.setLocalState({ user: { color: '#123456' } })
    const update = encodeAwarenessUpdate(awareness, [this.client])
    awareness.destroy()
    return update
  }

  close(): void {
    this.#ws.terminate()
  }

  #steps(name: DocumentName): number {
    return this.#heard.filter((one) => one.name === name && one.type === MessageType.Sync.valueOf() && one.rest[0] === 1).length
  }

  #saidTo(call: string): string | null {
    const texts = this.#heard
      .filter(({ type }) => type === MessageType.Stateless.valueOf())
      .map(({ rest }) => Buffer.from(rest).toString('utf8'))
    return texts.find((text) => text.includes(call)) ?? null
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done() && !this.#isClosed) await new Promise<void>((resolve) => (this.#look = resolve))
  }
}

async function run({ count, log }: ProofOptions): Promise<Figures> {
  const silent = ['log', 'warn', 'error'] as const
  const words = silent.map((name) => Reflect.get(console, name) as unknown)
  const stage = await newStage()
  const cells = whos.flatMap((who) => attempts.flatMap((attempt) => states.map((state): Cell => ({ who, attempt, state }))))
  const revocations: number[] = []
  try {
    for (const name of silent) Reflect.set(console, name, () => undefined)
    for (let nth = 0; nth < count; nth += cells.length) for (const cell of cells.slice(0, count - nth)) await play(stage, cell, revocations)
  } finally {
    silent.forEach((name, nth) => Reflect.set(console, name, words[nth]))
    await stage.the.close()
  }
  if (stage.the.reports.length > 0) throw new Broken(`surprises: ${String(stage.the.reports[0])}`)
  log(`${String(cells.length)} cells`)
  const slowest = Math.round(Math.max(0, ...revocations))
  if (slowest > 1_000) throw new Broken(`a revocation took ${String(slowest)} ms`)
  return { cells: Math.min(count, cells.length), played: count, revocations: revocations.length, 'slowest ms': slowest }
}

type Cell = { who: Who; attempt: Attempt; state: State }
const roleOf: Record<Who, Role> = {
  secretariat: 'secretariat',
  drafter: 'expert',
  expert: 'expert',
  observer: 'observer',
  stranger: 'observer',
}

async function play(stage: Stage, { who, attempt, state }: Cell, revocations: number[]): Promise<void> {
  const { the, secretary, place } = stage
  const role = state === 'downgraded' ? 'secretariat' : roleOf[who]
  const member = await the.admit(role, '员')
  value(await secretary.command('setDrafters', { id: place.draftId, drafters: who === 'drafter' ? [member.memberId] : [] }))
  const credential = who === 'stranger' ? randomBytes(32).toString('base64url') : member.credential
  const name = attempt.opens(place)
  let line = new Line(the.listening.port)
  await line.isOpen
  try {
    if (state !== 'connected') {
      line.enter(name, credential)
      await line.answers(name)
    }
    if (state === 'reconnecting' || state === 'removed') line.close()
    if (state === 'removed') value(await secretary.command('removeMember', { id: member.memberId }))
    if (state === 'downgraded') {
      const from = performance.now()
      value(await secretary.command('setRole', { id: member.memberId, role: roleOf[who] }))
      const loses = who !== 'stranger' && !attempt.who.includes(who) && attempt.who.length > 0 && name !== 'register'
      if (loses) {
        await line.becomesOut(name)
        revocations.push(performance.now() - from)
      }
      // What was still on its way when the right ended.
      if (loses) await expectEffect(stage, line, { who, attempt, state }, false)
      else await line.answers(name)
    }
    if (state === 'reconnecting' || state === 'removed') {
      line = new Line(the.listening.port)
      await line.isOpen
    }
    line.enter(name, credential)
    if (state === 'connected') await line.answers(name)
    await expectEffect(stage, line, { who, attempt, state }, state !== 'removed' && attempt.who.includes(who))
  } finally {
    line.close()
    if (state !== 'removed') value(await secretary.command('removeMember', { id: member.memberId }))
  }
}

async function expectEffect(stage: Stage, line: Line, { who, attempt, state }: Cell, expected: boolean): Promise<void> {
  const mark = crypto.randomUUID()
  attempt.send(line, stage.place, mark)
  let worked = await attempt.worked(stage, line, stage.place, mark, attempt.opens(stage.place))
  // What the hub has shown is on its way to the secretary's window for a moment.
  for (const until = performance.now() + 2_000; expected && !worked && performance.now() < until;) {
    await setTimeout(5)
    worked = await attempt.worked(stage, line, stage.place, mark, attempt.opens(stage.place))
  }
  if (worked !== expected) throw new Broken(`${who}, ${state}: ${attempt.name} ${worked ? 'had an effect' : 'had none'}`)
}

function memoUpdate(mark: string): Uint8Array {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(mark)])
  memoBody(doc).push([paragraph])
  return Y.encodeStateAsUpdate(doc)
}

function agendaUpdate(mark: string): Uint8Array {
  const doc = new Y.Doc()
  addItem(doc, { id: crypto.randomUUID(), minutes: 5, content: mark }, null)
  return Y.encodeStateAsUpdate(doc)
}

function mapUpdate(mark: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('workspace').set(mark, mark)
  return Y.encodeStateAsUpdate(doc)
}
