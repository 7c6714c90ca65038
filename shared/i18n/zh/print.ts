/** The words of printed papers. Papers are official Chinese whatever language the screen speaks, so `en` shares them. */
export const print = {
  /** 期号 within the year; a draft has none yet. */
  number: (number: number | null): string => `第${number ?? '×'}期`,
  total: (total: number): string => `（总第${total}期）`,
  /** `2026-01-05` as 2026年1月5日: Arabic, full year, no zeros in front (GB/T 9704-2012, 7.3.5.4). */
  day: (day: string): string => {
    const [year, month, date] = day.split('-').map(Number)
    return `${year}年${month}月${date}日`
  },
  year: (day: string): string => `${Number(day.slice(0, 4))}年`,
  contents: '本期要目',
  authors: (names: readonly string[]): string => `（供稿：${names.join('、')}）`,
  notes: '注释',
  noteMark: (n: number): string => `[${n}]`,
  figure: (n: number): string => `图${n}`,
  gap: '　　',
  item: (n: number): string => `${n}.`,
  bullet: '·',
  lead: '牵头单位：',
  term: '办理时限：',
  report: '报：',
  send: '送：',
  distribute: '发：',
  copies: (copies: number): string => `（共印${copies}份）`,
  draft: '（草稿）',
  app: '议策',
} as const
