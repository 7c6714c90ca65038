import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { documentMeta, memoBody, memoSchemaNumber } from '../../shared/documents/memo.ts'
import { makeRoom, noteOn } from '../../shared/documents/minutes.ts'
import { keyOf, talkEntries, type Entry } from '../../shared/documents/talk.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { registerRoots } from '../../shared/register.ts'
import { paragraph } from '../hub/house.ts'
import { between, type Random } from './proof.ts'

export const planted = 200
/** Of a document, in characters: three pages. */
export const length = 2_000
export const at = '2026-11-24T01:00:00.000Z'

/** A word that stands in one document only. `id`: what is found; `hidden`: not by an observer. */
export type Planted = { word: string; id: string; hidden: boolean }

/** Characters that real texts consist of mostly, and none of the words that are planted. */
const common = Array.from({ length: 600 }, (_, at) => String.fromCharCode(0x4e00 + at * 7))
const rare = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e03 + at * 7))

/** What lies in the workspace, of ten documents: seven memos, two talks about memos, one minutes. */
const kindOf = (nth: number): 'memo' | 'talk' | 'minutes' => (nth % 10 === 9 ? 'minutes' : nth % 10 >= 7 ? 'talk' : 'memo')

/** So many documents, written into a store as a hub would have; the register of them is for the caller to write. */
export async function plantLibrary(store: DocumentStore, count: number, next: Random, author: string) {
  const register = new Y.Doc()
  const words: { word: string; id: string; hidden: boolean }[] = []
  const every = Math.max(1, Math.floor(count / planted))
  let memoId = ''
  for (let nth = 0; nth < count; nth++) {
    // By twos and by tens would go in step: the kinds would not all get words.
    const word = nth % every === 0 && words.length < planted ? wordOf(next, words.length) : null
    const kind = kindOf(nth + Math.floor(nth / 10))
    const texts = textOf(next, word)
    const hidden = nth % 4 < 2
    const found: string = randomUUID()
    if (kind === 'minutes') {
      await store.append(documentName('minutes', found), minutesState(texts))
      register.getMap('dialogues').set(found, registerRoots.dialogues.parse(dialogueOf(found, nth, author)))
      if (word !== null) words.push({ word, id: found, hidden: false })
    } else if (kind === 'talk' && memoId !== '') {
      const { key, state } = talkState(texts, author)
      await store.append(documentName('talk', memoId), state)
      if (word !== null) words.push({ word, id: key, hidden: true })
    } else {
      memoId = found
      await store.append(documentName('memo', memoId), memoState(texts))
      register.getMap('memos').set(memoId, registerRoots.memos.parse(memoOf(memoId, nth, author, hidden)))
      if (word !== null) words.push({ word, id: memoId, hidden })
    }
  }
  return { register, words, lastMemo: memoId }
}

const memoOf = (id: string, nth: number, createdBy: string, hidden: boolean): unknown => ({
  ...{ id, title: `稿件${nth}`, drafters: [], frozen: null, countersigning: null, dialogueId: null, createdBy, createdAt: at },
  stage: hidden ? 'drafting' : 'submitted',
})

const dialogueOf = (id: string, nth: number, createdBy: string) => ({
  ...{ id, kind: 'symposium', title: `座谈会${nth}`, startsAt: '2026-11-24T14:00', venue: '会议室', chair: '', organiser: '秘书处' },
  ...{ state: 'ended', minutes: { openedAt: at, approved: null }, agendaConfirmed: null, createdBy, createdAt: at },
})

/** Of two to six characters, its own by the number in it. */
function wordOf(next: Random, nth: number): string {
  const letter = (): string => rare[between(next, 0, rare.length - 1)] ?? ''
  const own = (rare[nth] ?? '') + (rare[(nth * 7 + 3) % rare.length] ?? '')
  return own + Array.from({ length: between(next, 0, 4) }, letter).join('')
}

function textOf(next: Random, word: string | null): string[] {
  const sentence = (): string => Array.from({ length: between(next, 8, 40) }, () => common[between(next, 0, common.length - 1)]).join('')
  const texts: string[] = []
  for (let size = 0; size < length; size += texts.at(-1)?.length ?? 0) texts.push(`${sentence()}，${sentence()}；${sentence()}。`)
  if (word !== null) {
    const which = between(next, 0, texts.length - 1)
    texts[which] = `${sentence()}${word}${texts[which] ?? ''}`
  }
  return texts
}

function memoState(texts: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    documentMeta(doc).set('schema', memoSchemaNumber)
    writeBlocks(memoBody(doc), texts.map(paragraph))
  })
  return Y.encodeStateAsUpdate(doc)
}

function minutesState(texts: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  const itemId = randomUUID()
  makeRoom(doc, [itemId])
  noteOn(doc, itemId)?.insert(0, [new Y.XmlText(texts.join(''))])
  return Y.encodeStateAsUpdate(doc)
}

function talkState(texts: readonly string[], author: string): { key: string; state: Uint8Array } {
  const doc = new Y.Doc()
  const key = keyOf(author, randomUUID())
  const point = (assoc: number) => ({ tname: 'body' as const, assoc })
  const anchor = { start: point(0), end: point(-1), quote: '', before: '', after: '' }
  const made: Entry = { kind: 'thread', at, anchor, text: texts.join(''), mentions: [], replacement: null }
  talkEntries(doc).set(key, made)
  return { key, state: Y.encodeStateAsUpdate(doc) }
}
