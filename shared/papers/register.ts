import type { HouseStyle } from '../briefing/house.ts'
import type { AuditEntry, RegisterRecord, RegisterRoot } from '../register.ts'

/** The register as it stands, for what is printed and kept of it as a whole. Plain data: the hub reads it, main writes it. */
export type RegisterSource = {
  workspace: string
  style: HouseStyle
  records: { [R in RegisterRoot]: RegisterRecord<R>[] }
  trail: AuditEntry[]
  /** What each agenda item says, by its id. */
  items: Record<string, string>
}
