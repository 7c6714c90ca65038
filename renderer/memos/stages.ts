import type { MemoStage } from '../../shared/register.ts'

/** How a stage looks: being written, fixed, gone out. */
export function shapeOf(stage: MemoStage): 'open' | 'set' | 'done' {
  if (stage === 'submitted') return 'done'
  return stage === 'drafting' || stage === 'consulting' ? 'open' : 'set'
}
