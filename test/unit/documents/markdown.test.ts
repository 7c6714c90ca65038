import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../electron/imports/read.ts'
import { markdownOf } from '../../../shared/documents/markdown.ts'
import { plainRun, type Block, type Cell } from '../../../shared/documents/memo.ts'
import { papers } from '../../../shared/i18n/zh/papers.ts'

const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [plainRun(text)] })
const cell = (text: string, span: Partial<Pick<Cell, 'colspan' | 'rowspan'>> = {}): Cell => ({
  ...{ header: false, colspan: 1, rowspan: 1, width: null, blocks: [paragraph(text)] },
  ...span,
})
const written = (...blocks: Block[]): string => markdownOf({ title: '建议', authors: ['宋远'], blocks }, papers.memo.markdown)
/** Without the title and the authors. */
const body = (...blocks: Block[]): string =>
  written(...blocks)
    .split('\n\n')
    .slice(2)
    .join('\n\n')
    .trimEnd()
const heading = (level: 1 | 2, text: string): Block => ({ type: 'heading', level, runs: [plainRun(text)] })

describe('a memo as Markdown', () => {
  it('MD1 has its title, its authors and the numbers that the sheet shows', () => {
    expect(written(heading(1, '总体情况'), heading(2, '融资'), heading(1, '建议'), paragraph('降低成本。'))).toBe(
      '# 建议\n\n宋远\n\n## 一、总体情况\n\n### （一）融资\n\n## 二、建议\n\n降低成本。\n',
    )
  })

  it('MD2 no letter of a text is read as a sign of Markdown', () => {
    for (const text of [
      '# 不是标题',
      '- 不是列表',
      '1. 不是序号',
      '> 不是引用',
      '*星* _线_ `码` <b>签</b> [a](b) ~~删~~ a|b',
      '===',
      '+ 一',
      '\\* 斜',
    ]) {
      const { html, dropped } = readMarkdown(body(paragraph(text)))
      expect(dropped, text).toEqual([])
      expect(html.trim(), text).toBe(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
    }
  })

  it('MD3 tables keep their grid where cells are joined, lists their nesting', () => {
    expect(
      body({
        type: 'table',
        rows: [
          [cell('甲', { colspan: 2 }), cell('乙', { rowspan: 2 })],
          [cell('丙'), cell('丁|戊')],
        ],
      }),
    ).toBe('| 甲 |  | 乙 |\n| --- | --- | --- |\n| 丙 | 丁\\|戊 |  |')
    const nested = body({
      type: 'list',
      ordered: true,
      items: [[paragraph('一'), { type: 'list', ordered: false, items: [[paragraph('二')]] }]],
    })
    expect(readMarkdown(nested).html.replace(/\s/g, '')).toBe('<ol><li><p>一</p><ul><li>二</li></ul></li></ol>')
  })

  it('MD4 measures name their terms, notes stand at the end, bold stays bold', () => {
    expect(body({ type: 'recommendation', id: '1', runs: [plainRun('降费')], lead: '市财政局', term: '三个月' })).toBe(
      '> **建议：** 降费\\\n> 牵头单位：市财政局\\\n> 办理时限：三个月',
    )
    expect(
      body({
        type: 'paragraph',
        runs: [
          { ...plainRun('增长'), bold: true },
          { ...plainRun(''), note: { text: '市统计局', source: 'statistic', ref: '' } },
        ],
      }),
    ).toBe('**增长**[^1]\n\n[^1]: 市统计局')
  })
})
