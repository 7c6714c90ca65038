import { join } from 'node:path'
import { z } from 'zod'
import { credential } from '../shared/invite.ts'
import { id } from '../shared/register.ts'
import { openJsonFile } from './hub/store/jsonFile.ts'

/** What keeps secrets on this system; Electron's `safeStorage`. */
export type Keyring = {
  /** Whether it keeps them from whoever can read the file. */
  isSafe(): boolean
  seal(secret: string): Buffer
  /** @throws where it was sealed by another system or user */
  open(sealed: Buffer): string
}

const kept = z.array(z.object({ workspaceId: id, sealed: z.boolean(), data: z.base64() }))

/**
 * The credentials of joined workspaces: `credentials.json` in the profile, 0600.
 *
 * CR1 A credential is sealed by the system's keyring; without one it lies there as it is, and `isPlain` says so.
 */
export type Credentials = {
  /** `null` where there is none, or none that can be opened. */
  get(workspaceId: string): string | null
  isPlain(workspaceId: string): boolean
  /** @throws Refusal `diskFull`, `notWritable` */
  put(workspaceId: string, secret: string): Promise<void>
  remove(workspaceId: string): Promise<void>
}

export async function openCredentials(folder: string, keyring: Keyring): Promise<Credentials> {
  const file = await openJsonFile({ path: join(folder, 'credentials.json'), schema: kept, defaults: [] })
  const find = (workspaceId: string) => file.data.find((one) => one.workspaceId === workspaceId)
  const without = (workspaceId: string) => file.data.filter((one) => one.workspaceId !== workspaceId)
  return {
    get(workspaceId) {
      const found = find(workspaceId)
      if (!found) return null
      const bytes = Buffer.from(found.data, 'base64')
      try {
        return credential.parse(found.sealed ? keyring.open(bytes) : bytes.toString('utf8'))
      } catch {
        return null
      }
    },
    isPlain: (workspaceId) => find(workspaceId)?.sealed === false,
    put(workspaceId, secret) {
      const sealed = keyring.isSafe()
      const data = (sealed ? keyring.seal(secret) : Buffer.from(secret)).toString('base64')
      return file.update(() => [...without(workspaceId), { workspaceId, sealed, data }])
    },
    remove: (workspaceId) => file.update(() => without(workspaceId)),
  }
}
