import type { Dialogue, DialogueKind, PlanFields } from '../register.ts'
import type { PlanItem } from './planItem.ts'

/** Fields of approval and conduct that the founding policy asks for, clauses (十一) and (十五): the same for every kind. */
export const conductFields = ['approver', 'approvedOn', 'mealRule', 'costBearer'] as const satisfies readonly (keyof PlanFields)[]

/** What each kind plans besides; `later` is written when it has taken place, so that no invitation waits for it. */
const ofKind: Record<DialogueKind, { before: readonly (keyof PlanFields)[]; later: readonly (keyof PlanFields)[] }> = {
  dialogue: { before: [], later: [] },
  symposium: { before: [], later: [] },
  hearing: { before: ['noticeOn', 'representatives', 'presenters'], later: [] },
  review: { before: ['experts'], later: ['opinions'] },
  research: { before: ['itinerary'], later: ['interviews'] },
}

export const kindFields = (kind: DialogueKind): readonly (keyof PlanFields)[] => [...ofKind[kind].before, ...ofKind[kind].later]

/** 听证会 are announced so many days ahead: the local rule (domain.md §4). */
const noticeDays = 10
const dayMs = 24 * 60 * 60 * 1000

/** DL1 What has to be settled before invitations go out, and is not. */
export function missingFor({ kind, plan, venue, chair, startsAt }: Dialogue): PlanItem[] {
  const fields: readonly (keyof PlanFields)[] = [...conductFields, ...ofKind[kind].before]
  const empty = fields.filter((field) => plan[field] === null || plan[field] === '')
  const late = plan.noticeOn !== null && (Date.parse(startsAt.slice(0, 10)) - Date.parse(plan.noticeOn)) / dayMs < noticeDays
  return [
    ...(venue === '' ? (['venue'] as const) : []),
    ...(chair === '' ? (['chair'] as const) : []),
    ...empty,
    ...(plan.conductConfirmed ? [] : (['conductConfirmed'] as const)),
    ...(kind === 'hearing' && late ? (['noticeLead'] as const) : []),
  ]
}
