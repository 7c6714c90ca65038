import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as Y from 'yjs'
import { z } from 'zod'
import { parseName, register as registerName, type DocumentName } from '../../shared/documentName.ts'
import { Refusal } from '../../shared/errors.ts'
import { registerWorkspace } from '../../shared/register.ts'
import { membersData, membersMigrations, type MembersData } from './members.ts'
import { base64, bytes, readParts, wholeFile, written } from './parts.ts'
import { atomicWrite } from './store/atomicWrite.ts'
import { errorCode } from './store/diskFailure.ts'
import type { DocumentStore, StoredVersion } from './store/documentStore.ts'
import { encodeEnveloped } from './store/jsonFile.ts'
import { openLevelStore } from './store/levelStore.ts'

/**
 * A backup is one file in parts. It holds the key of the host and the hashes of credentials: keep it like the folder itself.
 */
const documentPart = z.object({ state: z.string().nullable(), updates: z.array(z.string()) })
const name = z.custom<DocumentName>((value) => typeof value === 'string' && parseName(value) !== null)
const versionPart = z.object({
  id: z.string(),
  document: name,
  name: z.string(),
  hash: z.string(),
  by: z.string(),
  at: z.string(),
  state: z.string(),
})
const head = 'yice-backup'

/** What is backed up: documents, members, and the key of the host as PEM. */
export type Contents = { store: DocumentStore; members: MembersData; key: string | null }
/** Where a backup goes. */
export type Emptiness = {
  store: DocumentStore
  keepMembers: (members: MembersData) => Promise<void>
  keepKey: (key: string) => Promise<void>
  close: () => Promise<void>
}

/** BK1 Everything there is, as it stands between two commands. @throws Refusal as the disk refuses, `storeDamaged` */
export async function backup({ store, members, key }: Contents, path: string): Promise<{ documents: number }> {
  const lines = [written(head, { version: 1 }), written('members', members)]
  if (key !== null) lines.push(written('key', key))
  const names = await store.names()
  for (const document of names) {
    const { state, updates } = await store.load(document)
    lines.push(written(document, { state: state && base64(state), updates: updates.map(base64) }))
    for (const { id } of await store.versions(document)) {
      const version = await store.version(id)
      if (version) lines.push(written(`version ${id}`, { ...version, state: base64(version.state) }))
    }
  }
  await atomicWrite(path, wholeFile(lines), { mode: 0o600 })
  return { documents: names.length }
}

/**
 * BK2 Into an empty place, and only when every part is whole: what is damaged is named, and nothing is written.
 * @throws Refusal `backupDamaged`, `notFound`, and as `open` refuses a place that is not empty
 */
export async function restore(path: string, open: () => Promise<Emptiness>): Promise<{ documents: number }> {
  const { members, documents, versions, key } = understood(await readBackup(path), path)
  const { store, keepMembers, keepKey, close } = await open()
  try {
    for (const [document, { state, updates }] of documents)
      for (const update of [...(state === null ? [] : [state]), ...updates]) await store.append(document, bytes(update))
    for (const version of versions) await store.keepVersion(version)
    await beginAnew(store)
    if (key !== null) await keepKey(key)
    await keepMembers(members)
  } finally {
    await close()
  }
  return { documents: documents.length }
}

/** @throws Refusal `folderNotEmpty` */
export async function emptyFolder(folder: string): Promise<Emptiness> {
  const there = await readdir(folder).catch((error: unknown) => onlyIfAbsent(error))
  if (there && there.length > 0) throw new Refusal({ kind: 'folderNotEmpty', path: folder })
  const store = await openLevelStore(join(folder, 'documents'))
  const keep = (name: string, text: string): Promise<void> => atomicWrite(join(folder, name), text, { mode: 0o600 })
  return {
    store,
    keepKey: (key) => keep('host.key', key),
    keepMembers: (members) => keep('members.json', encodeEnveloped(members, membersMigrations)),
    close: () => store.close(),
  }
}

/** BK3 Members' replicas may know more than the backup: the workspace has another past from here on, and they are told. */
async function beginAnew(store: DocumentStore): Promise<void> {
  const { state, updates } = await store.load(registerName)
  const doc = new Y.Doc()
  for (const update of [...(state ? [state] : []), ...updates]) Y.applyUpdate(doc, update)
  const before = Y.encodeStateVector(doc)
  doc.getMap(registerWorkspace).set('epoch', randomUUID())
  await store.append(registerName, Y.encodeStateAsUpdate(doc, before))
  doc.destroy()
}

async function readBackup(path: string): Promise<Map<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => onlyIfAbsent(error))
  if (text === null) throw new Refusal({ kind: 'notFound' })
  return readParts(text, (part) => new Refusal({ kind: 'backupDamaged', path, part })).parts
}

type Understood = {
  members: MembersData
  key: string | null
  documents: [DocumentName, z.infer<typeof documentPart>][]
  versions: StoredVersion[]
}

function understood(parts: Map<string, unknown>, path: string): Understood {
  const found: Understood = {
    members: { members: [], credentials: [], invites: [], hosting: null },
    key: null,
    documents: [],
    versions: [],
  }
  for (const [part, content] of parts) {
    try {
      if (part === head) z.object({ version: z.literal(1) }).parse(content)
      else if (part === 'members') found.members = membersData.parse(content)
      else if (part === 'key') found.key = z.string().parse(content)
      else if (part.startsWith('version ')) {
        const version = versionPart.parse(content)
        found.versions.push({ ...version, state: bytes(version.state) })
      } else if (part !== 'end') found.documents.push([name.parse(part), documentPart.parse(content)])
    } catch {
      throw new Refusal({ kind: 'backupDamaged', path, part })
    }
  }
  if (!parts.has(head) || !parts.has('members')) throw new Refusal({ kind: 'backupDamaged', path, part: head })
  return found
}

function onlyIfAbsent(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw error
}
