import { newItem } from '../../../../shared/briefing/templates.ts'
import type { BriefingFields, BriefingTemplate } from '../../../../shared/register.ts'
import { isoDay } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'

/** What the house's 决策参考 starts from. */
export const specialTemplate: BriefingTemplate = {
  masthead: '民营经济决策参考',
  mark: '',
  compiler: '青岛民营经济智库秘书处',
  secrecy: '内部资料',
  copyNumber: false,
  urgency: 'none',
  signers: '',
  to: '',
  copyTo: '',
  report: '市委、市政府有关领导同志',
  send: '市委金融办、市发展改革委、市工业和信息化局、市财政局、市住房城乡建设局、市国资委、市市场监管局、市审计局',
  distribute: '智库成员',
  copies: 60,
  editor: '',
  reviewer: '',
  approver: '',
  note: '',
}

export const briefingOf = (when: Calendar, memoIds: readonly string[]): BriefingFields => ({
  ...specialTemplate,
  kind: 'special',
  supplement: false,
  date: isoDay(when.briefed),
  items: memoIds.map((id) => ({ of: 'memo', id, ...newItem })),
  annexes: [],
})
