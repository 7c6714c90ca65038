import { part } from '../briefing/compose.ts'
import type { BriefingText } from '../briefing/source.ts'
import { nameOf } from '../dialogues/attendees.ts'
import { conductFields, isPlanDay, kindFields, termFields } from '../dialogues/planning.ts'
import { spokenBy, spokenBySide } from '../dialogues/run.ts'
import { chineseNumber, type Block } from '../documents/memo.ts'
import { attendees as people } from '../i18n/zh/attendees.ts'
import { dialogues } from '../i18n/zh/dialogues.ts'
import { memos } from '../i18n/zh/memos.ts'
import { minutes as captured } from '../i18n/zh/minutes.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import { print } from '../i18n/zh/print.ts'
import { topics as proposed } from '../i18n/zh/topics.ts'
import { today } from '../wallClock.ts'
import { dayInCell, heading, nameTable, paragraph, table } from './blocks.ts'
import { charge, heldFrom, hosts, numberIn, spans } from './facts.ts'
import { meetingName } from './meetingName.ts'
import type { Sheet } from './paper.ts'
import type { DialogueSource } from './source.ts'

/** Papers that stand in the archive as they went out. */
type Parts = {
  agenda: BriefingText
  minutes: BriefingText
  /** What only this kind of meeting has. */ ofKind: BriefingText[]
  runSheet: BriefingText
  when: string
}

const { archive: said } = words
const dayOf = (instant: string): string => print.day(today(new Date(instant)))

/**
 * DA1 归档卷: everything there is of a dialogue in one paper, behind a cover that names the state of the content it was made
 * from. Each part begins on a page of its own and stands in the contents and in the outline of the PDF.
 */
export function archive(source: DialogueSource, day: string, { agenda, minutes, ofKind, runSheet, when }: Parts): Sheet[] {
  const texts: BriefingText[] = [
    { ...plain(said.basis), blocks: [basis(source, when)] },
    { ...plain(said.topics), blocks: topicBlocks(source) },
    { ...agenda, title: words.names.agenda },
    { ...plain(said.attendees), blocks: attendeeBlocks(source) },
    ...(source.dialogue.minutes ? [{ ...minutes, title: words.names.minutes }, ...ofKind] : []),
    ...(source.dialogue.run ? [{ ...plain(said.times), blocks: timeBlocks(source) }] : []),
    { ...plain(said.issues), blocks: issueBlocks(source) },
    { ...runSheet, title: words.names.runSheet },
    { ...plain(said.annex), blocks: annexBlocks(source) },
  ]
  const parts = texts.map((one, at) => part({ ...one, title: `${chineseNumber(at + 1)}、${one.title}` }, `p${at + 1}`))
  const entries = parts.map(({ title, anchor }) => ({ level: 0 as const, text: title, anchor }))
  return [cover(source, day, when), { ...bare, form: 'plain', contents: { ownPage: true, entries }, parts }]
}

const bare = { head: null, contents: { ownPage: false, entries: [] }, imprint: { rows: [], last: null } }
const plain = (title: string): BriefingText => ({ title, authors: [], blocks: [] })

function cover(source: DialogueSource, day: string, when: string): Sheet {
  const { dialogue, workspace, state } = source
  const rows = [
    { label: said.kind, text: dialogues.kinds[dialogue.kind] },
    { label: words.labels.time, text: when },
    { label: words.labels.venue, text: dialogue.venue },
    { label: words.labels.chair, text: dialogue.chair },
    ...hosts(source),
    { label: said.by, text: workspace },
    { label: said.on, text: print.day(day) },
    { label: said.state, text: state.slice(0, stateLetters) },
  ]
  const facts = rows.filter(({ text }) => text !== '')
  return { ...bare, form: 'cover', parts: [{ ...part({ ...plain(meetingName(dialogue)), facts }, 'cover'), label: words.names.archive }] }
}
/** Enough to tell two states apart, and short enough to be compared by eye. */
const stateLetters = 16

function basis({ dialogue, people: names }: DialogueSource, when: string): Block {
  const { plan, agendaConfirmed, minutes } = dialogue
  const rows = said.basisRows
  const confirmed = (act: { by: string; at: string } | null | undefined): string =>
    act ? said.byOn(names[act.by] ?? '', dayOf(act.at)) : ''
  const planned = [...conductFields, ...kindFields(dialogue.kind), ...termFields].map((field): [string, string] => {
    const value = plan[field] ?? ''
    return [dialogues.plan.items[field], isPlanDay(field) ? value && print.day(value) : value]
  })
  return nameTable([
    [rows.title, dialogue.title],
    [rows.kind, dialogues.kinds[dialogue.kind]],
    [rows.time, when],
    [rows.venue, dialogue.venue],
    [rows.chair, dialogue.chair],
    [rows.organiser, dialogue.organiser],
    ...later(rows, dialogue),
    [rows.state, dialogues.states[dialogue.state]],
    ...planned,
    [dialogues.plan.items.conductConfirmed, confirmed(plan.conductConfirmed)],
    [rows.agenda, confirmed(agendaConfirmed)],
    [rows.minutes, confirmed(minutes?.approved)],
  ])
}

/** What not every meeting has; left out where it is empty. */
const later = (rows: typeof said.basisRows, dialogue: DialogueSource['dialogue']): [string, string][] =>
  (['undertaker', 'coOrganiser', 'theme', 'secrecy', 'minutesNumber', 'distribution'] as const).flatMap((field) =>
    dialogue[field] ? [[rows[field], dialogue[field]]] : [],
  )

function topicBlocks({ topics }: DialogueSource): Block[] {
  if (topics.length === 0) return [paragraph(said.noTopics)]
  const rows = topics.map((one, at) => [
    numberIn(one.no, at),
    [one.title, said.sort(one.category, proposed.priorities[one.priority])].filter(Boolean).join('\n'),
    one.source,
    [one.background, one.request].filter(Boolean).join('\n'),
    one.departments,
    [proposed.states[one.state], one.reason].filter(Boolean).join('\n'),
  ])
  return [table([0.11, 0.18, 0.14, 0.3, 0.135, 0.135], said.topicHead, rows)]
}

function attendeeBlocks({ attendees }: DialogueSource): Block[] {
  if (attendees.length === 0) return [paragraph(said.noAttendees)]
  const { sides, replies, attendances, vettings } = people.list
  const rows = attendees.map((one, at) => [
    String(at + 1),
    one.name,
    `${one.organisation}${one.title}`,
    [sides[one.side], one.seat, one.vetting !== 'none' && vettings[one.vetting]].filter(Boolean).join('\n'),
    one.reply === 'substitute' && one.substitute ? said.substitute(one.substitute) : replies[one.reply],
    attendances[one.attendance],
  ])
  return [table([0.085, 0.16, 0.375, 0.1, 0.15, 0.13], said.attendeeHead, rows)]
}

/** What the meeting's clock saw: each item as it was planned and held, then who spoke for how long, and each side. */
function timeBlocks(source: DialogueSource): Block[] {
  const { dialogue, items, attendees } = source
  const minutes = (ms: number): string => String(Math.round(ms / 60_000))
  const planned = spans(source)
  const held = items.map((item, at) => {
    const was = heldFrom(source, item.id)
    const slot = planned[at]
    const range = slot ? words.range(slot.from, slot.to) : ''
    return [String(at + 1), item.content || item.segment, range, was?.range ?? said.notHeld, was ? String(was.minutes) : '']
  })
  const speeches = dialogue.run?.speeches ?? []
  // Nothing goes on any more once it is in the archive, so that the time of printing does not matter.
  const spoken = [...spokenBy(dialogue.run, 0)].map(([id, ms]) => {
    const [own, one] = [speeches.filter(({ attendeeId }) => attendeeId === id), attendees.find((person) => person.id === id)]
    const name = one ? `${one.organisation}${one.title}${nameOf(one)}` : (own[0]?.name ?? '')
    return [name, own[0] ? people.list.sides[own[0].side] : '', String(own.length), minutes(ms)]
  })
  const sides = [...spokenBySide(dialogue.run, 0)].map(([side, ms]) => said.spokenBySide(people.list.sides[side], minutes(ms)))
  return [
    table([0.085, 0.375, 0.2, 0.2, 0.14], said.timeHead, held),
    ...(spoken.length > 0
      ? [heading(said.spokenTitle), table([0.5, 0.16, 0.16, 0.18], said.spokenHead, spoken), paragraph(said.spokenSides(sides))]
      : []),
  ]
}

function issueBlocks({ issues }: DialogueSource): Block[] {
  if (issues.length === 0) return [paragraph(said.noIssues)]
  const rows = issues.map((one, at) => [
    numberIn(one.no, at),
    [captured.kinds[one.kind], one.category].filter(Boolean).join('\n'),
    one.text,
    one.enterprise,
    charge(one),
    dayInCell(one.due),
    one.kind === 'decision' ? '' : one.closed ? said.closed(dayOf(one.closed.at)) : said.open,
  ])
  return [table([0.11, 0.11, 0.22, 0.13, 0.15, 0.155, 0.125], said.issueHead, rows)]
}

function annexBlocks({ items, memos: written }: DialogueSource): Block[] {
  const list = (texts: readonly string[]): Block[] =>
    texts.length === 0 ? [paragraph(said.none)] : texts.map((text, at) => paragraph(said.numbered(at + 1, text)))
  return [
    heading(said.papersTitle),
    ...list(items.flatMap(({ papers }) => (papers.trim() === '' ? [] : [papers]))),
    heading(said.memosTitle),
    ...list(written.map(({ title, stage }) => said.withStage(title, memos.stages[stage]))),
  ]
}
