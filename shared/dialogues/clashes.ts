import { spansOf, type AgendaItem } from '../documents/agenda.ts'

/** A meeting with its agenda. */
export type Planned = { id: string; title: string; chair: string; startsAt: string; items: readonly AgendaItem[] }
/** Somebody is asked to be at two meetings at once. `from`–`to`: in the other one, `HH:mm`. */
export type Clash = { person: string; title: string; from: string; to: string }

/**
 * AG3 Items of a meeting whose speaker speaks in another meeting at the same time, by item. Meetings that only touch do not clash.
 *
 * @param names of people known to take part in any of them: a cell that says 砺衡公司韩立岑 names 韩立岑
 */
export function clashesOf(meeting: Planned, others: readonly Planned[], names: readonly string[]): Map<string, Clash[]> {
  const elsewhere = others.flatMap((other) => spansOf(other.startsAt, other.items).map((span) => ({ ...span, other })))
  const clashes = new Map<string, Clash[]>()
  // Names are many: they are looked for only where two items lie at one time.
  if (elsewhere.length === 0) return clashes
  const known = [...new Set(names)].filter((name) => name.length > 1)
  for (const own of spansOf(meeting.startsAt, meeting.items)) {
    const atOnce = elsewhere.filter((there) => there.item.speaker !== '' && there.from < own.to && own.from < there.to)
    if (own.item.speaker === '' || atOnce.length === 0) continue
    const mine = speakersOf(own.item.speaker, known)
    const found = atOnce.flatMap(({ item, other, slot }) => {
      const theirs = speakersOf(item.speaker, known)
      return mine.filter((one) => theirs.includes(one)).map((person) => ({ person, title: other.title, from: slot.from, to: slot.to }))
    })
    if (found.length > 0) clashes.set(own.item.id, found)
  }
  return clashes
}

/** AG3 Meetings that the same person chairs at the same time, each with when it is. */
export function chairClashes(meeting: Planned, others: readonly Planned[]): Clash[] {
  const own = wholeOf(meeting)
  if (meeting.chair === '' || own === null) return []
  return others.flatMap((other) => {
    const there = wholeOf(other)
    if (other.chair !== meeting.chair || there === null || there.from >= own.to || own.from >= there.to) return []
    return [{ person: meeting.chair, title: other.title, from: there.first, to: there.last }]
  })
}

function wholeOf({ startsAt, items }: Planned): { from: number; to: number; first: string; last: string } | null {
  const spans = spansOf(startsAt, items)
  const [first, last] = [
    spans[0],
    spans.reduce<(typeof spans)[number] | undefined>((latest, one) => (latest && latest.to >= one.to ? latest : one), undefined),
  ]
  return first && last ? { from: first.from, to: last.to, first: first.slot.from, last: last.slot.to } : null
}

/** People that a cell names: those known, and of the rest what stands between marks. */
function speakersOf(cell: string, known: readonly string[]): string[] {
  const named = known.filter((name) => cell.includes(name))
  const typed = cell
    .replace(/[（(][^）)]*[）)]/gu, '')
    .split(/[、，,；;/\s]+/u)
    .filter((one) => one.length > 1 && !isMany.test(one) && !named.some((name) => one.includes(name)))
  return [...new Set([...named, ...typed])]
}

/** 全体与会人员, 有关部门, 待定: nobody in person, who could be in two places. A unit sends somebody else to the second. */
const isMany = /^(全体|各|有关|相关|与会|待定)|(人员|代表|部门|单位|企业|公司|嘉宾|专家|同志|负责人|处|局|委|办|院|会)$/u

/** AG4 How many minutes each item ends after the planned end of the meeting, by its id; those that keep to it are left out. */
export function overruns(startsAt: string, endsAt: string, items: readonly AgendaItem[]): Map<string, number> {
  if (endsAt === '') return new Map()
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  const begins = minutes(startsAt.slice(11, 16))
  // An end that lies before the beginning is that of the next day.
  const lasts = (minutes(endsAt) - begins + day) % day
  const spans = spansOf(startsAt, items)
  const start = Date.parse(`${startsAt}Z`) / 60_000
  return new Map(spans.flatMap(({ item, to }) => (to - start > lasts ? [[item.id, to - start - lasts]] : [])))
}
const day = 24 * 60
