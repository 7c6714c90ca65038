import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { z } from 'zod'
import type { BriefingText } from '../../shared/briefing/source.ts'
import { authorIds, canonicalContent } from '../../shared/documents/content.ts'
import { picturesIn, picturesMap, readPictures, type Pictures } from '../../shared/documents/pictures.ts'
import { documentMeta, memoBody, readBlocks, type MemoContent } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import type { Memo } from '../../shared/register.ts'
import type { Register } from './register.ts'

/** What a memo says: its title, the people who drafted it, its text. */
export function contentOf(register: Register, memo: Memo, doc: Y.Doc): MemoContent {
  const authors = authorIds(memo).map((id) => register.get('members', id)?.name ?? '')
  return { title: memo.title, authors, blocks: readBlocks(memoBody(doc)) }
}

/** SHA-256 over the content as JSON with sorted keys, 64 hexadecimal digits: equal for equal content, whatever its history. */
export const hashOf = (content: object): string => createHash('sha256').update(canonicalContent(content)).digest('hex')

const labelled = z.object({ label: z.string(), text: z.string() })
const frozen = z.object({
  title: z.string(),
  authors: z.array(z.string()),
  facts: z.array(labelled).exactOptional(),
  attendance: z.array(labelled).exactOptional(),
})

/** A full copy of a memo that says by itself what it said then: title and authors lie in its `meta`, its pictures beside the text. */
export function freeze(doc: Y.Doc, { title, authors, blocks }: MemoContent, pictures: Y.Doc): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.transact(() => {
    documentMeta(copy).set('title', title)
    documentMeta(copy).set('authors', authors)
    for (const [hash, bytes] of Object.entries(readPictures(pictures, picturesIn(blocks)))) picturesMap(copy).set(hash, bytes)
  })
  const state = Y.encodeStateAsUpdate(copy)
  copy.destroy()
  return state
}

/** A text that was made out of records and has no document of its own, in the form of a frozen memo. */
export function freezeText({ blocks, ...about }: BriefingText): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const [key, value] of Object.entries(about)) documentMeta(doc).set(key, value)
    writeBlocks(memoBody(doc), blocks)
  })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

/** The pictures that were frozen with a text. */
export function thawPictures(state: Uint8Array): Pictures {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const pictures = readPictures(doc, [...picturesMap(doc).keys()])
  doc.destroy()
  return pictures
}

export function thaw(state: Uint8Array): BriefingText {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const content = { ...frozen.parse(documentMeta(doc).toJSON()), blocks: readBlocks(memoBody(doc)) }
  doc.destroy()
  return content
}
