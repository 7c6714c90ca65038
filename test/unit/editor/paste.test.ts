// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, expect, it } from 'vitest'
import { plainText, type Block } from '../../../shared/documents/memo.ts'
import { blocksOf, memoDoc, paragraph, sit, withoutLayout } from './desk.ts'

beforeAll(withoutLayout)

/** What arrives in an empty memo, and the page as it then is. */
function pasted(name: string): { blocks: Block[]; html: string } {
  const seat = sit(memoDoc([paragraph('')]))
  seat.editor.view.dispatch(seat.editor.state.tr.setSelection(TextSelection.create(seat.editor.state.doc, 1)))
  seat.editor.view.pasteHTML(readFileSync(join(import.meta.dirname, 'pastes', `${name}.html`), 'utf8'))
  const arrived = { blocks: blocksOf(seat.doc), html: seat.editor.view.dom.innerHTML }
  seat.close()
  return arrived
}

/** A block as a line to compare: its kind, and its words with notes in brackets. */
function told(block: Block): string {
  if (block.type === 'list') return `${block.ordered ? 'ol' : 'ul'}(${block.items.map((item) => item.map(told).join(' ')).join(' | ')})`
  if (block.type === 'table')
    return block.rows
      .map((row) =>
        row
          .map(({ header, colspan, rowspan, blocks }) => {
            const span = colspan > 1 || rowspan > 1 ? `${String(colspan)}×${String(rowspan)}` : ''
            return `${header ? '#' : ''}${blocks.map(told).join('')}${span}`
          })
          .join(','),
      )
      .join(' / ')
  if (block.type === 'quote') return block.blocks.map(told).join(' ')
  const words = block.runs.map((run) => (run.note ? `[${run.note.text}]` : run.text)).join('')
  return block.type === 'heading' ? `h${String(block.level)} ${words}` : words
}

const nothingForeign = (html: string): void => {
  expect(html).not.toMatch(/mso|Mso|style="(?!width|min-width|--)|https?:|file:|<img|<script|oldsrc|leaf=|onload/)
}

it('PA1 from Word: headings, lists by their levels, notes, merged cells, and the changes as they stand; numbers, comments and pictures by address stay behind', () => {
  const { blocks, html } = pasted('word')
  expect(blocks.map(told)).toEqual([
    'h1 基本情况',
    '去年以来，民营企业1.2万户贷款普遍偏紧[市统计局，2025年年鉴。]，须 核实。',
    'h2 主要问题',
    'ul(抵押物不足 ul(知识产权质押少) | 审批周期长)',
    '按办理次序：',
    'ol(摸清底数； | 分类施策。)',
    '#类别,#户数2×1 / 制造业1×2,64,12 / 7,',
  ])
  const [, second] = blocks
  expect(second?.type === 'paragraph' && plainText(second.runs.filter(({ bold }) => bold))).toBe('民营企业1.2万户')
  nothingForeign(html)
})

it('PA2 from WPS: a number typed by hand makes its heading, circled numbers a list, and merged cells stay', () => {
  const { blocks, html } = pasted('wps')
  expect(blocks.map(told)).toEqual([
    'h1 工作建议',
    '设立风险补偿资金，规模三亿元，明确分担比例。',
    'ol(市财政局牵头； | 年内出台办法。)',
    '年度,金额 / 另行安排2×1',
  ])
  expect(blocks[1]).toMatchObject({ runs: [{ bold: false }, { text: '规模三亿元', bold: true }, { bold: false }] })
  nothingForeign(html)
})

it('PA3 from a government site: no blanks before paragraphs, headings by their numbers, sentences with a number stay sentences, nothing is fetched', () => {
  const { blocks, html } = pasted('gov')
  expect(blocks.map(told)).toEqual([
    '关于促进民营经济发展的若干措施',
    '为贯彻落实有关部署，结合我市实际，制定如下措施。',
    'h1 总体要求',
    '（一）坚持问题导向，着力解决企业反映强烈的突出问题，形成长效机制。',
    '附件：任务分工表',
  ])
  nothingForeign(html)
})

it('PA4 from a WeChat article: its words and lists, without decoration, hidden text, cards and pictures put off', () => {
  const { blocks, html } = pasted('wechat')
  expect(blocks.map(told)).toEqual(['调研手记', '近日，课题组走访了三十二家企业。', '企业普遍反映用工难。', 'ul(技能工人短缺 | 流动性大)'])
  nothingForeign(html)
})

it('PA5 what was copied in a memo itself comes back as it was', () => {
  const seat = sit(memoDoc([paragraph('一、不是标题'), paragraph('尾')]))
  const { view } = seat.editor
  const slice = seat.editor.state.doc.slice(0, seat.editor.state.doc.content.size)
  const { dom } = view.serializeForClipboard(slice)
  view.dispatch(seat.editor.state.tr.setSelection(TextSelection.atEnd(seat.editor.state.doc)))
  view.pasteHTML(dom.innerHTML)
  expect(blocksOf(seat.doc).every(({ type }) => type === 'paragraph')).toBe(true)
  seat.close()
})
