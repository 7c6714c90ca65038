import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { failure } from '../../../shared/errors.ts'
import { address, pin } from '../../../shared/invite.ts'
import { id } from '../../../shared/register.ts'
import { openJsonFile, type JsonFile } from '../store/jsonFile.ts'

/** Whose replica this folder is: `host.json`, beside the documents. The credential is not in it. */
export const host = z.object({
  memberId: id,
  addresses: z.array(address).min(1),
  pin: pin.nullable(),
  /** Which past of the host this replica shares; `null` until it has been told. */
  epoch: id.nullable(),
  /** Why it never follows its host again. */
  ended: failure.nullable(),
})
export type Host = z.infer<typeof host>

const place = (folder: string): string => join(folder, 'host.json')
/** What is left when neither the file nor its copy can be read: the texts, without a way to their host. */
const nobody: Host = {
  memberId: '00000000-0000-4000-8000-000000000000',
  addresses: ['0:1'],
  pin: null,
  epoch: null,
  ended: { kind: 'credentialLost' },
}

/** `null` where the folder is no replica. */
export async function openHostFile(folder: string): Promise<JsonFile<Host> | null> {
  if (!existsSync(place(folder)) && !existsSync(`${place(folder)}.bak`)) return null
  return openJsonFile({ path: place(folder), schema: host, defaults: nobody })
}

const written = z.object({ data: host })
/** What the file says, while another process may have it open. `null` where there is none that can be read. */
export async function peekHost(folder: string): Promise<Host | null> {
  try {
    return written.parse(JSON.parse(await readFile(place(folder), 'utf8'))).data
  } catch {
    return null
  }
}

/** Makes an empty folder a replica. @throws Refusal `diskFull`, `notWritable` */
export async function writeHostFile(folder: string, data: Omit<Host, 'epoch' | 'ended'>): Promise<void> {
  const file = await openJsonFile({ path: place(folder), schema: host, defaults: nobody })
  await file.update(() => ({ ...data, epoch: null, ended: null }))
}
