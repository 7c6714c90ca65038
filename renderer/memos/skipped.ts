import { memoStage, type Memo, type MemoStage, type Version } from '../../shared/register.ts'

/**
 * The stages before the one a memo is at that it was never brought to. With each that it is brought to a copy is kept; of one without
 * any, from a bundle, nothing is known.
 */
export function skippedStages({ id, stage }: Pick<Memo, 'id' | 'stage'>, versions: readonly Version[]): MemoStage[] {
  const entered = versions.filter(({ memoId, reason }) => memoId === id && (reason === 'stage' || reason === 'issue'))
  if (entered.length === 0) return []
  const passed = new Set<MemoStage>(['drafting', ...entered.map((version) => version.stage)])
  return memoStage.options.slice(0, memoStage.options.indexOf(stage)).filter((one) => !passed.has(one))
}
