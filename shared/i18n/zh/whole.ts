/** The words of 可读存档. Its files are the house's own papers, Chinese whatever language the screen speaks, so there is no `en`. */
export const whole = {
  folder: (workspace: string, day: string): string => `${workspace}可读存档 ${day}`,
  contents: '目录',
  index: (workspace: string, at: string): string[] => [
    `${workspace} 可读存档`,
    `导出时间：${at}`,
    '各文件可用常见软件直接打开，不需要本系统。',
    '',
    '文件\t字节\tSHA-256',
  ],
  numbered: (name: string, nth: number): string => `${name}（${nth}）`,
  register: '01 登记簿全部记录',
  members: '01 成员',
  memberHead: ['姓名', '单位', '身份', '加入', '移出'],
  trail: '01 操作记录',
  ledger: '02 办理台账',
  figures: '02 督办统计',
  reply: (lead: string, name: string): string => `02 答复附件 ${[lead, name].filter(Boolean).join(' ')}`,
  replyMissing: (name: string): string => `附件“${name}”尚未从主持端送达这台机器，存档中没有它的内容。`,
  dialogue: (title: string, day: string): string => `03 会议 ${day} ${title}`,
  memo: (title: string): string => `04 建议稿 ${title}`,
  briefing: (masthead: string, day: string, number: number | null, mark: string): string =>
    `05 简报 ${masthead} ${day} 第${number ?? '×'}期${mark}`,
} as const
