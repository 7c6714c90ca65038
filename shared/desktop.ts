import { z } from 'zod'
import { backupPreview, backupState } from './backup.ts'
import { bundlePreview } from './bundle.ts'
import { finding } from './briefing/preflight.ts'
import { foundList } from './dialogues/attendees.ts'
import { dialogueList } from './dialogues/tables.ts'
import { failure } from './errors.ts'
import type { Failure, Result } from './errors.ts'
import { hostState, nearbyHost } from './hosting.ts'
import { importedText } from './imports.ts'
import { port } from './invite.ts'
import { invitation, link, lookedUp, readInvitation, refusedEdit } from './joined.ts'
import { paperKind } from './papers/paper.ts'
import { id, issuedFile, mostCopies, replyAttachment, sha256 } from './register.ts'
import { role } from './roles.ts'

/**
 * The contextBridge contract: what only the machine can do. One entry a request, with the schema of what is asked and what is
 * answered; `electron/desktop.ts` checks sender, then request, then answers with a `Result`. Nothing else crosses the bridge.
 */
export const person = z.object({ name: z.string().trim().min(1).max(40), organisation: z.string().trim().max(200) })
export type Person = z.infer<typeof person>

/** What this person has set on this machine, for every workspace. */
export const preferences = z.object({
  /** 浅色 · 深色; `system` follows what the system is set to. */
  theme: z.enum(['system', 'light', 'dark']),
  /** 字号: 小 · 标准 · 大 */
  size: z.enum(['small', 'standard', 'large']),
  language: z.enum(['zh', 'en']),
  /** Whether the system tells of what concerns me. */
  notify: z.boolean(),
  /** Whether what was opened and looked for last is remembered. */
  remember: z.boolean().default(true),
})
export type Preferences = z.infer<typeof preferences>
export const usualPreferences: Preferences = { theme: 'system', size: 'standard', language: 'zh', notify: true, remember: true }

/** `joined`: it lives on another machine, and this one has a full replica. */
const workspaceKind = z.enum(['local', 'joined'])
export const knownWorkspace = z.object({
  id,
  name: z.string(),
  openedAt: z.iso.datetime(),
  sample: z.boolean(),
  kind: workspaceKind.default('local'),
})
export type KnownWorkspace = z.infer<typeof knownWorkspace>

/** What a window needs to paint its first picture. */
export const session = z.object({
  person: person.nullable(),
  preferences,
  workspaces: z.array(knownWorkspace),
  /** The workspace this app has open, and who I am in it. */
  open: z
    .object({
      workspace: knownWorkspace,
      memberId: id,
      role,
      /** `null` for a local workspace; `linkChanged` tells every change. */
      link: link.nullable(),
    })
    .nullable(),
  /** What the person should be told of: a profile file that could not be read and was set aside, for instance. */
  notices: z.array(failure),
  /** Something of the system reads the windows aloud, or has the pages made readable for it. */
  screenReader: z.boolean(),
  version: z.string(),
})
export type Session = z.infer<typeof session>

const nothing = z.object({})
/** So many records that were opened last does the system list. */
export const mostRecent = 8
/** How far a single file is; a folder is counted by its files. */
export const exportStep = z.enum(['waiting', 'setting', 'paging', 'making', 'finishing', 'writing'])
export type ExportStep = z.infer<typeof exportStep>
/** So many records of 督办 are written into one ledger at most. */
export const mostFollowed = 20_000
/** So large may a file be that is verified, in bytes. */
const mostVerified = 200 * 2 ** 20
const mostPicture = 20 * 2 ** 20
const pngMark = [0x89, 0x50, 0x4e, 0x47]
const isPng = (bytes: Uint8Array): boolean => bytes.length <= mostPicture && pngMark.every((byte, at) => bytes[at] === byte)
/** A PDF as bytes, with what the window shows beside it. */
export const preview = z.object({ pdf: z.instanceof(Uint8Array), pages: z.int(), fileName: z.string() })
export type Preview = z.infer<typeof preview>
/** What can be sent to a printer. */
export const printable = z.discriminatedUnion('of', [
  /** `copy`: of which 份号; without it the first. */
  z.object({ of: z.literal('briefing'), id, copy: z.int().min(1).max(999_999).optional() }),
  z.object({ of: z.literal('memo'), id }),
  z.object({ of: z.literal('paper'), id, paper: paperKind }),
])
export type Printable = z.infer<typeof printable>
/** So many different pages are printed at once at most, on so many sides of sheets. */
const mostPages = 1_000
const mostSides = 20_000

export const desktopRequests = {
  session: { request: nothing, answer: session },
  /** Changes what is set; `sessionChanged` tells every window. */
  prefer: { request: preferences, answer: session },
  /** How many things wait for me, and those of them that are new: told by the system unless that is switched off. A click opens the place. */
  concern: {
    request: z.object({
      count: z.int().min(0),
      fresh: z.array(z.object({ title: z.string().max(200), body: z.string().max(400), place: z.string().max(200) })).max(5),
    }),
    answer: nothing,
  },
  /** What was opened last in the open workspace, for the list that the system keeps for an app; none takes it away. */
  recent: {
    request: z.object({ items: z.array(z.object({ title: z.string().max(200), place: z.string().max(200) })).max(mostRecent) }),
    answer: nothing,
  },
  introduce: { request: person, answer: session },
  createWorkspace: { request: z.object({ name: z.string().trim().min(1).max(60) }), answer: session },
  openSample: { request: nothing, answer: session },
  openWorkspace: { request: z.object({ id }), answer: session },
  /** Back to the choice of workspaces. */
  closeWorkspace: { request: nothing, answer: session },
  /** Another window on the same workspace, at the place given (`#/memos/…`); `fullScreen` for the screen of a meeting room. */
  openWindow: { request: z.object({ place: z.string().max(200), fullScreen: z.boolean().default(false) }), answer: nothing },
  /** Asks main for a MessagePort to the hub; it arrives by `window.postMessage` as `hubPort`. */
  connectHub: { request: nothing, answer: nothing },
  previewBriefing: { request: z.object({ id }), answer: preview },
  /** What the check before issuing finds in the record and its texts; what only the set pages show is told beside the preview. */
  checkBriefing: { request: z.object({ id }), answer: z.object({ findings: z.array(finding) }) },
  /** Makes a file of the briefing where the person chooses; answers the path and the SHA-256 of what was written, or `cancelled`. */
  saveBriefing: { request: z.object({ id, format: z.enum(['pdf', 'docx']) }), answer: z.object({ path: z.string(), hash: sha256 }) },
  /** 份号本: one PDF a copy, as a folder where the person chooses. */
  saveCopies: {
    request: z.object({ id, first: z.int().positive(), last: z.int().positive().max(mostCopies) }),
    answer: z.object({ path: z.string(), files: z.array(issuedFile.pick({ hash: true, copy: true })) }),
  },
  /** Which issue a file says it is, and whether that issue, made anew, is this file to the byte. Nothing is kept of it. */
  verifyFile: {
    request: z.object({ bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= mostVerified) }),
    answer: z.object({ hash: sha256, claims: id.nullable(), same: z.boolean() }),
  },
  /** 发文登记 as a table where the person chooses. */
  saveLedger: {
    request: z.object({ table: z.array(z.array(z.string().max(8000)).max(30)).max(20_000) }),
    answer: z.object({ path: z.string() }),
  },
  /** 办理台账 of these records, in this order; `scope`: what was asked for, in words. `protectedNames` where it would name whom it must not. */
  saveFollowUp: {
    request: z.object({ ids: z.array(id).min(1).max(mostFollowed), scope: z.string().max(500), format: z.enum(['pdf', 'xlsx']) }),
    answer: z.object({ path: z.string() }),
  },
  /** What is counted of 督办, of one year or of all, as a paper with charts or a workbook. */
  saveFigures: {
    request: z.object({ year: z.int().min(2000).max(9999).nullable(), format: z.enum(['pdf', 'xlsx']) }),
    answer: z.object({ path: z.string() }),
  },
  /** A picture that the window has drawn, as PNG. */
  savePicture: {
    request: z.object({ name: z.string().max(100), bytes: z.instanceof(Uint8Array).refine(isPng) }),
    answer: z.object({ path: z.string() }),
  },
  /** 答复附件 of a record of 督办, as it came. */
  saveReply: { request: replyAttachment.pick({ hash: true, name: true }).extend({ id }), answer: z.object({ path: z.string() }) },
  /** A paper of a dialogue as the PDF it will be, and the same written where the person chooses. */
  previewPaper: { request: z.object({ id, paper: paperKind }), answer: preview },
  /** A memo by itself, as it stands. `protectedNames` where it would name whom it must not. */
  saveMemo: { request: z.object({ id, format: z.enum(['pdf', 'docx', 'md']) }), answer: z.object({ path: z.string() }) },
  /** 意见采纳情况表 of a memo. */
  saveAdoption: { request: z.object({ id, format: z.enum(['pdf', 'docx']) }), answer: z.object({ path: z.string() }) },
  savePaper: { request: z.object({ id, paper: paperKind, format: z.enum(['pdf', 'docx']) }), answer: z.object({ path: z.string() }) },
  /** The PDF of what is to be printed; `sides`: its odd and even pages differ. `noPrinter` where the system has none. */
  pagesToPrint: { request: printable, answer: preview.extend({ title: z.string(), sides: z.boolean() }) },
  /**
   * Opens the system's print dialog with these pages, each drawn as PNG; `lies`: on sheets that lie; `order`: which page stands on which
   * side, -1 for an empty one. `cancelled` when the person does.
   */
  printPages: {
    request: z.object({
      ...{ title: z.string().max(400), lies: z.boolean(), sides: z.boolean() },
      pages: z.array(z.instanceof(Uint8Array).refine(isPng)).min(1).max(mostPages),
      order: z
        .array(
          z
            .int()
            .min(-1)
            .max(mostPages - 1),
        )
        .min(1)
        .max(mostSides),
    }),
    answer: nothing,
  },
  /** The dialogue for a calendar, `.ics`. */
  saveCalendar: { request: z.object({ id }), answer: z.object({ path: z.string() }) },
  /** 归档: all papers and lists of a dialogue as a folder where the person chooses. */
  saveArchive: { request: z.object({ id }), answer: z.object({ path: z.string() }) },
  /** 可读存档: the whole workspace as files that need no app. `forbidden` unless I am its secretariat. */
  saveWhole: { request: nothing, answer: z.object({ path: z.string() }) },
  /** 操作记录 as it was asked for, where the person chooses. */
  saveTrail: {
    request: z.object({ table: z.array(z.array(z.string().max(1000)).max(10)).max(1_000_000), format: z.enum(['xlsx', 'csv']) }),
    answer: z.object({ path: z.string() }),
  },
  /** Stops what this window is writing; nothing of it stays, what stood there stays, and who asked for it is answered `cancelled`. */
  cancelExport: { request: z.object({ job: z.int() }), answer: nothing },
  /** A list of people from a file that the person chooses, each row checked by itself; `listChosen` tells which file is being read. */
  chooseList: { request: preferences.pick({ language: true }), answer: z.object({ fileName: z.string(), list: foundList }) },
  /** Stops the reading of a list for this window: `chooseList` answers `cancelled`. */
  cancelList: { request: nothing, answer: nothing },
  /** The text of a Word or Markdown file that the person chooses, with what was left out. */
  chooseDocument: { request: nothing, answer: importedText.extend({ fileName: z.string() }) },
  /** Writes a list of a dialogue where the person chooses. */
  saveList: { request: z.object({ id, list: dialogueList, format: z.enum(['xlsx', 'csv']) }), answer: z.object({ path: z.string() }) },
  /** Shows a file the app has just written in the system's file manager. */
  showSaved: { request: z.object({ path: z.string() }), answer: nothing },
  /** 主持协作 of the open workspace: how it stands; on that port, or off. `forbidden` unless it is local and mine as its secretariat. */
  hostState: { request: nothing, answer: hostState },
  host: { request: z.object({ port: port.nullable() }), answer: hostState },
  /** What an invitation says by itself. Nothing is sent. */
  readInvite: { request: invitation, answer: readInvitation },
  /** Asks the host whose workspace it opens; the secret leaves this machine only after the host's key was found to be the one named. */
  lookInvite: { request: invitation, answer: lookedUp },
  /** Uses the invitation up, and opens the workspace. */
  joinWorkspace: { request: invitation, answer: session },
  /** The host of the open, joined workspace is at another address now; refused unless it shows its key there. */
  moveHost: { request: z.object({ address: z.string().max(260) }), answer: nothing },
  /** An invitation that the system opened the app with, once; `null` when there is none. `inviteOpened` tells that there is one. */
  takeInvite: { request: nothing, answer: z.object({ text: z.string().nullable() }) },
  nearbyHosts: { request: nothing, answer: z.array(nearbyHost) },
  /** 数据包: one text, or with `null` all that I may read, written where the person chooses. */
  exportBundle: {
    request: z.object({ document: z.string().max(100).nullable() }),
    answer: z.object({ path: z.string(), texts: z.int() }),
  },
  /** The person chooses one; answers what merging it would do. `forbidden` unless I am the secretariat of a workspace that lives here. */
  previewBundle: { request: nothing, answer: bundlePreview },
  /** Merges what was shown; answers how many texts have changed. */
  mergeBundle: { request: z.object({ id }), answer: z.object({ texts: z.int() }) },
  /** The backups that the open workspace keeps of itself, after making one of now for `make`. `forbidden` as for `host`. */
  backups: { request: z.object({ make: z.boolean() }), answer: backupState },
  /** 第二位置 of backups: a folder that the person chooses, or none any more. `forbidden` as for `host`. */
  backupPlace: { request: z.object({ choose: z.boolean() }), answer: backupState },
  /** A backup written where the person chooses. */
  saveBackup: { request: nothing, answer: z.object({ path: z.string() }) },
  /** What a kept backup holds, or with `null` one that the person chooses. Works also while no workspace is open. */
  previewBackup: { request: z.object({ name: z.string().max(60).nullable() }), answer: backupPreview },
  /** Makes a new workspace of what was shown, without what is damaged of it, and opens it. */
  restoreBackup: { request: z.object({ path: z.string() }), answer: session },
  /** Removes a joined workspace from this machine: the replica, its drafts and the credential. At the host nothing changes. */
  removeJoined: { request: z.object({ id }), answer: session },
  /** The oldest first. */
  refusedEdits: { request: nothing, answer: z.array(refusedEdit) },
  discardRefused: { request: z.object({ id }), answer: z.array(refusedEdit) },
  /** What still waits to be saved in this window; asked for by main before it closes. */
  reportUnsaved: { request: z.object({ changes: z.int().min(0) }), answer: nothing },
} as const

export type DesktopRequest = keyof typeof desktopRequests
export type DesktopAsk<N extends DesktopRequest> = z.input<(typeof desktopRequests)[N]['request']>
export type DesktopAnswer<N extends DesktopRequest> = z.output<(typeof desktopRequests)[N]['answer']>

/** What main tells windows unasked. */
export const desktopEvents = {
  /** The hub process has started again after a fall: ask for a new port. */
  hubRestarted: nothing,
  sessionChanged: session,
  hostStateChanged: hostState,
  backupStateChanged: backupState,
  /** How far a file or folder is that this window writes, and under which number it can be stopped; `null` when it is over. */
  exportProgress: z.object({
    job: z.int(),
    at: z.object({ done: z.int(), total: z.int(), fileName: z.string(), step: exportStep.nullable() }).nullable(),
  }),
  listChosen: z.object({ fileName: z.string() }),
  linkChanged: link,
  refusedEditsChanged: z.array(refusedEdit),
  /** The system opened a link `yice://join/…`; nothing has been done with it. */
  inviteOpened: z.object({ text: z.string() }),
} as const
export type DesktopEvent = keyof typeof desktopEvents
export type DesktopEventData<E extends DesktopEvent> = z.output<(typeof desktopEvents)[E]>

/** `window.yice`, as the preload exposes it. */
export type DesktopBridge = {
  ask<N extends DesktopRequest>(name: N, request: DesktopAsk<N>): Promise<Result<DesktopAnswer<N>>>
  on<E extends DesktopEvent>(event: E, listener: (data: DesktopEventData<E>) => void): () => void
}

export { appOrigin, hubPort } from './bridge.ts'
export type { Failure }
