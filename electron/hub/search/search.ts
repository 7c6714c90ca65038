import { setImmediate as turn } from 'node:timers/promises'
import type { Extension, Hocuspocus } from '@hocuspocus/server'
import type * as Y from 'yjs'
import { documentName, parseName, type DocumentKind, type DocumentName } from '../../../shared/documentName.ts'
import { Refusal } from '../../../shared/errors.ts'
import { fold, searchRequest, type SearchAnswer, type SearchRequest, type SearchSpan } from '../../../shared/search.ts'
import { documentsOf } from '../documents.ts'
import type { Durability } from '../durability.ts'
import type { Register } from '../register.ts'
import type { Rights } from '../rights.ts'
import type { Visitor } from '../visitor.ts'
import { Best } from './best.ts'
import { hitOf } from './hit.ts'
import { find, itemsIn, type Found, type Heads, type Text } from './items.ts'
import { keep } from './kept.ts'
import { soundsOf } from './pinyin.ts'
import { Shelf } from './shelf.ts'
import { Signatures } from './signatures.ts'
import { SoundIndex } from './soundIndex.ts'
import { passagesOf } from './texts.ts'
import { readWords } from './words.ts'

type Parts = {
  register: () => Register
  rights: Rights
  /** Whether a member may read whatever there is. */
  readsAll: (memberId: string) => boolean
  /** One of them as it stands. */
  read: (name: DocumentName) => Promise<Y.Doc>
  /** Whether it is open, and so not this reader's to destroy. */
  isOpen: (name: DocumentName) => boolean
  report: (reason: unknown) => void
}

const most = 50
/** Of so many things the names are read in one turn of the event loop. */
const namesATurn = 50
/** A text is read again so long after a change, in ms: once for a burst of keys, and later where reading costs more. */
const pause = { least: 15, most: 60, perCost: 4 }

/**
 * FD1 Every word is found wherever it stands, two characters or ten, in mid-sentence too: texts are looked through, not cut into words.
 * FD2 Nothing is found that its reader may not open.
 * FD3 What is typed is found 100 ms later.
 * FD4 People, units and titles are found by their pinyin and its initials too, whichever reading of a character is meant.
 */
export class Search {
  readonly #parts: Parts
  readonly #texts = byKind()
  /** Pairs of characters: a page of Chinese has some 500 of them, a title ten. */
  readonly #signatures = { heads: new Signatures(2_048), texts: new Signatures(16_384) }
  readonly #waiting = new Set<DocumentName>()
  readonly #heads: Heads = new WeakMap()
  /** Of the register as it was at that revision. */
  #items: { shelf: Shelf; revision: number } | null = null
  #timer: NodeJS.Timeout | undefined
  #pause = pause.least
  #stopped = false
  readonly #taking = new Set<Promise<void>>()
  #reading = true
  /** Names by their pinyin, from the first word of letters on: their table takes a moment that nobody who types should feel. */
  #sounds: SoundIndex | null = null
  #listening: Promise<SoundIndex> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Reads all texts once, one a turn of the event loop. */
  async start(): Promise<void> {
    for (const name of documentsOf(this.#parts.register())) {
      if (this.#stopped) return
      await this.#take(name)
      await turn()
    }
    this.#reading = false
  }

  /** Resolves when nothing is being read any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.all(this.#taking)
  }

  get extension(): Extension<Visitor> {
    return {
      extensionName: 'search',
      onChange: ({ document, documentName: name }) => {
        const parsed = parseName(name)
        if (parsed && parsed.kind !== 'register' && !document.isDestroyed) this.changed(documentName(parsed.kind, parsed.id))
        return Promise.resolve()
      },
    }
  }

  /** For a replica, which answers for itself. @throws Refusal `invalid` */
  async answer(memberId: string, request: unknown): Promise<SearchAnswer> {
    const asked = searchRequest.safeParse(request)
    if (!asked.success) throw new Refusal({ kind: 'invalid', field: 'text' })
    return this.find(memberId, asked.data)
  }

  async find(memberId: string, { text, kind, span }: SearchRequest): Promise<SearchAnswer> {
    const words = await readWords(text, () => this.#heard())
    const counts = { memo: 0, dialogue: 0, minutes: 0, comment: 0, topic: 0, briefing: 0, recommendation: 0, person: 0 }
    const best = new Best<Found>(most, (a, b) => a.rank - b.rank || compare(b.found.at, a.found.at))
    const readsAll = this.#parts.readsAll(memberId)
    const mayRead = (name: DocumentName): boolean => this.#parts.rights(memberId, name) !== 'none'
    const offer = (one: Found): void => {
      const { item, found } = one
      if (!isWithin(found.at, span) || !(readsAll || item.needs.every(mayRead))) return
      counts[item.kind]++
      if (kind === null || kind === item.kind) best.offer(one)
    }
    if (words.length > 0) this.#everything().each(words, (item, inText) => find(item, inText, words, offer))
    return { hits: best.all.map((one) => hitOf(one, words)), counts, reading: this.#reading }
  }

  /** With all that is there now. */
  async #heard(): Promise<SoundIndex> {
    const index = await this.#listened()
    this.#everything()
    return index
  }

  #listened(): Promise<SoundIndex> {
    return (this.#listening ??= this.#listen())
  }

  async #listen(): Promise<SoundIndex> {
    const index = new SoundIndex(await soundsOf())
    // From here on it hears of what comes; what is there already follows, some a turn.
    this.#sounds = index
    for (const [nth, { found, text }] of this.#everything().items.entries()) {
      if (this.#stopped) break
      if (nth % namesATurn === 0) await turn()
      this.#hear(found.title, found.names, ...(text?.passages ?? []).map(({ names }) => names))
    }
    return index
  }

  #hear(...names: readonly string[]): void {
    for (const name of names) this.#sounds?.take(name)
  }

  #everything(): Shelf {
    const register = this.#parts.register()
    if (this.#items?.revision !== register.revision) {
      const text = (kind: DocumentKind, id: string): Text => this.#textOf(kind, id)
      const hear = (...names: readonly string[]): void => this.#hear(...names)
      const items = itemsIn({ register, text, heads: this.#heads, signatures: this.#signatures.heads, hear })
      this.#items = { shelf: new Shelf(items, this.#signatures), revision: register.revision }
      // Most of what it knows is called something else by now: it is made anew with the next word of letters.
      if (this.#sounds && this.#sounds.size > 1_000 + 8 * items.length) [this.#sounds, this.#listening] = [null, null]
    }
    return this.#items.shelf
  }

  /** A document that has come since all were read is read when it is first missed. */
  #textOf(kind: DocumentKind, id: string): Text {
    const known = this.#texts[kind].get(id)
    if (known) return known
    const made = this.#newText(kind, id)
    if (!this.#reading) this.changed(documentName(kind, id))
    return made
  }

  #newText(kind: DocumentKind, id: string): Text {
    const made: Text = { passages: [], slot: this.#signatures.texts.take('') }
    this.#texts[kind].set(id, made)
    return made
  }

  /** A text is not what it was: it is read again after a pause. */
  changed(name: DocumentName): void {
    if (name === 'register') return
    this.#waiting.add(name)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const changed = [...this.#waiting]
      this.#waiting.clear()
      void this.#readAgain(changed).catch(this.#parts.report)
    }, this.#pause)
  }

  async #readAgain(names: readonly DocumentName[]): Promise<void> {
    const from = performance.now()
    for (const [nth, name] of names.entries()) {
      // Many come at once where another machine's texts arrive: others have their turn between.
      if (nth > 0) await turn()
      await this.#take(name)
    }
    this.#pause = Math.min(pause.most, Math.max(pause.least, pause.perCost * (performance.now() - from)))
  }

  async #take(name: DocumentName): Promise<void> {
    if (this.#stopped) return
    const taking = this.#read(name)
    this.#taking.add(taking)
    await taking
    this.#taking.delete(taking)
  }

  async #read(name: DocumentName): Promise<void> {
    const parsed = parseName(name)
    if (parsed === null || parsed.kind === 'register' || !hasWords(parsed.kind)) return
    try {
      const doc = await this.#parts.read(name)
      const nameOf = (id: string): string => this.#parts.register().get('members', id)?.name ?? ''
      const text = this.#texts[parsed.kind].get(parsed.id) ?? this.#newText(parsed.kind, parsed.id)
      text.passages = passagesOf(name, doc).map((passage) => ({
        ...passage,
        kept: keep(passage.text),
        names: passage.authors.map(nameOf).join('\n'),
        head: null,
      }))
      const said = text.passages.flatMap(({ kept, names }) => [kept.folded, fold(names)]).join('\n')
      if (text.slot !== null) this.#signatures.texts.replace(text.slot, said)
      this.#hear(...text.passages.map(({ names }) => names))
      if (!this.#parts.isOpen(name)) doc.destroy()
    } catch (reason) {
      // One that cannot be read now says so to whoever opens it; the others are found all the same.
      this.#parts.report(reason)
    }
  }
}

const hasWords = (kind: DocumentKind): boolean => kind !== 'pictures' && kind !== 'authors' && kind !== 'reply'

const byKind = (): Record<DocumentKind, Map<string, Text>> => ({
  agenda: new Map(),
  minutes: new Map(),
  memo: new Map(),
  talk: new Map(),
  pictures: new Map(),
  authors: new Map(),
  reply: new Map(),
})

type Rooms = Pick<Parts, 'register' | 'rights' | 'readsAll' | 'report'> & { durability: Durability; hocuspocus: () => Hocuspocus<Visitor> }

/** The search of a hub, over its register and its documents. */
export const searchIn = ({ durability, hocuspocus, ...rooms }: Rooms): Search =>
  new Search({ ...rooms, read: (name) => durability.read(name), isOpen: (name) => hocuspocus().documents.has(name) })

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What has no day of its own is in no span. */
function isWithin(at: string, span: SearchSpan | null): boolean {
  if (span === null) return true
  const day = dayOf(at, span.offset)
  return day !== '' && (span.from === null || day >= span.from) && (span.to === null || day <= span.to)
}

const minute = 60_000
/** An instant falls on a day by the asker's clock; a day and a wall time are theirs already. */
const dayOf = (at: string, offset: number): string =>
  (at.endsWith('Z') ? new Date(Date.parse(at) + offset * minute).toISOString() : at).slice(0, 10)
