import { expect, it } from 'vitest'
import { laneOf, lanes, statusIn } from '../../shared/board.ts'
import { figures, yearsOf, type FigureKind } from '../../shared/figures.ts'
import { figures as words } from '../../shared/i18n/zh/figures.ts'
import { followUpStatus, recommendation, type Recommendation } from '../../shared/register.ts'
import { composeFigures } from '../../shared/papers/figures.ts'
import { standardStyle } from '../../shared/briefing/house.ts'

const record = (changes: Partial<Recommendation>): Recommendation =>
  recommendation.parse({
    ...{ id: crypto.randomUUID(), memoId: crypto.randomUUID(), briefingId: null, measure: '建议', term: '', lead: '市人社局' },
    ...{ submittedAt: '2026-10-20T02:00:00.000Z', status: 'submitted' },
    ...changes,
  })
const closed = { by: crypto.randomUUID(), at: '2026-11-20T02:00:00.000Z' }
const records = [
  record({ lead: '市人社局、市财政局', status: 'adopted', result: 'A', due: '2026-11-20', answeredOn: '2026-11-20', closed }),
  record({ status: 'partly', result: 'B', due: '2026-11-10', answeredOn: '2026-11-12', submittedAt: '2026-03-01T02:00:00.000Z' }),
  record({ status: 'underway', due: '2026-11-01' }),
  record({ lead: '', status: 'noReply', submittedAt: '2025-08-01T02:00:00.000Z' }),
]
const today = '2026-11-24'
const rowsOf = (kind: FigureKind, year: number | null = null) => figures(records, year, today, words).find((one) => one.kind === kind)?.rows

it('FF1 who leads together is counted with each, and what nobody leads by itself', () => {
  expect(rowsOf('departments')).toEqual([
    ['市人社局', '3', '2', '2', '1'],
    ['市财政局', '1', '1', '1', '0'],
    [words.noDepartment, '1', '0', '0', '0'],
  ])
})

it('FF1 half-years run on without a gap, and a year is that of the submission', () => {
  expect(rowsOf('halves')).toEqual([
    [words.half(2025, true), '1', '0', '0'],
    [words.half(2026, false), '1', '1', '0'],
    [words.half(2026, true), '2', '1', '1'],
  ])
  expect(rowsOf('halves', 2025)).toEqual([[words.half(2025, true), '1', '0', '0']])
  expect(yearsOf(records)).toEqual([2026, 2025])
})

it('FF1 every record stands in one class and at one place in time', () => {
  expect(rowsOf('classes')?.map(([, count]) => count)).toEqual(['1', '1', '0', '2'])
  expect(rowsOf('timeliness')?.map(([, count]) => count)).toEqual(['1', '1', '1', '0', '1'])
})

it('FF2 the rate of adoption is among what has an answer', () => {
  expect(rowsOf('adoption')).toEqual([
    [words.half(2025, true), '0', '0', '0'],
    [words.half(2026, false), '1', '1', '100'],
    [words.half(2026, true), '1', '1', '100'],
  ])
})

it('FF3 on paper each table is followed by its chart, and nothing but that table stands in it', () => {
  const none = { members: [], dialogues: [], attendees: [], topics: [], issues: [], memos: [], versions: [], endorsements: [] }
  const source = { workspace: '智库', style: standardStyle, records: { ...none, briefings: [], dispatches: [], recommendations: records } }
  const { content } = composeFigures({ ...source, trail: [], items: {} }, 2026, today)
  if (content.form !== 'text') return expect.fail(content.form)
  const blocks = content.sheets[0]?.parts[0]?.blocks ?? []
  const kinds = blocks.map(({ type }) => type).filter((type) => type === 'table' || type === 'chart')
  expect(kinds).toEqual(Array.from({ length: 5 }, () => ['table', 'chart']).flat())
  expect(JSON.stringify(blocks)).not.toContain(words.half(2025, true))
})

it('BD1 every status has its lane, and only a lane that names one status sets it', () => {
  for (const status of followUpStatus.options) expect(lanes).toContain(laneOf({ status, closed: null }))
  expect(laneOf({ status: 'adopted', closed })).toBe('closed')
  for (const lane of lanes) {
    const status = statusIn(lane)
    if (status !== null) expect(laneOf({ status, closed: null })).toBe(lane)
  }
})
