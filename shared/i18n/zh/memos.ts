export const memos = {
  title: '建议稿',
  count: (count: number): string => `共 ${count} 篇`,
  create: '新建建议稿',
  empty: '这里存放提交党委、政府参考的建议稿。',
  emptyForReader: '建议稿送出后，会列在这里。',
  fields: { title: '标题', stage: '阶段', drafters: '起草人', dialogueId: '来自对话会', createdAt: '新建日期', characters: '字数' },
  stages: { drafting: '起草', consulting: '征求意见', countersigning: '会签', final: '定稿', submitted: '已报送' },
  stageSet: (stage: string): string => `阶段已改为“${stage}”`,
  noDialogue: '不关联对话会',
  noDrafters: '未指定',
  characters: (count: string): string => `${count} 字`,
  readOnly: '只供查看：您不是本文起草人，或本文已不在起草阶段。',
  rename: '修改标题',
  editDrafters: '调整起草人',
  drafterCount: (names: readonly string[]): string =>
    names.length > 2 ? `${names.slice(0, 2).join('、')}等 ${names.length} 人` : names.join('、'),
}
