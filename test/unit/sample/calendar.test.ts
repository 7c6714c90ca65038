import { differenceInCalendarDays, getISODay } from 'date-fns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar, date, isoDay } from '../../../electron/hub/sample/calendar.ts'

const any = fc.date({ min: new Date(2025, 0, 1), max: new Date(2045, 0, 1), noInvalidDate: true })

describe('SC1 the days of the sample lie about the day it is opened', () => {
  it('SC1 on whatever day: one dialogue some two months ago, its briefing since, one in some weeks, all on Wednesdays', () => {
    fc.assert(
      fc.property(any, (now) => {
        const { held, briefed, coming } = calendar(now)
        expect([held, briefed, coming].map((day) => getISODay(day))).toEqual([3, 3, 3])
        expect(differenceInCalendarDays(now, held)).toBeGreaterThanOrEqual(56)
        expect(differenceInCalendarDays(now, held)).toBeLessThanOrEqual(90)
        expect(differenceInCalendarDays(briefed, held)).toBeGreaterThanOrEqual(14)
        expect(differenceInCalendarDays(now, briefed)).toBeGreaterThan(0)
        expect(differenceInCalendarDays(coming, now)).toBeGreaterThanOrEqual(14)
        expect(differenceInCalendarDays(coming, now)).toBeLessThanOrEqual(45)
      }),
    )
  })

  it('SC1 in November 2026 they are these', () => {
    const when = calendar(new Date(2026, 10, 24, 9))
    expect([when.held, when.briefed, when.coming].map(date)).toEqual(['2026年9月23日', '2026年10月21日', '2026年12月16日'])
    expect([when.survey, when.visits, when.year]).toEqual(['2026年7月至8月', '2026年8月至10月', '2025年11月至2026年10月'])
    expect([when.by(1), when.by(4), when.by(13)]).toEqual(['2026年12月底前', '2027年3月底前', '2027年12月底前'])
  })

  it.each([
    ['National Day', new Date(2026, 8, 15), '2026-10-14'],
    ['Spring Festival, with its eve', new Date(2027, 0, 18), '2027-02-17'],
    ['the Mid-Autumn Festival', new Date(2027, 7, 24), '2027-09-22'],
    ['New Year', new Date(2024, 11, 11), '2025-01-08'],
  ])('SC1 nobody is invited on %s', (_, now, coming) => {
    expect(isoDay(calendar(now).coming)).toBe(coming)
  })
})
