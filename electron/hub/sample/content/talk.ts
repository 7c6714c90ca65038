import type { MemberKey } from './members.ts'

/** What is said about the memo that is out for opinions. `by: 'founder'` is whoever opened the sample. */
export type SampleThread = {
  by: MemberKey | 'founder'
  /** Words of the memo it is on. */
  quote: string
  text: string
  /** `@` in the text stands for the founder's name. */
  asksFounder?: true
  replacement?: string
  days: number
  replies: { by: MemberKey | 'founder'; text: string; days: number }[]
}

export const digitalTalk: readonly SampleThread[] = [
  {
    by: 'song',
    quote: '投入大、见效慢',
    text: '这一判断建议用走访数据支撑，可引用后文44家企业的比例。',
    days: -3,
    replies: [{ by: 'ding', text: '同意，正文第二部分已有数据，开头补一句即可。', days: -2 }],
  },
  {
    by: 'han',
    quote: '也是数字化改造的难点',
    text: '表述略重，企业看了容易误解。',
    replacement: '也是数字化改造的重点和难点',
    days: -2,
    replies: [],
  },
  {
    by: 'gu',
    quote: '工艺参数、客户清单等核心数据存放在外部平台，权属和使用范围缺少书面约定',
    text: '请@核实：是否已有示范合同文本可以引用？',
    asksFounder: true,
    days: -1,
    replies: [],
  },
]
