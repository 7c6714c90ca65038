import { describe, expect, it } from 'vitest'
import { cadence } from '../../../shared/dialogues/cadence.ts'
import { leadDates, leadOf, missingFor as missing } from '../../../shared/dialogues/planning.ts'
import { dialogue, emptyPlan, workspace, type Dialogue } from '../../../shared/register.ts'

const id = '11111111-1111-4111-8111-111111111111'
const at = '2026-11-24T06:00:00.000Z'
const meeting = (changes: Partial<Dialogue>): Dialogue =>
  dialogue.parse({
    ...{ id, kind: 'symposium', title: '座谈会', startsAt: '2026-12-16T09:00', venue: '会议室', chair: '顾闻溪', organiser: '' },
    ...{ state: 'preparing', agendaConfirmed: null, createdBy: id, createdAt: at },
    ...changes,
  })
const settled = {
  ...emptyPlan,
  ...{ approver: '许清禾', approvedOn: '2026-11-20', mealRule: '不用餐', costBearer: '秘书处', conductConfirmed: { by: id, at } },
}

const missingFor = (one: Dialogue) => missing(one, leadOf(one.kind, null))

describe('DL1 what has to be settled before invitations go out', () => {
  it('DL1 a record from before there were plans has an empty one, and everything is missing', () => {
    expect(missingFor(meeting({}))).toEqual(['approver', 'approvedOn', 'mealRule', 'costBearer', 'conductConfirmed'])
  })

  it('DL1 a symposium with approval and conduct settled misses nothing', () => {
    expect(missingFor(meeting({ plan: settled }))).toEqual([])
    expect(missingFor(meeting({ plan: settled, venue: '', chair: '' }))).toEqual(['venue', 'chair'])
  })

  it('DL1 a hearing also names representatives and presenters, and is announced ten days ahead', () => {
    const hearing = { kind: 'hearing', plan: settled } as const
    expect(missingFor(meeting(hearing))).toEqual(['noticeOn', 'representatives', 'presenters'])
    const named = { ...settled, representatives: '甲', presenters: '乙' }
    expect(missingFor(meeting({ kind: 'hearing', plan: { ...named, noticeOn: '2026-12-07' } }))).toEqual(['noticeLead'])
    expect(missingFor(meeting({ kind: 'hearing', plan: { ...named, noticeOn: '2026-12-06' } }))).toEqual([])
  })

  it('DL1 no invitation waits for what is written afterwards', () => {
    expect(missingFor(meeting({ kind: 'review', plan: { ...settled, experts: '丙' } }))).toEqual([])
    expect(missingFor(meeting({ kind: 'research', plan: { ...settled, itinerary: '一' } }))).toEqual([])
  })
})

describe('DL13 how many days ahead', () => {
  const hearing = { kind: 'hearing', startsAt: '2026-12-16T09:00' } as const
  const office = { name: '智库', foundedAt: at, sample: false }

  it('DL13 a hearing is announced ten days ahead and its papers sent five; of other kinds nothing is asked', () => {
    expect(leadDates(hearing, leadOf('hearing', null))).toEqual({ noticeOn: '2026-12-06', papersOn: '2026-12-11' })
    expect(leadDates({ ...hearing, kind: 'symposium' }, leadOf('symposium', null))).toEqual({ noticeOn: null, papersOn: null })
  })

  it('DL13 each kind has its own setting; a workspace of an earlier version has none, and 0 asks for nothing', () => {
    expect(workspace.parse(office).leadDays).toBeUndefined()
    const set = workspace.parse({ ...office, leadDays: { hearing: { notice: 30, papers: 0 }, review: { notice: 9, papers: 7 } } })
    expect(leadDates(hearing, leadOf('hearing', set))).toEqual({ noticeOn: '2026-11-16', papersOn: null })
    expect(leadDates({ ...hearing, kind: 'review' }, leadOf('review', set))).toEqual({ noticeOn: null, papersOn: '2026-12-09' })
    const plan = { ...settled, noticeOn: '2026-11-17', representatives: '甲', presenters: '乙' }
    expect(missing(meeting({ kind: 'hearing', plan }), leadOf('hearing', set))).toEqual(['noticeLead'])
    expect(missing(meeting({ kind: 'hearing', plan }), { notice: 0, papers: 0 })).toEqual([])
  })
})

describe('DL2 how often symposiums are held', () => {
  const held = (startsAt: string, changes: Partial<Dialogue> = {}): Dialogue => meeting({ startsAt, state: 'ended', ...changes })
  const standings = (list: Dialogue[], months: 3 | 6 | 12, today = '2026-11-24', founded = '2025-01-01') =>
    cadence(list, months, today, founded).map(({ year, part, standing }) => `${year}/${part} ${standing}`)

  it('DL2 each half-year is kept, missed, or still due', () => {
    expect(standings([held('2025-06-30T09:00'), held('2026-01-01T09:00')], 6)).toEqual([
      '2025/1 kept',
      '2025/2 missed',
      '2026/1 kept',
      '2026/2 due',
    ])
  })

  it('DL2 the interval is a setting', () => {
    expect(standings([held('2026-09-30T09:00')], 3)).toEqual(['2026/1 missed', '2026/2 missed', '2026/3 kept', '2026/4 due'])
    expect(standings([held('2026-09-30T09:00')], 12)).toEqual(['2025/1 missed', '2026/1 kept'])
  })

  it('DL2 a hearing or a visit is no symposium, and what is only planned was not held', () => {
    const list = [held('2026-09-01T09:00', { kind: 'hearing' }), meeting({ startsAt: '2026-12-16T09:00' })]
    expect(standings(list, 6, '2026-11-24', '2026-07-01')).toEqual(['2026/2 due'])
    expect(cadence(list, 6, '2026-11-24', '2026-07-01')[0]?.planned).toHaveLength(1)
  })

  it('DL2 a period that began before the workspace is not called missed', () => {
    expect(standings([], 6, '2026-11-24', '2026-06-17')).toEqual(['2026/2 due'])
  })
})
