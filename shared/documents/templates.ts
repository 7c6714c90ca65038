import { z } from 'zod'
import { papers } from '../i18n/zh/papers.ts'
import { plainRun, type Block } from './memo.ts'

/** What a new memo begins with: 空白 · 建议稿 · 调研报告 · 分析研判. */
export const memoTemplate = z.enum(['blank', 'recommendation', 'research', 'analysis'])
export type MemoTemplate = z.infer<typeof memoTemplate>

const heading = (text: string): Block[] => [
  { type: 'heading', level: 1, runs: [plainRun(text)] },
  { type: 'paragraph', runs: [] },
]
const lead: Block = { type: 'paragraph', runs: [] }

/** The usual sections, with a line to write under each, and a recommendation. Papers are Chinese whatever the screen speaks. */
export function templateBlocks(template: MemoTemplate, newId: () => string): Block[] {
  if (template === 'blank') return [lead]
  const measure: Block = { type: 'recommendation', id: newId(), runs: [], lead: '', term: '' }
  return [lead, ...papers.memo.sections[template].flatMap(heading), measure]
}
