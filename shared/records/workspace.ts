import { z } from 'zod'
import { houseStyle } from '../briefing/house.ts'
import { briefingKind } from '../briefing/kinds.ts'
import { briefingTemplate } from './briefing.ts'
import { dialogueKind } from './dialogue.ts'
import { filled, id, instant } from './fields.ts'

/** One line of the audit trail: who did what to what, when. */
export const auditEntry = z.object({ at: instant, by: id, command: z.string(), subject: z.string(), title: z.string() })
export type AuditEntry = z.infer<typeof auditEntry>

export const cadenceMonths = z.literal([3, 6, 12])
export type CadenceMonths = z.infer<typeof cadenceMonths>
/** 公告 · 材料, in days ahead of the meeting; 0: none is asked for. */
export const leadDays = z.object({ notice: z.int().min(0).max(90), papers: z.int().min(0).max(90) })
export type LeadDays = z.infer<typeof leadDays>
export const workspace = z.object({
  name: filled,
  foundedAt: instant,
  sample: z.boolean(),
  /** At least one symposium is held in so many months: half a year by the founding policy, clause (一). */
  cadence: cadenceMonths.default(6),
  /** Of kinds of meetings for which another lead was set than planning.ts has. */
  leadDays: z.partialRecord(dialogueKind, leadDays).optional(),
  /** How its briefings look, and what each kind starts from; kinds without a template start from what the app proposes. */
  style: houseStyle.optional(),
  templates: z.partialRecord(briefingKind, briefingTemplate).optional(),
  /** One past of the workspace: another after it was restored from a backup. A replica of one past never follows another. */
  epoch: id.optional(),
})
export type Workspace = z.infer<typeof workspace>
