import type { Member } from '../../../../shared/register.ts'

/** People and enterprises are invented. */
export const members = {
  song: { name: '宋砚秋', organisation: '滨海大学民营经济研究中心', role: 'expert' },
  gu: { name: '顾闻溪', organisation: '山东衡屿律师事务所', role: 'expert' },
  han: { name: '韩立岑', organisation: '青岛潮远海工装备有限公司', role: 'expert' },
  lu: { name: '陆明川', organisation: '青岛砺衡橡塑机械有限公司', role: 'expert' },
  ding: { name: '丁若谷', organisation: '青岛云栈工业软件有限公司', role: 'expert' },
  meng: { name: '孟知行', organisation: '滨海区工商业联合会', role: 'observer' },
} as const satisfies Record<string, Pick<Member, 'name' | 'organisation' | 'role'>>

export type MemberKey = keyof typeof members
