import type { PrintedBlock, PrintedCell } from '../briefing/compose.ts'
import { comes, nameOf } from '../dialogues/attendees.ts'
import { chineseNumber } from '../documents/memo.ts'
import { slots, type AgendaItem } from '../documents/agenda.ts'
import { print } from '../i18n/zh/print.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import type { Attendee, Issue, Side } from '../register.ts'
import type { Card, Paper, PaperContent, PaperKind, Seats, TextSheet } from './paper.ts'
import type { DialogueSource } from './source.ts'

/** The papers of a dialogue. Pure: equal sources on the same day give equal papers. @param day of printing, `2026-11-24` */
export function composePaper(kind: PaperKind, source: DialogueSource, day: string): Paper {
  const { dialogue, workspace } = source
  const name = words.names[kind]
  const title = `${dialogue.title}${name}`
  return {
    content: contents[kind](source, day),
    about: { title, author: dialogue.organiser || workspace, subject: dialogue.title, keywords: [name, workspace], day },
    fileName: title,
  }
}

const contents: Record<PaperKind, (source: DialogueSource, day: string) => PaperContent> = {
  agenda: (source) => ({ form: 'text', sheets: [agenda(source)], numbered: true }),
  runSheet: (source) => ({ form: 'text', sheets: [runSheet(source)], numbered: true }),
  letters: (source, day) => ({ form: 'text', sheets: invited(source).map((one) => letter(source, one, day)), numbered: false }),
  cards: ({ attendees }) => ({ form: 'cards', cards: attendees.filter(comes).map(card) }),
  seating: (source) => ({ form: 'seats', seats: seating(source) }),
  minutes: (source) => ({ form: 'text', sheets: [minutes(source)], numbered: true }),
}

/**
 * DP1 Names that must not leave the house and stand in an outward paper, or would: whoever is 匿名, by person and by enterprise.
 * It finds what is written as it is on the list and nothing else; a string check is no anonymisation.
 */
export function protectedNames({ attendees }: DialogueSource, paper: Paper): string[] {
  const text = JSON.stringify(paper.content)
  const hidden = attendees.filter(({ anonymous }) => anonymous).flatMap(({ name, organisation }) => [name, organisation])
  return [...new Set(hidden)].filter((name) => name.length > 1 && text.includes(name))
}
/** Papers that others than those invited get to see. */
export const isOutward = (kind: PaperKind): boolean => kind === 'agenda' || kind === 'minutes'

const plain = {
  look: 'plain',
  masthead: '',
  addressee: '',
  attendance: [],
  signature: null,
  note: '',
} as const satisfies Partial<TextSheet>
const paragraph = (text: string): PrintedBlock => ({ type: 'paragraph', runs: [{ text, bold: false, italic: false, underline: false }] })
const heading = (level: 1 | 2, number: string, text: string): PrintedBlock => ({
  ...{ type: 'heading', level, number },
  runs: [{ text, bold: false, italic: false, underline: false }],
})
const cell = (text: string, header = false): PrintedCell => ({ header, colspan: 1, rowspan: 1, blocks: [paragraph(text)] })

const spans = ({ dialogue, items }: DialogueSource) => slots(dialogue.startsAt, items)
const day = (startsAt: string): string =>
  `${print.day(startsAt.slice(0, 10))}（${words.weekDays[new Date(`${startsAt}Z`).getUTCDay()] ?? ''}）`

function whenOf(source: DialogueSource): string {
  const { startsAt } = source.dialogue
  const end = spans(source).at(-1)?.to
  return `${day(startsAt)}${words.range(startsAt.slice(11, 16), end ?? null)}`
}

function agenda(source: DialogueSource): TextSheet {
  const { dialogue, items } = source
  const times = spans(source)
  const facts = [
    { label: words.labels.time, text: whenOf(source) },
    { label: words.labels.venue, text: dialogue.venue },
    { label: words.labels.chair, text: dialogue.chair },
    { label: words.labels.organiser, text: dialogue.organiser },
  ]
  const rows = items.map((item, at) => [
    cell(String(at + 1)),
    cell(words.range(times[at]?.from ?? '', times[at]?.to ?? null)),
    cell(item.segment),
    cell(item.content),
    cell(item.speaker),
    cell(String(item.minutes)),
  ])
  return {
    ...plain,
    title: `${dialogue.title}${words.names.agenda}`,
    facts: facts.filter(({ text }) => text !== ''),
    blocks: [
      {
        type: 'table',
        columns: [0.07, 0.17, 0.13, 0.31, 0.24, 0.08],
        head: [words.agendaHead.map((text) => cell(text, true))],
        body: rows,
      },
    ],
  }
}

const names = (attendees: readonly Attendee[], side: Side): string =>
  attendees
    .filter((one) => one.side === side && comes(one))
    .map((one) => words.person(one.organisation, one.title, nameOf(one)))
    .join('、')

function runSheet(source: DialogueSource): TextSheet {
  const { dialogue, items, attendees } = source
  const times = spans(source)
  const sides = (['government', 'enterprise', 'expert', 'observer'] as const).flatMap((side) => {
    const text = names(attendees, side)
    return text === '' ? [] : [paragraph(words.present[side](text))]
  })
  const parts = items.flatMap((item, at): PrintedBlock[] => [
    heading(
      1,
      `${chineseNumber(at + 1)}、`,
      `${item.segment || item.content}${words.planned(times[at]?.from ?? '', times[at]?.to ?? '', item.minutes)}`,
    ),
    paragraph(said(item, at, items.length)),
    ...(item.papers ? [paragraph(words.papers(item.papers))] : []),
    paragraph(words.actual),
  ])
  return {
    ...plain,
    title: `${dialogue.title}${words.names.runSheet}`,
    facts: [
      { label: words.labels.time, text: whenOf(source) },
      { label: words.labels.venue, text: dialogue.venue },
      { label: words.labels.chair, text: dialogue.chair },
    ].filter(({ text }) => text !== ''),
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

function letter(source: DialogueSource, to: Attendee, today: string): TextSheet {
  const { dialogue, items, workspace } = source
  const parts = [...new Set(items.map(({ segment, content }) => segment || content))].filter((text) => text !== '')
  const sender = dialogue.organiser || workspace
  return {
    look: 'letter',
    masthead: sender,
    attendance: [],
    title: words.letter.title(dialogue.title),
    facts: [],
    addressee: words.letter.to(to.organisation, to.name, to.title),
    blocks: [
      paragraph(words.letter.body(dialogue.title, to.name === '')),
      paragraph(words.letter.when(whenOf(source))),
      paragraph(words.letter.where(dialogue.venue)),
      paragraph(words.letter.what(parts.join('、'))),
      paragraph(words.letter.reply(day(replyBy(dialogue.startsAt)))),
    ],
    signature: { name: sender, date: print.day(today) },
    note: '',
  }
}

const dayMs = 24 * 60 * 60 * 1000
/** Replies are asked for three days ahead. */
const replyBy = (startsAt: string): string => `${new Date(Date.parse(`${startsAt}Z`) - 3 * dayMs).toISOString().slice(0, 10)}T00:00`

/** 纪要: what was written on each item, what was settled, and who was there (GB/T 9704-2012, §10.3). */
function minutes(source: DialogueSource): TextSheet {
  const { dialogue, items, notes, issues, attendees, workspace } = source
  const written = items.filter(({ id }) => (notes[id] ?? []).length > 0)
  const settled = issues.filter(({ kind }) => kind === 'decision')
  const open = issues.filter(({ kind }) => kind !== 'decision')
  const sections: [string, PrintedBlock[]][] = [
    ...written.map((item): [string, PrintedBlock[]] => [item.content || item.segment, (notes[item.id] ?? []).map(paragraph)]),
    [
      words.minutes.decisions,
      settled.map((one, at) => paragraph(`${at + 1}.${one.text}${words.minutes.terms(one.owner, one.due && print.day(one.due))}`)),
    ],
    [words.minutes.issues, open.length > 0 ? [issueTable(open)] : []],
  ]
  const said = ({ name, organisation, title, code, anonymous, ...rest }: Attendee): string =>
    anonymous ? words.minutes.code(code) : words.person(organisation, title, nameOf({ name, organisation, title, anonymous, ...rest }))
  const list = (label: string, was: Attendee['attendance']): { label: string; text: string }[] => {
    const text = attendees
      .filter(({ attendance }) => attendance === was)
      .map(said)
      .join('、')
    return text === '' ? [] : [{ label, text }]
  }
  return {
    ...plain,
    look: 'minutes',
    masthead: `${dialogue.organiser || workspace}${words.minutes.masthead}`,
    title: `${dialogue.title}${words.names.minutes}`,
    facts: [],
    blocks: [
      paragraph(words.minutes.lead(whenOf(source), dialogue.venue, dialogue.chair, dialogue.title)),
      ...sections
        .filter(([, blocks]) => blocks.length > 0)
        .flatMap(([name, blocks], at) => [heading(1, `${chineseNumber(at + 1)}、`, name), ...blocks]),
    ],
    attendance: [
      ...list(words.minutes.present, 'present'),
      ...list(words.minutes.excused, 'excused'),
      ...list(words.minutes.observing, 'observing'),
    ],
  }
}

const issueTable = (issues: readonly Issue[]): PrintedBlock => ({
  type: 'table',
  columns: [0.08, 0.42, 0.2, 0.15, 0.15],
  head: [words.minutes.issueHead.map((text) => cell(text, true))],
  body: issues.map((one, at) => [
    cell(String(at + 1)),
    cell(one.text),
    cell(one.enterprise),
    cell(one.owner),
    cell(one.due === null ? '' : print.day(one.due)),
  ]),
})

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
