import type { DialogueState, FollowUpStatus, MemoStage, TopicState } from '../../register.ts'

/** What a stage means, who may do what in it, what comes next, and the rule it rests on. */
export type StageHelp = { means: string; who: string; next: string; basis?: string }

const policy = (clause: string): string => `青岛市《关于构建新型政商关系的意见》（${clause}）`

const dialogue: Record<DialogueState, StageHelp> = {
  preparing: {
    means: '征集议题，编排议程，拟定参会人，办理审批与合规事项。',
    who: '秘书处安排全部事项；专家可提出议题、编写议程；列席只看。',
    next: '“筹备”各项填齐后，秘书处改为“已通知”。',
    basis: `${policy('一')}：每半年至少一次座谈会；涉企决策前听证、论证、座谈。`,
  },
  announced: {
    means: '议程和邀请函已发出，等候回执。',
    who: '秘书处登记回执、打印席卡和主持词；议程经确认后冻结，改动须先重新开放。',
    next: '开会当天打开“会场计时”，开始第一项后转入“进行中”。',
  },
  running: {
    means: '会议正在进行：计时、记录发言，登记议定事项、问题和任务。',
    who: '秘书处和指定的记录人写纪要、推进议程；其他人随时可看。',
    next: '末项结束后转入“已结束”。',
  },
  ended: {
    means: '会已开完，核对签到，整理纪要，交主持人审定。',
    who: '记录人修改纪要；主持人审定并锁定，或由秘书处代录。',
    next: '审定后，未办结的问题和任务转入督办；随后归档。',
    basis: `${policy('三')}：受理、限时办理、及时反馈、跟踪督促。`,
  },
  archived: {
    means: '案卷齐备，内容不再修改。',
    who: '所有成员可查看、导出。归档不能退回，请先核对再归档。',
    next: '未办结的事项在“督办”中继续跟踪。',
  },
}

const topic: Record<TopicState, StageHelp> = {
  proposed: {
    means: '有人提出，尚未审定。',
    who: '专家、秘书处都可提出；提出人可修改；秘书处审定。',
    next: '受理、并入相近议题、转办，或说明理由不采用。',
  },
  accepted: { means: '同意讨论，等待排入议程。', who: '秘书处可列入议程，也可改定。', next: '列入议程，成为最后一项，可再调整先后。' },
  listed: { means: '已是议程中的一项。', who: '在议程中修改环节、发言人和时长。', next: '开会讨论；由此写出的建议稿自动保留来龙去脉。' },
  transferred: {
    means: '不列入本次会议，转有关单位办理。',
    who: '秘书处转办，记下单位；可重新考虑。',
    next: '由该单位办理，秘书处了解结果。',
  },
  declined: { means: '不列入本次会议，理由已记录。', who: '提出人可看到理由；秘书处可重新考虑。', next: '无须办理。' },
  merged: { means: '与相近议题合并，原文仍可查看。', who: '秘书处合并。', next: '随所并入的议题一起办理。' },
}

const memo: Record<MemoStage, StageHelp> = {
  drafting: {
    means: '起草人合写，尚未公开征求意见。',
    who: '起草人和秘书处可改；其他专家可看、可批注；列席看不到。',
    next: '写成后由秘书处转入“征求意见”。',
    basis: `${policy('四')}：智库分析研判，提出措施建议，供党委、政府参考。`,
  },
  consulting: {
    means: '请全体专家提意见，逐条记录是否采纳。',
    who: '专家批注、附改写文字；起草人和秘书处修改正文；列席可看。',
    next: '意见处理完毕后发起会签，文本随即冻结。',
  },
  countersigning: {
    means: '文本已冻结，受邀专家针对这一稿表示意见。',
    who: '受邀专家同意、保留意见或不同意；秘书处可催请。要改文字须退回，已有意见随改动失效。',
    next: '表示完毕后转入“定稿”；保留意见随文印出。',
  },
  final: { means: '文字已定，等待编入简报。', who: '所有人只看；秘书处可退回修改。', next: '编入一期简报印发，自动转为“已报送”。' },
  submitted: {
    means: '已随简报送出，文字存档，不再改动。',
    who: '所有人可看；其中每条建议由秘书处督办。',
    next: '在“督办”中跟踪，直到答复、销号。',
  },
}

const briefing: Record<'draft' | 'standing' | 'withdrawn' | 'replaced', StageHelp> = {
  draft: {
    means: '正在编排，版面随时可看，期号未定。',
    who: '秘书处选文稿、填写各项、逐条改正“检查”中的问题；其他成员可看。',
    next: '检查无误后印发，由主持端编定期号。',
    basis: '参照 GB/T 9704—2012《党政机关公文格式》。',
  },
  standing: {
    means: '已取得期号，收入的文稿定稿存档，建议转入督办。',
    who: '所有成员可查看、保存；秘书处可编份号、登记发往何处。',
    next: '送出纸质件或文件；收到的任何 PDF 都可在“发文登记”中校验。',
  },
  withdrawn: {
    means: '发现差错已撤回：期号保留，不再使用。',
    who: '秘书处撤回并写明理由；收入的建议稿回到“定稿”。',
    next: '改正后另印一期，并登记由哪一期替换。',
  },
  replaced: { means: '已由后一期替换，不应再引用。', who: '所有成员可查看两期。', next: '以替换的一期为准。' },
}

const followUp: Record<FollowUpStatus | 'closed', StageHelp> = {
  registered: { means: '纪要审定后列入清单，尚未交办。', who: '秘书处填写牵头单位、时限，交办后改为“已签收”。', next: '承办单位签收。' },
  submitted: { means: '建议已随简报送出，等候承办单位签收。', who: '秘书处登记签收日期；临期、逾期可催办。', next: '签收后改为“已签收”。' },
  received: {
    means: '承办单位已收到，尚未反馈进展。',
    who: '秘书处登记反馈。',
    next: '有进展时改为“办理中”。',
    basis: `${policy('三')}：限时办理、及时反馈。`,
  },
  underway: { means: '承办单位正在办理，按期反馈进展。', who: '秘书处逐条记录进展，催办也留记录。', next: '收到书面答复后改为“已答复”。' },
  answered: {
    means: '已收到答复，采纳与否待定。',
    who: '秘书处录入答复、结果类别和提出方评价。',
    next: '按答复改为采纳、部分采纳、留作参考或未采纳。',
  },
  adopted: { means: '全部采纳。', who: '秘书处登记结果；领导批示记在“批示”。', next: '提出方评价后销号。' },
  partly: { means: '采纳其中一部分，须写明其余未采纳的理由。', who: '秘书处登记结果和理由。', next: '提出方评价后销号。' },
  reference: { means: '暂不采纳，留作今后参考。', who: '秘书处登记。', next: '可以销号，也可日后重新打开。' },
  rejected: { means: '未采纳，理由必填。', who: '秘书处登记理由，并转告提出方。', next: '可以销号。' },
  noReply: { means: '只供参阅，不要求答复。', who: '秘书处登记。', next: '可以销号。' },
  closed: { means: '一事办结，记录锁定。', who: '秘书处销号；如有反复可重新打开。', next: '计入督办统计和办理台账。' },
}

export const help = {
  title: '阶段说明',
  open: '阶段说明（F1）',
  topics: { dialogue: '对话会', topic: '议题', memo: '建议稿', briefing: '简报', followUp: '督办' },
  about: '选择一类',
  here: '当前',
  rows: { who: '谁可办理', next: '下一步', basis: '依据' },
  note: '“依据”只列本系统据以设计的文件；各单位另有规定的，从其规定。',
  stages: { topic, dialogue, memo, briefing, followUp },
}
