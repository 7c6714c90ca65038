import { z } from 'zod'
import { houseStyle } from '../briefing/house.ts'
import { annex, briefingKind, itemExtent, urgency } from '../briefing/kinds.ts'
import { day, filled, id, instant, line, text } from './fields.ts'
import { contentHash } from './memo.ts'

const briefingItem = z.object({
  of: z.enum(['memo', 'minutes', 'agenda']),
  /** Of the memo, or of the dialogue. */
  id,
  extent: itemExtent,
  lead: text,
  editorNote: text,
})
export type BriefingItem = z.infer<typeof briefingItem>

/** A frozen text of an issued briefing: an item, or an annex to one; `id` is that of the item. */
export const versionMark = z.object({
  of: z.union([briefingItem.shape.of, annex]),
  id,
  versionId: id,
  hash: contentHash,
})
export type VersionMark = z.infer<typeof versionMark>

/** What stays from one briefing of a kind to the next; the workspace keeps one a kind. Which of it a kind prints: briefing/kinds.ts. */
export const briefingTemplate = z.object({
  /** 名称: what the masthead says. */
  masthead: filled.max(20),
  /** 机关代字, 青民智 in 青民智〔2026〕1号 */
  mark: line.max(20),
  /** 编印单位, 发文机关署名, 印发机关 */
  compiler: filled,
  /** 密级和保密期限 or 内部资料; empty for none. */
  secrecy: line,
  /** 份号 is printed; the copies are counted when they are printed. */
  copyNumber: z.boolean(),
  urgency,
  /** 签发人, of 上行文 only; 、 between two names. */
  signers: line,
  /** 主送 · 抄送 */
  to: text,
  copyTo: text,
  /** 报 (superiors), 送 (peers), 发 (subordinates). */
  report: text,
  send: text,
  distribute: text,
  /** 印数; 0 leaves the line out. */
  copies: z.int().min(0).max(9999),
  /** 责任编辑 · 核稿 · 签发 */
  editor: line,
  reviewer: line,
  approver: line,
  /** 附注, without its brackets. */
  note: line,
})
export type BriefingTemplate = z.infer<typeof briefingTemplate>

export const briefingFields = briefingTemplate.extend({
  kind: briefingKind,
  /** 增刊 */
  supplement: z.boolean(),
  date: day,
  items: z.array(briefingItem).max(50),
  annexes: z.array(annex).max(annex.options.length),
})
export type BriefingFields = z.infer<typeof briefingFields>
export const briefing = briefingFields.extend({
  id,
  state: z.enum(['draft', 'issued']),
  /** 期号 or 发文字号 within the year, and 总期号; given by the hub on issue. */
  number: z.int().positive().nullable(),
  total: z.int().positive().nullable(),
  /** The frozen texts an issued briefing consists of: the items in their order, then the annexes. */
  versions: z.array(versionMark),
  /** As the house printed when it was issued; a draft follows the workspace. */
  style: houseStyle.nullable().default(null),
  createdBy: id,
  createdAt: instant,
  issuedBy: id.nullable(),
  issuedAt: instant.nullable(),
})
export type Briefing = z.infer<typeof briefing>
