import type { MemoStage } from '../../register.ts'

/** What copies are called when they are put aside: filed with the memo, in Chinese whatever language a screen speaks, so there is no `en`. */
export const kept = {
  /** The copy that a stage begins with. */
  stages: {
    drafting: '退回起草前',
    consulting: '征求意见稿',
    countersigning: '会签稿',
    final: '定稿',
    submitted: '报送稿',
  } satisfies Record<MemoStage, string>,
  restoring: '恢复前',
}
