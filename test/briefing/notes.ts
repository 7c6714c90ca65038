import { note } from '../../shared/briefing/layout.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import type { Piece, ReadPaper } from './read.ts'
import { bare, paperNotes } from './texts.ts'

const isOf = (pt: number) => (piece: Piece) => Math.abs(piece.size - pt) < 0.1
export const isNote = isOf(note.size)
export const isMark = isOf(note.markSize)

/** What is wrong with the notes of a paper as it was read: each stands whole on the page of its mark, in their order. */
export function noteFaults({ pages }: ReadPaper, paper: Paper): string[] {
  const notes = paperNotes(paper)
  let nth = 0
  const faults = pages.flatMap(({ pieces }, at) => {
    const marks = pieces.filter(isMark).map(({ text }) => bare(text))
    const own = notes.slice(nth, nth + marks.length)
    nth += marks.length
    const wanted = bare(own.map(({ mark, text }) => mark + text).join(''))
    const read = bare(
      pieces
        .filter(isNote)
        .map(({ text }) => text)
        .join(''),
    )
    return read === wanted && marks.join('') === own.map(({ mark }) => mark).join('')
      ? []
      : [`page ${at + 1} has the marks ${marks.join('')} and the notes “${read}” instead of “${wanted}”`]
  })
  return nth === notes.length ? faults : [...faults, `${nth} marks instead of ${notes.length}`]
}
