import type { Dialogue, DialogueKind, LeadDays, PlanFields, Workspace } from '../register.ts'
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
export const termFields = ['topicsBy', 'replyBy', 'papersOn'] as const satisfies readonly (keyof PlanFields)[]

const isDayField = { approvedOn: true, noticeOn: true, topicsBy: true, replyBy: true, papersOn: true } as const satisfies Partial<
  Record<keyof PlanFields, true>
>
export type PlanDay = keyof typeof isDayField
/** Days, not words. */
export const isPlanDay = (field: keyof PlanFields): field is PlanDay => field in isDayField

/** The day up to which replies are asked for: as it was set, else three days ahead of the meeting. */
export const replyDay = ({ startsAt, plan }: Pick<Dialogue, 'startsAt' | 'plan'>): string => plan.replyBy ?? dayAhead(startsAt, 3)

const dayAhead = (startsAt: string, days: number): string =>
  new Date(Date.parse(`${startsAt.slice(0, 10)}T00:00Z`) - days * dayMs).toISOString().slice(0, 10)

/** 听证会 are announced ten days ahead and their papers sent five days ahead: the local rule (domain.md §4). The office may set others. */
const standardLead: Record<DialogueKind, LeadDays> = {
  dialogue: { notice: 0, papers: 0 },
  symposium: { notice: 0, papers: 0 },
  hearing: { notice: 10, papers: 5 },
  review: { notice: 0, papers: 0 },
  research: { notice: 0, papers: 0 },
}
export const leadOf = (kind: DialogueKind, workspace: Pick<Workspace, 'leadDays'> | null): LeadDays =>
  workspace?.leadDays?.[kind] ?? standardLead[kind]

/** Whether meetings of this kind are announced to the public. */
export const isAnnounced = (kind: DialogueKind): boolean => kindFields(kind).includes('noticeOn')

/** DL13 The last day for the public notice and for the papers; `null` where none is asked for. */
export function leadDates({ kind, startsAt }: Pick<Dialogue, 'kind' | 'startsAt'>, { notice, papers }: LeadDays) {
  return {
    noticeOn: isAnnounced(kind) && notice > 0 ? dayAhead(startsAt, notice) : null,
    papersOn: papers > 0 ? dayAhead(startsAt, papers) : null,
  }
}

/** DL1 What has to be settled before invitations go out, and is not. */
export function missingFor(dialogue: Dialogue, lead: LeadDays): PlanItem[] {
  const { kind, plan, venue, chair } = dialogue
  const fields: readonly (keyof PlanFields)[] = [...conductFields, ...ofKind[kind].before]
  const empty = fields.filter((field) => plan[field] === null || plan[field] === '')
  const last = leadDates(dialogue, lead).noticeOn
  return [
    ...(venue === '' ? (['venue'] as const) : []),
    ...(chair === '' ? (['chair'] as const) : []),
    ...empty,
    ...(plan.conductConfirmed ? [] : (['conductConfirmed'] as const)),
    ...(last !== null && plan.noticeOn !== null && plan.noticeOn > last ? (['noticeLead'] as const) : []),
  ]
}
