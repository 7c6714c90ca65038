import type { HouseRule } from '../../documents/houseRules.ts'

/** What the check of a text says. One sentence a rule: how it is written, not what is wrong with the writer. */
export const check = {
  rules: {
    dateForm: '日期写成“2026年1月5日”',
    dayWord: '日期用“日”，不用“号”',
    fullYear: '年份写全四位',
    digits: '数字、百分号用半角',
    percent: '百分数用阿拉伯数字加“%”',
    range: '数值范围用“～”，年份用“—”，百分号前后都写',
    about: '“约”与“左右”不重复',
    year: '年份用六角括号，号前不加“第”和“0”，如“〔2026〕1号”',
    halfWidth: '中文里用全角标点',
    ellipsis: '省略号为“……”',
    dash: '破折号为“——”',
    quotes: '引号用“”',
    pair: '括号、引号、书名号成对',
    nestedTitles: '书名号里再用书名号时，里面用〈〉',
    listedTitles: '并列的引号、书名号之间不加顿号',
    doubled: '标点不重复',
    space: '中文与数字之间不空格',
    itemMark: '序号后的标点：“（一）”不加，“1.”用点，“第一，”用逗号',
    typedNumber: '序号由标题样式自动编，不用手写',
    headingEnd: '标题末尾不加标点',
    headingOrder: '标题逐级往下：一、（一）1.（1）',
  } satisfies Record<HouseRule, string>,
}
