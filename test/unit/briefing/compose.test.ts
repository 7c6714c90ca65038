import { describe, expect, it } from 'vitest'
import { compose, suggestedFileName } from '../../../shared/briefing/compose.ts'
import type { BriefingSource, BriefingText } from '../../../shared/briefing/source.ts'
import type { PrintedBlock, Sheet } from '../../../shared/papers/paper.ts'
import type { Briefing } from '../../../shared/register.ts'
import { phrases } from '../../../shared/briefing/phrases.ts'
import { blockTexts } from '../../../shared/documents/memo.ts'
import type { MemoContent } from '../../../shared/documents/memo.ts'
import { briefing, firstMemo, heading, paragraph, run, secondMemo, sourceOf } from '../../briefing/sample.ts'
import { printedTexts } from '../../briefing/texts.ts'

const memo = (blocks: MemoContent['blocks']): MemoContent => ({ title: '题目', authors: [], blocks })
const sheetOf = (record: Briefing, texts: BriefingText[], more: Partial<BriefingSource> = {}): Sheet => {
  const { content } = compose({ ...sourceOf(record, texts), ...more })
  const sheet = content.form === 'text' ? content.sheets[0] : undefined
  return sheet ?? expect.fail('no sheet')
}
const partsOf = (texts: BriefingText[]) => sheetOf(briefing, texts).parts
const blocksOf = (blocks: MemoContent['blocks']): PrintedBlock[] => partsOf([memo(blocks)])[0]?.blocks ?? []

describe('BC a briefing is composed from its record and its memos', () => {
  it('BC1 an issued briefing shows its numbers, a draft the place for one', () => {
    expect(sheetOf(briefing, []).head?.number).toBe('第3期（总第15期）')
    expect(sheetOf({ ...briefing, number: null, total: null }, []).head?.number).toBe('第×期')
  })

  it('BC2 dates are Arabic without zeros in front', () => {
    expect(sheetOf({ ...briefing, date: '2026-01-05' }, []).head?.ends?.right).toBe('2026年1月5日')
  })

  it('BC3 headings are numbered in the official order, and anew in each article', () => {
    const blocks = [heading(1, '甲'), heading(2, '乙'), heading(3, '丙'), heading(4, '丁'), heading(2, '戊'), heading(1, '己')]
    const articles = partsOf([memo(blocks), memo(blocks)])
    const numbers = articles.map((article) => article.blocks.map((block) => (block.type === 'heading' ? block.number : '')))
    expect(numbers).toEqual([
      ['一、', '（一）', '1.', '（1）', '（二）', '二、'],
      ['一、', '（一）', '1.', '（1）', '（二）', '二、'],
    ])
  })

  it('BC4 a heading inside a quote takes its number in reading order', () => {
    const blocks = blocksOf([heading(1, '甲'), { type: 'quote', blocks: [heading(1, '乙')] }, heading(1, '丙')])
    expect(JSON.stringify(blocks).match(/"number":"[^"]*"/g)).toEqual(['"number":"一、"', '"number":"二、"', '"number":"三、"'])
  })

  it('BC5 every word of every memo is printed, in order', () => {
    const articles = partsOf([firstMemo, secondMemo])
    for (const [index, { blocks }] of [firstMemo, secondMemo].entries()) {
      const wanted = blockTexts(blocks).map((text) => text.trim())
      const got = printedTexts(articles[index]?.blocks ?? [])
      expect(got.filter((text) => text !== '')).toEqual(wanted.filter((text) => text !== ''))
    }
  })

  it('BC6 spaces typed as an indent and empty paragraphs are left out', () => {
    expect(blocksOf([paragraph('　　正文　'), paragraph('　 '), paragraph('')])).toEqual([{ type: 'paragraph', runs: [run('正文')] }])
  })

  it('BC7 characters without a form on paper do not reach it', () => {
    const [block] = blocksOf([paragraph('甲\u0000\u0007乙\ud800丙\t丁')])
    expect(block).toEqual({ type: 'paragraph', runs: [run('甲乙\ufffd丙 丁')] })
  })

  it('BC8 a recommendation names lead and term as far as they are known', () => {
    const [block] = blocksOf([{ type: 'recommendation', id: 'x', runs: [run('办法')], lead: ' 市教育局 ', term: '' }])
    expect(block).toMatchObject({ terms: [{ label: '牵头单位：', text: '市教育局' }] })
  })

  it('BC9 only rows of header cells at the top are the head of a table', () => {
    const cell = (text: string, header: boolean, rowspan = 1) => ({ header, colspan: 1, rowspan, width: null, blocks: [paragraph(text)] })
    const table = (first: number) => blocksOf([{ type: 'table', rows: [[cell('甲', true, first)], [cell('乙', false)]] }])[0]
    expect(table(1)).toMatchObject({ head: [[{ header: true }]], body: [[{ header: false }]] })
    expect(table(2)).toMatchObject({ head: [] })
  })

  it('BC10 the widths that were drawn become shares of the whole', () => {
    const cell = (width: number | null) => ({ header: false, colspan: 1, rowspan: 1, width, blocks: [] })
    expect(blocksOf([{ type: 'table', rows: [[cell(100), cell(300)]] }])[0]).toMatchObject({ columns: [0.25, 0.75] })
    expect(blocksOf([{ type: 'table', rows: [[cell(null), cell(null)]] }])[0]).toMatchObject({ columns: [] })
  })

  it('BC11 titles are listed when there are several', () => {
    expect(sheetOf(briefing, [firstMemo]).contents.entries).toEqual([])
    expect(sheetOf(briefing, [firstMemo, secondMemo]).contents.entries.map(({ text }) => text)).toEqual([firstMemo.title, secondMemo.title])
  })

  it('BC12 the imprint leaves out what is not filled in', () => {
    const imprint = sheetOf({ ...briefing, send: '', copies: 0 }, []).imprint
    expect(imprint).toEqual({
      rows: [
        { label: '报：', text: briefing.report, joined: false },
        { label: '发：', text: briefing.distribute, joined: false },
      ],
      last: null,
    })
  })

  it('BC13 the name of the file holds on every system', () => {
    expect(suggestedFileName(briefing)).toBe('民营经济智库专报2026年第3期.pdf')
    expect(suggestedFileName({ ...briefing, masthead: '../a:b|c', state: 'draft', number: null })).toBe('abc（草稿）.pdf')
  })

  it('BC14 titles break between words, not before marks, not inside what the word list tears apart', () => {
    const title = '关于缓解应收账款周期拉长问题的建议（试行）'
    const pieces = phrases(title)
    expect(pieces.join('')).toBe(title)
    expect(pieces.some((piece) => piece.includes('应收账款'))).toBe(true)
    expect(pieces.every((piece) => !/^[的，、。）》]/u.test(piece) && !/[（《“]$/u.test(piece))).toBe(true)
  })

  it('BC15 what was withdrawn says so over its pages, in its title and in the name of the file, and is the same in everything else', () => {
    const source = sourceOf(briefing, [firstMemo])
    const [plain, gone] = [compose(source), compose({ ...source, withdrawn: { day: '2026-09-20', replacedBy: '智库专报第4期' } })]
    if (plain.content.form !== 'text' || gone.content.form !== 'text') throw new TypeError('A briefing is text')
    expect(gone.content.banner).toBe('已撤回（2026年9月20日），由智库专报第4期替代')
    expect(gone.fileName).toBe(`${plain.fileName}（已撤回）`)
    expect(gone.about.title).toContain('已撤回')
    expect({ ...gone.content, banner: undefined }).toEqual({ ...plain.content, banner: undefined })
  })
})
