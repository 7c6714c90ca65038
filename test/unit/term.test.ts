import { describe, expect, it } from 'vitest'
import { urgencyOf } from '../../shared/followUp.ts'
import { dueOf } from '../../shared/term.ts'

describe('the day a term names', () => {
  it.each([
    ['2027年6月底前', '2027-06-30'],
    ['2027年2月底前', '2027-02-28'],
    ['2028年2月', '2028-02-29'],
    ['2026年12月5日前', '2026-12-05'],
    ['2027年第一季度', '2027-03-31'],
    ['2027年4季度前', '2027-12-31'],
    ['2027年上半年', '2027-06-30'],
    ['2027年底前', '2027-12-31'],
    ['三个月内', '2027-02-24'],
    ['3个月', '2027-02-24'],
    ['十二个月内', '2027-11-24'],
    ['半年内', '2027-05-24'],
    ['一年内', '2027-11-24'],
    ['长期坚持', null],
    ['', null],
    ['2027年13月底前', null],
    ['2027年2月30日前', null],
  ])('“%s” is %s', (term, day) => {
    expect(dueOf(term, '2026-11-24')).toBe(day)
  })

  it('counts from the end of a month to the end of a shorter one', () => {
    expect(dueOf('三个月', '2026-11-30')).toBe('2027-02-28')
  })
})

describe('how pressing a record is', () => {
  const record = { status: 'underway', due: '2026-12-01', closed: null } as const
  it.each([
    ['2026-11-01', 'ahead'],
    ['2026-11-17', 'soon'],
    ['2026-12-01', 'soon'],
    ['2026-12-02', 'overdue'],
  ])('on %s it is %s', (today, urgency) => {
    expect(urgencyOf(record, today)).toBe(urgency)
  })

  it('what is answered or closed presses no longer, and what names no day never did', () => {
    expect(urgencyOf({ ...record, status: 'answered' }, '2027-01-01')).toBe('settled')
    expect(urgencyOf({ ...record, closed: { by: 'x', at: 'y' } }, '2027-01-01')).toBe('settled')
    expect(urgencyOf({ ...record, due: null }, '2027-01-01')).toBe('undated')
  })
})
