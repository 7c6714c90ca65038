import { z } from 'zod'
import { failure } from './errors.ts'
import { id, instant } from './register.ts'

/** A backup the hub has made by itself or when asked, and keeps by its rule. */
const keptBackup = z.object({ name: z.string(), at: instant, bytes: z.int() })
export type KeptBackup = z.infer<typeof keptBackup>

/** 第二位置: a folder elsewhere with copies. `newest`: of the last backup that lies there, read back; `failure`: why not all are there. */
export const secondPlace = z.object({ path: z.string(), newest: instant.nullable(), isCopying: z.boolean(), failure: failure.nullable() })
export type SecondPlace = z.infer<typeof secondPlace>

/** The newest first; `failure`: why the last one could not be made. */
export const backupState = z.object({ kept: z.array(keptBackup), failure: failure.nullable(), second: secondPlace.nullable() })
export type BackupState = z.infer<typeof backupState>

/** What a backup holds, and what of it is damaged. */
export const backupPreview = z.object({
  path: z.string(),
  workspace: z.string(),
  at: instant.nullable(),
  /** The secretariat's members, one of whom opens what is restored. */
  secretaries: z.array(z.object({ id, name: z.string() })),
  members: z.int(),
  dialogues: z.int(),
  memos: z.int(),
  briefings: z.int(),
  versions: z.int(),
  /** Documents that cannot be restored, by name, with what they are called; versions of texts by what they were kept as. */
  damaged: z.array(z.object({ part: z.string(), title: z.string() })),
  /** Members or register are damaged: nothing can be restored from it. */
  isLost: z.boolean(),
})
export type BackupPreview = z.infer<typeof backupPreview>
