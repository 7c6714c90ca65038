import type { ChartData } from './documents/chart.ts'
import type { ChartKind } from './documents/memo.ts'
import { hasOutcome, urgencyOf } from './followUp.ts'
import { resultClass, type Recommendation } from './register.ts'

/** 按单位 · 按结果类别 · 按半年 · 按时与逾期 · 采纳率: what the annual report says of 督办. */
export type FigureKind = 'departments' | 'classes' | 'halves' | 'timeliness' | 'adoption'
/** Its numbers as a table, head first in `head`, and the same drawn. */
export type Figure = { kind: FigureKind; chart: ChartKind; head: string[]; rows: string[][]; data: ChartData }

/** What heads the tables and names the rows, by the language of whoever reads. */
export type FigureWords = {
  heads: Record<FigureKind, readonly string[]>
  noDepartment: string
  otherDepartments: string
  classes: Record<'A' | 'B' | 'C' | 'none', string>
  timeliness: Record<Timeliness, string>
  half: (year: number, second: boolean) => string
}
type Timeliness = 'inTime' | 'late' | 'overdue' | 'ahead' | 'undated'

/** So many departments stand by themselves; the rest are one row. */
const mostDepartments = 12

/**
 * FF1 Every record that is asked for is counted once in each figure but that of the departments, where it stands with each that leads.
 * FF2 采纳率 is 采纳 and 部分采纳 among what has an answer; 无需答复 asks for none.
 * @param year of submission on this machine's calendar; `null` for all @param today `2026-11-24`
 */
export function figures(records: readonly Recommendation[], year: number | null, today: string, words: FigureWords): Figure[] {
  const asked = year === null ? records : records.filter(({ submittedAt }) => new Date(submittedAt).getFullYear() === year)
  return [
    departmentsOf(asked, today, words),
    classesOf(asked, words),
    halvesOf(asked, words),
    timelinessOf(asked, today, words),
    adoptionOf(asked, words),
  ]
}

/** Those that something was sent in, the latest first. */
export const yearsOf = (records: readonly Recommendation[]): number[] =>
  [...new Set(records.map(({ submittedAt }) => new Date(submittedAt).getFullYear()))].sort((a, b) => b - a)

/** 牵头单位 as memos write them, several parted by 、. */
export const departments = (lead: string): string[] =>
  lead
    .split(/[、，,;；]/)
    .map((one) => one.trim())
    .filter(Boolean)

const isAnswered = ({ status }: Recommendation): boolean => status === 'answered' || (hasOutcome(status) && status !== 'noReply')
const isAdopted = ({ status }: Recommendation): boolean => status === 'adopted' || status === 'partly'
const count = (records: readonly Recommendation[], when: (record: Recommendation) => boolean): number => records.filter(when).length

function departmentsOf(records: readonly Recommendation[], today: string, words: FigureWords): Figure {
  const groups = new Map<string, Recommendation[]>()
  for (const record of records) {
    const leads = departments(record.lead)
    for (const lead of leads.length === 0 ? [words.noDepartment] : leads) groups.set(lead, [...(groups.get(lead) ?? []), record])
  }
  const ordered = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  const rest = ordered.slice(mostDepartments).flatMap(([, group]) => group)
  const shown: [string, Recommendation[]][] = [
    ...ordered.slice(0, mostDepartments),
    ...(rest.length > 0 ? ([[words.otherDepartments, [...new Set(rest)]]] satisfies [string, Recommendation[]][]) : []),
  ]
  const overdue = (record: Recommendation): boolean => urgencyOf(record, today) === 'overdue'
  return figure(
    'departments',
    'bar',
    words,
    shown.map(([name, group]) => [name, group.length, count(group, isAnswered), count(group, isAdopted), count(group, overdue)]),
  )
}

function classesOf(records: readonly Recommendation[], words: FigureWords): Figure {
  const rows = [...resultClass.options, null].map((result): Row => [
    words.classes[result ?? 'none'],
    count(records, (one) => one.result === result),
  ])
  return figure('classes', 'pie', words, rows)
}

function halvesOf(records: readonly Recommendation[], words: FigureWords): Figure {
  return figure(
    'halves',
    'bar',
    words,
    byHalf(records, words).map(([name, group]) => [
      name,
      group.length,
      count(group, isAnswered),
      count(group, ({ closed }) => closed !== null),
    ]),
  )
}

function timelinessOf(records: readonly Recommendation[], today: string, words: FigureWords): Figure {
  const kinds: readonly Timeliness[] = ['inTime', 'late', 'overdue', 'ahead', 'undated']
  const rows = kinds.map((kind): Row => [words.timeliness[kind], count(records, (one) => timelinessFor(one, today) === kind)])
  return figure('timeliness', 'pie', words, rows)
}

function timelinessFor(record: Recommendation, today: string): Timeliness {
  const { due, answeredOn } = record
  if (due === null) return 'undated'
  if (answeredOn !== null) return answeredOn <= due ? 'inTime' : 'late'
  return urgencyOf(record, today) === 'overdue' ? 'overdue' : 'ahead'
}

function adoptionOf(records: readonly Recommendation[], words: FigureWords): Figure {
  const rows = byHalf(records, words).map(([name, group]): Row => {
    const [answered, adopted] = [count(group, isAnswered), count(group, isAdopted)]
    return [name, answered, adopted, answered === 0 ? 0 : Math.round((adopted / answered) * 1000) / 10]
  })
  const whole = figure('adoption', 'line', words, rows)
  // The counts stand in the table; drawn beside a rate they would only lie at the bottom.
  return { ...whole, data: { ...whole.data, series: whole.data.series.slice(-1) } }
}

/** From the first half-year in which something was sent to the last, the empty ones between as well. */
function byHalf(records: readonly Recommendation[], words: FigureWords): [string, Recommendation[]][] {
  const halfOf = ({ submittedAt }: Recommendation): number => {
    const at = new Date(submittedAt)
    return at.getFullYear() * 2 + (at.getMonth() < 6 ? 0 : 1)
  }
  const all = records.map(halfOf)
  if (all.length === 0) return []
  const first = all.reduce((least, half) => Math.min(least, half))
  const last = all.reduce((most, half) => Math.max(most, half))
  return Array.from({ length: last - first + 1 }, (_, nth) => {
    const half = first + nth
    return [words.half(Math.floor(half / 2), half % 2 === 1), records.filter((record) => halfOf(record) === half)]
  })
}

type Row = [string, ...number[]]

function figure(kind: FigureKind, chart: ChartKind, words: FigureWords, rows: readonly Row[]): Figure {
  const [first = '', ...series] = words.heads[kind]
  return {
    ...{ kind, chart, head: [first, ...series] },
    rows: rows.map((row) => row.map(String)),
    data: {
      labels: rows.map(([name]) => name),
      series: series.map((name, at) => ({ name, values: rows.map((row) => Number(row[at + 1] ?? 0)) })),
    },
  }
}
