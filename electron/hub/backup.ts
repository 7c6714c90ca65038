import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as Y from 'yjs'
import { z } from 'zod'
import type { BackupPreview } from '../../shared/backup.ts'
import { parseName, register as registerName, type DocumentKind, type DocumentName } from '../../shared/documentName.ts'
import { Refusal } from '../../shared/errors.ts'
import { instant, registerTrail, registerWorkspace, type AuditEntry, type RegisterRoot } from '../../shared/register.ts'
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
const headPart = z.object({ version: z.literal(1), at: instant, parts: z.array(z.string()) })
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
const versionMark = 'version '

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
export async function backup({ store, members, key }: Contents, path: string, at = new Date()): Promise<{ documents: number }> {
  const parts = new Map<string, string>()
  const put = (part: string, content: unknown): unknown => parts.set(part, written(part, content))
  put('members', members)
  if (key !== null) put('key', key)
  // Of a file that is cut off the register is still there, without which the rest is worth nothing.
  const names = (await store.names()).sort((a, b) => Number(b === registerName) - Number(a === registerName))
  for (const document of names) {
    const { state, updates } = await store.load(document)
    put(document, { state: state && base64(state), updates: updates.map(base64) })
    for (const { id } of await store.versions(document)) {
      const version = await store.version(id)
      if (version) put(`${versionMark}${id}`, { ...version, state: base64(version.state) })
    }
  }
  const first = written(head, { version: 1, at: at.toISOString(), parts: [...parts.keys()] } satisfies z.infer<typeof headPart>)
  await atomicWrite(path, wholeFile([first, ...parts.values()]), { mode: 0o600 })
  return { documents: names.length }
}

/**
 * BK2 Into an empty place, and only when every part is whole: what is damaged is named, and nothing is written. With `salvage`, the
 *     person has seen what is damaged, and the rest is restored; members and register cannot be done without. The trail says so.
 * @throws Refusal `backupDamaged`, `notFound`, and as `open` refuses a place that is not empty
 */
export async function restore(path: string, open: () => Promise<Emptiness>, { salvage = false } = {}): Promise<{ documents: number }> {
  const found = await read(path)
  const { members, key, documents, versions, damaged } = found
  if (members === null || isLost(found) || (damaged.length > 0 && !salvage))
    throw new Refusal({ kind: 'backupDamaged', path, part: damaged.slice(0, 3).join(', ') })
  const { store, keepMembers, keepKey, close } = await open()
  try {
    for (const [document, updates] of documents) for (const update of updates) await store.append(document, update)
    for (const version of versions) await store.keepVersion(version)
    await beginAnew(store, found, members)
    if (key !== null) await keepKey(key)
    // Two places of one workspace must not both answer at one address by themselves.
    await keepMembers({ ...members, hosting: null })
  } finally {
    await close()
  }
  return { documents: documents.size }
}

/** BK4 What a backup holds, and all of it that is damaged, before anything is restored. @throws Refusal `notFound` */
export async function previewBackup(path: string): Promise<BackupPreview> {
  const found = await read(path)
  const doc = registerOf(found)
  const count = (root: RegisterRoot): number => doc.getMap(root).size
  const preview = {
    path,
    workspace: z.string().catch('').parse(doc.getMap(registerWorkspace).get('name')),
    at: found.at,
    secretaries: (found.members?.members ?? []).flatMap(({ id, name, role }) => (role === 'secretariat' ? [{ id, name }] : [])),
    members: found.members?.members.length ?? 0,
    dialogues: count('dialogues'),
    memos: count('memos'),
    briefings: count('briefings'),
    versions: found.versions.length,
    damaged: titles(found),
    isLost: isLost(found),
  }
  doc.destroy()
  return preview
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
async function beginAnew(store: DocumentStore, found: Found, members: MembersData): Promise<void> {
  const doc = registerOf(found)
  const before = Y.encodeStateVector(doc)
  const by = members.members.find(({ role }) => role === 'secretariat')?.id
  const title = titles(found)
    .map(({ title, part }) => title || part)
    .join('、')
  doc.transact(() => {
    doc.getMap(registerWorkspace).set('epoch', randomUUID())
    const at = new Date().toISOString()
    if (by !== undefined) doc.getArray(registerTrail).push([{ at, by, command: 'restoreBackup', subject: by, title } satisfies AuditEntry])
  })
  await store.append(registerName, Y.encodeStateAsUpdate(doc, before))
  doc.destroy()
}

type Found = {
  at: string | null
  members: MembersData | null
  key: string | null
  /** Of each document all updates, its state first. */
  documents: Map<DocumentName, Uint8Array[]>
  versions: StoredVersion[]
  damaged: string[]
}

async function read(path: string): Promise<Found> {
  const file = await readFile(path).catch((error: unknown) => onlyIfAbsent(error))
  if (file === null) throw new Refusal({ kind: 'notFound' })
  const { parts, damaged } = readParts(file)
  const index = headPart.safeParse(parts.get(head))
  const found: Found = { at: index.data?.at ?? null, members: null, key: null, documents: new Map(), versions: [], damaged: [] }
  const broken = new Set(damaged)
  const take = <T>(part: string, schema: z.ZodType<T>, content: unknown, keep: (value: T) => void): void => {
    const whole = schema.safeParse(content)
    if (whole.success) keep(whole.data)
    else broken.add(part)
  }
  for (const [part, content] of parts) {
    if (part === head || part === 'end') continue
    if (part === 'members') take(part, membersData, content, (members) => (found.members = members))
    else if (part === 'key') take(part, z.string(), content, (key) => (found.key = key))
    else if (part.startsWith(versionMark))
      take(part, versionPart, content, (version) => found.versions.push({ ...version, state: bytes(version.state) }))
    else
      take(part, z.object({ document: name, content: documentPart }), { document: part, content }, ({ document, content }) =>
        found.documents.set(document, [...(content.state === null ? [] : [content.state]), ...content.updates].map(bytes)),
      )
  }
  if (!index.success) broken.add(head)
  for (const part of index.data?.parts ?? ['members']) if (!parts.has(part)) broken.add(part)
  // Where the parts that are missing have their names, the place between two lines says nothing more.
  const isNamed = [...broken].some((part) => part !== 'end' && !part.startsWith('→'))
  found.damaged = [...broken].filter((part) => !isNamed || (part !== 'end' && !part.startsWith('→')))
  return found
}

const isLost = ({ members, damaged }: Found): boolean => members === null || damaged.includes(registerName)
const registerOf = ({ documents }: Found): Y.Doc => {
  const doc = new Y.Doc()
  for (const update of documents.get(registerName) ?? []) Y.applyUpdate(doc, update)
  return doc
}

/** The record a document belongs to, which says what it is called. */
const roots = {
  memo: 'memos',
  talk: 'memos',
  pictures: 'memos',
  authors: 'memos',
  agenda: 'dialogues',
  minutes: 'dialogues',
  reply: 'recommendations',
} as const satisfies Record<DocumentKind, RegisterRoot>
const titled = z.union([
  z.object({ title: z.string() }),
  z.object({ measure: z.string() }).transform(({ measure }) => ({ title: measure })),
])

function titles(found: Found): BackupPreview['damaged'] {
  const doc = registerOf(found)
  const all = found.damaged.map((part) => {
    const parsed = parseName(part)
    const record = parsed && parsed.kind !== 'register' ? doc.getMap(roots[parsed.kind]).get(parsed.id) : undefined
    return { part, title: titled.safeParse(record).data?.title ?? '' }
  })
  doc.destroy()
  return all
}

function onlyIfAbsent(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw error
}
