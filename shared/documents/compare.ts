import { align, meet, movesIn } from './alignment.ts'
import { visibleCount, type MemoContent, type Run } from './memo.ts'
import { part, partsOf, plain, type Look, type Part, type PartCell, type StandIns } from './parts.ts'

/**
 * Two texts of a memo, as one that can be read: what came is `added`, what went is `removed`, what only looks otherwise is
 * `restyled`; a block that stands elsewhere now is `moved`, and where it stood a line remains (`left`).
 *
 * CP1 The pieces that are not `removed` make the newer text, those that are not `added` the older one: nothing is left out.
 */
export type Piece = Omit<Run, 'text' | 'note'> & { text: string; is: 'same' | 'added' | 'removed' | 'restyled' }
export type ComparedCell = { header: boolean; pieces: Piece[] }
export type ComparedRow = { is: 'same' | 'added' | 'removed' | 'changed'; cells: ComparedCell[] }
export type Compared = {
  is: 'same' | 'added' | 'removed' | 'changed' | 'moved' | 'left'
  look: Look
  /** Of a heading or a list: how deep. */
  level: number
  /** Its number, which is no part of the text. */
  label: string
  pieces: Piece[]
  rows: ComparedRow[]
  /** Of a picture that differs both; else the one there is, by its hash. `null` for whatever shows none. */
  picture: { was: string | null; now: string | null } | null
}
export type Comparison = { blocks: Compared[]; added: number; removed: number; moved: number }

/** In how many places they differ. */
export const placesIn = ({ blocks }: Comparison): number => blocks.filter(({ is }) => is !== 'same').length

type Content = Pick<MemoContent, 'title' | 'blocks'>
/** Where nobody reads what stands in for charts and notes. */
const unread: StandIns = { chart: (kind) => `[${kind}]`, note: (text) => `[${text}]` }

export function compareContents(before: Content, after: Content, standIns = unread): Comparison {
  const blocks = compareParts(partsOf(before, standIns), partsOf(after, standIns))
  const letters = (is: Piece['is']): number =>
    blocks
      .filter((block) => block.is !== 'left')
      .flatMap((block) => [...block.pieces, ...block.rows.flatMap(({ cells }) => cells.flatMap(({ pieces }) => pieces))])
      .reduce((sum, piece) => sum + (piece.is === is ? visibleCount(piece.text) : 0), 0)
  return { blocks, added: letters('added'), removed: letters('removed'), moved: blocks.filter(({ is }) => is === 'moved').length }
}

function compareParts(before: readonly Part[], after: readonly Part[]): Compared[] {
  const pairs = align(before, after, (a, b) => a.key === b.key)
  const met = meet(before, after, pairs)
  const moves = movesIn(before, after, met)
  return met.flatMap(([old, young]): Compared[] => {
    const was = old === null ? undefined : before[old]
    const now = young === null ? undefined : after[young]
    if (was && now) return [compared(was.key === now.key ? 'same' : 'changed', was, now)]
    if (now) {
      const origin = young === null ? undefined : moves.get(young)
      return [origin ? compared('moved', origin, now) : compared('added', undefined, now)]
    }
    if (!was) return []
    const isMoved = [...moves.values()].includes(was)
    return [compared(isMoved ? 'left' : 'removed', was, undefined)]
  })
}

function compared(is: Compared['is'], was: Part | undefined, now: Part | undefined): Compared {
  const shown = now ?? was ?? part({ look: 'paragraph' })
  const { look, level, label } = shown
  const isTable = look === 'table'
  const same = is === 'same' ? shown.runs.map((run): Piece => ({ ...run, is })) : null
  return {
    ...{ is, look, level, label },
    pieces: isTable ? [] : (same ?? pieces(was?.runs ?? [], now?.runs ?? [])),
    rows: isTable ? compareRows(was?.rows ?? [], now?.rows ?? []) : [],
    picture: shown.picture === null ? null : { was: was?.picture ?? null, now: now?.picture ?? null },
  }
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
type Token = Omit<Piece, 'is'>

/** Words as Chinese has them, each with its look; a piece of another look begins a token of its own. */
const tokens = (runs: readonly Run[]): Token[] =>
  runs.flatMap(({ text, ...look }) => [...words.segment(text)].map(({ segment }) => ({ text: segment, ...look })))

export function pieces(before: readonly Run[], after: readonly Run[]): Piece[] {
  const [old, young] = [tokens(before), tokens(after)]
  const found: Piece[] = []
  for (const [from, to] of align(old, young, (a, b) => a.text === b.text)) {
    const was = from === null ? undefined : old[from]
    const now = to === null ? undefined : young[to]
    if (was && now) put(found, { ...now, is: sameLook(was, now) ? 'same' : 'restyled' })
    else if (now) put(found, { ...now, is: 'added' })
    else if (was) put(found, { ...was, is: 'removed' })
  }
  return found
}

const sameLook = (a: Token, b: Token): boolean => a.bold === b.bold && a.italic === b.italic && a.underline === b.underline

function put(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (last?.is === piece.is && sameLook(last, piece)) last.text += piece.text
  else pieces.push({ ...piece })
}

function compareRows(before: readonly PartCell[][], after: readonly PartCell[][]): ComparedRow[] {
  const rowPart = (row: PartCell[]): Part => part({ look: 'paragraph', runs: [plain(row.map(({ text }) => text).join('\u0001'))] })
  const [old, young] = [before.map(rowPart), after.map(rowPart)]
  return meet(
    old,
    young,
    align(old, young, (a, b) => a.text === b.text),
  ).map(([from, to]): ComparedRow => {
    const was = from === null ? undefined : before[from]
    const now = to === null ? undefined : after[to]
    const cells = compareCells(was ?? [], now ?? [])
    if (!was || !now) return { is: was ? 'removed' : 'added', cells }
    return { is: cells.every((cell) => cell.pieces.every((one) => one.is === 'same')) ? 'same' : 'changed', cells }
  })
}

/** Cells of a row by their place; where a column came or went, by what they say. */
function compareCells(before: readonly PartCell[], after: readonly PartCell[]): ComparedCell[] {
  const pairs =
    before.length === after.length || before.length === 0 || after.length === 0
      ? Array.from({ length: Math.max(before.length, after.length) }, (_, at): [number, number] => [at, at])
      : align(before, after, (a, b) => a.text === b.text)
  return pairs.map(([from, to]) => {
    const was = from === null ? undefined : before[from]
    const now = to === null ? undefined : after[to]
    return { header: (now ?? was)?.header ?? false, pieces: pieces(was?.runs ?? [], now?.runs ?? []) }
  })
}
