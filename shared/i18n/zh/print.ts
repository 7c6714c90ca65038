/** The words of printed papers. Papers are official Chinese whatever language the screen speaks, so `en` shares them. */
export const print = {
  /** What a workbook is set in, as the programs of an office know it. */
  bookFace: '宋体',
  /** 期号 within the year; a draft has none yet. */
  number: (number: number | null): string => `第${number ?? '×'}期`,
  total: (total: number): string => `（总第${total}期）`,
  /** `2026-01-05` as 2026年1月5日: Arabic, full year, no zeros in front (GB/T 9704-2012, 7.3.5.4). */
  day: (day: string): string => {
    const [year, month, date] = day.split('-').map(Number)
    return `${year}年${month}月${date}日`
  },
  year: (day: string): string => `${Number(day.slice(0, 4))}年`,
  /** 增刊第1期 */
  supplement: '增刊',
  /** 青民智〔2026〕1号: hexagonal brackets, no zeros (7.2.5). */
  mark: (mark: string, year: string, number: number | null): string => `${mark}〔${year}〕${number ?? '×'}号`,
  /** 份号: six digits (7.2.1). */
  copyNumber: (copy: number): string => String(copy).padStart(6, '0'),
  urgency: { urgent: '加急', extra: '特急' },
  signer: '签发人：',
  contents: '本期要目',
  longContents: '目录',
  editorNote: '编者按：',
  annex: (nth: number | null): string => `附件${nth ?? ''}`,
  annexes: '附件：',
  authors: (names: readonly string[]): string => `（供稿：${names.join('、')}）`,
  notes: '注释',
  /** ① to ㊿, as far as Unicode has them, then [51]. */
  noteMark: (n: number): string => {
    const first = n <= 20 ? 0x2460 : n <= 35 ? 0x3251 - 20 : 0x32b1 - 35
    return n <= 50 ? String.fromCodePoint(first + n - 1) : `[${n}]`
  },
  figure: (n: number): string => `图${n}`,
  picture: (hash: string): string => `图片 ${hash.slice(0, 8)}`,
  dots: (count: number): string => `每英寸 ${count} 点`,
  inBrackets: (text: string): string => `（${text}）`,
  gap: '　　',
  item: (n: number): string => `${n}.`,
  bullet: '·',
  lead: '牵头单位：',
  term: '办理时限：',
  report: '报：',
  send: '送：',
  distribute: '发：',
  to: '主送：',
  copyTo: '抄送：',
  printedOn: (day: string): string => `${day}印发`,
  hands: { editor: '责任编辑：', reviewer: '核稿：', approver: '签发：' },
  copies: (copies: number): string => `（共印${copies}份）`,
  mastheads: {
    bulletin: '简报',
    special: '决策参考',
    minutes: '会议纪要',
    letter: '民营经济智库',
    document: '民营经济智库',
    agenda: '会议议程',
    research: '调研报告',
  },
  compiler: '秘书处',
  internal: '内部资料',
  draft: '（草稿）',
  withdrawnMark: '（已撤回）',
  withdrawn: (day: string, replacedBy: string | null): string =>
    `已撤回（${day}）${replacedBy === null ? '，不再使用' : `，由${replacedBy}替代`}`,
  /** What a file was made from; said in its properties. */
  state: (hash: string): string => `内容状态 ${hash}`,
  app: '议策',
} as const
