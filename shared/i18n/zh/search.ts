export const search = {
  open: '查找',
  title: '查找',
  placeholder: '输入要找的词，多个词用空格分开',
  hint: 'Ctrl+K 随时打开；上下键选择，回车前往',
  all: '全部',
  kinds: { memo: '建议稿', dialogue: '对话会', briefing: '简报', recommendation: '督办', member: '成员' },
  none: (text: string): string => `没有找到“${text}”。可以减少几个字，或换一个说法。`,
  reading: '正在读取全部文稿，结果可能还不全…',
  results: '查找结果',
  shown: (shown: number, all: number): string => (shown < all ? `共 ${all} 条，列出前 ${shown} 条` : `共 ${all} 条`),
  goTo: '前往',
}
