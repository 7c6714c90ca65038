import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockTexts, characterCount, chineseNumber, headingNumbers, recommendations } from '../../../shared/documents/memo.ts'
import type { Block, HeadingLevel, Run } from '../../../shared/documents/memo.ts'

const run = (text: string, bold = false): Run => ({ text, bold, italic: false, underline: false })
const paragraph = (...texts: string[]): Block => ({ type: 'paragraph', runs: texts.map((text) => run(text)) })
const measure = (id: string): Block => ({
  type: 'recommendation',
  id,
  runs: [run('推行限时验收')],
  lead: '市财政局',
  term: '2027年6月底前',
})

describe('ME1 numbers in Chinese', () => {
  it.each([
    [1, '一'],
    [9, '九'],
    [10, '十'],
    [11, '十一'],
    [19, '十九'],
    [20, '二十'],
    [34, '三十四'],
    [90, '九十'],
    [99, '九十九'],
  ])('ME1 %i is %s', (n, chinese) => {
    expect(chineseNumber(n)).toBe(chinese)
  })

  it('ME1 no two numbers read alike', () => {
    const all = Array.from({ length: 99 }, (_, index) => chineseNumber(index + 1))
    expect(new Set(all).size).toBe(99)
  })

  it.each([0, -1, 100, 1.5, Number.NaN])('ME1 %d has no heading number', (n) => {
    expect(() => chineseNumber(n)).toThrow(RangeError)
  })
})

describe('ME2 headings are numbered in the official order', () => {
  it('ME2 each level has its own form and starts again under a new heading above it', () => {
    const levels: HeadingLevel[] = [1, 2, 3, 4, 4, 3, 2, 3, 1, 2, 3]
    expect(headingNumbers(levels)).toEqual(['一、', '（一）', '1.', '（1）', '（2）', '2.', '（二）', '1.', '二、', '（一）', '1.'])
  })

  it('ME2 a level that was left out does not shift the others', () => {
    expect(headingNumbers([1, 3, 3, 2, 3])).toEqual(['一、', '1.', '2.', '（一）', '1.'])
  })

  it('ME2 any order of headings: one of a level counts on since the last one above it', () => {
    const level: fc.Arbitrary<HeadingLevel> = fc.constantFrom(1, 2, 3, 4)
    fc.assert(
      fc.property(fc.array(level, { maxLength: 60 }), (levels) => {
        const numbers = headingNumbers(levels)
        levels.forEach((one, index) => {
          const since = levels.slice(0, index).findLastIndex((other) => other < one) + 1
          const count = levels.slice(since, index + 1).filter((other) => other === one).length
          const chinese = chineseNumber(count)
          expect(numbers[index]).toBe({ 1: `${chinese}、`, 2: `（${chinese}）`, 3: `${count}.`, 4: `（${count}）` }[one])
        })
      }),
    )
  })
})

describe('ME3 characters are counted as in official papers', () => {
  it('ME3 every visible character counts, spaces and breaks do not, a rare character counts once', () => {
    expect(characterCount([paragraph('账款 清欠，', '　60.8%\n', '𠮷')])).toBe(5 + 5 + 1)
  })

  it('ME3 text in lists, quotes, tables and recommendations counts', () => {
    const cell = { header: false, colspan: 1, rowspan: 1, width: null, blocks: [paragraph('合计')] }
    const blocks: Block[] = [
      { type: 'heading', level: 1, runs: [run('基本'), run('情况', true)] },
      { type: 'list', ordered: false, items: [[paragraph('其一')], [paragraph('其二')]] },
      { type: 'quote', blocks: [paragraph('原话')] },
      { type: 'table', rows: [[cell, cell]] },
      measure('a'),
    ]
    expect(blockTexts(blocks)).toEqual(['基本情况', '其一', '其二', '原话', '合计', '合计', '推行限时验收', '市财政局', '2027年6月底前'])
    expect(characterCount(blocks)).toBe(4 + 4 + 2 + 4 + 6 + 4 + 9)
  })

  it('ME3 an empty body has none', () => {
    expect(characterCount([])).toBe(0)
    expect(characterCount([paragraph()])).toBe(0)
  })
})

describe('ME4 recommendations are found wherever they stand', () => {
  it('ME4 in the order of reading, those inside quotes and lists included', () => {
    const blocks: Block[] = [
      measure('a'),
      paragraph('说明'),
      { type: 'quote', blocks: [measure('b')] },
      { type: 'list', ordered: true, items: [[paragraph('其一'), measure('c')], [measure('d')]] },
      measure('e'),
    ]
    expect(recommendations(blocks).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
