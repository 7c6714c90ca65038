import { diffArrays } from 'diff'
import {
  blockTexts,
  headingNumbers,
  plainText,
  type Block,
  type Cell,
  type ChartKind,
  type HeadingLevel,
  type MemoContent,
  type Note,
  type Run,
} from './memo.ts'

/**
 * Two texts of a memo, as one that can be read: what came is `added`, what went is `removed`, what only looks otherwise is
 * `restyled`; a block that stands elsewhere now is `moved`, and where it stood a line remains (`left`).
 *
 * CP1 The pieces that are not `removed` make the newer text, those that are not `added` the older one: nothing is left out.
 */
export type Piece = Omit<Run, 'text' | 'note'> & { text: string; is: 'same' | 'added' | 'removed' | 'restyled' }
export type Look = 'title' | 'figure' | 'heading' | 'paragraph' | 'quote' | 'item' | 'recommendation' | 'table'
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

export function compareContents(before: Pick<MemoContent, 'title' | 'blocks'>, after: Pick<MemoContent, 'title' | 'blocks'>): Comparison {
  const blocks = compareParts(partsOf(before), partsOf(after))
  const letters = (is: Piece['is']): number =>
    blocks
      .filter((block) => block.is !== 'left')
      .flatMap((block) => [...block.pieces, ...block.rows.flatMap(({ cells }) => cells.flatMap(({ pieces }) => pieces))])
      .reduce((sum, piece) => sum + (piece.is === is ? (piece.text.match(/\S/gu)?.length ?? 0) : 0), 0)
  return { blocks, added: letters('added'), removed: letters('removed'), moved: blocks.filter(({ is }) => is === 'moved').length }
}

/** A block that text is compared in; lists and quotes are taken apart. */
type Part = { look: Look; level: number; label: string; runs: Run[]; rows: Cell[][]; picture: string | null; text: string; key: string }

/** What stands in the line for what is no text. */
const charts: Record<ChartKind, string> = { line: '折线图', bar: '柱状图', pie: '饼图' }
const noteText = ({ text, source, ref }: Note): string =>
  `〔注：${[text, source === 'link' ? ref : ''].filter((one) => one !== '').join(' ')}〕`
const readable = (run: Run): Run => (run.note ? { ...plain(noteText(run.note)) } : run)

const plain = (text: string): Run => ({ text, bold: false, italic: false, underline: false })

function partsOf({ title, blocks }: Pick<MemoContent, 'title' | 'blocks'>): Part[] {
  const numbers = headingNumbers(blocks.flatMap((block): HeadingLevel[] => (block.type === 'heading' ? [block.level] : [])))
  return [part({ look: 'title', runs: [plain(title)] }), ...flatten(blocks, 0, numbers)]
}

function flatten(blocks: readonly Block[], depth: number, numbers: string[]): Part[] {
  return blocks.flatMap((block): Part[] => {
    switch (block.type) {
      case 'heading':
        return [part({ look: 'heading', level: block.level, label: numbers.shift() ?? '', runs: block.runs })]
      case 'paragraph':
        return [part({ look: 'paragraph', level: depth, runs: block.runs })]
      case 'recommendation': {
        const terms = [block.lead, block.term].filter((text) => text !== '').join('　')
        return [part({ look: 'recommendation', runs: terms === '' ? block.runs : [...block.runs, plain(`\n${terms}`)] })]
      }
      case 'quote':
        return flatten(block.blocks, depth, numbers).map((one) => (one.look === 'paragraph' ? part({ ...one, look: 'quote' }) : one))
      case 'list':
        return block.items.flatMap((item, nth) =>
          flatten(item, depth + 1, numbers).map((one, at) => {
            const label = at > 0 ? '' : block.ordered ? `${String(nth + 1)}.` : '·'
            return one.look === 'paragraph' ? part({ ...one, look: 'item', label }) : one
          }),
        )
      case 'table':
        return [part({ look: 'table', rows: block.rows })]
      case 'figure':
        return [part({ look: 'figure', picture: block.picture, runs: block.runs })]
      case 'chart':
        return [part({ look: 'figure', runs: [plain(`〔${charts[block.chart]}〕`), ...block.runs] })]
    }
  })
}

function part(about: Partial<Part> & { look: Look }): Part {
  const { look, level = 0, label = '', rows = [], picture = null } = about
  const runs = (about.runs ?? []).map(readable)
  const said = look === 'table' ? rows.flat().map(cellText).join('\n') : plainText(runs)
  const text = picture === null ? said : `〔图 ${picture.slice(0, 8)}〕${said}`
  return {
    look,
    level,
    label,
    runs,
    rows,
    picture,
    text,
    key: JSON.stringify([look, look === 'item' || look === 'heading' ? level : 0, runs, rows, picture]),
  }
}

const cellText = ({ blocks }: Cell): string => blockTexts(blocks).join('\n')

/** So many differences are looked for; texts that have less in common than that are two texts. */
const mostEdits = 4_000

/** Pairs of equal, in both orders; everything else came or went. */
function align<T>(before: readonly T[], after: readonly T[], equal: (a: T, b: T) => boolean): [number | null, number | null][] {
  const changes = diffArrays([...before], [...after], { comparator: equal, maxEditLength: mostEdits })
  const pairs: [number | null, number | null][] = []
  let [old, young] = [0, 0]
  for (const { added, removed, count } of changes ?? [
    { removed: true, added: false, count: before.length },
    { removed: false, added: true, count: after.length },
  ])
    for (let nth = 0; nth < count; nth++) pairs.push([added ? null : old++, removed ? null : young++])
  return pairs
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

/** Of blocks that came and went side by side, those that are much alike are the same one, changed. */
function meet(before: readonly Part[], after: readonly Part[], pairs: [number | null, number | null][]): [number | null, number | null][] {
  const out: [number | null, number | null][] = []
  let gone: number[] = []
  let come: number[] = []
  const flush = (): void => {
    out.push(...pairAlike(before, after, gone, come))
    gone = []
    come = []
  }
  for (const [old, young] of pairs) {
    if (old !== null && young !== null) {
      flush()
      out.push([old, young])
    } else if (old !== null) gone.push(old)
    else if (young !== null) come.push(young)
  }
  flush()
  return out
}

const alikeFrom = 0.4
/** Larger stretches are paired in their order only: comparing each with each takes too long. */
const mostPairs = 40_000

function pairAlike(before: readonly Part[], after: readonly Part[], gone: number[], come: number[]): [number | null, number | null][] {
  const all = [...gone.map((old): [number, null] => [old, null]), ...come.map((young): [null, number] => [null, young])]
  if (gone.length === 0 || come.length === 0) return all
  const alike = (row: number, column: number): number => {
    const [was, now] = [before[gone[row] ?? -1], after[come[column] ?? -1]]
    return was && now ? likeness(was, now) : 0
  }
  if (gone.length * come.length > mostPairs) {
    const paired = Math.min(gone.length, come.length)
    const near = (nth: number): boolean => nth < paired && alike(nth, nth) >= alikeFrom
    return [
      ...gone.map((old, nth): [number, number | null] => [old, near(nth) ? (come[nth] ?? null) : null]),
      ...come.flatMap((young, nth): [null, number][] => (near(nth) ? [] : [[null, young]])),
    ]
  }
  // Best total likeness of pairs that keep the order.
  const scores = gone.map((_, row) => come.map((__, column) => alike(row, column)))
  const best: number[][] = [...gone, 0].map(() => [...come, 0].map(() => 0))
  const at = (table: number[][], row: number, column: number): number => table[row]?.[column] ?? 0
  for (let row = gone.length - 1; row >= 0; row--)
    for (let column = come.length - 1; column >= 0; column--) {
      const score = at(scores, row, column)
      const met = score >= alikeFrom ? score + at(best, row + 1, column + 1) : 0
      const line = best[row]
      if (line) line[column] = Math.max(met, at(best, row + 1, column), at(best, row, column + 1))
    }
  const pairs: [number | null, number | null][] = []
  let [row, column] = [0, 0]
  while (row < gone.length || column < come.length) {
    const score = at(scores, row, column)
    const [old = null, young = null] = [gone[row], come[column]]
    if (old !== null && young !== null && score >= alikeFrom && at(best, row, column) === score + at(best, row + 1, column + 1)) {
      pairs.push([old, young])
      row++
      column++
    } else if (old !== null && (young === null || at(best, row, column) === at(best, row + 1, column))) {
      pairs.push([old, null])
      row++
    } else {
      pairs.push([null, young])
      column++
    }
  }
  return pairs
}

const alikePictures = 0.5

/** Share of pairs of letters that both have, 0 to 1. */
function likeness(a: Part, b: Part): number {
  if (a.look !== b.look && (a.look === 'table' || b.look === 'table' || a.look === 'title')) return 0
  if ((a.picture === null) !== (b.picture === null)) return 0
  if (a.text === b.text) return 1
  // One picture in the place of another.
  if (a.picture !== null && plainText(a.runs) === plainText(b.runs)) return alikePictures
  const counts = new Map<string, number>()
  const pairs = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
  const [ones, others] = [pairs(a.text), pairs(b.text)]
  for (const pair of ones) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of others) {
    const left = counts.get(pair) ?? 0
    if (left > 0) shared++
    counts.set(pair, left - 1)
  }
  return ones.length + others.length === 0 ? 0 : (2 * shared) / (ones.length + others.length)
}

/** A short line may stand anywhere by chance. */
const shortestMove = 6
const movedFrom = 0.75

/** What went at one place and came at another, by where it came. */
function movesIn(before: readonly Part[], after: readonly Part[], pairs: readonly [number | null, number | null][]): Map<number, Part> {
  const gone = pairs.flatMap(([old, young]) => (young === null && old !== null ? (before[old] ?? []) : []))
  const moves = new Map<number, Part>()
  for (const [old, young] of pairs) {
    const now = old === null && young !== null ? after[young] : undefined
    if (!now || young === null || now.text.length < shortestMove) continue
    const free = gone.filter((one) => one.text.length >= shortestMove && ![...moves.values()].includes(one))
    const scores = free.map((one) => likeness(one, now))
    const top = Math.max(0, ...scores)
    const origin = top >= movedFrom ? free[scores.indexOf(top)] : undefined
    if (origin) moves.set(young, origin)
  }
  return moves
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

function compareRows(before: readonly Cell[][], after: readonly Cell[][]): ComparedRow[] {
  const rowPart = (row: Cell[]): Part => part({ look: 'paragraph', runs: [plain(row.map(cellText).join('\u0001'))] })
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
function compareCells(before: readonly Cell[], after: readonly Cell[]): ComparedCell[] {
  const pairs =
    before.length === after.length || before.length === 0 || after.length === 0
      ? Array.from({ length: Math.max(before.length, after.length) }, (_, at): [number, number] => [at, at])
      : align(before, after, (a, b) => cellText(a) === cellText(b))
  return pairs.map(([from, to]) => {
    const was = from === null ? undefined : before[from]
    const now = to === null ? undefined : after[to]
    return { header: (now ?? was)?.header ?? false, pieces: pieces(was ? cellRuns(was) : [], now ? cellRuns(now) : []) }
  })
}

/** Paragraphs of a cell as lines. */
const cellRuns = ({ blocks }: Cell): Run[] => flatten(blocks, 0, []).flatMap(({ runs }, nth) => (nth === 0 ? runs : [plain('\n'), ...runs]))
