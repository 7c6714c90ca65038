import { characterCount, plainText, recommendations } from '../documents/memo.ts'
import type { Block } from '../documents/memo.ts'
import { assertNever } from '../errors.ts'
import { print } from '../i18n/zh/print.ts'
import type { Contents, Head, Imprint, Labelled, Paper, Part, Sheet, SheetForm } from '../papers/paper.ts'
import type { Briefing, BriefingItem } from '../register.ts'
import { printedParts } from './blocks.ts'
import { hasField, kindRules, type BriefingField, type BriefingKind } from './kinds.ts'
import type { BriefingSource, BriefingText } from './source.ts'

/** The printed form of a briefing. Pure: equal sources give equal papers. @param copy of the 份号; without one the first is shown */
export function compose(source: BriefingSource, copy = 1): Paper {
  const { briefing, texts, style, pictures, state, withdrawn } = source
  const number = numberLine(briefing)
  return {
    content: {
      ...{ form: 'text', sheets: [sheet(source, copy)], style, pageNumbers: true },
      ...(pictures && { pictures }),
      ...(withdrawn && { banner: print.withdrawn(print.day(withdrawn.day), withdrawn.replacedBy) }),
    },
    about: {
      title: `${briefing.masthead}${number}${withdrawn ? print.withdrawnMark : ''}`,
      author: briefing.compiler,
      subject: texts.map(({ title }) => title).join('；'),
      keywords: [
        ...[briefing.masthead, briefing.compiler],
        ...new Set(texts.flatMap(({ authors }) => authors)),
        ...(state === undefined ? [] : [print.state(state)]),
      ],
      day: briefing.date,
      ...(briefing.state === 'issued' && { issue: { id: briefing.id, copy } }),
    },
    fileName: `${fileName(briefing)}${withdrawn ? print.withdrawnMark : ''}`,
  }
}

/** A name for the file: 民营经济专报2026年第3期.pdf, before it has a number 民营经济专报（草稿）.pdf */
export const suggestedFileName = (briefing: Briefing, extension = 'pdf'): string => fileNameOf(fileName(briefing), extension)

/** Without what one of the three systems does not allow in a name. */
export const fileNameOf = (name: string, extension: string): string =>
  `${name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '').replace(/^\.+/, '')}.${extension}`

function fileName(briefing: Briefing): string {
  const { masthead, date, number } = briefing
  if (briefing.state === 'draft') return `${masthead}${print.draft}`
  return number === null
    ? masthead
    : `${masthead}${kindRules[briefing.kind].numbering === 'serial' ? print.year(date) : ''}${numberLine({ ...briefing, total: null })}`
}

/** What others call it: 民营经济专报第3期 */
export const issueName = (briefing: Briefing): string => `${briefing.masthead}${numberLine({ ...briefing, total: null })}`

/** 第3期（总第15期）, 增刊第1期 or 青民智〔2026〕1号, with × for what the hub has not given yet; empty for a kind without numbers. */
export function numberLine({ kind, mark, date, number, total, supplement }: Briefing): string {
  const { numbering } = kindRules[kind]
  switch (numbering) {
    case 'serial':
      return `${supplement ? print.supplement : ''}${print.number(number)}${total === null ? '' : print.total(total)}`
    case 'mark':
      return print.mark(mark, date.slice(0, 4), number)
    case 'none':
      return ''
    default:
      return assertNever(numbering)
  }
}

const forms: Readonly<Record<BriefingKind, SheetForm>> = {
  bulletin: 'bulletin',
  special: 'bulletin',
  minutes: 'minutes',
  letter: 'letter',
  document: 'document',
  agenda: 'plain',
  research: 'plain',
}

function sheet({ briefing, texts, annexes }: BriefingSource, copy: number): Sheet {
  let noted = 0
  const counted = (one: Part): Part => {
    noted += one.notes.length
    return one
  }
  const articles = texts.map((text, at) => counted(article(briefing, text, briefing.items[at], `p${at + 1}`, noted)))
  const added = annexes.map(({ text }, at) =>
    counted({ ...part(text, `a${at + 1}`, noted), label: print.annex(annexes.length === 1 ? null : at + 1), authors: '' }),
  )
  const last = articles.at(-1)
  if (last)
    Object.assign(
      last,
      ending(
        briefing,
        annexes.map(({ text }) => text.title),
      ),
    )
  const parts = [...articles, ...added]
  return {
    form: forms[briefing.kind],
    head: head(briefing, copy),
    contents: contents(forms[briefing.kind], parts, texts),
    parts,
    imprint: imprint(briefing),
  }
}

/** What a field says in this kind: nothing where the kind does not have it. */
const said = (briefing: Briefing, field: BriefingField & keyof Briefing): string =>
  hasField(briefing.kind, field) ? String(briefing[field]) : ''

function head(briefing: Briefing, copy: number): Head | null {
  const { urgency } = briefing
  const rows: Head['corner'] = [
    { of: 'copyNumber', text: hasField(briefing.kind, 'copyNumber') && briefing.copyNumber ? print.copyNumber(copy) : '' },
    { of: 'secrecy', text: said(briefing, 'secrecy') },
    { of: 'urgency', text: urgency === 'none' || !hasField(briefing.kind, 'urgency') ? '' : print.urgency[urgency] },
  ]
  const corner = rows.filter(({ text }) => text !== '')
  if (forms[briefing.kind] === 'plain') return corner.length === 0 ? null : { ...plainHead, corner }
  const periodical = kindRules[briefing.kind].numbering === 'serial'
  return {
    corner,
    masthead: briefing.masthead,
    number: numberLine(briefing),
    signers: said(briefing, 'signers')
      .split('、')
      .filter((name) => name !== ''),
    ends: periodical ? { left: briefing.compiler, right: print.day(briefing.date) } : null,
  }
}

const plainHead: Head = { corner: [], masthead: '', number: '', signers: [], ends: null }
const emptyPart = {
  label: '',
  facts: [],
  addressee: '',
  editorNote: [],
  lead: [],
  annexes: [],
  authors: '',
  signature: null,
  note: '',
  attendance: [],
}

/** A text as a part of a sheet, with nothing around it. @param noted how many notes stand before it there */
export const part = ({ title, blocks, facts = [], attendance = [] }: BriefingText, anchor: string, noted = 0): Part => ({
  ...emptyPart,
  anchor,
  title,
  facts,
  attendance,
  ...printedParts(blocks, anchor, noted),
})

function article(briefing: Briefing, text: BriefingText, item: BriefingItem | undefined, anchor: string, noted: number): Part {
  const { authors } = text
  const signed = isSigned(briefing.kind)
  return {
    ...part({ ...text, blocks: extract(text.blocks, item) }, anchor, noted),
    addressee:
      anchor === 'p1' && hasField(briefing.kind, 'to') && !inImprint(briefing) && briefing.to !== '' ? `${bare(briefing.to)}：` : '',
    editorNote: paragraphs(item?.editorNote ?? ''),
    lead: paragraphs(item?.lead ?? ''),
    authors: authors.length > 0 && !signed ? print.authors(authors) : '',
  }
}

const isSigned = (kind: BriefingKind): boolean => kind === 'letter' || kind === 'document' || kind === 'research'

/** What stands below the last article. */
const ending = (briefing: Briefing, annexes: string[]): Partial<Part> => ({
  annexes,
  ...(isSigned(briefing.kind) && { signature: { name: briefing.compiler, date: print.day(briefing.date) } }),
  note: said(briefing, 'note'),
})

const paragraphs = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')
const bare = (text: string): string => text.replace(/[：:。]$/u, '')

/** What of a text is taken in. */
export function extract(blocks: readonly Block[], item: BriefingItem | undefined): Block[] {
  switch (item?.extent) {
    case 'measures':
      return recommendations(blocks)
    case 'lead':
      return []
    case 'whole':
    case undefined:
      return [...blocks]
  }
}

/** A bulletin of several articles names them (要目); whatever is long, its headings too, on a page of their own before the text (目录). */
function contents(form: SheetForm, parts: readonly Part[], texts: readonly BriefingText[]): Contents {
  const isLong = texts.reduce((sum, { blocks }) => sum + characterCount(blocks), 0) >= longPaper
  if (!isLong && (form !== 'bulletin' || texts.length < 2)) return { ownPage: false, entries: [] }
  const entries = parts.flatMap(({ anchor, label, title, blocks }): Contents['entries'] => [
    ...(parts.length > 1 ? [{ level: 0 as const, text: `${label}${label && print.gap}${title}`, anchor }] : []),
    ...(isLong ? blocks.flatMap(headingEntry) : []),
  ])
  return { ownPage: isLong && entries.length > 0, entries }
}
/** Characters of some ten pages. */
const longPaper = 6000

const headingEntry = (block: Part['blocks'][number]): Contents['entries'] =>
  block.type === 'heading' && block.level <= 2
    ? [
        {
          level: block.level === 1 ? 1 : 2,
          text: `${block.number}${plainText(block.runs.filter(({ note }) => note === undefined))}`,
          anchor: block.anchor,
        },
      ]
    : []

/** 主送 that would push the text off the first page stand in the imprint, §7.3.2. */
const inImprint = ({ kind, to }: Briefing): boolean => kind === 'document' && to.length > longestAddressee
/** Characters in six lines. */
const longestAddressee = 168

function imprint(briefing: Briefing): Imprint {
  const periodical = kindRules[briefing.kind].numbering !== 'mark'
  const rows: Labelled[] = periodical
    ? [
        { label: print.report, text: said(briefing, 'report') },
        { label: print.send, text: said(briefing, 'send') },
        { label: print.distribute, text: said(briefing, 'distribute') },
      ]
    : [
        { label: print.to, text: inImprint(briefing) ? stopped(briefing.to) : '' },
        { label: print.copyTo, text: stopped(said(briefing, 'copyTo')) },
      ]
  return {
    rows: rows.filter(({ text }) => text !== '').map((row, at) => ({ ...row, joined: !periodical && at > 0 })),
    last: lastRow(briefing),
  }
}

/** 抄送 ends with a full stop, §7.4.2 */
const stopped = (text: string): string => (text === '' ? '' : `${bare(text)}。`)

function lastRow(briefing: Briefing): Imprint['last'] {
  if (briefing.kind === 'document') return { left: briefing.compiler, right: print.printedOn(print.day(briefing.date)) }
  const hands = (['editor', 'reviewer', 'approver'] as const)
    .map((field) => ({ label: print.hands[field], text: said(briefing, field) }))
    .filter(({ text }) => text !== '')
    .map(({ label, text }) => `${label}${text}`)
  const copies = hasField(briefing.kind, 'copies') && briefing.copies > 0 ? print.copies(briefing.copies) : ''
  return hands.length > 0 || copies !== '' ? { left: hands.join(print.gap), right: copies } : null
}
