// @vitest-environment jsdom
import { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { beforeAll, describe, expect, it } from 'vitest'
import { readMarkdown, readWord } from '../../../electron/imports/read.ts'
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

  it('IM4 a sentence that begins with a number stays a sentence', () => {
    expect(imported('<p>一、基本情况。今年以来形势向好。</p><p>末</p>')).toMatchObject([{ type: 'paragraph' }, { type: 'paragraph' }])
  })
})
