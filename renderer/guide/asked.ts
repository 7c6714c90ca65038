import type { Text } from '../../shared/i18n/zh.ts'

/** What has stages that are explained. */
export type Explained = keyof Text['help']['topics']
/** What the stages of a kind mean (`null`: of what the page is about), the map of keys, or the walk for somebody new. */
export type Guided = { guide: 'help'; of: Explained | null } | { guide: 'keys' } | { guide: 'tour' }

/** Told what should open, by its keys, from a menu, or by a “?” beside a stage. */
const hearers = new Set<(asked: Guided) => void>()

export function show(asked: Guided): void {
  for (const hear of hearers) hear(asked)
}

export function onAsked(hear: (asked: Guided) => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
