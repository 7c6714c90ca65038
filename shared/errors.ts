import { z } from 'zod'
import { planItem } from './dialogues/planItem.ts'

/**
 * Everything that can be expected to go wrong, as data. Each kind has one sentence in `i18n` that says what happened,
 * what is safe and what to do next. What is not in this list is a surprise: it throws, is logged, and is fatal.
 */
export const failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forbidden') }),
  z.object({ kind: z.literal('notFound') }),
  z.object({ kind: z.literal('frozen') }),
  z.object({ kind: z.literal('invalid'), field: z.string() }),
  z.object({ kind: z.literal('emptyBriefing') }),
  /** What was to be endorsed is not the text that is frozen now. */
  z.object({ kind: z.literal('textChanged') }),
  /** Suggested changes of a memo that nobody has decided. */
  z.object({ kind: z.literal('openSuggestions'), title: z.string(), count: z.number() }),
  /** Figures of a memo whose pictures have not come. */
  z.object({ kind: z.literal('picturesMissing'), title: z.string(), count: z.number() }),
  z.object({ kind: z.literal('pictureUnreadable'), fileName: z.string() }),
  z.object({ kind: z.literal('pictureTooLarge'), fileName: z.string() }),
  z.object({ kind: z.literal('picturesFull') }),
  /** A file that nobody replies with. */
  z.object({ kind: z.literal('replyFileKind'), fileName: z.string() }),
  /** A name with marks that nobody sees. */
  z.object({ kind: z.literal('replyFileName'), fileName: z.string() }),
  z.object({ kind: z.literal('replyFileEmpty'), fileName: z.string() }),
  z.object({ kind: z.literal('replyFileTooLarge'), fileName: z.string() }),
  /** Parts of it did not reach the hub. */
  z.object({ kind: z.literal('replyFileGone'), fileName: z.string() }),
  z.object({ kind: z.literal('replyFilesFull'), fileName: z.string() }),
  /** Dialogues whose minutes are not approved or whose agenda is not confirmed. */
  z.object({ kind: z.literal('unsettled'), titles: z.array(z.string()) }),
  /** An outward paper would name enterprises or people that are to stay anonymous. */
  z.object({ kind: z.literal('protectedNames'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('listTooLarge'), fileName: z.string() }),
  z.object({ kind: z.literal('listUnreadable'), fileName: z.string() }),
  z.object({ kind: z.literal('importTooLarge'), fileName: z.string() }),
  z.object({ kind: z.literal('importUnreadable'), fileName: z.string() }),
  /** Parts of a long list that the hub was given before and does not have any more. */
  z.object({ kind: z.literal('listGone') }),
  /** On the list of a dialogue already. */
  z.object({ kind: z.literal('attendeeTwice'), name: z.string() }),
  /** 不予邀请: whoever was found unfit is not invited. */
  z.object({ kind: z.literal('unfit'), name: z.string() }),
  /** What has to be settled before invitations go out. */
  z.object({ kind: z.literal('planIncomplete'), missing: z.array(planItem) }),
  z.object({ kind: z.literal('schemaUnknown'), name: z.string() }),
  z.object({ kind: z.literal('schemaNewer'), found: z.number(), known: z.number() }),
  z.object({ kind: z.literal('diskFull'), path: z.string() }),
  z.object({ kind: z.literal('notWritable'), path: z.string() }),
  z.object({ kind: z.literal('storeLocked'), path: z.string() }),
  /** A server's database does not answer; `path`: host and name of it. */
  z.object({ kind: z.literal('databaseUnreachable'), path: z.string() }),
  /** `document` is `everyDocument` where it is not one alone. */
  z.object({ kind: z.literal('storeDamaged'), path: z.string(), document: z.string() }),
  z.object({ kind: z.literal('fileUnreadable'), path: z.string(), keptAs: z.string() }),
  z.object({ kind: z.literal('hubDown') }),
  z.object({ kind: z.literal('printFailed') }),
  /** The program that makes Word files fell, or did not come to its end. */
  z.object({ kind: z.literal('wordFailed') }),
  /** The same for workbooks. */
  z.object({ kind: z.literal('bookFailed') }),
  /** A page that did not come to its end in the time it is given. */
  z.object({ kind: z.literal('printStuck') }),
  /** The system has no printer. */
  z.object({ kind: z.literal('noPrinter') }),
  /** The printer, or the system for it, did not take the pages. */
  z.object({ kind: z.literal('printerFailed') }),
  /** A page of what was to be printed, or of what is shown, could not be drawn, for want of memory mostly. */
  z.object({ kind: z.literal('pageNotDrawn'), page: z.int() }),
  z.object({ kind: z.literal('pageNotShown'), page: z.int() }),
  /** A face that papers are set in cannot be read. */
  z.object({ kind: z.literal('fontsBroken') }),
  /** The place that a file was to be written to is no longer there. */
  z.object({ kind: z.literal('folderGone'), path: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  /** Not a link or code of ours, or with a letter wrong. */
  z.object({ kind: z.literal('inviteUnreadable') }),
  z.object({ kind: z.literal('inviteNewer') }),
  /** A secret the host does not know: all that a guess ever gets to hear. The next three are told to whoever holds a true one. */
  z.object({ kind: z.literal('inviteUnknown') }),
  z.object({ kind: z.literal('inviteUsed') }),
  z.object({ kind: z.literal('inviteExpired') }),
  z.object({ kind: z.literal('inviteRevoked') }),
  z.object({ kind: z.literal('hostUnreachable'), address: z.string() }),
  /** Another key than the invite names: nothing was sent. */
  z.object({ kind: z.literal('wrongKey'), address: z.string() }),
  /** Somebody answers there, but not as a host of ours. */
  z.object({ kind: z.literal('notAHost'), address: z.string() }),
  /** The host knows no member with this credential (any more). */
  z.object({ kind: z.literal('notMember') }),
  z.object({ kind: z.literal('tooManyTries') }),
  /** The host of a joined workspace cannot be reached now, and this needs it. */
  z.object({ kind: z.literal('offline') }),
  /** The connection went between question and answer: it may have been done or not. */
  z.object({ kind: z.literal('unanswered') }),
  /** The host has gone back to a backup: it and this replica have different pasts. */
  z.object({ kind: z.literal('hostRestored') }),
  /** The system keeps no secrets: the credential lies in the profile, readable to whoever can read that. */
  z.object({ kind: z.literal('noKeyring') }),
  /** The credential of a joined workspace cannot be read any more. */
  z.object({ kind: z.literal('credentialLost') }),
  z.object({ kind: z.literal('portTaken'), port: z.int() }),
  /** An invite without a host that listens leads nowhere. */
  z.object({ kind: z.literal('notHosting') }),
  z.object({ kind: z.literal('lastSecretary') }),
  z.object({ kind: z.literal('keyUnreadable'), path: z.string() }),
  z.object({ kind: z.literal('backupDamaged'), path: z.string(), part: z.string() }),
  /** The second place of backups: unplugged, or its machine is off. */
  z.object({ kind: z.literal('placeGone'), path: z.string() }),
  /** A copy that was read back is not what was written. */
  z.object({ kind: z.literal('copyDiffers'), path: z.string() }),
  /** A 数据包 that was cut or changed, or is none. */
  z.object({ kind: z.literal('bundleDamaged'), path: z.string(), part: z.string() }),
  z.object({ kind: z.literal('bundleNewer'), path: z.string() }),
  /** It comes from another workspace. */
  z.object({ kind: z.literal('bundleForeign'), path: z.string(), workspace: z.string() }),
  z.object({ kind: z.literal('folderNotEmpty'), path: z.string() }),
])
export const everyDocument = '*'
export type Failure = z.infer<typeof failure>

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refuse = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure })

/** A failure on its way through code that can only throw (hooks, promises). Caught once, at the boundary. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind)
    this.name = 'Refusal'
  }
}

/** Closes a union: the compiler objects when a case was forgotten. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`)
}
