import { z } from 'zod'
import type { About, Labelled, PrintedBlock } from '../briefing/compose.ts'

/** 议程 · 主持词 · 邀请函 · 席卡 · 座次图 · 纪要 */
export const paperKind = z.enum(['agenda', 'runSheet', 'letters', 'cards', 'seating', 'minutes'])
export type PaperKind = z.infer<typeof paperKind>
/** What Word is given too: what the other office goes on writing in. */
export const wordPapers: readonly PaperKind[] = ['agenda', 'runSheet', 'letters', 'minutes']

/** A paper of running text: every word in place, nothing left to look up. PDF and Word are made from it. */
export type TextSheet = {
  look: 'plain' | 'letter' | 'minutes'
  /** Red, over a rule; empty for a plain sheet. */
  masthead: string
  title: string
  /** 时间, 地点, 主持人 … under the title. */
  facts: Labelled[]
  /** 主送, with its colon; empty for none. */
  addressee: string
  blocks: PrintedBlock[]
  /** 出席 · 请假 · 列席, below the text. */
  attendance: Labelled[]
  signature: { name: string; date: string } | null
  /** 附注, in round brackets. */
  note: string
}
export type Card = { name: string; organisation: string }
/** Who sits where: two sides facing each other, the chair at the head, observers behind. */
export type Seats = {
  title: string
  head: Card[]
  left: { name: string; cards: Card[] }
  right: { name: string; cards: Card[] }
  back: { name: string; cards: Card[] }
}

export type PaperContent =
  { form: 'text'; sheets: TextSheet[]; numbered: boolean } | { form: 'cards'; cards: Card[] } | { form: 'seats'; seats: Seats }
export type Paper = { content: PaperContent; about: About; /** Without an extension. */ fileName: string }
