import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { openMemo, type MemoOptions, type OpenMemo } from '../../../renderer/editor/openMemo.ts'
import { memoBody, readBlocks, type Block, type Run } from '../../../shared/documents/memo.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'
import type { Failure } from '../../../shared/errors.ts'
import { editor as text } from '../../../shared/i18n/zh/editor.ts'

/** jsdom lays nothing out, and ProseMirror asks where things are only to scroll. It has no clipboard events either. */
export function withoutLayout(): void {
  const nothing = new DOMRect(0, 0, 0, 0)
  Range.prototype.getClientRects = () => Object.assign([], { item: () => null })
  Range.prototype.getBoundingClientRect = () => nothing
  document.elementFromPoint = () => null
  Object.assign(globalThis, { ClipboardEvent: class extends Event {} })
}

export const run = (words: string): Run => ({ text: words, bold: false, italic: false, underline: false })
export const paragraph = (words: string): Block => ({ type: 'paragraph', runs: words ? [run(words)] : [] })
export const recommendation = (id: string, words: string, lead = '', term = ''): Block => ({
  type: 'recommendation',
  id,
  runs: words ? [run(words)] : [],
  lead,
  term,
})
const cell = (words: string, header = false) => ({ header, colspan: 1, rowspan: 1, width: null, blocks: [paragraph(words)] })
export const table = (...rows: string[][]): Block => ({
  type: 'table',
  rows: rows.map((row, at) => row.map((words) => cell(words, at === 0))),
})

export function memoDoc(blocks: readonly Block[]): Y.Doc {
  const doc = new Y.Doc()
  writeBlocks(memoBody(doc), blocks)
  return doc
}

export const blocksOf = (doc: Y.Doc): Block[] => readBlocks(memoBody(doc))

/** Updates that a document gives off, from now on. */
export function countUpdates(doc: Y.Doc): () => number {
  let count = 0
  doc.on('update', () => count++)
  return () => count
}

export type Seat = OpenMemo & { doc: Y.Doc; awareness: Awareness; failures: Failure[] }

/** An editor on a document, as a window has it. */
export function sit(doc: Y.Doc, editable = true, more: Pick<MemoOptions, 'carry' | 'suggesting'> = {}): Seat {
  const failures: Failure[] = []
  const awareness = new Awareness(doc)
  const host = document.body.appendChild(document.createElement('div'))
  const person = { name: '王秀兰', colour: '#2f5d8a' }
  const opened = openMemo({ host, doc, awareness, person, text, ...more, onClose: (failure) => failures.push(failure) })
  if (!opened.ok) throw new Error(`refused: ${JSON.stringify(opened.failure)}`)
  const { editor, close } = opened.value
  editor.setEditable(editable, false)
  return {
    doc,
    awareness,
    failures,
    editor,
    close() {
      close()
      awareness.destroy()
      host.remove()
    },
  }
}

/** A line between two documents that can be cut and joined again. */
export function wire(a: Y.Doc, b: Y.Doc): { cut: () => void; join: () => void } {
  const net = Symbol('net')
  let whole = true
  const pass = (to: Y.Doc) => (update: Uint8Array, origin: unknown) => {
    if (whole && origin !== net) Y.applyUpdate(to, update, net)
  }
  const exchange = (): void => {
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), net)
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), net)
  }
  exchange()
  a.on('update', pass(b))
  b.on('update', pass(a))
  return {
    cut: () => void (whole = false),
    join() {
      exchange()
      whole = true
    },
  }
}

/** Two windows on one memo. */
export function pair(blocks: readonly Block[]) {
  const first = memoDoc(blocks)
  const second = new Y.Doc()
  const line = wire(first, second)
  return { a: sit(first), b: sit(second), line }
}
