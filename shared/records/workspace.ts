import { z } from 'zod'
import { houseStyle } from '../briefing/house.ts'
import { briefingKind } from '../briefing/kinds.ts'
import { briefingTemplate } from './briefing.ts'
import { filled, id, instant } from './fields.ts'

/** One line of the audit trail: who did what to what, when. */
export const auditEntry = z.object({ at: instant, by: id, command: z.string(), subject: z.string(), title: z.string() })
export type AuditEntry = z.infer<typeof auditEntry>

export const cadenceMonths = z.literal([3, 6, 12])
export type CadenceMonths = z.infer<typeof cadenceMonths>
export const workspace = z.object({
  name: filled,
  foundedAt: instant,
  sample: z.boolean(),
  /** At least one symposium is held in so many months: half a year by the founding policy, clause (一). */
  cadence: cadenceMonths.default(6),
  /** How its briefings look, and what each kind starts from; kinds without a template start from what the app proposes. */
  style: houseStyle.optional(),
  templates: z.partialRecord(briefingKind, briefingTemplate).optional(),
  /** One past of the workspace: another after it was restored from a backup. A replica of one past never follows another. */
  epoch: id.optional(),
})
export type Workspace = z.infer<typeof workspace>
