import { setImmediate as turn } from 'node:timers/promises'
import type { Extension, Hocuspocus } from '@hocuspocus/server'
import type * as Y from 'yjs'
import { documentName, parseName, type DocumentName } from '../../../shared/documentName.ts'
import type { RegisterRecord } from '../../../shared/register.ts'
import { Refusal } from '../../../shared/errors.ts'
import { fold, searchKind, searchRequest, wordsOf, type SearchAnswer, type SearchHit, type SearchKind } from '../../../shared/search.ts'
import { documentsOf } from '../documents.ts'
import type { Durability } from '../durability.ts'
import type { Register } from '../register.ts'
import type { Rights } from '../rights.ts'
import type { Visitor } from '../visitor.ts'
import { bitsOf, mayHold, signatureOf } from './bigrams.ts'
import { findables, rootOf, textOf, type Findable, type SearchRoot } from './texts.ts'

type Parts = {
  register: () => Register
  rights: Rights
  /** One of them as it stands. */
  read: (name: DocumentName) => Promise<Y.Doc>
  /** Whether it is open, and so not this reader's to destroy. */
  isOpen: (name: DocumentName) => boolean
  report: (reason: unknown) => void
}

type Kept = { text: string; folded: string; signature: Uint32Array }
const nothing: Kept = keep('')

const most = 50
/** A text is read again so long after a change, in ms: once for a burst of keys. */
const pause = 40

/**
 * FD1 Every word is found wherever it stands, two characters or ten, in mid-sentence too: texts are looked through, not cut into words.
 * FD2 Nothing is found that its reader may not open.
 * FD3 What is typed is found 100 ms later.
 */
export class Search {
  readonly #parts: Parts
  /** By the id of the memo or dialogue whose text it is. */
  readonly #texts = new Map<string, Kept>()
  readonly #waiting = new Set<DocumentName>()
  readonly #records = new WeakMap<object, { findable: Findable; kept: Kept }>()
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #reading = true

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Reads all texts once, one a turn of the event loop. */
  async start(): Promise<void> {
    for (const name of documentsOf(this.#parts.register())) {
      if (this.#stopped) return
      if (isSearched(name) && !this.#texts.has(idIn(name))) await this.#take(name)
      await turn()
    }
    this.#reading = false
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
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
  answer(memberId: string, request: unknown): SearchAnswer {
    const asked = searchRequest.safeParse(request)
    if (!asked.success) throw new Refusal({ kind: 'invalid', field: 'text' })
    return this.find(memberId, asked.data)
  }

  find(memberId: string, asked: { text: string; kind: SearchKind | null }): SearchAnswer {
    const words = wordsOf(asked.text)
    const needed = words.map(bitsOf)
    const counts = { memo: 0, dialogue: 0, briefing: 0, recommendation: 0, member: 0 }
    const found: { hit: () => SearchHit; at: string; inTitle: boolean }[] = []
    for (const kind of words.length > 0 ? searchKind.options : [])
      for (const record of this.#parts.register().all(rootOf[kind])) {
        const { findable, kept } = this.#record(rootOf[kind], record)
        const body = this.#bodyOf(kind, record.id)
        const holds = (word: string, at: number): boolean =>
          holdsWord(kept, word, needed[at] ?? []) || holdsWord(body, word, needed[at] ?? [])
        if (!words.every(holds)) continue
        const mayRead = body === nothing || this.#parts.rights(memberId, nameOf(kind, record.id)) !== 'none'
        if (!mayRead && !words.every((word, at) => holdsWord(kept, word, needed[at] ?? []))) continue
        counts[kind]++
        if (asked.kind !== null && asked.kind !== kind) continue
        const inTitle = words.every((word) => fold(findable.title).includes(word))
        found.push({ inTitle, at: findable.at, hit: () => hitOf(kind, record.id, findable, mayRead ? body : nothing, words) })
      }
    found.sort((a, b) => Number(b.inTitle) - Number(a.inTitle) || b.at.localeCompare(a.at))
    return { hits: found.slice(0, most).map(({ hit }) => hit()), counts, reading: this.#reading }
  }

  #bodyOf(kind: SearchKind, id: string): Kept {
    if (kind !== 'memo' && kind !== 'dialogue') return nothing
    const kept = this.#texts.get(id)
    if (!kept && !this.#reading) this.changed(nameOf(kind, id))
    return kept ?? nothing
  }

  #record<R extends SearchRoot>(root: R, record: RegisterRecord<R>): { findable: Findable; kept: Kept } {
    const known = this.#records.get(record)
    if (known) return known
    const findable = findables[root](record)
    const made = { findable, kept: keep(`${findable.title}\n${findable.text}`) }
    this.#records.set(record, made)
    return made
  }

  /** A text is not what it was: it is read again after a pause. */
  changed(name: DocumentName): void {
    if (!isSearched(name)) return
    this.#waiting.add(name)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const changed = [...this.#waiting]
      this.#waiting.clear()
      void Promise.all(changed.map((one) => this.#take(one))).catch(this.#parts.report)
    }, pause)
  }

  async #take(name: DocumentName): Promise<void> {
    try {
      const doc = await this.#parts.read(name)
      this.#texts.set(idIn(name), keep(textOf(name, doc)))
      if (!this.#parts.isOpen(name)) doc.destroy()
    } catch (reason) {
      // One that cannot be read now says so to whoever opens it; the others are found all the same.
      this.#parts.report(reason)
    }
  }
}

type Rooms = Pick<Parts, 'register' | 'rights' | 'report'> & { durability: Durability; hocuspocus: () => Hocuspocus<Visitor> }

/** The search of a hub, over its register and its documents. */
export const searchIn = ({ durability, hocuspocus, ...rooms }: Rooms): Search =>
  new Search({ ...rooms, read: (name) => durability.read(name), isOpen: (name) => hocuspocus().documents.has(name) })

function keep(text: string): Kept {
  const folded = fold(text)
  return { text, folded, signature: signatureOf(folded) }
}

const holdsWord = ({ folded, signature }: Kept, word: string, needed: readonly number[]): boolean =>
  mayHold(signature, needed) && folded.includes(word)

/** A memo and the talk about it, an agenda and its minutes have one id: the others would take the place of its text. */
const isSearched = (name: DocumentName): boolean => ['memo', 'agenda'].includes(parseName(name)?.kind ?? '')
const idIn = (name: DocumentName): string => name.slice(name.indexOf('/') + 1)
const nameOf = (kind: SearchKind, id: string): DocumentName => documentName(kind === 'memo' ? 'memo' : 'agenda', id)

const before = 24
const after = 72

function hitOf(kind: SearchKind, id: string, { title, text }: Findable, body: Kept, words: readonly string[]): SearchHit {
  const titleMarks = marksIn(fold(title), words)
  const outside = words.filter((word) => !fold(title).includes(word))
  const source = [text, body.text].find((one) => outside.some((word) => fold(one).includes(word))) ?? ''
  const first = Math.min(...outside.map((word) => fold(source).indexOf(word)).filter((at) => at >= 0))
  if (!Number.isFinite(first)) return { kind, id, title, titleMarks, excerpt: '', marks: [] }
  const from = Math.max(0, first - before, source.lastIndexOf('\n', first) + 1)
  const excerpt = source.slice(from, first + after).replaceAll('\n', ' ')
  return { kind, id, title, titleMarks, excerpt, marks: marksIn(fold(excerpt), words) }
}

/** Where the words are, in order and without overlap. */
function marksIn(folded: string, words: readonly string[]): [number, number][] {
  const all = words.flatMap((word) => occurrences(folded, word)).sort(([a, x], [b, y]) => a - b || y - x)
  const apart: [number, number][] = []
  for (const [from, to] of all) if (from >= (apart.at(-1)?.[1] ?? 0)) apart.push([from, to])
  return apart
}

function occurrences(folded: string, word: string): [number, number][] {
  const found: [number, number][] = []
  for (let at = folded.indexOf(word); at >= 0 && found.length < 20; at = folded.indexOf(word, at + word.length))
    found.push([at, at + word.length])
  return found
}
