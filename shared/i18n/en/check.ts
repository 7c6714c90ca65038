import type { check as zh } from '../zh/check.ts'

export const check: typeof zh = {
  rules: {
    dateForm: 'A date is written 2026年1月5日',
    dayWord: 'A date ends in 日, not 号',
    fullYear: 'Years have four digits',
    digits: 'Digits and per cent signs are half-width',
    percent: 'Percentages are digits with %',
    range: 'Ranges take ～, years take —, and % stands on both sides',
    about: '约 and 左右 say the same: one is enough',
    year: 'The year stands in 〔〕, the number without 第 or zeros: 〔2026〕1号',
    halfWidth: 'Chinese text takes full-width marks',
    ellipsis: 'An ellipsis is ……',
    dash: 'A dash is ——',
    quotes: 'Quotation marks are “ ”',
    pair: 'Brackets, quotation and title marks come in pairs',
    nestedTitles: 'A title within a title takes 〈〉',
    listedTitles: 'No 、 between quoted or titled items in a row',
    doubled: 'No mark twice',
    space: 'No space between Chinese and digits',
    itemMark: 'After （一） nothing, after 1 a full stop, after 第一 a comma',
    typedNumber: 'Headings number themselves',
    headingEnd: 'A heading has no mark at its end',
    headingOrder: 'Headings go down one level at a time: 一、（一）1.（1）',
  },
}
