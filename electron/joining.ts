import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Person } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import type { HostState } from '../shared/hosting.ts'
import { fingerprint } from '../shared/invite.ts'
import type { LookedUp, Offered } from '../shared/joined.ts'
import type { Credentials } from './credentials.ts'
import { newCredential } from './hub/members.ts'
import { peekHost, writeHostFile } from './hub/uplink/hostFile.ts'
import { join as joinHost, type Invited } from './hub/uplink/invitation.ts'
import type { ProfileWorkspace } from './profile.ts'

/** The workspace that an invitation's secret leads to: a UUID out of its hash, so that whoever asks again finds the same. */
export function workspaceOf(secret: string): string {
  const hash = createHash('sha256').update(secret).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x40
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

type Joining = {
  invited: Invited
  person: Person
  /** An empty one. */
  folder: string
  credentials: Credentials
  /** Writes the workspace into the profile, as the open one. */
  keep: (joined: ProfileWorkspace) => Promise<void>
}

/**
 * Uses an invitation up. The credential is kept before it is said, and found by the invitation: where the answer is lost it can be asked for
 * again (IV7), also by the app started anew. What fails leaves no folder behind. @throws Refusal of the host, the way there, the disk
 */
export async function acceptInvitation({ invited, person, folder, credentials, keep }: Joining): Promise<ProfileWorkspace> {
  const id = workspaceOf(invited.secret)
  const credential = credentials.get(id) ?? newCredential()
  await credentials.put(id, credential)
  try {
    const { memberId, addresses, pin, workspace, role } = await joinHost(invited, person, credential)
    await writeHostFile(folder, { memberId, addresses: [...addresses], pin })
    const openedAt = new Date().toISOString()
    const joined: ProfileWorkspace = { id, name: workspace, openedAt, sample: false, kind: 'joined', memberId, role, place: '' }
    await keep(joined)
    return joined
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    if (error instanceof Refusal && error.failure.kind.startsWith('invite')) await credentials.remove(id)
    throw error
  }
}

type Here = {
  workspaces: readonly ProfileWorkspace[]
  /** The open one, and whether this machine hosts it. */
  open: ProfileWorkspace | null
  hosting: HostState
  folderOf: (id: string) => string
}

/** The same workspace as this machine has it already, hosted here or joined. */
export async function knownAs({ fingerprint: shown, pinned, address }: Offered, here: Here): Promise<LookedUp['known']> {
  const isShown = (pin: string | null): boolean => pin !== null && fingerprint(pin) === shown
  const { open, hosting } = here
  if (open && hosting.on && isShown(hosting.pin)) return { id: open.id, kind: 'local' }
  for (const { id, kind } of here.workspaces) {
    const host = kind === 'joined' ? await peekHost(here.folderOf(id)) : null
    if (!host || host.ended !== null) continue
    if (pinned ? isShown(host.pin) : host.pin === null && host.addresses.includes(address)) return { id, kind }
  }
  return null
}
