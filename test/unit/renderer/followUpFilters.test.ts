import { describe, expect, it } from 'vitest'
import { filters, leadsOf, namedBy, type Filter } from '../../../renderer/recommendations/filters.ts'
import { countsOf, isShownIn, shownIn, sifting, type Sifted } from '../../../renderer/recommendations/sifted.ts'
import { whole } from '../../../renderer/ui/slices.ts'
import { followUpStatus, recommendation, type Recommendation } from '../../../shared/register.ts'

const today = '2026-11-24'
const one = (more: Partial<Recommendation>): Recommendation =>
  recommendation.parse({
    ...{ id: crypto.randomUUID(), memoId: crypto.randomUUID(), briefingId: null, measure: '明确 MES 时限', term: '' },
    ...{ submittedAt: '2026-11-01T00:00:00.000Z', lead: '市人社局、市财政局', status: 'received' },
    ...more,
  })
const closed = { by: crypto.randomUUID(), at: '2026-11-02T00:00:00.000Z' }
const records = followUpStatus.options
  .slice(1)
  .flatMap((status) =>
    [null, '2026-11-23', '2026-11-24', '2026-12-08', '2026-12-09'].flatMap((due) => [
      one({ status, due }),
      one({ status, due, closed, lead: '市司法局' }),
    ]),
  )

const sift = (of: readonly Recommendation[], lead = '', text = ''): Sifted => whole(sifting({ records: of, lead, text, today }))
const shows = (sifted: Sifted, filter: Filter, record: Recommendation): boolean => isShownIn(sifted, filter)?.(record) ?? true

describe('the filters of 督办', () => {
  it('FI1 each view counts as many as it shows, in the order of all, of many records too', () => {
    const many = Array.from({ length: 40 }, () => records.map((record) => ({ ...record }))).flat()
    for (const sifted of [sift(records), sift(records, '市财政局'), sift(many), sift(many, '', 'MES')]) {
      const counts = countsOf(sifted)
      for (const filter of filters) {
        const shown = shownIn(sifted, filter)
        expect(shown).toHaveLength(counts[filter])
        expect(sifted.records.filter((record) => shows(sifted, filter, record))).toEqual(shown)
      }
      expect(counts.pending + counts.underway + counts.answered + counts.closed).toBe(counts.all)
    }
    expect(countsOf(sift(records, '市财政局')).all).toBe(records.length / 2)
    expect(countsOf(sift(many)).all).toBe(many.length)
  })

  it('FI2 what is due within fourteen days is 临期, the day itself too; nothing that is closed or answered presses', () => {
    const of = (due: string, more: Partial<Recommendation> = {}): string[] => {
      const record = one({ due, ...more })
      const sifted = sift([record])
      return filters.filter((filter) => shows(sifted, filter, record))
    }
    expect(of('2026-11-23')).toContain('overdue')
    expect(of('2026-11-24')).toContain('soon')
    expect(of('2026-12-08')).toContain('soon')
    expect(of('2026-12-09')).toEqual(['all', 'underway'])
    expect(of('2026-11-23', { closed })).toEqual(['all', 'closed'])
    expect(of('2026-11-23', { status: 'answered' })).toEqual(['all', 'answered'])
  })

  it('FI3 words are looked for in measure and department, in capitals or not; a department by its whole name', () => {
    const named = (asked: { lead: string; text: string }) => records.filter(namedBy(asked) ?? (() => true))
    expect(namedBy({ lead: '', text: '' })).toBeNull()
    expect(named({ lead: '', text: 'mes' })).toHaveLength(records.length)
    expect(named({ lead: '', text: '财政' })).toHaveLength(records.length / 2)
    expect(named({ lead: '市财政局', text: 'Mes' })).toHaveLength(records.length / 2)
    expect(named({ lead: '财政', text: '' })).toEqual([])
    expect(leadsOf(records, 'zh-CN')).toEqual(['市财政局', '市人社局', '市司法局'])
  })
})
