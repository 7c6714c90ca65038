/** The words of a briefing's annexes. They are official Chinese whatever language the screen speaks. */
export const annexes = {
  adoption: (title: string): string => `《${title}》意见采纳情况表`,
  adoptionHead: ['序号', '提出人', '原文', '意见', '采纳情况', '理由'],
  outcomes: { adopted: '采纳', partly: '部分采纳', declined: '不采纳' },
  instead: (text: string, replacement: string): string => `${text}（建议改为：${replacement}）`,
  change: (after: string): string => `改为：${after}`,
  left: '删去',
  comments: (title: string): string => `《${title}》尚未处理的意见`,
  commentsHead: ['序号', '提出人', '原文', '意见'],
  endorsements: (title: string): string => `《${title}》会签意见`,
  endorsementsHead: ['序号', '会签人', '意见', '保留意见或理由'],
  choices: { agreed: '同意', reserved: '保留意见', declined: '不同意' },
} as const
