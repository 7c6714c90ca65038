import { z } from 'zod'
import { day, filled, id, instant, line, text, wallTime } from './fields.ts'

/** 政企对话会 · 座谈会 · 听证会 · 论证会 · 调研 */
export const dialogueKind = z.enum(['dialogue', 'symposium', 'hearing', 'review', 'research'])
export type DialogueKind = z.infer<typeof dialogueKind>
/** 筹备 → 已通知 → 进行中 → 已结束 → 已归档 */
export const dialogueState = z.enum(['preparing', 'announced', 'running', 'ended', 'archived'])
export type DialogueState = z.infer<typeof dialogueState>

export const dialogueFields = z.object({
  kind: dialogueKind,
  title: filled,
  startsAt: wallTime,
  /** 计划结束时间, `HH:mm`; none or empty where only the agenda says how long it takes. */
  endsAt: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/)
    .optional(),
  venue: line,
  chair: line,
  /** 主办单位 */
  organiser: line,
  /** 承办单位 · 协办单位 · 主题 · 密级; none or empty where there is none. */
  undertaker: line.optional(),
  coOrganiser: line.optional(),
  theme: line.optional(),
  secrecy: line.max(40).optional(),
  /** 纪要的文号 · 印发范围, on its head and at its foot; none or empty where there is none. */
  minutesNumber: line.max(60).optional(),
  distribution: line.optional(),
})
export type DialogueFields = z.infer<typeof dialogueFields>

/** What is settled before invitations go out. Which of it a kind asks for: dialogues/planning.ts. */
export const planFields = z.object({
  /** 审批人 · 审批日期 · 用餐标准 · 费用承担单位 */
  approver: line,
  approvedOn: day.nullable(),
  mealRule: line,
  costBearer: line,
  /** 听证会: 公告日期 · 听证代表 · 陈述人 */
  noticeOn: day.nullable(),
  representatives: text,
  presenters: text,
  /** 论证会: 专家 · 书面意见 */
  experts: text,
  opinions: text,
  /** 调研: 调研组 · 调研对象 · 行程 · 访谈记录 · 数据 */
  team: text,
  sites: text,
  itinerary: text,
  interviews: text,
  findings: text,
  /** 议题征集截止 · 回执截止: until when proposals and replies are asked for. */
  topicsBy: day.nullable(),
  replyBy: day.nullable(),
  /** 材料送达: when the papers reached whoever takes part. */
  papersOn: day.nullable(),
})
export type PlanFields = z.infer<typeof planFields>
const { team, sites, findings, topicsBy, replyBy, papersOn } = planFields.shape
const dialoguePlan = planFields.extend({
  // Earlier versions had none of these.
  team: team.default(''),
  sites: sites.default(''),
  findings: findings.default(''),
  topicsBy: topicsBy.default(null),
  replyBy: replyBy.default(null),
  papersOn: papersOn.default(null),
  /** 合规确认: who has confirmed that the rules of conduct are kept, and when. */
  conductConfirmed: z.object({ by: id, at: instant }).nullable(),
})
export type DialoguePlan = z.infer<typeof dialoguePlan>
export const emptyPlan: DialoguePlan = {
  approver: '',
  approvedOn: null,
  mealRule: '',
  costBearer: '',
  noticeOn: null,
  representatives: '',
  presenters: '',
  experts: '',
  opinions: '',
  team: '',
  sites: '',
  itinerary: '',
  interviews: '',
  findings: '',
  topicsBy: null,
  replyBy: null,
  papersOn: null,
  conductConfirmed: null,
}

/** 政府 · 企业 · 专家 · 列席 */
export const side = z.enum(['government', 'enterprise', 'expert', 'observer'])
export type Side = z.infer<typeof side>

/** From one press of a button to the next, by the hub's clock; `to` is `null` while it goes on. */
const span = { from: instant, to: instant.nullable() }
/** What the clock of a meeting saw, in order. An item that was gone back to stands here again. */
const dialogueRun = z.object({
  items: z.array(z.object({ itemId: id, ...span })).min(1),
  speeches: z.array(z.object({ itemId: id, attendeeId: id, name: z.string(), side, ...span })),
})
export type DialogueRun = z.infer<typeof dialogueRun>

export const dialogue = dialogueFields.extend({
  id,
  state: dialogueState,
  plan: dialoguePlan.default(emptyPlan),
  /** 纪要: written from `openedAt` on, locked when `approved`; `null` before. */
  minutes: z
    .object({
      openedAt: instant,
      /** 审定, by the chair in person; where the secretariat records it, `note` says how the chair gave it. */
      approved: z.object({ by: id, at: instant, note: line.default('') }).nullable(),
    })
    .nullable()
    .default(null),
  /** The member of the name that `chair` says, if there is one: found by the hub. */
  chairId: id.nullable().default(null),
  /** 记录人: experts who keep its record besides the secretariat. */
  recorders: z.array(id).default([]),
  /** `null` until its first item was begun. */
  run: dialogueRun.nullable().default(null),
  /** Who confirmed the agenda and when; `null` while it is open. */
  agendaConfirmed: z.object({ by: id, at: instant }).nullable(),
  createdBy: id,
  createdAt: instant,
})
export type Dialogue = z.infer<typeof dialogue>

/** 回执: 未回复 · 参加 · 不参加 · 派员 */
export const reply = z.enum(['none', 'coming', 'declined', 'substitute'])
export type Reply = z.infer<typeof reply>
/** 签到: 未签到 · 出席 · 请假 · 列席 */
export const attendance = z.enum(['none', 'present', 'excused', 'observing'])
export type Attendance = z.infer<typeof attendance>

/** 资格审核 of whom is invited: 未审核 · 通过 · 不予邀请 */
export const vetting = z.enum(['none', 'passed', 'unfit'])
export type Vetting = z.infer<typeof vetting>

/** 邀请方式: 函件 · 电话 · 短信或微信 · 走访 · 自愿报名 */
export const inviteWay = z.enum(['letter', 'phone', 'message', 'visit', 'signup'])
export type InviteWay = z.infer<typeof inviteWay>

/** A person, or a unit that is still to name one. */
export const attendeeFields = z.object({
  name: line.max(40),
  organisation: line,
  title: line.max(100),
  phone: line.max(40),
  side,
  vetting,
  reply,
  /** Who comes in place of them, with 派员. */
  substitute: line,
  attendance,
  /** 匿名: outward papers name them by their code. */
  anonymous: z.boolean(),
  /** 座位, as the card at the table says it; empty for by rank. */
  seat: line.max(20),
  /** 备注: 车牌, 用餐, 住宿, 发言题目. */
  note: line,
})
export type AttendeeFields = z.infer<typeof attendeeFields>
export const attendee = attendeeFields.extend({
  id,
  dialogueId: id,
  vetting: vetting.default('none'),
  seat: attendeeFields.shape.seat.default(''),
  note: attendeeFields.shape.note.default(''),
  /** Who has vetted them last, and when. */
  vetted: z.object({ by: id, at: instant }).nullable().default(null),
  /** 邀请状态: who has noted that the invitation went out, when and how; `null` before. */
  invited: z.object({ by: id, at: instant, way: inviteWay }).nullable().default(null),
  /** 催报: who has asked for the reply again, and when. */
  reminders: z
    .array(z.object({ by: id, at: instant }))
    .max(100)
    .default([]),
  /** Rank in lists and seats; between two others it lies between their numbers. */
  order: z.number(),
  /** 企业A, given by the hub with the first 匿名 and kept; empty for none. */
  code: z.string(),
})
export type Attendee = z.infer<typeof attendee>

/** 议定事项 · 问题 · 任务, captured while the minutes are written. */
export const issueKind = z.enum(['decision', 'issue', 'task'])
export type IssueKind = z.infer<typeof issueKind>
export const issueFields = z.object({
  kind: issueKind,
  text: text.min(1),
  /** 类别: 融资, 用工, 用地 …, as of topics. */
  category: line.max(40),
  /** 提出企业 · 责任单位（牵头）· 配合单位 · 责任人 · 办理时限 */
  enterprise: line,
  owner: line,
  supports: line,
  person: line.max(40),
  due: day.nullable(),
})
export type IssueFields = z.infer<typeof issueFields>
export const issue = issueFields.extend({
  id,
  // Earlier versions had none of these.
  category: issueFields.shape.category.default(''),
  supports: issueFields.shape.supports.default(''),
  person: issueFields.shape.person.default(''),
  /** 问题编号, `2026-007`: given by the hub, each once in the workspace; empty where it was captured before there were any. */
  no: z.string().default(''),
  dialogueId: id,
  /** The agenda item it came up in. */
  itemId: id.nullable(),
  closed: z.object({ by: id, at: instant }).nullable(),
  createdBy: id,
  createdAt: instant,
})
export type Issue = z.infer<typeof issue>

/** 征集 · 受理 · 列入议程 · 转办 · 不采用 · 已合并 */
export const topicState = z.enum(['proposed', 'accepted', 'listed', 'transferred', 'declined', 'merged'])
export type TopicState = z.infer<typeof topicState>
/** 优先级: 高 · 中 · 低 */
export const priority = z.enum(['high', 'normal', 'low'])
export type Priority = z.infer<typeof priority>
/** 标题 · 来源 · 背景 · 诉求/建议 · 涉及部门 · 类别 · 优先级 */
export const topicFields = z.object({
  title: filled,
  source: line,
  background: text,
  request: text,
  departments: line,
  category: line.max(40),
  priority,
})
export type TopicFields = z.infer<typeof topicFields>
export const topic = topicFields.extend({
  id,
  category: topicFields.shape.category.default(''),
  priority: priority.default('normal'),
  /** 议题编号, `2026-007`: given by the hub, each once in the workspace; empty where it was proposed before there were any. */
  no: z.string().default(''),
  dialogueId: id,
  state: topicState,
  /** Why it was turned down, or to whom it was handed on (转办). */
  reason: line,
  mergedInto: id.nullable(),
  /** The agenda item it became. */
  itemId: id.nullable(),
  proposedBy: id,
  proposedAt: instant,
})
export type Topic = z.infer<typeof topic>
