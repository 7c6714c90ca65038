import type { FollowUpFields } from '../../../../shared/register.ts'

/** What happened to one recommendation of the issued briefing, so many days after it went out. */
export type FollowUpStep = {
  days: number
  /** How its lead department begins. */
  lead: string
  changes?: Partial<FollowUpFields>
  progress?: string
  reminder?: string
  close?: true
}

/** In the order of the days. */
export const followUpSteps: readonly FollowUpStep[] = [
  { days: 2, lead: '市工业和信息化局', changes: { status: 'received' } },
  { days: 3, lead: '市市场监管局', changes: { status: 'received', supports: '市司法局' } },
  { days: 3, lead: '市国资委', changes: { status: 'received' } },
  {
    days: 6,
    lead: '市财政局',
    changes: { instruction: '请财政局牵头研究，过程结算试点可先行。', elsewhere: '曾在“民企时间”反映，尚未答复。' },
  },
  {
    days: 8,
    lead: '市工业和信息化局',
    changes: { status: 'underway' },
    progress: '已会同信访、住建部门梳理现有投诉入口，拟合并为一个线上窗口。',
  },
  { days: 12, lead: '市市场监管局', changes: { status: 'underway' }, progress: '示范文本初稿已形成，正在征求十家企业意见。' },
  { days: 14, lead: '市工业和信息化局', progress: '线上窗口已试运行，首周受理十七件，均在五个工作日内交办。' },
  {
    days: 17,
    lead: '市工业和信息化局',
    changes: {
      status: 'adopted',
      result: 'A',
      reply:
        '所提建议已采纳。一口受理、限时答复的工作机制已印发执行，投诉入口合并为一个，受理、交办、答复、销号全程留痕；对投诉企业信息实行专人管理。',
      satisfaction: 'satisfied',
    },
  },
  { days: 18, lead: '市工业和信息化局', close: true },
  { days: 19, lead: '市国资委', reminder: '电话询问进展，对方答复正在起草考核办法，月底前书面反馈。' },
]
