import { z } from 'zod'
import { agendaItem } from './documents/agenda.ts'
import { entryKey } from './documents/talk.ts'
import { houseStyle } from './briefing/house.ts'
import { briefingKind } from './briefing/kinds.ts'
import { replyLimits } from './documents/reply.ts'
import { memoTemplate } from './documents/templates.ts'
import { failure } from './errors.ts'
import { invite } from './invite.ts'
import {
  attendeeFields,
  briefingFields,
  briefingTemplate,
  cadenceMonths,
  contentHash,
  day,
  dialogueFields,
  dialogueKind,
  dialogueState,
  endorsement,
  endorsementChoice,
  followUpFields,
  followUpNote,
  id,
  instant,
  issue,
  inviteWay,
  issuedFile,
  issueFields,
  leadDays,
  member,
  memo,
  memoStage,
  numberedCopies,
  planFields,
  priority,
  sha256,
  topicFields,
  vetting,
} from './register.ts'
import { role, type Role } from './roles.ts'
import { searchAnswer, searchRequest } from './search.ts'

/** A command: what it asks, what it answers, who may. The hub runs it, writes the register, and leaves a line in the trail. */
type Command = { request: z.ZodType; answer: z.ZodType; who: readonly Role[] }

/** An invite as the secretariat sees it: the secret is in the answer of `inviteMember` and nowhere else. */
export const inviteEntry = z.object({
  id,
  name: z.string(),
  role,
  by: id,
  madeAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'used', 'expired', 'revoked']),
})
export type InviteEntry = z.infer<typeof inviteEntry>

/** SHA-256 of a document's state, as `stateHashOf` of the hub gives it; not that of a memo's content. */
export const stateHash = z.string().regex(/^[0-9a-f]{64}$/)
/** `same`: the state it reported last, at `at`, is the one the hub has now. `null`: it has reported nothing of this document. */
export const holder = z.object({ memberId: id, at: instant.nullable(), same: z.boolean() })
export type Holder = z.infer<typeof holder>
/** A comment that names somebody, as that person finds it. */
export const mention = z.object({
  memoId: id,
  /** Of the memo. */
  title: z.string(),
  thread: entryKey,
  entry: entryKey,
  by: id,
  at: instant,
  text: z.string(),
  quote: z.string(),
})
export type Mention = z.infer<typeof mention>
/** What a memo was when a member last left it here. */
export const leftMark = z.object({
  at: instant,
  title: z.string(),
  /** Its text and its state vector: Yjs, in base64. */
  state: z.base64(),
  vector: z.base64(),
  /** By member the minute in which they had last touched it (documents/authors.ts). */
  touched: z.record(z.string(), z.int()),
})
export type LeftMark = z.infer<typeof leftMark>

/** A memo that others have changed since a member left it on this machine. */
const changedMemo = z.object({
  memoId: id,
  /** Of the memo, now. */
  title: z.string(),
  leftAt: instant,
  /** Who has changed it, the latest first. */
  by: z.array(id),
})
export type ChangedMemo = z.infer<typeof changedMemo>

/** So many people at most come in one message. */
export const mostAttendees = 1000
/** So many at most are added at once, in several messages (`layAttendees`). */
export const longestList = 20_000

const done = z.object({})
const made = z.object({ id })
/** Of base64, so that each part can be read by itself; and so many parts hold the largest file. */
export const replyPart = 192 * 1024
export const mostReplyParts = Math.ceil((replyLimits.file * 4) / 3 / replyPart) + 1
/** So many records of 督办 are changed by one command at most. */
export const mostAtOnce = 1_000
/** And so many are given back: each may bring words of its own. */
export const mostRestored = 100
const followed = z.array(id).min(1).max(mostAtOnce)
/** What may be left out when one is made, as earlier versions do. */
const newAttendee = attendeeFields.extend({
  vetting: vetting.default('none'),
  seat: attendeeFields.shape.seat.default(''),
  note: attendeeFields.shape.note.default(''),
})
const newTopic = topicFields.extend({ category: topicFields.shape.category.default(''), priority: priority.default('normal') })
const newIssue = issueFields.extend({
  category: issueFields.shape.category.default(''),
  supports: issueFields.shape.supports.default(''),
  person: issueFields.shape.person.default(''),
})
const secretariat = ['secretariat'] as const
const members = ['secretariat', 'expert'] as const

/** Every command there is. `who` is the first gate; a handler may ask for more (a drafter, an open agenda). */
export const commands = {
  addMember: { request: member.pick({ name: true, organisation: true, role: true }), answer: made, who: secretariat },
  setRole: { request: z.object({ id, role }), answer: done, who: secretariat },
  removeMember: { request: z.object({ id }), answer: done, who: secretariat },
  /**
   * `notHosting` while the hub does not listen. The answer is what `inviteLink` and `inviteCode` take. `memberId`: one who was entered by
   * name and comes in by it as that member, in the role they have; `invalid` where they have joined.
   */
  inviteMember: {
    request: z.object({
      ...{ name: z.string().trim().max(40), role, days: z.int().min(1).max(90).default(7) },
      memberId: id.nullable().default(null),
    }),
    answer: z.object({ id, expiresAt: instant, invite }),
    who: secretariat,
  },
  revokeInvite: { request: z.object({ id }), answer: done, who: secretariat },
  listInvites: { request: done, answer: z.object({ invites: z.array(inviteEntry) }), who: secretariat },
  /**
   * `seenAt`: when a machine of theirs last left; `null` for never and for whoever sits at the host. `joined`: no for whoever was entered by
   * name and never came in.
   */
  whoIsConnected: {
    request: done,
    answer: z.object({
      seen: z.array(z.object({ memberId: id, connected: z.boolean(), seenAt: instant.nullable(), joined: z.boolean().default(true) })),
    }),
    who: members,
  },
  /** Which members' machines elsewhere hold an agenda, minutes or memo exactly as it stands at the hub. */
  whoHolds: { request: z.object({ document: z.string().max(100) }), answer: z.object({ holders: z.array(holder) }), who: members },
  /** Over everything the asker may read. */
  search: { request: searchRequest, answer: searchAnswer, who: role.options },
  /** Where the asker is named in comments and has not answered yet. */
  listMentions: { request: done, answer: z.object({ mentions: z.array(mention) }), who: members },
  /** A page with this memo opens: what it was when the asker last left it on this machine. The first of several pages is told. */
  enterMemo: { request: z.object({ id }), answer: z.object({ left: leftMark.nullable() }), who: role.options },
  /** It closes. Without a line in the trail, like the one before. */
  leaveMemo: { request: z.object({ id }), answer: done, who: role.options },
  /** The memos that others have changed since the asker left them on this machine, the latest change first. */
  listChanged: { request: done, answer: z.object({ memos: z.array(changedMemo) }), who: role.options },
  createDialogue: { request: dialogueFields, answer: made, who: secretariat },
  editDialogue: { request: z.object({ id, changes: dialogueFields.partial() }), answer: done, who: secretariat },
  planDialogue: {
    request: z.object({ id, changes: planFields.partial().extend({ conductConfirmed: z.boolean().optional() }) }),
    answer: done,
    who: secretariat,
  },
  /** How many days ahead meetings of a kind are announced, and their papers sent. */
  setLeadDays: { request: z.object({ kind: dialogueKind, days: leadDays }), answer: done, who: secretariat },
  setCadence: { request: z.object({ months: cadenceMonths }), answer: done, who: secretariat },
  /** `planIncomplete` on the way to 已通知 or 进行中, with what is missing. */
  setDialogueState: { request: z.object({ id, state: dialogueState }), answer: done, who: secretariat },
  /** Lays up a part of a list that is too long for one message, until `addAttendees` takes it. Nothing is written, and nobody sees it. */
  layAttendees: {
    request: z.object({ list: id, attendees: z.array(newAttendee).min(1).max(mostAttendees) }),
    answer: done,
    who: secretariat,
  },
  /**
   * All or none: `attendeeTwice` when one is on the list already, `invalid` when one is not named at all. `after`: behind the parts of that
   * list, which hold so many together; `listGone` where the hub does not have them all.
   */
  addAttendees: {
    request: z.object({
      dialogueId: id,
      attendees: z.array(newAttendee).min(1).max(mostAttendees),
      after: z.object({ list: id, count: z.int().positive() }).optional(),
    }),
    answer: z.object({ ids: z.array(id) }),
    who: secretariat,
  },
  editAttendee: {
    request: z.object({ id, changes: attendeeFields.partial().extend({ order: z.number().optional() }) }),
    answer: done,
    who: secretariat,
  },
  /** Notes that their invitations went out, and how; `null`: that they did not. `planIncomplete` as for 已通知, `unfit` for 不予邀请. */
  noteInvited: {
    request: z.object({ ids: z.array(id).min(1).max(mostAttendees), way: inviteWay.nullable() }),
    answer: done,
    who: secretariat,
  },
  /** 催报回执: notes that these, who have been invited and have not replied, were asked again. `invalid` where one of them was not or has. */
  remindInvited: { request: z.object({ ids: z.array(id).min(1).max(mostAttendees) }), answer: done, who: secretariat },
  removeAttendees: { request: z.object({ ids: z.array(id).min(1).max(mostAttendees) }), answer: done, who: secretariat },
  /** Takes a removal back: each with all that was noted of them, as long as the hub remembers; `notFound` after. `attendeeTwice` as above. */
  restoreAttendees: { request: z.object({ ids: z.array(id).min(1).max(mostAttendees) }), answer: done, who: secretariat },
  proposeTopic: { request: newTopic.extend({ dialogueId: id }), answer: made, who: members },
  /** Whoever proposed it while it is open, and the secretariat. */
  editTopic: { request: z.object({ id, changes: topicFields.partial() }), answer: done, who: members },
  /** 受理, or 不采用 with a reason, or 转办 with whom it is handed on to as the reason, or back to the proposals. */
  decideTopic: {
    request: z.object({ id, decision: z.enum(['proposed', 'accepted', 'transferred', 'declined']), reason: z.string().trim().max(200) }),
    answer: done,
    who: secretariat,
  },
  mergeTopics: { request: z.object({ into: id, ids: z.array(id).min(1).max(100) }), answer: done, who: secretariat },
  /**
   * Out of the one it was merged into, or off the agenda, its item with it if that is still there: proposed again, or accepted.
   * `frozen` where the agenda is confirmed. Answers the item that was taken away, so that it can be put back.
   */
  reopenTopic: { request: z.object({ id }), answer: z.object({ item: agendaItem.nullable() }), who: secretariat },
  /** Makes it the last item of the agenda, or puts back the one that it was, where that stood; `frozen` where the agenda is confirmed. */
  promoteTopic: {
    request: z.object({ id, again: agendaItem.optional() }),
    answer: z.object({ itemId: id }),
    who: secretariat,
  },
  /** From here on the minutes are written; again, it makes room for items that came to the agenda since. */
  openMinutes: { request: z.object({ id }), answer: done, who: secretariat },
  /**
   * 审定: locks the minutes and what was captured in them; every open issue and task is followed (督办) from then on. By the chair, or
   * by the secretariat with a `note` of how the chair gave it.
   */
  approveMinutes: { request: z.object({ id, note: z.string().trim().max(200).default('') }), answer: done, who: members },
  reopenMinutes: { request: z.object({ id }), answer: done, who: secretariat },
  /** `again`: one that was removed comes back as it was. */
  addIssue: {
    request: newIssue.extend({
      dialogueId: id,
      itemId: id.nullable(),
      again: issue.pick({ id: true, createdAt: true, no: true }).optional(),
    }),
    answer: made,
    who: members,
  },
  editIssue: { request: z.object({ id, changes: issueFields.partial() }), answer: done, who: members },
  /** `frozen` for one that is followed and on which something was done. */
  removeIssue: { request: z.object({ id }), answer: done, who: members },
  /** 办结 on the spot; one that is followed is closed there (销号). The next dialogue carries what is open. */
  closeIssue: { request: z.object({ id, closed: z.boolean() }), answer: done, who: members },
  /** 记录人. `invalid` for whoever is no member or only reads. */
  setRecorders: { request: z.object({ id, recorders: z.array(id).max(20) }), answer: done, who: secretariat },
  /** The time by the hub's clock for meetings, for a window to set its own by. */
  time: { request: done, answer: z.object({ now: instant }), who: role.options },
  /** On to this item of the agenda, or back to it; the first begins the meeting, `null` ends it. For whoever keeps the record. */
  runItem: { request: z.object({ id, itemId: id.nullable() }), answer: done, who: members },
  /** Begins this participant's speech and ends whoever's is under way; `null`: nobody speaks. */
  runSpeaker: { request: z.object({ id, attendeeId: id.nullable() }), answer: done, who: members },
  confirmAgenda: { request: z.object({ id }), answer: done, who: secretariat },
  reopenAgenda: { request: z.object({ id }), answer: done, who: secretariat },
  /** `itemId`: written on that item of the dialogue's agenda; `notFound` where it has none such. */
  createMemo: {
    request: memo.pick({ title: true, dialogueId: true, itemId: true }).extend({ template: memoTemplate.default('blank') }),
    answer: made,
    who: members,
  },
  renameMemo: { request: memo.pick({ id: true, title: true }), answer: done, who: members },
  setDrafters: { request: memo.pick({ id: true, drafters: true }), answer: done, who: secretariat },
  /** Keeps a version of what the stage begins with; 会签 and 定稿 freeze it. */
  setMemoStage: { request: z.object({ id, stage: memoStage }), answer: done, who: secretariat },
  /** 会签: freezes the text and asks these members by that day; again, it changes whom and when. */
  countersign: {
    request: z.object({ id, endorsers: z.array(id).min(1).max(200), deadline: day.nullable() }),
    answer: done,
    who: secretariat,
  },
  /**
   * `hash` names the text that was read: `textChanged` where it is not the one that is frozen. A new word takes the place of an
   * earlier one. `carries`: the hash an earlier endorsement named, whose choice and text are confirmed for this one.
   */
  endorse: {
    request: z.object({
      memoId: id,
      hash: contentHash,
      choice: endorsementChoice,
      text: endorsement.shape.text,
      carries: contentHash.nullable().default(null),
    }),
    answer: done,
    who: members,
  },
  withdrawEndorsement: { request: z.object({ memoId: id }), answer: done, who: members },
  /** 催签: whoever has not answered yet. */
  remindEndorsers: { request: z.object({ id }), answer: z.object({ pending: z.int() }), who: secretariat },
  keepVersion: {
    request: z.object({ memoId: id, name: z.string().trim().min(1).max(100), dialogueId: id.nullable().default(null) }),
    answer: z.object({ versionId: id, hash: z.string() }),
    who: members,
  },
  /** The state of a kept version as a Yjs update in base64. */
  readVersion: { request: z.object({ id }), answer: z.object({ state: z.base64() }), who: role.options },
  /** Keeps what is there and answers what was: the window puts it in as a change of its own, which can be undone. */
  restoreVersion: { request: z.object({ id }), answer: z.object({ state: z.base64() }), who: members },
  draftBriefing: { request: briefingFields, answer: made, who: secretariat },
  editBriefing: { request: z.object({ id, changes: briefingFields.partial() }), answer: done, who: secretariat },
  discardBriefing: { request: z.object({ id }), answer: done, who: secretariat },
  /** `unsettled` while minutes in it are not approved or an agenda is not confirmed. */
  issueBriefing: { request: z.object({ id }), answer: z.object({ number: z.int(), total: z.int() }), who: secretariat },
  /** How the workspace's briefings look, and what each kind starts from. */
  setStyle: { request: z.object({ style: houseStyle }), answer: done, who: secretariat },
  setTemplate: { request: z.object({ kind: briefingKind, template: briefingTemplate }), answer: done, who: secretariat },
  /** 发文登记: files that were made of an issued briefing, so that each can be told from a changed one. A known one is not written twice. */
  recordFiles: {
    request: z.object({
      id,
      files: z
        .array(issuedFile.pick({ hash: true, copy: true }))
        .min(1)
        .max(1000),
    }),
    answer: done,
    who: secretariat,
  },
  /** The next 份号 of an issued briefing, for whoever asks: without a gap, never twice. */
  numberCopies: {
    request: z.object({ id, count: z.int().min(1).max(1000), to: numberedCopies.shape.to }),
    answer: numberedCopies.pick({ first: true, last: true }),
    who: secretariat,
  },
  /** 撤回. Its number is not given again; memos that no other issue holds can be changed and issued anew. */
  withdrawBriefing: { request: z.object({ id, reason: z.string().trim().min(1).max(200) }), answer: done, who: secretariat },
  /** 替换 of a withdrawn one by another that was issued. */
  replaceBriefing: { request: z.object({ id, replacedBy: id }), answer: done, who: secretariat },
  /** Only the fields named are written: two who edit different fields both find theirs. `rejected` and `partly` want a reason. */
  followUp: { request: z.object({ ids: followed, changes: followUpFields.partial() }), answer: done, who: secretariat },
  noteProgress: { request: z.object({ id, text: followUpNote.shape.text }), answer: done, who: secretariat },
  /** 催办 */
  remind: { request: z.object({ ids: followed, text: followUpNote.shape.text }), answer: done, who: secretariat },
  /** 销号: for what has an outcome. */
  closeRecommendations: { request: z.object({ ids: followed }), answer: done, who: secretariat },
  reopenRecommendation: { request: z.object({ ids: followed }), answer: done, who: secretariat },
  /** Lays up a part of a file that is too long for one message, in base64, until `attachReply` takes all of them. Nothing is written. */
  layReply: { request: z.object({ file: id, part: z.base64().max(replyPart) }), answer: done, who: secretariat },
  /** 答复附件: a file that came with the reply, laid up before in so many parts. `replyFileName`, `replyFileKind`, `replyFileEmpty`, `replyFileTooLarge`, `replyFilesFull`. */
  attachReply: {
    request: z.object({ id, name: z.string().max(1000), of: z.object({ file: id, parts: z.int().min(0).max(mostReplyParts) }) }),
    answer: done,
    who: secretariat,
  },
  /** Answers what was taken away, so that it can be given back. */
  detachReply: { request: z.object({ id, hash: sha256 }), answer: z.object({ bytes: z.base64() }), who: secretariat },
  /** Takes back what was done to several at once: each is given what it had, word for word. */
  restoreFollowUp: {
    request: z.object({
      each: z
        .array(z.object({ id, was: followUpFields.partial() }))
        .min(1)
        .max(mostRestored),
    }),
    answer: done,
    who: secretariat,
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof commands
export type CommandRequest<N extends CommandName> = z.input<(typeof commands)[N]['request']>
export type CommandAnswer<N extends CommandName> = z.output<(typeof commands)[N]['answer']>

const commandName = z.custom<CommandName>((name) => typeof name === 'string' && Object.hasOwn(commands, name))

/** What a window sends on the register document, as a Hocuspocus stateless message. `call` pairs question and answer. */
export const commandCall = z.object({ type: z.literal('command'), call: z.string().max(64), name: commandName, request: z.unknown() })

/** What a joined machine sends on any document, again whenever it has changed on its disk (receipts.ts). Nothing is answered. */
export const holds = z.object({ type: z.literal('holds'), state: stateHash })

/** What the hub says back, or by itself: `storeFailing` and `storeWell` make the window's word 已保存 truthful. */
export const hubMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), call: z.string(), answer: z.unknown() }),
  z.object({ type: z.literal('refused'), call: z.string(), failure }),
  z.object({ type: z.literal('storeFailing'), failure }),
  z.object({ type: z.literal('storeWell') }),
  /** Something was said about a memo: whoever shows mentions asks again. */
  z.object({ type: z.literal('talked') }),
  /** Somebody is writing in a memo, said once a minute and member: whoever shows what has changed asks again. */
  z.object({ type: z.literal('touched') }),
])
export type HubMessage = z.infer<typeof hubMessage>
