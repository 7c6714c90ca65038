import { z } from 'zod'
import type { HouseStyle } from '../briefing/house.ts'
import type { ChartData } from '../documents/chart.ts'
import type { Pictures } from '../documents/pictures.ts'
import type { ChartKind, HeadingLevel, Run } from '../documents/memo.ts'
import type { DialogueKind } from '../register.ts'

/**
 * 议程 · 主持词 · 邀请函 · 席卡 · 座次图 · 纪要 · 听证笔录 · 听证报告 · 专家论证意见 · 专家论证报告 · 调研报告 · 归档卷: what a dialogue
 * is printed as. Briefings have their own kinds (briefing/kinds.ts).
 */
export const paperKind = z.enum([
  ...['agenda', 'runSheet', 'letters', 'cards', 'seating', 'minutes'],
  ...['hearingRecord', 'hearingReport', 'expertOpinions', 'reviewReport', 'visitReport', 'archive'],
] as const)
export type PaperKind = z.infer<typeof paperKind>

/** What a kind of meeting is written up as besides its 纪要. */
export const kindPapers: Record<DialogueKind, readonly PaperKind[]> = {
  dialogue: [],
  symposium: [],
  hearing: ['hearingRecord', 'hearingReport'],
  review: ['expertOpinions', 'reviewReport'],
  research: ['visitReport'],
}
/** Every paper that there is of this kind of meeting, in the order of the work. */
export const papersOf = (kind: DialogueKind): PaperKind[] => [
  ...(['agenda', 'runSheet', 'letters', 'cards', 'seating', 'minutes'] as const),
  ...kindPapers[kind],
  'archive',
]
/** What Word is given too: what the other office goes on writing in. */
export const hasWord = (kind: PaperKind): boolean => kind !== 'cards' && kind !== 'seating' && kind !== 'archive'

/** Whatever is printed: every word and number in place, nothing left to look up. PDF and Word are made from it, by one engine. */
export type Paper = { content: PaperContent; about: About; /** Without an extension. */ fileName: string }
export type PaperContent =
  TextPaper | { form: 'cards'; cards: Card[] } | { form: 'seats'; seats: Seats } | { form: 'ledger'; ledger: Ledger }
/** Sheets of running text, each beginning on a page of its own. */
export type TextPaper = {
  form: 'text'
  sheets: Sheet[]
  style: HouseStyle
  /** Of its figures; left out where there are none. */
  pictures?: Pictures
  /** Stands over every page, outside of the text block: that it was withdrawn. */
  banner?: string
  /** 页码 §7.5; 信函 has none on its first page, §10.1, a cover none at all */ pageNumbers: boolean
}
/** What the file says about itself. */
export type About = {
  title: string
  author: string
  subject: string
  keywords: string[]
  /** ISO day */ day: string
  /** The issued briefing that it is, and its 份号; nothing else says so of itself. */
  issue?: { id: string; copy: number }
}

/** 简报 and 专报 · 公文 (§7) · 信函 (§10.1) · 纪要 (§10.3) · without a head of its own · the cover of a volume */
export type SheetForm = 'bulletin' | 'document' | 'letter' | 'minutes' | 'plain' | 'cover'
export type Sheet = {
  form: SheetForm
  /** 版头; of a plain sheet only its corner; `null` for none. */
  head: Head | null
  /** 要目 or 目录; empty where there is but one part and it is short. */
  contents: Contents
  /** 主体: the articles, then the annexes. */
  parts: Part[]
  /** 版记 */
  imprint: Imprint
}

export type Head = {
  /** 份号 · 密级和保密期限 · 紧急程度, from the top, on the left; those that there are. */
  corner: { of: 'copyNumber' | 'secrecy' | 'urgency'; text: string }[]
  masthead: string
  /** 第×期（总第×期） or 青民智〔2026〕1号 */
  number: string
  /** 签发人: on the row of the number, on its right. */
  signers: string[]
  /** 编印单位 and 日期, the ends of the last row above the rule; `null` for none. */
  ends: { left: string; right: string } | null
}

/** `level` 0: a part, 1 and 2: headings in it. `ownPage`: 目录 of a long paper, before the text. `anchor`: where it leads, `partAnchor` or `headingAnchor`. */
/** `page`: where it stands in the PDF, once that is known. */
export type Contents = { ownPage: boolean; entries: { level: 0 | 1 | 2; text: string; anchor: string; page?: number }[] }

export type Part = {
  anchor: string
  /** 附件1, above its title on the left; empty for an article. */
  label: string
  title: string
  /** 时间, 地点, 主持人 … under the title. */
  facts: Labelled[]
  /** 主送, with its colon; empty for none. */
  addressee: string
  /** 编者按 and 导语, a string a paragraph. */
  editorNote: string[]
  lead: string[]
  blocks: PrintedBlock[]
  /** 附件说明: names of the annexes, §7.3.4 */
  annexes: string[]
  /** Who wrote it, in brackets; empty when nobody is named. */
  authors: string
  /** 发文机关署名 and 成文日期, §7.3.5.2 */
  signature: { name: string; date: string } | null
  /** 附注, in its round brackets, §7.3.6; empty for none. */
  note: string
  /** 脚注, in the order of their marks, which are counted through the sheet. */
  notes: PrintedNote[]
  /** 出席 · 请假 · 列席, §10.3 */
  attendance: Labelled[]
}

/** 版记, on the last lines of the last page; nothing in it leaves it out. 信函 has it without rules, §10.1 */
export type Imprint = {
  /** 报 · 送 · 发, or 主送 and 抄送; `joined` to the row above without a rule, §7.4.2 */
  rows: (Labelled & { joined: boolean })[]
  /** 印发机关 and 印发日期, or 责任编辑 · 核稿 · 签发 and 印数: the ends of the last row. */
  last: { left: string; right: string } | null
}
export type Labelled = { label: string; text: string }

/** `note`: what it says; the text is then its mark. */
export type PrintedRun = Omit<Run, 'note'> & { note?: string }
export type PrintedNote = { mark: string; text: string }
export type PrintedBlock =
  | {
      type: 'heading'
      level: HeadingLevel
      number: string
      runs: PrintedRun[]
      /** Leads there from the contents; empty where nothing does. */ anchor: string
    }
  | { type: 'paragraph'; runs: PrintedRun[] }
  | { type: 'quote'; blocks: PrintedBlock[] }
  | { type: 'list'; items: PrintedItem[] }
  | { type: 'table'; columns: number[]; head: PrintedCell[][]; body: PrintedCell[][] }
  | { type: 'recommendation'; id: string; runs: PrintedRun[]; terms: Labelled[] }
  | { type: 'figure'; picture: string; width: number; alt: string; number: string; runs: PrintedRun[] }
  | { type: 'chart'; chart: ChartKind; data: ChartData; number: string; runs: PrintedRun[] }
export type PrintedItem = { marker: string; blocks: PrintedBlock[] }
export type PrintedCell = { header: boolean; colspan: number; rowspan: number; blocks: PrintedBlock[] }

export type Card = {
  name: string
  organisation: string
  /** 座位; empty where none was given. */ seat: string
}
/** Who sits where: two sides facing each other, the chair at the head, observers behind. */
export type Seats = {
  title: string
  head: Card[]
  left: { name: string; cards: Card[] }
  right: { name: string; cards: Card[] }
  back: { name: string; cards: Card[] }
}

/** 台账: one table across the sheet, its head on every page. */
export type Ledger = {
  title: string
  /** What it holds, under the title. */
  about: string
  day: string
  /** Stands there when there is no row. */
  none: string
  /** Widths in parts of their sum. */
  columns: { label: string; width: number }[]
  /** A line break parts what stands in one cell. */
  rows: string[][]
}
