import { describe, expect, it } from 'vitest'
import { checkPaper, faultsIn, type LineKind } from '../../../shared/documents/houseRules.ts'
import type { Run } from '../../../shared/documents/memo.ts'

/** The line with every departure put right that has but one right form. */
function put(line: string, kind: LineKind = 'text'): string {
  return faultsIn(line, kind)
    .reverse()
    .reduce((text, { from, to, instead }) => (instead === null ? text : text.slice(0, from) + instead + text.slice(to)), line)
}
const run = (text: string): Run => ({ text, bold: false, italic: false, underline: false })

describe('the rules of the house', () => {
  it.each([
    ['定于2026年01月05日召开', '定于2026年1月5日召开'],
    ['2026-3-8、2026.3.8和2026/03/08', '2026年3月8日、2026年3月8日和2026年3月8日'],
    ['二〇二六年十一月二十四日印发', '2026年11月24日印发'],
    ['11月24号前报送', '11月24日前报送'],
    ['截至26年3月底', '截至2026年3月底'],
    ['增长１２．５％', '增长12.5%'],
    ['占百分之二十五，百分之六十八', '占25%，68%'],
    ['降低10-15%', '降低10%～15%'],
    ['共30-50家', '共30～50家'],
    ['2021-2025年', '2021—2025年'],
    ['约300家左右', '约300家'],
    ['青民智[2026]第01号', '青民智〔2026〕1号'],
    ['融资难,融资贵;主要在首贷', '融资难，融资贵；主要在首贷'],
    ['民营企业(含个体户)反映', '民营企业（含个体户）反映'],
    ['融资难。。。', '融资难……'],
    ['关于印发《关于执行《通知》的意见》', '关于印发《关于执行〈通知〉的意见》'],
    ['“专精特新”、“小巨人”', '“专精特新”“小巨人”'],
    ['推进，，落实', '推进，落实'],
    ['共 12 家 企业', '共12家企业'],
    ['（一）、总体情况', '（一）总体情况'],
    ['1、总体情况', '1.总体情况'],
    ['第一、加强协调。第二、完善机制', '第一，加强协调。第二，完善机制'],
    ['所谓"白名单"制度', '所谓“白名单”制度'],
  ])('HR1 “%s” becomes “%s”', (line, right) => expect(put(line)).toBe(right))

  it.each([
    '2026年1月5日14:00开始，共12,000元，增长3.5%',
    '联系电话0532-88881234，执行GB/T 9704-2012',
    '“十四五”期间，10%～15%的企业（含小微）表示满意……',
    '王　秀　兰',
    'OECD（经合组织）发布《报告》。',
    'https://example.org/a?b=1',
  ])('HR2 what is right already is left alone: %s', (line) => expect(faultsIn(line)).toEqual([]))

  it('HR3 a bracket that nobody closed is told, and left for a person to mend', () => {
    expect(faultsIn('反映（含个体户的问题')).toEqual([{ rule: 'pair', from: 2, to: 3, instead: null }])
  })

  it('HR4 headings: no mark at the end, no number by hand, no level left out', () => {
    expect(put('一、基本情况。', 1)).toBe('基本情况')
    expect(put('总的看，形势向好。', 4)).toBe('总的看，形势向好。')
    const faults = checkPaper({
      title: '关于民营企业融资的建议。',
      blocks: [
        { type: 'heading', level: 1, runs: [run('基本情况')] },
        { type: 'heading', level: 3, runs: [run('首贷')] },
        { type: 'paragraph', runs: [run('一、问题')] },
      ],
    })
    expect(faults.map(({ rule, paragraph }) => [rule, paragraph])).toEqual([
      ['headingEnd', 0],
      ['headingOrder', 2],
      ['typedNumber', 3],
    ])
  })

  it('HR5 what has been put right has nothing left to put right', () => {
    const line = '截至26年3月,约300家(含个体户)左右反映融资难。。。占10-15%'
    expect(faultsIn(put(line))).toEqual([])
  })
})
