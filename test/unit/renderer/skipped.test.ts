import { describe, expect, it } from 'vitest'
import { skippedStages } from '../../../renderer/memos/skipped.ts'
import type { MemoStage, Version } from '../../../shared/register.ts'

const memoId = crypto.randomUUID()
const kept = (stage: MemoStage, reason: Version['reason'] = 'stage', of = memoId): Version => ({
  ...{ id: crypto.randomUUID(), memoId: of, name: '一稿', reason, stage, dialogueId: null },
  ...{ hash: '0'.repeat(64), characters: 1, by: memoId, at: '2026-11-24T02:00:00.000Z' },
})
const skipped = (stage: MemoStage, ...versions: Version[]): MemoStage[] => skippedStages({ id: memoId, stage }, versions)

describe('MS1 the line of stages says which were passed over', () => {
  it('MS1 what was gone through one by one was not', () => {
    expect(skipped('final', kept('consulting'), kept('countersigning'), kept('final'))).toEqual([])
    expect(skipped('drafting')).toEqual([])
  })

  it('MS1 from drafting to the end', () => {
    expect(skipped('final', kept('final'))).toEqual(['consulting', 'countersigning'])
    expect(skipped('submitted', kept('submitted', 'issue'))).toEqual(['consulting', 'countersigning', 'final'])
  })

  it('MS1 a copy kept for another reason, or of another memo, says nothing', () => {
    const others = [kept('consulting', 'named'), kept('countersigning', 'stage', crypto.randomUUID())]
    expect(skipped('final', kept('final'), ...others)).toEqual(['consulting', 'countersigning'])
  })

  it('MS1 of a memo that came with a bundle nothing is known', () => {
    expect(skipped('final')).toEqual([])
  })
})
