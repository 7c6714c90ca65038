import { describe, expect, it } from 'vitest'
import { statusesFor } from '../../shared/followUp.ts'
import { recommendation } from '../../shared/register.ts'

const one = '11111111-1111-4111-8111-111111111111'
const record = (memoId: string | null, status: string) =>
  recommendation.parse({
    ...{ id: one, memoId, briefingId: memoId, measure: '建立台账', term: '', lead: '', status },
    submittedAt: '2026-11-24T06:00:00.000Z',
  })

describe('FU3 what a record of 督办 begins as', () => {
  it('FU3 of a memo it was submitted, of the minutes it is on the list; of both at once neither can be chosen', () => {
    expect(statusesFor([record(one, 'submitted')]).slice(0, 2)).toEqual(['submitted', 'received'])
    expect(statusesFor([record(null, 'registered')]).slice(0, 2)).toEqual(['registered', 'received'])
    expect(statusesFor([record(one, 'submitted'), record(null, 'registered')])[0]).toBe('received')
  })

  it('FU3 what an earlier version wrote of the minutes reads as on the list', () => {
    expect(record(null, 'submitted').status).toBe('registered')
    expect(record(one, 'submitted').status).toBe('submitted')
  })
})
