import * as Y from 'yjs'
import { parseName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { readNotes } from '../../shared/documents/minutes.ts'
import { picturesMap } from '../../shared/documents/pictures.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { readTalk } from '../../shared/documents/talk.ts'

export type Difference = { mine: string[]; theirs: string[] }

/** What only one of two states of a document says, as plain text: blocks of a memo, items of an agenda, paragraphs of minutes. */
export function difference(name: string, mine: Uint8Array, theirs: Uint8Array): Difference {
  const [one, other] = [linesOf(name, mine), linesOf(name, theirs)]
  return { mine: beyond(one, other), theirs: beyond(other, one) }
}

function linesOf(name: string, state: Uint8Array): string[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const lines = linesIn(name, doc)
  doc.destroy()
  return lines.filter((line) => line !== '')
}

function linesIn(name: string, doc: Y.Doc): string[] {
  switch (parseName(name)?.kind) {
    case 'agenda':
      return agendaLines(doc)
    case 'minutes':
      return Object.values(readNotes(doc)).flat()
    case 'talk':
      return readTalk(doc).threads.flatMap((thread) => [thread, ...thread.replies].map(({ text }) => text))
    case 'pictures':
      return [...picturesMap(doc).keys()].map((hash) => print.picture(hash))
    case 'authors':
    case 'reply':
      return []
    case 'memo':
    case 'register':
    case undefined:
      return blockTexts(readBlocks(memoBody(doc)))
  }
}

const agendaLines = (doc: Y.Doc): string[] =>
  readAgenda(doc).map(({ segment, content, speaker, responder, papers, minutes }) =>
    [segment, content, speaker, responder, papers, `${minutes}′`].filter((text) => text !== '').join(' · '),
  )

/** Lines of the first that the second has not, or has fewer times. */
function beyond(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
