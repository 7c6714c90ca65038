import { part } from '../briefing/compose.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { BriefingText } from '../briefing/source.ts'
import { comes, nameOf } from '../dialogues/attendees.ts'
import type { Block } from '../documents/memo.ts'
import { kindFields } from '../dialogues/planning.ts'
import { slots, type AgendaItem } from '../documents/agenda.ts'
import { dialogues } from '../i18n/zh/dialogues.ts'
import { print } from '../i18n/zh/print.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import type { Attendee, Issue, Side } from '../register.ts'
import { coded, hiddenNames, namesLeft } from './anonymous.ts'
import { archive } from './archive.ts'
import { dayInCell, heading, paragraph, table } from './blocks.ts'
import type { Card, Head, Labelled, Paper, PaperContent, PaperKind, Part, Seats, Sheet, SheetForm } from './paper.ts'
import type { DialogueSource } from './source.ts'

/**
 * The papers of a dialogue, in which whoever is 匿名 stands by their code. Pure: equal sources on the same day give equal papers.
 * @param day of printing, `2026-11-24`
 */
export function composePaper(kind: PaperKind, source: DialogueSource, day: string): Paper {
  const { dialogue, workspace } = source
  const name = words.names[kind]
  const title = `${dialogue.title}${name}`
  return {
    content: contents[kind](coded(source), day, source),
    about: {
      title,
      author: dialogue.organiser || workspace,
      subject: dialogue.title,
      keywords: [name, workspace, print.state(source.state)],
      day,
    },
    fileName: title,
  }
}

/** DP1 Names that must not leave the house and that a paper says; a letter may say whom it goes to. */
export function protectedNames({ attendees, carriedHidden }: DialogueSource, { content, ...rest }: Paper): string[] {
  const said = content.form === 'text' ? content.sheets.map(withoutAddressee) : content
  return namesLeft(hiddenNames([...attendees, ...carriedHidden]), { said, rest })
}
const withoutAddressee = (one: Sheet): Sheet =>
  one.form === 'letter' ? { ...one, parts: one.parts.map((only) => ({ ...only, addressee: '' })) } : one

/** `open`: with the names of those who are 匿名. */
const contents: Record<PaperKind, (source: DialogueSource, day: string, open: DialogueSource) => PaperContent> = {
  agenda: (source) => text(source.style, [sheet('plain', part(agendaText(source), 'p1'))]),
  runSheet: (source) => text(source.style, [sheet('plain', part(runSheet(source), 'p1'))]),
  letters: (source, day, open) =>
    text(
      source.style,
      invited(open).map((one, at) => letter(source, one, day, `p${at + 1}`)),
      false,
    ),
  cards: ({ attendees }) => ({ form: 'cards', cards: attendees.filter(comes).map(card) }),
  seating: (source) => ({ form: 'seats', seats: seating(source) }),
  minutes: (source) => text(source.style, [sheet('minutes', part(minutesText(source), 'p1'), minutesHead(source))]),
  archive: (source, day) => {
    const parts = { agenda: agendaText(source), minutes: minutesText(source), runSheet: runSheet(source), when: whenOf(source) }
    return text(source.style, archive(source, day, parts))
  },
}

const text = (style: HouseStyle, sheets: Sheet[], pageNumbers = true): PaperContent => ({ form: 'text', sheets, style, pageNumbers })
const sheet = (form: SheetForm, only: Part, head: Head | null = null): Sheet => ({
  ...{ form, head, parts: [only] },
  contents: { ownPage: false, entries: [] },
  imprint: { rows: [], last: null },
})

const spans = ({ dialogue, items }: DialogueSource) => slots(dialogue.startsAt, items)
const day = (startsAt: string): string =>
  `${print.day(startsAt.slice(0, 10))}（${words.weekDays[new Date(`${startsAt}Z`).getUTCDay()] ?? ''}）`

function whenOf(source: DialogueSource): string {
  const { startsAt } = source.dialogue
  const end = spans(source).at(-1)?.to
  return `${day(startsAt)}${words.range(startsAt.slice(11, 16), end ?? null)}`
}

/** 议程: who, when and where, and the items in a table. */
export function agendaText(source: DialogueSource): BriefingText {
  const { dialogue, items } = source
  const times = spans(source)
  const rows = items.map((item, at) => [
    String(at + 1),
    words.range(times[at]?.from ?? '', times[at]?.to ?? null),
    item.segment,
    item.content,
    item.speaker,
    String(item.minutes),
  ])
  return {
    title: `${dialogue.title}${words.names.agenda}`,
    authors: [],
    facts: [...facts(source), { label: words.labels.organiser, text: dialogue.organiser }].filter(({ text }) => text !== ''),
    blocks: [table([0.085, 0.2, 0.14, 0.28, 0.21, 0.085], words.agendaHead, rows), ...carriedBlocks(source)],
  }
}

const facts = (source: DialogueSource): Labelled[] =>
  [
    { label: words.labels.time, text: whenOf(source) },
    { label: words.labels.venue, text: source.dialogue.venue },
    { label: words.labels.chair, text: source.dialogue.chair },
  ].filter(({ text }) => text !== '')

const names = (attendees: readonly Attendee[], side: Side): string =>
  attendees
    .filter((one) => one.side === side && comes(one))
    .map((one) => words.person(one.organisation, one.title, nameOf(one)))
    .join('、')

function runSheet(source: DialogueSource): BriefingText {
  const { dialogue, items, attendees } = source
  const times = spans(source)
  const sides = (['government', 'enterprise', 'expert', 'observer'] as const).flatMap((side) => {
    const text = names(attendees, side)
    return text === '' ? [] : [paragraph(words.present[side](text))]
  })
  const parts = items.flatMap((item, at): Block[] => [
    heading(`${item.segment || item.content}${words.planned(times[at]?.from ?? '', times[at]?.to ?? '', item.minutes)}`),
    paragraph(said(item, at, items.length)),
    ...(item.papers ? [paragraph(words.papers(item.papers))] : []),
    paragraph(words.actual),
  ])
  return {
    title: `${dialogue.title}${words.names.runSheet}`,
    authors: [],
    facts: facts(source),
    blocks: [
      paragraph(words.welcome),
      paragraph(words.opening(dialogue.title, items.length)),
      ...sides,
      ...parts,
      paragraph(words.closing),
    ],
  }
}

function said(item: AgendaItem, at: number, count: number): string {
  const next = at === 0 ? words.first : at === count - 1 ? words.last : words.next
  return `${next}${words.item(item.segment, item.content)}${item.speaker ? words.please(item.speaker, item.minutes) : ''}`
}

const invited = ({ attendees }: DialogueSource): Attendee[] => attendees.filter(({ reply }) => reply !== 'declined')

function letter(source: DialogueSource, to: Attendee, today: string, anchor: string): Sheet {
  const { dialogue, items, workspace } = source
  const topics = [...new Set(items.map(({ segment, content }) => segment || content))].filter((text) => text !== '')
  const sender = dialogue.organiser || workspace
  const said: BriefingText = {
    title: words.letter.title(dialogue.title),
    authors: [],
    blocks: [
      paragraph(words.letter.body(dialogue.title, to.name === '')),
      paragraph(words.letter.when(whenOf(source))),
      paragraph(words.letter.where(dialogue.venue)),
      paragraph(words.letter.what(topics.join('、'))),
      paragraph(words.letter.reply(day(replyBy(dialogue.startsAt)))),
    ],
  }
  return sheet(
    'letter',
    {
      ...part(said, anchor),
      addressee: words.letter.to(to.organisation, to.name, to.title),
      signature: { name: sender, date: print.day(today) },
    },
    { corner: [], masthead: sender, number: '', signers: [], ends: null },
  )
}

const dayMs = 24 * 60 * 60 * 1000
/** Replies are asked for three days ahead. */
const replyBy = (startsAt: string): string => `${new Date(Date.parse(`${startsAt}Z`) - 3 * dayMs).toISOString().slice(0, 10)}T00:00`

const minutesHead = ({ dialogue, workspace }: DialogueSource): Head => ({
  corner: [],
  masthead: `${dialogue.organiser || workspace}${words.minutes.masthead}`,
  number: '',
  signers: [],
  ends: null,
})

/** A day of the plan, as 公告日期, stands in the archive; here is what people said and who they were. */
const lines = (text: string | null): string[] =>
  day8601.test(text ?? '') ? [] : (text ?? '').split('\n').filter((line) => line.trim() !== '')
const day8601 = /^\d{4}-\d{2}-\d{2}$/

/** 纪要: of a hearing, review or visit first who was heard; what was written on each item, what was settled, and who was there (GB/T 9704-2012, §10.3). */
export function minutesText(source: DialogueSource): BriefingText {
  const { dialogue, items, notes, issues } = source
  const written = items.filter(({ id }) => (notes[id] ?? []).length > 0)
  const settled = issues.filter(({ kind }) => kind === 'decision')
  const open = issues.filter(({ kind }) => kind !== 'decision')
  const sections: [string, Block[]][] = [
    ...kindFields(dialogue.kind).map((field): [string, Block[]] => [
      dialogues.plan.items[field],
      lines(dialogue.plan[field]).map(paragraph),
    ]),
    ...written.map((item): [string, Block[]] => [item.content || item.segment, (notes[item.id] ?? []).map(paragraph)]),
    [
      words.minutes.decisions,
      settled.map((one, at) => paragraph(`${at + 1}.${one.text}${words.minutes.terms(one.owner, one.due && print.day(one.due))}`)),
    ],
    [words.minutes.issues, open.length > 0 ? [issueTable(open)] : []],
  ]
  return {
    title: `${dialogue.title}${words.names.minutes}`,
    authors: [],
    blocks: [
      paragraph(words.minutes.lead(whenOf(source), dialogue.venue, dialogue.chair, dialogue.title)),
      ...sections.filter(([, blocks]) => blocks.length > 0).flatMap(([name, blocks]) => [heading(name), ...blocks]),
      ...carriedBlocks(source),
    ],
    attendance: attended(source),
  }
}

function attended({ attendees }: DialogueSource): Labelled[] {
  const list = (label: string, was: Attendee['attendance']): Labelled => ({
    label,
    text: attendees
      .filter(({ attendance }) => attendance === was)
      .map((one) => words.person(one.organisation, one.title, nameOf(one)))
      .join('、'),
  })
  return [
    list(words.minutes.present, 'present'),
    list(words.minutes.excused, 'excused'),
    list(words.minutes.observing, 'observing'),
  ].filter(({ text }) => text !== '')
}

/** 参会人员名单, an annex: everybody who was there, by the sides of the table; `null` where nobody was. */
export function attendanceText(source: DialogueSource): BriefingText | null {
  const there = source.attendees.filter(({ attendance }) => attendance === 'present' || attendance === 'observing')
  if (there.length === 0) return null
  const rows = there.map((one, at) => [
    String(at + 1),
    nameOf(one),
    one.organisation,
    one.title,
    words.attendance[one.attendance === 'observing' ? 'observing' : 'present'],
  ])
  return {
    title: `${source.dialogue.title}${words.attendance.title}`,
    authors: [],
    blocks: [table([0.09, 0.18, 0.37, 0.24, 0.12], words.attendance.head, rows)],
  }
}

const issueTable = (issues: readonly Issue[]): Block =>
  table(
    [0.085, 0.39, 0.225, 0.16, 0.14],
    words.minutes.issueHead,
    issues.map((one, at) => [String(at + 1), one.text, one.enterprise, one.owner, dayInCell(one.due)]),
  )

/** DL9 What earlier dialogues left open, without who raised it: there it may have been said in confidence. */
const carriedBlocks = ({ carried }: DialogueSource): Block[] =>
  carried.length === 0
    ? []
    : [
        heading(words.carried.title),
        table(
          [0.085, 0.375, 0.22, 0.18, 0.14],
          words.carried.head,
          carried.map(({ issue, from }, at) => [String(at + 1), issue.text, from.title, issue.owner, dayInCell(issue.due)]),
        ),
      ]

const card = (one: Attendee): Card => ({ name: nameOf(one) || one.organisation, organisation: one.name ? one.organisation : '' })

function seating({ dialogue, attendees }: DialogueSource): Seats {
  const come = attendees.filter(comes)
  const isChair = (one: Attendee): boolean => one.name !== '' && one.name === dialogue.chair
  const of = (...sides: Side[]): Card[] => come.filter((one) => sides.includes(one.side) && !isChair(one)).map(card)
  const chairs = come.filter(isChair).map(card)
  return {
    title: `${dialogue.title}${words.names.seating}`,
    head: chairs.length > 0 || dialogue.chair === '' ? chairs : [{ name: dialogue.chair, organisation: '' }],
    left: { name: words.seats.government, cards: of('government') },
    right: { name: words.seats.enterprise, cards: of('enterprise', 'expert') },
    back: { name: words.seats.observer, cards: of('observer') },
  }
}
