import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { paperHtml } from '../../../electron/papers/html.ts'
import { wordOf } from '../../../electron/word/sheets.ts'
import type { Block } from '../../../shared/documents/memo.ts'
import { filling, paperOf, textOf } from '../../briefing/kinds.ts'
import { run } from '../../briefing/sample.ts'

const noted = (text: string): Block => ({
  type: 'paragraph',
  runs: [run('账期为九十七天'), { ...run(''), note: { text, source: '', ref: '' } }, run('。')],
})
const paper = (blocks: Block[], annex: Block[] = []) =>
  paperOf('bulletin', [textOf('bulletin', blocks)], {
    annexes: annex.length === 0 ? [] : [{ of: 'attendance', text: { title: '附表', authors: [], blocks: annex } }],
  })
async function wordIn(blocks: Block[]): Promise<Record<string, string>> {
  const { content, about } = paper(blocks)
  if (content.form !== 'text') throw new TypeError('A briefing is text')
  return Object.fromEntries(Object.entries(unzipSync(await wordOf(content, about))).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

describe('脚注', () => {
  it('FN4 notes are counted through a sheet, from the articles into the annexes', () => {
    const { content } = paper([noted('甲'), noted('乙')], [noted('丙')])
    if (content.form !== 'text') throw new TypeError('A briefing is text')
    expect(content.sheets.flatMap(({ parts }) => parts.flatMap(({ notes }) => notes))).toEqual([
      { mark: '①', text: '甲' },
      { mark: '②', text: '乙' },
      { mark: '③', text: '丙' },
    ])
  })

  it('FN5 no line begins with the mark of a note: it is held to the letter before', () => {
    expect(paperHtml(paper([noted('甲')]).content)).toContain('账期为九十七<span class="whole">天<sup class="note-mark">①</sup></span>。')
  })

  it('FN6 in Word they are notes of Word, in its style, with numbers in circles', async () => {
    const parts = await wordIn([noted('甲'), noted('乙')])
    expect(parts['word/document.xml']?.match(/<w:footnoteReference w:id="\d+"\/>/g)).toHaveLength(2)
    expect(parts['word/document.xml']).toContain('<w:numFmt w:val="decimalEnclosedCircleChinese"/>')
    expect(parts['word/footnotes.xml']).toMatch(/<w:pStyle w:val="FootnoteText"\/>.*甲.*<w:pStyle w:val="FootnoteText"\/>.*乙/s)
    expect(parts['word/styles.xml']).toMatch(/w:styleId="FootnoteText".*?w:eastAsia="仿宋_GB2312".*?<w:sz w:val="21"\/>/s)
  })

  it('FN7 the imprint of a Word file floats at the foot of the last page, unless a note may stand there', async () => {
    const floats = async (blocks: Block[]): Promise<boolean> => (await wordIn(blocks))['word/document.xml']?.includes('<w:tblpPr') ?? false
    expect([await floats([noted('甲')]), await floats([noted('甲'), ...filling(40)]), await floats(filling(8))]).toEqual([
      false,
      true,
      true,
    ])
  })
})
