import { part } from '../briefing/compose.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { BriefingText } from '../briefing/source.ts'
import { comes, nameOf } from '../dialogues/attendees.ts'
import { replyDay } from '../dialogues/planning.ts'
import type { AgendaItem } from '../documents/agenda.ts'
import type { Block } from '../documents/memo.ts'
import { print } from '../i18n/zh/print.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import type { Attendee, Side } from '../register.ts'
import { coded, hiddenNames, namesLeft } from './anonymous.ts'
import { archive } from './archive.ts'
import { heading, paragraph, table } from './blocks.ts'
import { carriedAnnex, dayOf, facts, filled, heldFrom, hosts, names, spans, whenOf } from './facts.ts'
import { meetingName } from './meetingName.ts'
import { minutesText } from './minutes.ts'
import { isKindPaper, kindTexts, type KindPaper } from './ofKind.ts'
import {
  kindPapers,
  type Card,
  type Head,
  type Paper,
  type PaperContent,
  type PaperKind,
  type Part,
  type Seats,
  type Sheet,
  type SheetForm,
} from './paper.ts'
import type { DialogueSource } from './source.ts'

/**
 * The papers of a dialogue, in which whoever is 匿名 stands by their code. Pure: equal sources on the same day give equal papers.
 * @param day of printing, `2026-11-24`
 */
export function composePaper(kind: PaperKind, source: DialogueSource, day: string): Paper {
  const { dialogue, workspace } = source
  const name = words.names[kind]
  const title = isKindPaper(kind) ? kindTexts[kind](source).title : `${meetingName(dialogue)}${name}`
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
  agenda: (source) => text(source.style, [sheet('plain', part(agendaText(source), 'p1'), cornerHead(source))]),
  runSheet: (source) => text(source.style, [sheet('plain', part(runSheet(source), 'p1'), cornerHead(source))]),
  letters: (source, day, open) =>
    text(
      source.style,
      invited(open).map((one, at) => letter(source, one, day, `p${at + 1}`)),
      false,
    ),
  cards: ({ attendees }) => ({ form: 'cards', cards: attendees.filter(comes).map(card) }),
  seating: (source) => ({ form: 'seats', seats: seating(source) }),
  minutes: (source) =>
    text(source.style, [{ ...sheet('minutes', part(minutesText(source), 'p1'), minutesHead(source)), imprint: distribution(source) }]),
  hearingRecord: (source) => text(source.style, [sheet('plain', part(kindTexts.hearingRecord(source), 'p1'))]),
  hearingReport: signed('hearingReport'),
  expertOpinions: (source) => text(source.style, [sheet('plain', part(kindTexts.expertOpinions(source), 'p1'))]),
  reviewReport: signed('reviewReport'),
  visitReport: signed('visitReport'),
  archive: (source, day) => {
    const parts = {
      ...{ agenda: agendaText(source), minutes: minutesText(source), runSheet: runSheet(source), when: whenOf(source) },
      ofKind: kindPapers[source.dialogue.kind]
        .filter(isKindPaper)
        .map((kind) => ({ ...kindTexts[kind](source), title: words.names[kind] })),
    }
    return text(source.style, archive(source, day, parts))
  },
}

const text = (style: HouseStyle, sheets: Sheet[], pageNumbers = true): PaperContent => ({ form: 'text', sheets, style, pageNumbers })
const sheet = (form: SheetForm, only: Part, head: Head | null = null): Sheet => ({
  ...{ form, head, parts: [only] },
  contents: { ownPage: false, entries: [] },
  imprint: { rows: [], last: null },
})

/** A report, signed by whoever held the meeting. */
function signed(kind: KindPaper): (source: DialogueSource, day: string) => PaperContent {
  return (source, today) => {
    const { dialogue, workspace } = source
    const signature = { name: dialogue.organiser || workspace, date: print.day(today) }
    return text(source.style, [sheet('plain', { ...part(kindTexts[kind](source), 'p1'), signature })])
  }
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
    [item.speaker, item.responder === item.speaker ? '' : words.answers(item.responder)].filter(Boolean).join('\n'),
    String(item.minutes),
  ])
  return {
    title: `${meetingName(dialogue)}${words.names.agenda}`,
    authors: [],
    facts: filled([...facts(source), ...hosts(source), { label: words.labels.theme, text: dialogue.theme ?? '' }]),
    blocks: [table([0.085, 0.2, 0.14, 0.28, 0.21, 0.085], words.agendaHead, rows), ...carriedAnnex(source)],
  }
}

function runSheet(source: DialogueSource): BriefingText {
  const { dialogue, items, attendees } = source
  const times = spans(source)
  const sides = (['government', 'enterprise', 'expert', 'observer'] as const).flatMap((side) => {
    const text = names(attendees, side)
    return text === '' ? [] : [paragraph(words.present[side](text))]
  })
  const parts = items.flatMap((item, at): Block[] => [
    heading(`${item.segment || item.content}${words.planned(times[at]?.from ?? '', times[at]?.to ?? '', item.minutes)}`),
    paragraph(said(item, at, items.length, dialogue.chair)),
    ...(item.papers ? [paragraph(words.papers(item.papers))] : []),
    paragraph(actual(source, item.id)),
  ])
  return {
    title: `${meetingName(dialogue)}${words.names.runSheet}`,
    authors: [],
    facts: facts(source),
    blocks: [
      paragraph(words.welcome),
      paragraph((dialogue.kind === 'research' ? words.visitOpening : words.opening)(meetingName(dialogue), items.length)),
      ...sides,
      ...parts,
      paragraph(dialogue.kind === 'research' ? words.visitClosing : words.closing),
    ],
  }
}

/** As it was once the meeting was run; before, a line to fill in. */
function actual(source: DialogueSource, itemId: string): string {
  const held = heldFrom(source, itemId)
  return held ? words.heldFrom(held.range, held.minutes) : words.actual
}

/** What the chair says: nobody asks themselves to speak, nor anybody who is not known yet. */
function said({ segment, content, speaker, responder, minutes }: AgendaItem, at: number, count: number, chair: string): string {
  const next = at === 0 ? words.first : at === count - 1 ? words.last : words.next
  const isOwn = speaker === chair || speaker === words.chair
  const who = speaker === '' || speaker === words.open ? '' : isOwn ? words.mine(minutes) : words.please(speaker, minutes)
  const answer = responder === '' || responder === speaker ? '' : words.answer(responder)
  return `${next}${words.item(segment, content)}${who}${answer}`
}

const invited = ({ attendees }: DialogueSource): Attendee[] =>
  attendees.filter(({ reply, vetting }) => reply !== 'declined' && vetting !== 'unfit')

function letter(source: DialogueSource, to: Attendee, today: string, anchor: string): Sheet {
  const { dialogue, items, workspace } = source
  const topics = [...new Set(items.map(({ segment, content }) => segment || content))].filter((text) => text !== '')
  const sender = dialogue.organiser || workspace
  const name = meetingName(dialogue)
  const visit = dialogue.kind === 'research'
  const said: BriefingText = {
    title: words.letter.title(name),
    authors: [],
    blocks: [
      paragraph(words.letter.body(name, to.name === '', visit)),
      paragraph(words.letter.when(whenOf(source))),
      paragraph(words.letter.where(dialogue.venue)),
      paragraph(words.letter.what(topics.join('、'), visit)),
      paragraph(words.letter.reply(dayOf(`${replyDay(dialogue)}T00:00`), visit)),
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

/** 密级, above the sheet on its left. */
const corner = ({ dialogue: { secrecy = '' } }: DialogueSource): Head['corner'] =>
  secrecy === '' ? [] : [{ of: 'secrecy', text: secrecy }]

function cornerHead(source: DialogueSource): Head | null {
  const rows = corner(source)
  return rows.length === 0 ? null : { corner: rows, masthead: '', number: '', signers: [], ends: null }
}

const minutesHead = (source: DialogueSource): Head => ({
  corner: corner(source),
  masthead: `${source.dialogue.organiser || source.workspace}${source.dialogue.kind === 'research' ? words.minutes.visitMasthead : words.minutes.masthead}`,
  number: source.dialogue.minutesNumber ?? '',
  signers: [],
  ends: null,
})

/** 印发范围, at the foot of the last page. */
const distribution = ({ dialogue: { distribution: to = '' } }: DialogueSource): Sheet['imprint'] => ({
  rows: to === '' ? [] : [{ label: words.minutes.distribution, text: to, joined: false }],
  last: null,
})

const card = (one: Attendee): Card => ({
  name: nameOf(one) || one.organisation,
  organisation: one.name ? one.organisation : '',
  seat: one.seat,
})

function seating({ dialogue, attendees }: DialogueSource): Seats {
  const come = bySeat(attendees.filter(comes))
  const isChair = (one: Attendee): boolean => one.name !== '' && one.name === dialogue.chair
  const of = (...sides: Side[]): Card[] => come.filter((one) => sides.includes(one.side) && !isChair(one)).map(card)
  const chairs = come.filter(isChair).map(card)
  return {
    title: `${meetingName(dialogue)}${words.names.seating}`,
    head: chairs.length > 0 || dialogue.chair === '' ? chairs : [{ name: dialogue.chair, organisation: '', seat: '' }],
    left: { name: words.seats.government, cards: of('government') },
    right: { name: words.seats.enterprise, cards: of('enterprise', 'expert') },
    back: { name: words.seats.observer, cards: of('observer') },
  }
}

/** Those with a 座位 in its order, 2 before 10, then the others by rank. */
const bySeat = (attendees: readonly Attendee[]): Attendee[] =>
  [...attendees].sort((a, b) => Number(a.seat === '') - Number(b.seat === '') || a.seat.localeCompare(b.seat, 'zh', { numeric: true }))
