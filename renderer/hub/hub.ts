import { HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import type { z } from 'zod'
import { commands, hubMessage, type CommandAnswer, type CommandName, type CommandRequest } from '../../shared/commands.ts'
import { register as registerName, type DocumentName } from '../../shared/documentName.ts'
import { ok, refuse, type Failure, type Result } from '../../shared/errors.ts'
import { OpenDocument } from './openDocument.ts'
import type { Me } from './people.ts'
import { dialMain, socketBy, type Dial } from './portSocket.ts'
import { Register } from './register.ts'
import { calmly, saveState, type SaveState } from './saveState.ts'

const contract: { [N in CommandName]: { answer: z.ZodType<CommandAnswer<N>> } } = commands
type Waiting = { hear: (answer: Result<unknown>) => void }
type Held = { document: OpenDocument; users: number; leaving: ReturnType<typeof setTimeout> | undefined }

/** How long a document stays open after the last page left it, so that going back shows it at once. */
const linger = 20_000
/** How long a command waits for what was written before it, in ms. */
const patience = 5_000
const calm = 400

/**
 * This window's one way to text: a socket over a MessagePort, the register, the documents in use, commands, and the truth about
 * what is saved. A document is let go only after all of it is acknowledged.
 */
export class Hub {
  readonly register: Register
  readonly #socket: HocuspocusProviderWebsocket
  readonly #documents = new Map<DocumentName, Held>()
  readonly #registerDocument: OpenDocument
  readonly #calls = new Map<string, Waiting>()
  readonly #listeners = new Set<() => void>()
  /** Commands that wait until what was written before them is saved. */
  readonly #waiting = new Set<() => void>()
  readonly #heard = { talked: new Set<() => void>(), touched: new Set<() => void>() }
  readonly #calm = calmly(calm, (state) => this.#show(state))
  #failing: Failure | null = null
  #connected: boolean | null = null
  #shown: SaveState = { is: 'opening' }
  #said: SaveState = this.#shown

  constructor(
    readonly me: Me,
    dial: Dial = dialMain,
  ) {
    this.#socket = new HocuspocusProviderWebsocket({
      url: 'hub:',
      WebSocketPolyfill: socketBy(dial),
      autoConnect: false,
      delay: 100,
      minDelay: 100,
      maxDelay: 2_000,
      onClose: () => this.#lost(),
    })
    this.#registerDocument = new OpenDocument(registerName, me, this.#socket, (payload) => this.#hear(payload))
    this.#registerDocument.subscribe(() => this.#look())
    this.register = new Register(this.#registerDocument.doc)
  }

  connect(): void {
    void this.#socket.connect()
  }

  /** The hub has started again: do not sit out the backoff. */
  reconnect(): void {
    if (this.#socket.status === WebSocketStatus.Connected) this.#socket.webSocket?.close()
    else this.connect()
  }

  get registerDocument(): OpenDocument {
    return this.#registerDocument
  }

  /** Balanced by `close`; the same name gives the same document to all its users. */
  open(name: DocumentName): OpenDocument {
    const held = this.#documents.get(name) ?? this.#openNew(name)
    clearTimeout(held.leaving)
    held.users += 1
    held.document.attend(true)
    if (held.document.state.is === 'refused') held.document.restart()
    return held.document
  }

  find(name: DocumentName): OpenDocument | undefined {
    return this.#documents.get(name)?.document
  }

  close(name: DocumentName): void {
    const held = this.#documents.get(name)
    if (!held) return
    held.users -= 1
    if (held.users > 0) return
    held.document.attend(false)
    this.#leaveLater(name, held)
  }

  /**
   * Asks the hub to change the register. Answers `hubDown` when the connection goes before the answer came.
   *
   * HB25 A command never overtakes what this window has written before it: one that freezes a text would have the hub refuse the last
   *      letters of it. Where the hub does not confirm them in time, as with a full disk, it is asked all the same.
   */
  async command<N extends CommandName>(name: N, request: CommandRequest<N>): Promise<Result<CommandAnswer<N>>> {
    if (this.#pending > 0) await this.#saved()
    return this.#ask(name, request)
  }

  #ask<N extends CommandName>(name: N, request: CommandRequest<N>): Promise<Result<CommandAnswer<N>>> {
    if (!this.#registerDocument.isReady) return Promise.resolve(refuse({ kind: 'hubDown' }))
    const call = crypto.randomUUID()
    return new Promise((resolve, reject) => {
      this.#calls.set(call, {
        hear: (answer) => {
          if (!answer.ok) {
            resolve(answer)
            return
          }
          const parsed = contract[name].answer.safeParse(answer.value)
          if (parsed.success) resolve(ok(parsed.data))
          else reject(parsed.error)
        },
      })
      this.#registerDocument.sendStateless(JSON.stringify({ type: 'command', call, name, request }))
    })
  }

  /** Changes that the hub has not confirmed, of texts that it still takes. */
  get #pending(): number {
    if (!this.#registerDocument.isReady || this.#failing) return 0
    return [...this.#documents.values()].reduce((sum, { document }) => sum + (document.state.is === 'open' ? document.unsaved : 0), 0)
  }

  #saved(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(limit)
        this.#waiting.delete(check)
        resolve()
      }
      const check = (): void => {
        if (this.#pending === 0) end()
      }
      const limit = setTimeout(end, patience)
      this.#waiting.add(check)
    })
  }

  readonly subscribeSaveState = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told when something was said about a memo, whichever. */
  readonly subscribeTalk = (listener: () => void): (() => void) => this.#subscribe('talked', listener)

  /** Told when somebody writes in a memo, whichever, once a minute and member. */
  readonly subscribeTouched = (listener: () => void): (() => void) => this.#subscribe('touched', listener)

  #subscribe(what: 'talked' | 'touched', listener: () => void): () => void {
    this.#heard[what].add(listener)
    return () => this.#heard[what].delete(listener)
  }

  readonly saveState = (): SaveState => this.#shown
  /** The same as long as nobody reads a difference: while keys are being saved their number is not told. */
  readonly saidState = (): SaveState => this.#said

  /** Told of what a closing window would lose: 0 as late as the line says saved, more at once, the number when it has settled. */
  onUnsaved(listener: (changes: number) => void): () => void {
    return this.subscribeSaveState(() => listener('unsaved' in this.#shown ? this.#shown.unsaved : 0))
  }

  destroy(): void {
    this.#calm.stop()
    for (const { document, leaving } of this.#documents.values()) {
      clearTimeout(leaving)
      document.destroy()
    }
    this.#registerDocument.destroy()
    this.#socket.destroy()
    this.#listeners.clear()
  }

  #openNew(name: DocumentName): Held {
    const document = new OpenDocument(name, this.me, this.#socket)
    const held: Held = { document, users: 0, leaving: undefined }
    document.subscribe(() => this.#look())
    this.#documents.set(name, held)
    return held
  }

  #leaveLater(name: DocumentName, held: Held): void {
    held.leaving = setTimeout(() => {
      if (held.document.unsaved > 0) {
        this.#leaveLater(name, held)
        return
      }
      this.#documents.delete(name)
      held.document.destroy()
    }, linger)
  }

  #hear(payload: string): void {
    const message = hubMessage.parse(JSON.parse(payload))
    switch (message.type) {
      case 'done': {
        this.#answer(message.call, ok(message.answer))
        return
      }
      case 'refused': {
        this.#answer(message.call, refuse(message.failure))
        return
      }
      case 'storeFailing':
        this.#failing = message.failure
        {
          this.#look()
          return
        }
      case 'storeWell':
        this.#failing = null
        {
          this.#look()
          return
        }
      case 'talked':
      case 'touched':
        for (const listener of [...this.#heard[message.type]]) listener()
    }
  }

  #answer(call: string, answer: Result<unknown>): void {
    this.#calls.get(call)?.hear(answer)
    this.#calls.delete(call)
  }

  #lost(): void {
    if (this.#connected) this.#connected = false
    // A hub that starts again says anew whether it can write.
    this.#failing = null
    for (const call of [...this.#calls.keys()]) this.#answer(call, refuse({ kind: 'hubDown' }))
    this.#look()
  }

  #look(): void {
    if (this.#registerDocument.isReady) this.#connected = true
    const unsaved = [...this.#documents.values()].reduce((sum, { document }) => sum + document.unsaved, 0)
    this.#calm.hear(saveState({ connected: this.#connected, failing: this.#failing, unsaved }))
    for (const check of [...this.#waiting]) check()
  }

  #show(state: SaveState): void {
    this.#shown = state
    if (state.is !== 'saving' || this.#said.is !== 'saving') this.#said = state
    for (const listener of [...this.#listeners]) listener()
  }
}
