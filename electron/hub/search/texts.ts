import type * as Y from 'yjs'
import { parseName, type DocumentName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import { blocksNow, blockTexts, type Block, type Run } from '../../../shared/documents/memo.ts'
import { readNotes } from '../../../shared/documents/minutes.ts'
import { readTalk, type Thread } from '../../../shared/documents/talk.ts'

/** A passage that is found by itself: a whole text, or of comments one thread. `key`: that of the thread. */
export type Passage = { key: string | null; text: string; authors: string[]; at: string }

/** The words of a document, line by line as a reader finds them. */
export function passagesOf(name: DocumentName, doc: Y.Doc): Passage[] {
  switch (parseName(name)?.kind) {
    case 'memo': {
      const blocks = blocksNow(doc)
      return [whole([...blockTexts(blocks), ...blocks.flatMap(notesIn)])]
    }
    case 'agenda':
      return [
        whole(
          readAgenda(doc).flatMap(({ segment, content, speaker, responder, papers }) => [segment, content, speaker, responder, papers]),
        ),
      ]
    case 'minutes':
      return [whole(Object.values(readNotes(doc)).flat())]
    case 'talk':
      return readTalk(doc).threads.map(threadPassage)
    case 'pictures':
    case 'authors':
    case 'reply':
    case 'register':
    case undefined:
      return []
  }
}

const whole = (lines: readonly string[]): Passage => ({ key: null, text: lines.filter(Boolean).join('\n'), authors: [], at: '' })

function threadPassage({ key, by, at, text, replacement, replies, verdict }: Thread): Passage {
  const lines = [text, replacement ?? '', ...replies.map((one) => one.text), verdict?.reason ?? '']
  return {
    key,
    text: lines.filter(Boolean).join('\n'),
    authors: [...new Set([by, ...replies.map((one) => one.by)])],
    at: replies.at(-1)?.at ?? at,
  }
}

const noted = (runs: readonly Run[]): string[] => runs.flatMap(({ note }) => (note ? [note.text] : []))

function notesIn(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
    case 'figure':
    case 'chart':
    case 'recommendation':
      return noted(block.runs)
    case 'quote':
      return block.blocks.flatMap(notesIn)
    case 'list':
      return block.items.flat().flatMap(notesIn)
    case 'table':
      return block.rows.flat().flatMap((cell) => cell.blocks.flatMap(notesIn))
  }
}
