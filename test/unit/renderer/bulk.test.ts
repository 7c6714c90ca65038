import { describe, expect, it } from 'vitest'
import { inPieces, pieceByPiece } from '../../../renderer/hub/inPieces.ts'
import { takenBack } from '../../../renderer/recommendations/bulk.ts'
import { mostAtOnce } from '../../../shared/commands.ts'
import { ok, refuse } from '../../../shared/errors.ts'
import { recommendation, type Recommendation } from '../../../shared/register.ts'

const one = (more: Partial<Recommendation> = {}): Recommendation =>
  recommendation.parse({
    ...{ id: crypto.randomUUID(), memoId: crypto.randomUUID(), briefingId: null, measure: '明确时限', term: '' },
    ...{ submittedAt: '2026-11-01T00:00:00.000Z', lead: '市人社局', status: 'received' },
    ...more,
  })

describe('changes of several records', () => {
  it('FO5 are taken back with the days that a status sets by itself, each record to what it was', () => {
    const before = [one({ status: 'submitted' }), one({ status: 'underway', receivedOn: '2026-11-03' })]
    const now = before.map((record) => ({ ...record, status: 'answered' as const, receivedOn: '2026-11-24', answeredOn: '2026-11-24' }))
    expect(takenBack(before, { status: 'answered' }, now).map(({ was }) => was)).toEqual([
      { status: 'submitted', receivedOn: null, answeredOn: null },
      { status: 'underway', receivedOn: '2026-11-03', answeredOn: null },
    ])
  })

  it('FO5 stay where somebody has set something else since, where the record was closed, and where it is gone', () => {
    const before = [one(), one(), one(), one()]
    const [a, b, c] = before.map((record) => ({ ...record, lead: '市财政局' }))
    if (!a || !b || !c) return expect.unreachable()
    const now = [a, { ...b, lead: '市司法局' }, { ...c, closed: { by: a.id, at: '2026-11-24T00:00:00.000Z' } }]
    expect(takenBack(before, { lead: '市财政局' }, now)).toEqual([{ id: a.id, was: { lead: '市人社局' } }])
    expect(takenBack(before, { lead: '市财政局', due: '2026-12-01' }, now)).toEqual([])
  })

  it('FO5 go out in pieces, and what comes after a refused one is not begun', async () => {
    const pieces: number[] = []
    const all = Array.from({ length: mostAtOnce * 2 + 1 }, (_, at) => at)
    const run = (last: number) => (piece: number[]) => {
      pieces.push(piece.length)
      return Promise.resolve(pieces.length < last ? ok({}) : refuse({ kind: 'frozen' }))
    }
    expect((await inPieces(all, run(9))).ok).toBe(true)
    expect(pieces.splice(0)).toEqual([mostAtOnce, mostAtOnce, 1])
    expect(await inPieces(all, run(2))).toEqual({ ok: false, failure: { kind: 'frozen' } })
    expect(pieces).toHaveLength(2)
    pieces.splice(0)
    const { done, answer } = await pieceByPiece(all, run(3))
    expect(done).toEqual(all.slice(0, mostAtOnce * 2))
    expect(answer.ok).toBe(false)
  })
})
