import type { BriefingFields } from '../../../../shared/register.ts'
import { isoDay } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'

export const briefingOf = (when: Calendar, memoIds: string[]): BriefingFields => ({
  masthead: '民营经济决策参考',
  compiler: '青岛民营经济智库秘书处',
  date: isoDay(when.briefed),
  secrecy: '内部资料',
  report: '市委、市政府有关领导同志',
  send: '市委金融办、市发展改革委、市工业和信息化局、市财政局、市住房城乡建设局、市国资委、市市场监管局、市审计局',
  distribute: '智库成员',
  copies: 60,
  memoIds,
})
