import { z } from 'zod'

/** What a plan is asked for, by name. In a file of its own because failures name them too. */
export const planItem = z.enum([
  'approver',
  'approvedOn',
  'mealRule',
  'costBearer',
  'conductConfirmed',
  'noticeOn',
  'noticeLead',
  'representatives',
  'presenters',
  'experts',
  'opinions',
  'team',
  'sites',
  'itinerary',
  'interviews',
  'findings',
  'topicsBy',
  'replyBy',
  'papersOn',
  'venue',
  'chair',
])
export type PlanItem = z.infer<typeof planItem>
