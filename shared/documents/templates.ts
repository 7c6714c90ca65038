import { z } from 'zod'
import { plainRun, type Block } from './memo.ts'

/** What a new memo begins with: 空白 · 建议稿 · 调研报告 · 分析研判. */
export const memoTemplate = z.enum(['blank', 'recommendation', 'research', 'analysis'])
export type MemoTemplate = z.infer<typeof memoTemplate>

const heading = (text: string): Block[] => [
  { type: 'heading', level: 1, runs: [plainRun(text)] },
  { type: 'paragraph', runs: [] },
]
const lead: Block = { type: 'paragraph', runs: [] }

/** The usual sections (domain.md §3), with a line to write under each. Papers are Chinese whatever the screen speaks. */
export function templateBlocks(template: MemoTemplate, newId: () => string): Block[] {
  const measure = (): Block => ({ type: 'recommendation', id: newId(), runs: [], lead: '', term: '' })
  switch (template) {
    case 'blank':
      return [lead]
    case 'recommendation':
      return [lead, ...['基本情况', '存在问题', '原因分析', '对策建议'].flatMap(heading), measure()]
    case 'research':
      return [lead, ...['调研概况', '现状与做法', '主要问题', '原因分析', '工作建议'].flatMap(heading), measure()]
    case 'analysis':
      return [lead, ...['总体判断', '运行情况', '苗头与风险', '走势研判', '应对建议'].flatMap(heading), measure()]
  }
}
