import type { Dialogue, DialogueKind, PlanFields } from '../register.ts'
import type { PlanItem } from './planItem.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Fields of approval and conduct that the founding policy asks for, clauses (十一) and (十五): the same for every kind. */
export const conductFields = ['approver', 'approvedOn', 'mealRule', 'costBearer'] as const satisfies readonly (keyof PlanFields)[]

/** What each kind plans besides, in its order; invitations wait for `before` only, the rest may come later or not at all. */
const ofKind: Record<DialogueKind, { fields: readonly (keyof PlanFields)[]; before: readonly (keyof PlanFields)[] }> = {
  dialogue: { fields: [], before: [] },
  symposium: { fields: [], before: [] },
  hearing: { fields: ['noticeOn', 'representatives', 'presenters'], before: ['noticeOn', 'representatives', 'presenters'] },
  review: { fields: ['experts', 'opinions'], before: ['experts'] },
  research: { fields: ['team', 'sites', 'itinerary', 'interviews', 'findings'], before: ['itinerary'] },
}

export const kindFields = (kind: DialogueKind): readonly (keyof PlanFields)[] => ofKind[kind].fields

/** Until when proposals and replies are asked for, whatever the kind; nothing waits for them. */
export const termFields = ['topicsBy', 'replyBy'] as const satisfies readonly (keyof PlanFields)[]

const isDayField = { approvedOn: true, noticeOn: true, topicsBy: true, replyBy: true } as const satisfies Partial<
  Record<keyof PlanFields, true>
>
export type PlanDay = keyof typeof isDayField
/** Days, not words. */
export const isPlanDay = (field: keyof PlanFields): field is PlanDay => field in isDayField

/** The day up to which replies are asked for: as it was set, else three days ahead of the meeting. */
export const replyDay = ({ startsAt, plan }: Pick<Dialogue, 'startsAt' | 'plan'>): string =>
  plan.replyBy ?? new Date(Date.parse(`${startsAt.slice(0, 10)}T00:00Z`) - 3 * dayMs).toISOString().slice(0, 10)

/** 听证会 are announced so many days ahead: the local rule (domain.md §4). */
const noticeDays = 10

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
