// @vitest-environment jsdom
import { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { beforeAll, describe, expect, it } from 'vitest'
import { readMarkdown, readPlain, readWord } from '../../../electron/imports/read.ts'
import { markdownOf } from '../../../shared/documents/markdown.ts'
import { plainRun, plainText, type Block, type Cell, type Run } from '../../../shared/documents/memo.ts'
import { papers } from '../../../shared/i18n/zh/papers.ts'
import { importedHtml } from '../../../renderer/editor/imports/importedHtml.ts'
import { blocksOf, memoDoc, paragraph, sit, withoutLayout } from '../editor/desk.ts'

beforeAll(withoutLayout)

/** What a memo holds after the import. */
function imported(html: string) {
  const seat = sit(memoDoc([paragraph('')]))
  seat.editor.commands.setTextSelection(1)
  seat.editor.view.pasteHTML(importedHtml(html))
  const blocks = blocksOf(seat.doc)
  seat.close()
  return blocks
}

describe('importing a document', () => {
  it('IM2 headings, forms, tables and notes of a Word file come in as the memo has them', async () => {
    const file = new Document({
      footnotes: { 1: { children: [new Paragraph('市统计局，2026年')] } },
      sections: [
        {
          children: [
            new Paragraph({ text: '一、基本情况', heading: HeadingLevel.HEADING_1 }),
            new Paragraph('（一）总体'),
            new Paragraph({
              children: [new TextRun('企业共12家'), new FootnoteReferenceRun(1), new TextRun('。')],
            }),
            new Table({
              rows: [
                new TableRow({
                  children: [new TableCell({ children: [new Paragraph('甲')] }), new TableCell({ children: [new Paragraph('乙')] })],
                }),
              ],
            }),
            new Paragraph('尾'),
          ],
        },
      ],
    })
    const { html, dropped } = await readWord(new Uint8Array(await Packer.toBuffer(file)))
    expect(dropped).toEqual([])
    expect(imported(html)).toMatchObject([
      { type: 'heading', level: 1, runs: [{ text: '基本情况' }] },
      { type: 'heading', level: 2, runs: [{ text: '总体' }] },
      {
        type: 'paragraph',
        runs: [{ text: '企业共12家' }, { note: { text: '市统计局，2026年' } }, { text: '。' }],
      },
      { type: 'table', rows: [[{ blocks: [{ runs: [{ text: '甲' }] }] }, { blocks: [{ runs: [{ text: '乙' }] }] }]] },
      { type: 'paragraph', runs: [{ text: '尾' }] },
    ])
  })

  it('IM3 Markdown comes in by its structure; what has no place is named', () => {
    const { html, dropped } = readMarkdown(
      '# 情况\n\n正文**粗**\n\n- 甲\n- 乙\n\n| 类 | 数 |\n|---|---|\n| 制造 | 64 |\n\n![图](x.png)\n\n<b>码</b>\n',
    )
    expect(dropped).toMatchObject([{ kind: 'pictures', count: 1 }, { kind: 'html' }])
    expect(imported(html).map(({ type }) => type)).toEqual(['heading', 'paragraph', 'list', 'table', 'paragraph', 'paragraph'])
  })

  it('IM6 a Markdown file of our own comes in with its levels, notes, breaks and underlining, and nothing is named as left out', () => {
    const run = (text: string, marks: Partial<Run> = {}): Run => ({ ...plainRun(text), ...marks })
    const cell = (...texts: string[]): Cell => ({
      ...{ header: false, colspan: 1, rowspan: 1, width: null },
      blocks: texts.map((text) => ({ type: 'paragraph', runs: [plainRun(text)] })),
    })
    const note = (text: string): Run => run('', { note: { text, source: '', ref: '' } })
    const blocks: Block[] = [
      { type: 'heading', level: 1, runs: [run('总体情况')] },
      { type: 'paragraph', runs: [run('企业12家[1]'), note('市统计局，2026年'), run('，贷款3亿元'), note('人民银行'), run('。')] },
      { type: 'heading', level: 2, runs: [run('融资')] },
      { type: 'heading', level: 3, runs: [run('贷款余额')] },
      { type: 'heading', level: 4, runs: [run('小微企业')] },
      { type: 'paragraph', runs: [run('甲'), run('乙', { underline: true }), run('丙')] },
      {
        type: 'table',
        rows: [
          [cell('类'), cell('数')],
          [cell('2025', '180'), cell('尾')],
        ],
      },
      { type: 'paragraph', runs: [run('末')] },
    ]
    const { html, dropped } = readMarkdown(markdownOf({ title: '建议', authors: ['宋远'], blocks }, papers.memo.markdown))
    expect(dropped).toEqual([])
    const texts = (block: Block): string => ('runs' in block ? plainText(block.runs) : block.type)
    const back = imported(html)
    expect(back.map((block) => ('level' in block ? `${String(block.level)} ${texts(block)}` : texts(block)))).toEqual([
      ...['建议', '宋远', '1 总体情况', '企业12家[1]，贷款3亿元。', '2 融资', '3 贷款余额', '4 小微企业', '甲乙丙', 'table', '末'],
    ])
    expect(back[3]).toMatchObject({ runs: [{}, { note: { text: '市统计局，2026年' } }, {}, { note: { text: '人民银行' } }, {}] })
    expect(back[7]).toMatchObject({ runs: [{}, { text: '乙', underline: true }, {}] })
    expect(back[8]).toMatchObject({ rows: [{}, [{ blocks: [{ runs: [{ text: '2025' }, { text: '\n' }, { text: '180' }] }] }, {}]] })
  })

  it('IM7 a note that no line asks for stays, and a mark without a note is text', () => {
    const { html } = readMarkdown('甲[^x]乙\n\n[^y]: 无人引用\n[^z]: 也无人\n')
    expect(imported(html)).toMatchObject([
      { runs: [{ text: '甲[^x]乙' }] },
      { runs: [{ text: '无人引用' }] },
      { runs: [{ text: '也无人' }] },
    ])
  })

  it('IM8 of a Word file of our own underlining, quotes and the one head row of a table stay', async () => {
    const row = (text: string, head: boolean): TableRow =>
      new TableRow({ tableHeader: head, children: [new TableCell({ children: [new Paragraph(text)] })] })
    const file = new Document({
      styles: { paragraphStyles: [{ id: 'OfficialQuote', name: '公文引文' }] },
      sections: [
        {
          children: [
            new Paragraph({ children: [new TextRun('甲'), new TextRun({ text: '乙', underline: {} })] }),
            new Paragraph({ text: '引文一', style: 'OfficialQuote' }),
            new Paragraph({ text: '引文二', style: 'OfficialQuote' }),
            new Table({ rows: [row('年份', true), row('2024', false), row('2025', false)] }),
            new Paragraph('尾'),
          ],
        },
      ],
    })
    const { html } = await readWord(new Uint8Array(await Packer.toBuffer(file)))
    expect(imported(html)).toMatchObject([
      { type: 'paragraph', runs: [{ text: '甲' }, { text: '乙', underline: true }] },
      { type: 'quote', blocks: [{ runs: [{ text: '引文一' }] }, { runs: [{ text: '引文二' }] }] },
      { type: 'table', rows: [[{ header: true }], [{ header: false }], [{ header: false }]] },
      { type: 'paragraph' },
    ])
  })

  it('IM9 of a text file each line is a paragraph, and its letters are letters', () => {
    const { html } = readPlain('关于民营经济的报告\r\n\r\n一、基本情况\r\n　　今年*以来*，<b>形势</b>向好。\n# 井号\n-----\n1. 第一\n')
    expect(imported(html)).toMatchObject([
      { type: 'paragraph', runs: [{ text: '关于民营经济的报告' }] },
      { type: 'heading', level: 1, runs: [{ text: '基本情况' }] },
      { type: 'paragraph', runs: [{ text: '今年*以来*，<b>形势</b>向好。' }] },
      { type: 'paragraph', runs: [{ text: '# 井号' }] },
      { type: 'paragraph', runs: [{ text: '-----' }] },
      { type: 'paragraph', runs: [{ text: '1. 第一' }] },
    ])
  })

  it('IM10 a broken line of Chinese Markdown has no blank for the break, and what was struck out is named', () => {
    const { html, dropped } = readMarkdown('今年以来，\n形势向好，GDP\ngrows。~~旧~~新[^1]\n\n[^1]: 来源\n  续行\n')
    expect(dropped).toEqual([{ kind: 'revisions', count: 1 }])
    expect(imported(html)).toMatchObject([{ runs: [{ text: '今年以来，形势向好，GDP grows。新' }, { note: { text: '来源续行' } }] }])
  })

  it('IM11 Markdown made of the beginnings of notes is read without delay', () => {
    const started = performance.now()
    readMarkdown('[^'.repeat(200_000))
    readMarkdown('[^a]: b\n'.repeat(50_000))
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('IM4 a sentence that begins with a number stays a sentence', () => {
    expect(imported('<p>一、基本情况。今年以来形势向好。</p><p>末</p>')).toMatchObject([{ type: 'paragraph' }, { type: 'paragraph' }])
  })
})
