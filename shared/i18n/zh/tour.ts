/** The walk for somebody new: where things are, in the order in which the work goes. */
export const tour = {
  title: '导览',
  offer: '第一次使用？用两分钟沿着示例走一遍：从对话会到建议稿、简报、督办。',
  start: '开始导览',
  decline: '不需要',
  next: '下一步',
  back: '上一步',
  leave: '退出导览',
  finish: '完成',
  at: (step: number, of: number): string => `第 ${step} 步，共 ${of} 步`,
  keys: '回车下一步，← 上一步，Esc 退出',
  steps: {
    home: { title: '从工作台开始', body: '每天先看这里：下一场对话会、提到您的批注、待会签的建议稿、快到期的督办，点开即到。' },
    agenda: {
      title: '一场对话会',
      body: '上方是办理状态，下方各页是筹备、议题、参会人、纪要和文书。议程按时长自动排出起止时间，几个人可以同时编写。',
    },
    minutes: { title: '会上记录', body: '逐项写纪要，问题和任务随手登记责任单位和时限。主持人审定后，未办结的自动转入督办。' },
    memo: { title: '写建议稿', body: '在公文版式的稿纸上写，所见即所印。同事的修改、批注和修订就在旁边；文字随写随存，离线也能写。' },
    stages: {
      title: '一步步走到报送',
      body: '起草、征求意见、会签、定稿、已报送。会签针对冻结的一稿，文字一改即失效。右侧“？”说明每个阶段。',
    },
    briefing: { title: '编印简报', body: '左边填写各项，右边就是将要印出的 PDF。印发前自动检查，印发时由主持端编定期号。' },
    followUp: { title: '督办到答复', body: '每条建议都列在这里：牵头单位、时限、状态。临期、逾期会提示，也可看板查看、汇总统计。' },
    search: { title: '随时查找', body: '按 Ctrl+K，全部文稿、纪要、批注和人员一起查，人名可输拼音首字母。' },
    members: { title: '请同事一起来', body: '开启“主持协作”后邀请成员，他们在各自电脑上写，断网也不耽误，恢复后自动合并。' },
    end: {
      title: '就到这里',
      body: '按 F1 随时查看阶段说明，Shift+F1 查看全部快捷键。示例可随意修改；正式工作请在左下角切换工作区后新建。',
    },
  },
}
