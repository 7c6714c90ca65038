import { z } from 'zod'
import { houseStyle } from './briefing/house.ts'
import { annex, briefingKind, itemExtent, urgency } from './briefing/kinds.ts'
import { role } from './roles.ts'

/**
 * The records of the register, keyed by id in one Y.Map a kind. Plain JSON values: only the hub writes them, as the
 * effect of a command, so two people never write one record at once.
 */
export const id = z.uuid({ version: 'v4' })
/** Instant, ISO 8601 UTC. */
export const instant = z.iso.datetime()
/** Wall-clock time of a meeting, `2026-11-24T14:00`: a dialogue takes place where its people are, so it has no zone. */
export const wallTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
export const day = z.iso.date()
const line = z.string().trim().max(200)
const filled = line.min(1)
const text = z.string().trim().max(4000)

/** `removedAt`: no member any more, kept as the author of what is there. */
export const member = z.object({ id, name: filled.max(40), organisation: line, role, since: instant, removedAt: instant.optional() })
export type Member = z.infer<typeof member>

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
  /** 调研: 行程 · 访谈记录 */
  itinerary: text,
  interviews: text,
})
export type PlanFields = z.infer<typeof planFields>
const dialoguePlan = planFields.extend({
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
  itinerary: '',
  interviews: '',
  conductConfirmed: null,
}

/** 政府 · 企业 · 专家 · 列席 */
export const side = z.enum(['government', 'enterprise', 'expert', 'observer'])
export type Side = z.infer<typeof side>

/** From one press of a button to the next, by the hub's clock; `to` is `null` while it goes on. */
const span = { from: instant, to: instant.nullable() }
/** What the clock of a meeting saw, in order. An item that was gone back to stands here again. */
export const dialogueRun = z.object({
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

/** A person, or a unit that is still to name one. */
export const attendeeFields = z.object({
  name: line.max(40),
  organisation: line,
  title: line.max(100),
  phone: line.max(40),
  side,
  reply,
  /** Who comes in place of them, with 派员. */
  substitute: line,
  attendance,
  /** 匿名: outward papers name them by their code. */
  anonymous: z.boolean(),
})
export type AttendeeFields = z.infer<typeof attendeeFields>
export const attendee = attendeeFields.extend({
  id,
  dialogueId: id,
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
  /** 提出企业 · 责任单位 · 办理时限 */
  enterprise: line,
  owner: line,
  due: day.nullable(),
})
export type IssueFields = z.infer<typeof issueFields>
export const issue = issueFields.extend({
  id,
  dialogueId: id,
  /** The agenda item it came up in. */
  itemId: id.nullable(),
  closed: z.object({ by: id, at: instant }).nullable(),
  createdBy: id,
  createdAt: instant,
})
export type Issue = z.infer<typeof issue>

/** 征集 · 受理 · 列入议程 · 不采用 · 已合并 */
export const topicState = z.enum(['proposed', 'accepted', 'listed', 'declined', 'merged'])
export type TopicState = z.infer<typeof topicState>
/** 标题 · 来源 · 背景 · 诉求/建议 · 涉及部门 */
export const topicFields = z.object({ title: filled, source: line, background: text, request: text, departments: line })
export type TopicFields = z.infer<typeof topicFields>
export const topic = topicFields.extend({
  id,
  dialogueId: id,
  state: topicState,
  /** Why it was turned down. */
  reason: line,
  mergedInto: id.nullable(),
  /** The agenda item it became. */
  itemId: id.nullable(),
  proposedBy: id,
  proposedAt: instant,
})
export type Topic = z.infer<typeof topic>

/** 起草 → 征求意见 → 会签 → 定稿 → 已报送 */
export const memoStage = z.enum(['drafting', 'consulting', 'countersigning', 'final', 'submitted'])
export type MemoStage = z.infer<typeof memoStage>
/** SHA-256 of what a memo says (hub/content.ts): title, authors, text. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)
/** 会签: who is asked to endorse, by when, and when they were reminded. */
export const countersigning = z.object({
  endorsers: z.array(id).max(200),
  deadline: day.nullable(),
  startedBy: id,
  startedAt: instant,
  reminders: z.array(z.object({ at: instant, by: id })).max(1000),
})
export type Countersigning = z.infer<typeof countersigning>
export const memo = z.object({
  id,
  title: filled,
  stage: memoStage,
  /** Members who may write the body, besides the secretariat. */
  drafters: z.array(id),
  /** The text as it stands still since 会签 or 定稿; `null` while it may be written. */
  frozen: z.object({ versionId: id, hash: contentHash }).nullable().default(null),
  countersigning: countersigning.nullable().default(null),
  dialogueId: id.nullable(),
  /** The agenda item it was written on, of that dialogue. */
  itemId: id.nullable().default(null),
  createdBy: id,
  createdAt: instant,
})
export type Memo = z.infer<typeof memo>

/** A copy of a memo that the hub keeps for good; its text is asked for with `readVersion`. */
export const version = z.object({
  id,
  memoId: id,
  name: filled.max(100),
  /** Why it was kept: by hand, at a change of stage, as a dialogue discussed it, before a restore, on issue. */
  reason: z.enum(['named', 'stage', 'dialogue', 'restore', 'issue']),
  /** Of what stage its text is: nobody may read it who might not read the memo then. */
  stage: memoStage,
  dialogueId: id.nullable(),
  hash: contentHash,
  characters: z.int().min(0),
  by: id,
  at: instant,
})
export type Version = z.infer<typeof version>

/** 同意 · 保留意见 · 不同意 */
export const endorsementChoice = z.enum(['agreed', 'reserved', 'declined'])
export type EndorsementChoice = z.infer<typeof endorsementChoice>
/** One member's word on one text. Whether it stands today: endorsements.ts. */
export const endorsement = z.object({
  /** Made by `endorsementId`: one member has one word on one text. */
  id: z.string().min(1),
  memoId: id,
  memberId: id,
  versionId: id,
  hash: contentHash,
  choice: endorsementChoice,
  /** The reservation, printed with the memo, or why it was declined. */
  text: z.string().trim().max(1000),
  at: instant,
  /** Given to an earlier text, and confirmed for this one after its changes were shown. */
  carried: z.object({ versionId: id, hash: contentHash, at: instant }).nullable(),
})
export type Endorsement = z.infer<typeof endorsement>

export const briefingItem = z.object({
  of: z.enum(['memo', 'minutes', 'agenda']),
  /** Of the memo, or of the dialogue. */
  id,
  extent: itemExtent,
  lead: text,
  editorNote: text,
})
export type BriefingItem = z.infer<typeof briefingItem>

/** A frozen text of an issued briefing: an item, or an annex to one; `id` is that of the item. */
export const versionMark = z.object({
  of: z.union([briefingItem.shape.of, annex]),
  id,
  versionId: id,
  hash: contentHash,
})
export type VersionMark = z.infer<typeof versionMark>

/** What stays from one briefing of a kind to the next; the workspace keeps one a kind. Which of it a kind prints: briefing/kinds.ts. */
export const briefingTemplate = z.object({
  /** 名称: what the masthead says. */
  masthead: filled.max(20),
  /** 机关代字, 青民智 in 青民智〔2026〕1号 */
  mark: line.max(20),
  /** 编印单位, 发文机关署名, 印发机关 */
  compiler: filled,
  /** 密级和保密期限 or 内部资料; empty for none. */
  secrecy: line,
  /** 份号 is printed; the copies are counted when they are printed. */
  copyNumber: z.boolean(),
  urgency,
  /** 签发人, of 上行文 only; 、 between two names. */
  signers: line,
  /** 主送 · 抄送 */
  to: text,
  copyTo: text,
  /** 报 (superiors), 送 (peers), 发 (subordinates). */
  report: text,
  send: text,
  distribute: text,
  /** 印数; 0 leaves the line out. */
  copies: z.int().min(0).max(9999),
  /** 责任编辑 · 核稿 · 签发 */
  editor: line,
  reviewer: line,
  approver: line,
  /** 附注, without its brackets. */
  note: line,
})
export type BriefingTemplate = z.infer<typeof briefingTemplate>

export const briefingFields = briefingTemplate.extend({
  kind: briefingKind,
  /** 增刊 */
  supplement: z.boolean(),
  date: day,
  items: z.array(briefingItem).max(50),
  annexes: z.array(annex).max(annex.options.length),
})
export type BriefingFields = z.infer<typeof briefingFields>
export const briefing = briefingFields.extend({
  id,
  state: z.enum(['draft', 'issued']),
  /** 期号 or 发文字号 within the year, and 总期号; given by the hub on issue. */
  number: z.int().positive().nullable(),
  total: z.int().positive().nullable(),
  /** The frozen texts an issued briefing consists of: the items in their order, then the annexes. */
  versions: z.array(versionMark),
  /** As the house printed when it was issued; a draft follows the workspace. */
  style: houseStyle.nullable().default(null),
  createdBy: id,
  createdAt: instant,
  issuedBy: id.nullable(),
  issuedAt: instant.nullable(),
})
export type Briefing = z.infer<typeof briefing>

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A PDF that was made of an issued briefing, by its bytes. `copy`: its 份号, where it has one. */
export const issuedFile = z.object({ hash: sha256, copy: z.int().positive().nullable(), by: id, at: instant })
export type IssuedFile = z.infer<typeof issuedFile>
/** 份号本: copies that were numbered together, and whom they are for. */
export const numberedCopies = z.object({ first: z.int().positive(), last: z.int().positive(), to: line, by: id, at: instant })
export type NumberedCopies = z.infer<typeof numberedCopies>
/** So many copies of one briefing are numbered at most: 份号 has six digits. */
export const mostCopies = 999_999
/** 发文登记: what becomes of a briefing once it is issued, by its id. The briefing itself stands still. */
export const dispatch = z.object({
  id,
  files: z.array(issuedFile),
  copies: z.array(numberedCopies),
  /** 撤回 */
  withdrawn: z.object({ by: id, at: instant, reason: filled }).nullable(),
  /** 替换: the briefing that was issued in its place. */
  replacedBy: id.nullable(),
})
export type Dispatch = z.infer<typeof dispatch>
export const emptyDispatch = (id: string): Dispatch => ({ id, files: [], copies: [], withdrawn: null, replacedBy: null })

/** 已登记 (of the minutes) or 已报送 (of a memo) → 已签收 → 办理中 → 已答复 → 已采纳 · 部分采纳 · 留作参考 · 未采纳; 无需答复 where none was asked for. */
export const followUpStatus = z.enum([
  'registered',
  'submitted',
  'received',
  'underway',
  'answered',
  'adopted',
  'partly',
  'reference',
  'rejected',
  'noReply',
])
export type FollowUpStatus = z.infer<typeof followUpStatus>
/** A solved or mostly solved · B partly, or planned · C cannot be done now, kept for reference. */
export const resultClass = z.enum(['A', 'B', 'C'])
/** Of those who raised it: 满意 · 基本满意 · 不满意 */
export const satisfaction = z.enum(['satisfied', 'mostly', 'unsatisfied'])

/** What the secretariat writes down while a recommendation is followed. */
export const followUpFields = z.object({
  /** 牵头单位 */
  lead: line,
  /** 配合单位 */
  supports: line,
  /** 办理时限 as a day; read out of the memo's words where they name one. */
  due: day.nullable(),
  status: followUpStatus,
  receivedOn: day.nullable(),
  answeredOn: day.nullable(),
  /** 答复内容 */
  reply: z.string().trim().max(4000),
  result: resultClass.nullable(),
  satisfaction: satisfaction.nullable(),
  /** Why it was not adopted, or only partly. */
  reason: z.string().trim().max(1000),
  /** 批示 */
  instruction: z.string().trim().max(1000),
})
export type FollowUpFields = z.infer<typeof followUpFields>

/** 办理进展 or 催办: who wrote what, when. Nothing of it is changed afterwards. */
export const followUpNote = z.object({ at: instant, by: id, text: z.string().trim().min(1).max(1000) })
export type FollowUpNote = z.infer<typeof followUpNote>

/** One measure that has gone out, or an issue or task of a dialogue, followed until it is closed (销号). */
export const recommendation = z
  .object({
    /** The id of its block in the memo, or of the issue that it was in the minutes: the link back is never typed. */
    id,
    /** Both `null` for an issue or a task, which comes from a dialogue and no memo. */
    memoId: id.nullable(),
    briefingId: id.nullable(),
    dialogueId: id.nullable().default(null),
    measure: z.string(),
    /** As the memo says it. */
    term: z.string(),
    submittedAt: instant,
    lead: z.string(),
    supports: followUpFields.shape.supports.default(''),
    due: day.nullable().default(null),
    status: followUpStatus,
    receivedOn: day.nullable().default(null),
    answeredOn: day.nullable().default(null),
    reply: followUpFields.shape.reply.default(''),
    result: resultClass.nullable().default(null),
    satisfaction: satisfaction.nullable().default(null),
    reason: followUpFields.shape.reason.default(''),
    instruction: followUpFields.shape.instruction.default(''),
    progress: z.array(followUpNote).default([]),
    reminders: z.array(followUpNote).default([]),
    /** 销号 */
    closed: z.object({ by: id, at: instant }).nullable().default(null),
  })
  // Earlier versions said 已报送 of what came from the minutes too.
  .transform((one) => (one.memoId === null && one.status === 'submitted' ? { ...one, status: 'registered' as const } : one))
export type Recommendation = z.infer<typeof recommendation>

/** One line of the audit trail: who did what to what, when. */
export const auditEntry = z.object({ at: instant, by: id, command: z.string(), subject: z.string(), title: z.string() })
export type AuditEntry = z.infer<typeof auditEntry>

export const cadenceMonths = z.literal([3, 6, 12])
export type CadenceMonths = z.infer<typeof cadenceMonths>
export const workspace = z.object({
  name: filled,
  foundedAt: instant,
  sample: z.boolean(),
  /** At least one symposium is held in so many months: half a year by the founding policy, clause (一). */
  cadence: cadenceMonths.default(6),
  /** How its briefings look, and what each kind starts from; kinds without a template start from what the app proposes. */
  style: houseStyle.optional(),
  templates: z.partialRecord(briefingKind, briefingTemplate).optional(),
  /** One past of the workspace: another after it was restored from a backup. A replica of one past never follows another. */
  epoch: id.optional(),
})
export type Workspace = z.infer<typeof workspace>

/** Roots of the register document: a Y.Map of records a kind, a Y.Array for the trail, a Y.Map for the workspace itself. */
export const registerRoots = {
  members: member,
  dialogues: dialogue,
  attendees: attendee,
  topics: topic,
  issues: issue,
  memos: memo,
  versions: version,
  endorsements: endorsement,
  briefings: briefing,
  dispatches: dispatch,
  recommendations: recommendation,
} as const
export type RegisterRoot = keyof typeof registerRoots
export type RegisterRecord<R extends RegisterRoot> = z.infer<(typeof registerRoots)[R]>
export const registerTrail = 'trail'
export const registerWorkspace = 'workspace'
