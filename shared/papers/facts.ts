import { comes, nameOf } from '../dialogues/attendees.ts'
import { heldAt, itemUnderWay } from '../dialogues/run.ts'
import { slots, type Slot } from '../documents/agenda.ts'
import type { Block } from '../documents/memo.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import { print } from '../i18n/zh/print.ts'
import type { Attendee, Issue, Side } from '../register.ts'
import { wallNow } from '../wallClock.ts'
import { dayInCell, heading, paragraph, table } from './blocks.ts'
import type { Labelled } from './paper.ts'
import type { DialogueSource } from './source.ts'

/** What several papers say of a meeting: when, where, who, and what came of it. */
export const spans = ({ dialogue, items }: DialogueSource): Slot[] => slots(dialogue.startsAt, items)

/** `2026年12月16日（星期三）` @param startsAt wall time */
export const dayOf = (startsAt: string): string =>
  `${print.day(startsAt.slice(0, 10))}（${words.weekDays[new Date(`${startsAt}Z`).getUTCDay()] ?? ''}）`

/** As it was planned. */
export function whenOf(source: DialogueSource): string {
  const { startsAt } = source.dialogue
  const end = spans(source).at(-1)?.to
  return `${dayOf(startsAt)}${words.range(startsAt.slice(11, 16), end ?? null)}`
}

const clock = (ms: number): string => wallNow(new Date(ms)).slice(11)

/** When an item was really begun and left, `14:03—14:27`; `null` for one that was not, or is still under way. */
export function heldFrom({ dialogue }: DialogueSource, itemId: string): { range: string; minutes: number } | null {
  const held = heldAt(dialogue.run, itemId)
  return held && { range: words.range(clock(held.from), clock(held.to)), minutes: Math.round(held.spent / 60_000) }
}

/** When the whole of it really began and ended, `2026年12月16日（星期三）14:03—16:10`; empty unless it is over. */
export function wasHeld({ dialogue: { run } }: DialogueSource): string {
  const [first, last] = [run?.items[0], run?.items.at(-1)]
  if (!run || !first || !last?.to || itemUnderWay(run) !== null) return ''
  const from = wallNow(new Date(first.from))
  return `${dayOf(from)}${words.range(from.slice(11), clock(Date.parse(last.to)))}`
}

export const filled = (facts: readonly Labelled[]): Labelled[] => facts.filter(({ text }) => text !== '')

/** 时间 · 地点 · 主持人 */
export const facts = (source: DialogueSource): Labelled[] =>
  filled([
    { label: words.labels.time, text: whenOf(source) },
    { label: words.labels.venue, text: source.dialogue.venue },
    { label: words.labels.chair, text: source.dialogue.chair },
  ])

/** 主办单位 · 承办单位 · 协办单位 */
export const hosts = ({ dialogue: { organiser, undertaker = '', coOrganiser = '' } }: DialogueSource): Labelled[] =>
  filled([
    { label: words.labels.organiser, text: organiser },
    { label: words.labels.undertaker, text: undertaker },
    { label: words.labels.coOrganiser, text: coOrganiser },
  ])

const person = (one: Attendee): string => words.person(one.organisation, one.title, nameOf(one))

/** Whoever comes, of one side of the table. */
export const names = (attendees: readonly Attendee[], side: Side): string =>
  attendees
    .filter((one) => one.side === side && comes(one))
    .map(person)
    .join('、')

/** 出席 · 请假 · 列席 */
export function attended({ attendees }: DialogueSource): Labelled[] {
  const list = (label: string, was: Attendee['attendance']): Labelled => ({
    label,
    text: attendees
      .filter(({ attendance }) => attendance === was)
      .map(person)
      .join('、'),
  })
  return filled([
    list(words.minutes.present, 'present'),
    list(words.minutes.excused, 'excused'),
    list(words.minutes.observing, 'observing'),
  ])
}

/** What was typed as one entry a line. A day of the plan, as 公告日期, is none. */
export const lines = (text: string | null): string[] =>
  day8601.test(text ?? '') ? [] : (text ?? '').split('\n').filter((line) => line.trim() !== '')
const day8601 = /^\d{4}-\d{2}-\d{2}$/

/** 编号, which breaks after the year in a narrow column; the place in the list where it has none. */
export const numberIn = (no: string, at: number): string => (no === '' ? String(at + 1) : no.replace('-', '-\u200b'))

/** Who answers for it, who helps, and the person in charge. */
export const charge = ({ owner, supports, person }: Pick<Issue, 'owner' | 'supports' | 'person'>): string =>
  [owner, supports && words.minutes.supports(supports), person && words.minutes.person(person)].filter(Boolean).join('\n')

/** With a column of 类别 where one of them has one. */
export function issueTable(issues: readonly Issue[]): Block {
  const sorted = issues.some(({ category }) => category !== '')
  const rows = issues.map((one, at) => [
    numberIn(one.no, at),
    one.text,
    ...(sorted ? [one.category] : []),
    one.enterprise,
    charge(one),
    dayInCell(one.due),
  ])
  return sorted
    ? table([0.11, 0.26, 0.1, 0.165, 0.21, 0.155], words.minutes.issueHeadSorted, rows)
    : table([0.11, 0.33, 0.2, 0.205, 0.155], words.minutes.issueHead, rows)
}

/** DL9 What earlier dialogues left open, without who raised it: there it may have been said in confidence. */
export const carriedBlocks = (source: DialogueSource): Block[] => carriedUnder(heading(words.carried.title), source)
/** The same behind a paper that has no other heading. */
export const carriedAnnex = (source: DialogueSource): Block[] => carriedUnder(paragraph(words.carried.annex), source)

const carriedUnder = (title: Block, { carried }: DialogueSource): Block[] =>
  carried.length === 0
    ? []
    : [
        title,
        table(
          [0.085, 0.36, 0.22, 0.18, 0.155],
          words.carried.head,
          carried.map(({ issue, from }, at) => [String(at + 1), issue.text, from.title, issue.owner, dayInCell(issue.due)]),
        ),
      ]
