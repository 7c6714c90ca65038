import { z } from 'zod'
import { backupState } from '../../shared/backup.ts'
import { parseName, type DocumentName } from '../../shared/documentName.ts'
import { failure } from '../../shared/errors.ts'
import { hostState } from '../../shared/hosting.ts'
import { address, credential, port } from '../../shared/invite.ts'
import { link, refusedEdit } from '../../shared/joined.ts'
import { id, member, sha256 } from '../../shared/register.ts'
import { role } from '../../shared/roles.ts'
import { person } from '../../shared/desktop.ts'

const textName = z.custom<DocumentName>((name) => typeof name === 'string' && parseName(name) !== null)

/**
 * Between the hub process and whoever started it (main in the app). Requests are paired by `call`; `connect` carries a
 * MessagePort beside it. The hub trusts its parent: `memberId` is who sits at that window.
 */
export const parentMessage = z.discriminatedUnion('type', [
  /** A window's port; everything that comes through it is authorised as this member. */
  z.object({ type: z.literal('connect'), memberId: id }),
  /** Makes an empty data folder a workspace with its first member, a secretary; `sample` plants the sample half-year. */
  z.object({ type: z.literal('found'), call: z.string(), name: z.string(), founder: person, sample: z.boolean() }),
  /** Who the founder of this machine's workspace is. */
  z.object({ type: z.literal('whoIs'), call: z.string(), memberId: id }),
  /** The texts a briefing consists of, as this member may read them. */
  z.object({ type: z.literal('briefingSource'), call: z.string(), memberId: id, briefingId: id }),
  /** What the papers of a dialogue say, as this member may read it. */
  z.object({ type: z.literal('dialogueSource'), call: z.string(), memberId: id, dialogueId: id }),
  /** The text of a memo, as this member may read it. */
  z.object({ type: z.literal('memoSource'), call: z.string(), memberId: id, memoId: id }),
  /** The bytes of one attachment of a reply; `null` where they have not come. */
  z.object({ type: z.literal('replyFile'), call: z.string(), memberId: id, id, hash: sha256 }),
  /** What was said about a memo and what became of it, as this member may read it. */
  z.object({ type: z.literal('adoptionSource'), call: z.string(), memberId: id, memoId: id }),
  /** The register as a whole, as this member may read it. */
  z.object({ type: z.literal('registerSource'), call: z.string(), memberId: id }),
  /** 主持协作 on that port, or off; answers the state, and `hostState` tells every change of it. It comes on again by itself. */
  z.object({ type: z.literal('host'), call: z.string(), port: port.nullable() }),
  /** What opens the host of a replica; `null`: it cannot be read any more. Until it is told, the replica follows nobody. */
  z.object({ type: z.literal('credential'), credential: credential.nullable() }),
  z.object({ type: z.literal('discardRefused'), call: z.string(), id }),
  /** Of a replica: its host is at another address now. */
  z.object({ type: z.literal('moveHost'), call: z.string(), address }),
  /** A 数据包: `document` or everything this member may read, written to `path`; read, and merged as it was shown. */
  z.object({ type: z.literal('exportBundle'), call: z.string(), memberId: id, document: textName.nullable(), path: z.string() }),
  z.object({ type: z.literal('previewBundle'), call: z.string(), memberId: id, path: z.string() }),
  z.object({ type: z.literal('mergeBundle'), call: z.string(), memberId: id, id }),
  /** The backups the hub keeps, after making one of now for `make`; `backupState` tells every change. */
  z.object({ type: z.literal('backups'), call: z.string(), make: z.boolean() }),
  /** 第二位置: a folder called `name` within `path`, or none; answers as `backups` does. */
  z.object({ type: z.literal('backupPlace'), call: z.string(), path: z.string().nullable(), name: z.string() }),
  /** A backup written to `path`. */
  z.object({ type: z.literal('backUp'), call: z.string(), path: z.string() }),
  /** Flush, close the store, exit 0. */
  z.object({ type: z.literal('stop') }),
])
export type ParentMessage = z.infer<typeof parentMessage>

export const hubEvent = z.discriminatedUnion('type', [
  /** The store is open and windows may connect. `notices`: what a person should know, a file that was set aside for instance. */
  z.object({ type: z.literal('ready'), notices: z.array(failure).default([]) }),
  /** The store cannot be opened; the hub exits. */
  z.object({ type: z.literal('failed'), failure }),
  z.object({ type: z.literal('hostState'), state: hostState }),
  /** Of a replica: how it stands with its host, and what this member is there as far as the replica knows. */
  z.object({ type: z.literal('link'), link, role: role.nullable() }),
  z.object({ type: z.literal('refusedEdits'), edits: z.array(refusedEdit) }),
  z.object({ type: z.literal('backupState'), state: backupState }),
  z.object({ type: z.literal('answer'), call: z.string(), value: z.unknown() }),
  z.object({ type: z.literal('refused'), call: z.string(), failure }),
])
export type HubEvent = z.infer<typeof hubEvent>
export const founded = z.object({ memberId: id })
export const known = member
