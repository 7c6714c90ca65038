import { z } from 'zod'
import { plainText, type Block, type HeadingLevel, type Run } from './memo.ts'

/**
 * How numbers, dates, 序号 and marks are written in an official paper: GB/T 15835, GB/T 15834 and the custom of offices
 * (domain.md §2, §3). Advice, never a gate. Pure, so that the editor, the check before a briefing and tests share it.
 */
export const houseRule = z.enum([
  'dateForm',
  'dayWord',
  'fullYear',
  'digits',
  'percent',
  'range',
  'about',
  'year',
  'halfWidth',
  'ellipsis',
  'dash',
  'quotes',
  'pair',
  'nestedTitles',
  'listedTitles',
  'doubled',
  'space',
  'itemMark',
  'typedNumber',
  'headingEnd',
  'headingOrder',
])
export type HouseRule = z.infer<typeof houseRule>
/** What kind of line is read: a title or heading stands for itself. */
export type LineKind = 'title' | HeadingLevel | 'text'
/** One place in a line that departs from a rule, and what to write instead; `null` where only a person can tell. */
export type Fault = { rule: HouseRule; from: number; to: number; instead: string | null }

/** Departures in one line of text, in order and not overlapping: of two at one place the first rule of the table is told. */
export function faultsIn(line: string, kind: LineKind = 'text'): Fault[] {
  const found = [...rules.flatMap((rule) => matches(line, rule)), ...unpaired(line), ...ofItsKind(line, kind)]
  const kept: Fault[] = []
  for (const fault of found) if (!kept.some(({ from, to }) => fault.from < to && from < fault.to)) kept.push(fault)
  return kept.sort((a, b) => a.from - b.from)
}

/** `paragraph`: which line of the text, the title being 0; `line`: its words. */
export type PlacedFault = Fault & { paragraph: number; line: string }

/** All departures of a paper in reading order, the levels of its headings included. */
export function checkPaper({ title, blocks }: { title: string; blocks: readonly Block[] }): PlacedFault[] {
  const lines: Line[] = [{ text: title, kind: 'title' }, ...linesOf(blocks)]
  let above: HeadingLevel | 0 = 0
  return lines.flatMap(({ text, kind }, paragraph) => {
    const faults = faultsIn(text, kind)
    if (typeof kind === 'number') {
      if (skips(above, kind)) faults.unshift({ rule: 'headingOrder', from: 0, to: text.length, instead: null })
      above = kind
    }
    return faults.map((fault) => ({ ...fault, paragraph, line: text }))
  })
}

/** 一、 is followed by （一）, never at once by 1.; a text may begin at any level but goes down one at a time. */
export const skips = (above: HeadingLevel | 0, level: HeadingLevel): boolean => above > 0 && level > above + 1

export type Line = { text: string; kind: LineKind }

function linesOf(blocks: readonly Block[]): Line[] {
  const text = (runs: readonly Run[], kind: LineKind): Line => ({ text: plainText(runs), kind })
  return blocks.flatMap((block): Line[] => {
    switch (block.type) {
      case 'heading':
        return [text(block.runs, block.level)]
      case 'paragraph':
      case 'figure':
      case 'chart':
        return [text(block.runs, 'text')]
      case 'recommendation':
        return [text(block.runs, 'text'), { text: block.term, kind: 'text' }]
      case 'quote':
        return linesOf(block.blocks)
      case 'list':
        return block.items.flatMap(linesOf)
      case 'table':
        return block.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.blocks)))
    }
  })
}

type Rule = { rule: HouseRule; pattern: RegExp; instead: (match: RegExpExecArray) => string | null | undefined }

const han = '\\p{Script=Han}'
const numeral = '〇○零一二三四五六七八九十'

/** In the order of precedence. `undefined` from `instead`: not a departure after all. */
const rules: readonly Rule[] = [
  {
    rule: 'dateForm',
    pattern: /(?<![\d-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d-])/gu,
    instead: ([, year, , month, day]) => dayText(year, month, day),
  },
  {
    rule: 'dateForm',
    pattern: /(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})(?=[日号])/gu,
    instead: ([whole, year, month, day]) => changed(whole, `${year === undefined ? '' : `${year}年`}${Number(month)}月${Number(day)}`),
  },
  {
    rule: 'dateForm',
    pattern: new RegExp(`([〇○零一二三四五六七八九]{4})年(?:([${numeral}]{1,3})月(?:([${numeral}]{1,3})日)?)?`, 'gu'),
    instead: ([, year = '', month, day]) =>
      `${spelled(year)}年${month === undefined ? '' : `${arabic(month)}月`}${day === undefined ? '' : `${arabic(day)}日`}`,
  },
  { rule: 'dayWord', pattern: /(?<=\d月\d{1,2})号/gu, instead: () => '日' },
  { rule: 'fullYear', pattern: /(?<![\d.])(\d{2})年(?=\d{1,2}月)/gu, instead: ([, year]) => `20${year}年` },
  { rule: 'digits', pattern: /[０-９]+(?:．[０-９]+)?％?|％/gu, instead: ([whole]) => whole.normalize('NFKC') },
  {
    rule: 'percent',
    pattern: new RegExp(`百分之([${numeral}百]{1,5})(?![点几多来])`, 'gu'),
    instead: ([, number = '']) => `${arabic(number)}%`,
  },
  {
    rule: 'range',
    pattern: new RegExp(`(?<![\\p{L}\\d.-])(\\d{4})[-~－–～](\\d{4})(?=年)`, 'gu'),
    instead: ([whole, from, to]) => changed(whole, `${from}—${to}`),
  },
  {
    rule: 'range',
    pattern: new RegExp(`(?<![A-Za-z\\d.-])(\\d+(?:\\.\\d+)?)(%?)[-~－–～](\\d+(?:\\.\\d+)?)(?=(%)|${han})`, 'gu'),
    instead: ([whole, from, percent, to, after]) => changed(whole, `${from}${percent || after ? '%' : ''}～${to}`),
  },
  { rule: 'about', pattern: /(?<=[约近]\d[\d.]*[^，。；、\d]{0,4})(?:左右|上下)/gu, instead: () => '' },
  {
    rule: 'year',
    pattern: /[[【［（(](\d{4})[\]】］）)]\s*第?0*(\d+)(?=号)/gu,
    instead: ([, year, number]) => `〔${year}〕${number}`,
  },
  { rule: 'year', pattern: /(?<=〔\d{4}〕)(?:第0*|0+)(?=\d+号)/gu, instead: () => '' },
  { rule: 'ellipsis', pattern: /。{2,}|\.{3,}|…(?!…)(?<!……)/gu, instead: ([whole]) => changed(whole, '……') },
  { rule: 'dash', pattern: new RegExp(`(?<=[${han}”》）])(?:-{2,}|－{2,}|—(?!—)(?<!——)(?=${han}))`, 'gu'), instead: () => '——' },
  {
    rule: 'halfWidth',
    pattern: new RegExp(`(?<=[${han}”’》）〉])[,;:?!]|[,;:?!](?=[${han}“《（])`, 'gu'),
    instead: ([mark]) => wide[mark],
  },
  { rule: 'halfWidth', pattern: new RegExp(`(?<=[${han}”》）%])\\.(?=\\s|$|[${han}“《])`, 'gu'), instead: () => '。' },
  { rule: 'halfWidth', pattern: new RegExp(`\\((?=[^()]*${han}[^()]*\\))`, 'gu'), instead: () => '（' },
  { rule: 'halfWidth', pattern: new RegExp(`(?<=\\([^()]*${han}[^()]*)\\)`, 'gu'), instead: () => '）' },
  { rule: 'nestedTitles', pattern: /(?<=《[^《》]*)《(?=[^《》]*》[^《》]*》)/gu, instead: () => '〈' },
  { rule: 'nestedTitles', pattern: /(?<=《[^《》]*《[^《》]*)》(?=[^《》]*》)/gu, instead: () => '〉' },
  { rule: 'listedTitles', pattern: /(?<=[”》])、(?=[“《])/gu, instead: () => '' },
  { rule: 'doubled', pattern: /([，。；：、])\1+/gu, instead: ([, mark]) => mark },
  { rule: 'doubled', pattern: /[，；：、](?=。)/gu, instead: () => '' },
  {
    rule: 'space',
    pattern: new RegExp(`(?<=[${han}，。；：、）》”])[ \\u00a0]+(?=[${han}\\d（《“])|(?<=[\\d%])[ \\u00a0]+(?=${han})`, 'gu'),
    instead: () => '',
  },
  { rule: 'itemMark', pattern: new RegExp(`(?<=^\\s*（(?:[${numeral}]{1,3}|\\d{1,2})）)[、.，]`, 'gu'), instead: () => '' },
  { rule: 'itemMark', pattern: /(?<=^\s*\d{1,2})[、，．]/gu, instead: () => '.' },
  {
    rule: 'itemMark',
    pattern: new RegExp(`(?<=(?:^|[。；：])\\s*(?:第[${numeral}]{1,3}|首先|其次|再次|最后))、`, 'gu'),
    instead: () => '，',
  },
]

const wide: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }
const changed = (before: string, after: string): string | undefined => (before === after ? undefined : after)

function matches(line: string, { rule, pattern, instead }: Rule): Fault[] {
  return [...line.matchAll(pattern)].flatMap((match) => {
    const text = instead(match)
    return text === undefined ? [] : [{ rule, from: match.index, to: match.index + match[0].length, instead: text }]
  })
}

function dayText(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  const [m, d] = [Number(month), Number(day)]
  return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? `${year}年${m}月${d}日` : undefined
}

const values: Readonly<Record<string, number>> = Object.fromEntries(
  Array.from('一二三四五六七八九').map((sign, index): [string, number] => [sign, index + 1]),
)
/** 二〇二六 as 2026: sign by sign. */
const spelled = (signs: string): string => Array.from(signs, (sign) => values[sign] ?? 0).join('')

/** 二十五 as 25, 一百 as 100. */
function arabic(signs: string): number {
  let sum = 0
  let last = 0
  for (const sign of signs) {
    if (sign === '百' || sign === '十') {
      sum += (last || 1) * (sign === '百' ? 100 : 10)
      last = 0
    } else last = last * (sum === 0 ? 10 : 0) + (values[sign] ?? 0)
  }
  return sum + last
}

const pairs: Readonly<Record<string, string>> = { '（': '）', '《': '》', '“': '”', '〔': '〕', '【': '】' }
const closing = new Set(Object.values(pairs))

/** Straight quotes by turns as “ and ”; marks that open and never close, or the other way round. */
function unpaired(line: string): Fault[] {
  const straight = new RegExp(han, 'u').test(line) ? [...line.matchAll(/"/g)].map(({ index }) => index) : []
  const even = straight.length % 2 === 0
  const faults = straight.map((from, index): Fault => ({
    rule: 'quotes',
    from,
    to: from + 1,
    instead: even ? (index % 2 === 0 ? '“' : '”') : null,
  }))
  const open: { mark: string; at: number }[] = []
  for (const [at, mark] of Array.from(line.match(/[\s\S]/g) ?? []).entries()) {
    if (pairs[mark] !== undefined) open.push({ mark, at })
    if (!closing.has(mark)) continue
    const last = open.findLastIndex((one) => pairs[one.mark] === mark)
    if (last === -1) faults.push({ rule: 'pair', from: at, to: at + 1, instead: null })
    else open.splice(last, 1)
  }
  return [...faults, ...open.map(({ at }): Fault => ({ rule: 'pair', from: at, to: at + 1, instead: null }))]
}

function ofItsKind(line: string, kind: LineKind): Fault[] {
  if (kind === 'text') {
    const number = /^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/u.exec(line)
    return number ? [{ rule: 'typedNumber', from: 0, to: number[0].length, instead: null }] : []
  }
  const end = kind === 'title' || kind <= 2 ? /[，。；：、,.;:]+\s*$/u.exec(line) : null
  const faults: Fault[] = end ? [{ rule: 'headingEnd', from: end.index, to: line.length, instead: '' }] : []
  const number =
    kind === 'title' ? null : /^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])/u.exec(line)
  return number ? [{ rule: 'typedNumber', from: 0, to: number[0].length, instead: '' }, ...faults] : faults
}
