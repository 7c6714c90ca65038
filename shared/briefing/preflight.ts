import { z } from 'zod'
import { checkPaper, faultsIn, houseRule } from '../documents/houseRules.ts'
import { pictureHead, type Pictures } from '../documents/pictures.ts'
import { plainText } from '../documents/memo.ts'
import { print } from '../i18n/zh/print.ts'
import { briefingFields, type Briefing, type BriefingItem } from '../register.ts'
import { printedParts } from './blocks.ts'
import { compose, extract } from './compose.ts'
import { briefingField, hasField, kindRules } from './kinds.ts'
import { figureDots } from './layout.ts'
import { phrases } from './phrases.ts'
import type { BriefingSource, OutwardSource } from './source.ts'

/** What the check before issuing looks for besides the rules of numbers and marks (houseRules.ts). */
const preflightRule = z.enum([
  'missing',
  'noText',
  'markForm',
  'copyNumberCopies',
  'titleLong',
  'titleBreak',
  'unsettled',
  'openComments',
  'openSuggestions',
  'voidEndorsements',
  'protectedNames',
  'pictureMissing',
  'noGlyph',
  'pictureCoarse',
  'loneSignature',
  'grid',
  'pageNumber',
])
export type PreflightRule = z.infer<typeof preflightRule>

/** Where it stands: a field of the form, an item, or a page of the PDF. */
const findingPlace = z.discriminatedUnion('in', [
  z.object({ in: z.literal('field'), field: z.union([briefingField, z.literal('items')]) }),
  z.object({ in: z.literal('item'), of: z.enum(['memo', 'minutes', 'agenda']), id: z.string(), title: z.string() }),
  z.object({ in: z.literal('page'), page: z.int() }),
])

/**
 * One thing to look at before a briefing goes out. `stops`: it must not go out like this. `fix`: what to write into the record, where
 * that needs no judgement; anything else is mended where it stands.
 */
export const finding = z.object({
  rule: z.union([preflightRule, houseRule]),
  place: findingPlace,
  /** The words it is about. */
  words: z.string(),
  stops: z.boolean(),
  fix: briefingFields.partial().nullable(),
})
export type Finding = z.infer<typeof finding>

/** The clause of GB/T 9704-2012 that a rule rests on; the others are GB/T 15834, GB/T 15835 or the house's. */
export const clauseOf: Readonly<Partial<Record<Finding['rule'], string>>> = {
  missing: '7.3.2、7.4.2',
  markForm: '7.2.5',
  copyNumberCopies: '7.2.1',
  titleLong: '7.3.1',
  titleBreak: '7.3.1',
  headingEnd: '7.3.1',
  headingOrder: '7.3.3',
  typedNumber: '7.3.3',
  dateForm: '7.3.5.4',
  dayWord: '7.3.5.4',
  year: '7.2.5',
  loneSignature: '7.3.5',
  grid: '5.2.3',
  pageNumber: '7.5',
}

const longestTitle = 57

/**
 * PF1 Everything that can be told from the record and its texts, in the order of the paper. Pure. What only the set pages show is
 *     told by `checkPages`; which characters have no form, by whoever knows the fonts.
 */
export function preflight(source: OutwardSource): Finding[] {
  const { briefing, texts, standing } = source
  return [
    ...recordFindings(briefing),
    ...briefing.items.flatMap((item, at) => {
      const text = texts[at]
      return text ? [...itemFindings(briefing, item, at, text), ...coarseFindings(item, text, source.pictures ?? {})] : []
    }),
    ...standing.unsettled.map((one) => ({ ...ofItem('unsettled', one), stops: true })),
    ...standing.openComments.map(({ id, title, count }) => ofItem('openComments', { of: 'memo', id, title }, String(count))),
    ...standing.openSuggestions.map(({ id, title, count }) => ({
      ...ofItem('openSuggestions', { of: 'memo', id, title }, String(count)),
      stops: true,
    })),
    ...standing.voided.map(({ id, title, names }) => ofItem('voidEndorsements', { of: 'memo', id, title }, names.join('、'))),
    ...pictureFindings(source),
    ...protectedFindings(source),
  ]
}

const ofItem = (rule: Finding['rule'], { of, id, title }: Pick<BriefingItem, 'of' | 'id'> & { title: string }, words = ''): Finding => ({
  ...{ rule, words, stops: false, fix: null },
  place: { in: 'item', of, id, title },
})
const ofField = (rule: Finding['rule'], field: z.infer<typeof briefingField> | 'items', more: Partial<Finding> = {}): Finding => ({
  ...{ rule, words: '', stops: false, fix: null },
  ...more,
  place: { in: 'field', field },
})

function recordFindings(briefing: Briefing): Finding[] {
  const { kind, mark, copyNumber, copies, items } = briefing
  const bare = mark.replace(/[[［【〔(（]?\d{4}[\]］】〕)）]?.*$|[[\]［］【】〔〕]/gu, '')
  const fields = (['compiler', 'note', 'report', 'send', 'distribute', 'to', 'copyTo'] as const).filter((field) => hasField(kind, field))
  return [
    ...(items.length === 0 ? [ofField('noText', 'items', { stops: true })] : []),
    ...kindRules[kind].wanted
      .filter((field) => briefing[field] === '')
      .map((field) => ofField('missing', field, { stops: field === 'mark' })),
    ...(hasField(kind, 'mark') && bare !== mark ? [ofField('markForm', 'mark', { words: mark, fix: { mark: bare } })] : []),
    ...(hasField(kind, 'copyNumber') && copyNumber && hasField(kind, 'copies') && copies === 0
      ? [ofField('copyNumberCopies', 'copies')]
      : []),
    ...fields.flatMap((field) => {
      const faults = faultsIn(briefing[field]).filter(({ rule }) => rule !== 'pair' && rule !== 'typedNumber')
      const mended = mend(briefing[field], faults)
      return faults.map(({ rule, from, to }) =>
        ofField(rule, field, { words: briefing[field].slice(from, to), fix: mended === briefing[field] ? null : { [field]: mended } }),
      )
    }),
  ]
}

const mend = (text: string, faults: ReturnType<typeof faultsIn>): string =>
  [...faults]
    .reverse()
    .reduce((line, { from, to, instead }) => (instead === null ? line : line.slice(0, from) + instead + line.slice(to)), text)

function itemFindings(briefing: Briefing, item: BriefingItem, at: number, text: BriefingSource['texts'][number]): Finding[] {
  const { title, blocks } = text
  const place = { of: item.of, id: item.id, title }
  const letters = Array.from(title).length
  const own = (['editorNote', 'lead'] as const).flatMap((field) => {
    const faults = faultsIn(item[field])
    const mended = mend(item[field], faults)
    const fix =
      mended === item[field] ? null : { items: briefing.items.map((one, nth) => (nth === at ? { ...one, [field]: mended } : one)) }
    return faults.map(({ rule, from, to }) => ({ ...ofItem(rule, place, item[field].slice(from, to)), fix }))
  })
  return [
    ...(letters > longestTitle ? [ofItem('titleLong', place, title)] : []),
    ...(phrases(title).some((piece) => Array.from(piece).length > 19) ? [ofItem('titleBreak', place, title)] : []),
    ...own,
    ...checkPaper({ title, blocks: item.extent === 'lead' ? [] : blocks }).map(({ rule, line, from, to }) =>
      ofItem(rule, place, line.slice(Math.max(0, from - 6), to + 6)),
    ),
  ]
}

/** Pixels an inch of paper: what is below the first looks coarse in print, below the second it cannot be read. */
export const coarse = { look: 200, stops: 100 } as const

/** PF3 Pictures that are drawn larger than their pixels bear, each by its number in the text. */
function coarseFindings(item: BriefingItem, { title, blocks }: BriefingSource['texts'][number], pictures: Pictures): Finding[] {
  return printedParts(extract(blocks, item), '').blocks.flatMap((block) => {
    const bytes = block.type === 'figure' && Object.hasOwn(pictures, block.picture) ? pictures[block.picture] : undefined
    const head = bytes && pictureHead(bytes)
    if (!head || block.type !== 'figure') return []
    const dots = Math.floor(figureDots(block.width, head))
    if (dots >= coarse.look) return []
    const words = `${block.number}${print.gap.slice(0, 1)}${plainText(block.runs)}`.trim()
    return [{ ...ofItem('pictureCoarse', { ...item, title }, `${words}，${print.dots(dots)}`), stops: dots < coarse.stops }]
  })
}

/** PC5 A figure whose picture has not come to this machine would be printed as a hole. `words`: how many, after the caption of the first. */
function pictureFindings({ briefing, texts, pictures = {} }: OutwardSource): Finding[] {
  return briefing.items.flatMap((item, at) => {
    const { title = '', blocks = [] } = texts[at] ?? {}
    const holes = extract(blocks, item).filter((block) => block.type === 'figure' && !Object.hasOwn(pictures, block.picture))
    const captions = holes.flatMap((block) => (block.type === 'figure' ? [plainText(block.runs)] : [])).filter((one) => one !== '')
    return holes.length === 0
      ? []
      : [{ ...ofItem('pictureMissing', { ...item, title }, [captions[0], String(holes.length)].filter(Boolean).join('，')), stops: true }]
  })
}

/** It finds what is written as it is on a list of participants and nothing else; a string check is no anonymisation. */
function protectedFindings(source: OutwardSource): Finding[] {
  const { briefing, texts, hidden } = source
  const printed = texts.map((_, at) => JSON.stringify(compose({ ...source, pictures: {}, texts: texts.slice(at, at + 1) }).content))
  return briefing.items.flatMap((item, at) => {
    const found = hidden.filter((name) => printed[at]?.includes(name))
    const title = texts[at]?.title ?? ''
    return found.length > 0 ? [{ ...ofItem('protectedNames', { ...item, title }, found.join('、')), stops: true }] : []
  })
}

/** A set page as far as a check has to know: where its lines stand, in mm from the upper left corner, and what they say. */
export type SetPage = { lines: { top: number; left: number; right: number; text: string }[] }

const block = { top: 37, bottom: 262, left: 28, right: 184 }

/** PF2 What only the set pages show: more lines than the grid has, numbers on the wrong side, a signature that stands alone. */
export function checkPages(pages: readonly SetPage[], signature: string | null): Finding[] {
  return pages.flatMap(({ lines }, at): Finding[] => {
    const page = at + 1
    const found = (rule: PreflightRule, words = ''): Finding => ({ rule, place: { in: 'page', page }, words, stops: false, fix: null })
    const body = lines.filter(({ top }) => top < block.bottom)
    const number = lines.find(({ top, text }) => top > block.bottom && /^—\s*\d+\s*—$/u.test(text.trim()))
    const middle = (block.left + block.right) / 2
    const wrongSide = number && (page % 2 === 1 ? number.right < middle : number.left > middle)
    const signed = signature === null ? -1 : body.findIndex(({ text }) => text.replace(/\s/gu, '') === signature)
    return [
      ...(body.some(({ left, right }) => left < block.left - 9 || right > block.right + 7) ? [found('grid')] : []),
      ...(wrongSide ? [found('pageNumber', number.text)] : []),
      ...(signed === 0 && page > 1 ? [found('loneSignature', signature ?? '')] : []),
    ]
  })
}
