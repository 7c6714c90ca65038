import * as Y from 'yjs'
import type { z } from 'zod'
import type { BundleFate, BundleRecord, BundleText } from '../../shared/bundle.ts'
import { documentName, parseName, type DocumentName } from '../../shared/documentName.ts'
import { grammarOf } from '../../shared/documents/guard.ts'
import { failureIn } from '../../shared/closing.ts'
import { picturesMap } from '../../shared/documents/pictures.ts'
import { roomsApart } from '../../shared/documents/minutes.ts'
import { Refusal } from '../../shared/errors.ts'
import { briefing, dialogue, member, memo, recommendation, type Dialogue, type Memo, type RegisterRecord } from '../../shared/register.ts'
import { rightOn } from '../../shared/roles.ts'
import { isText, type BundleContent } from './bundleFile.ts'
import { Closed } from './closed.ts'
import { difference, type Difference } from './difference.ts'
import type { Durability } from './durability.ts'
import type { Gate } from './gate.ts'
import type { Members } from './members.ts'
import type { Draft, Register } from './register.ts'
import type { Rights } from './rights.ts'
import { checkNumber, examine } from './schemaGuard.ts'
import type { DocumentStore } from './store/documentStore.ts'
import { decode } from './update.ts'

/** What a bundle is made from: a workspace that lives here, or a replica. */
export type Sources = {
  register: Register
  members: Pick<Members, 'get'>
  store: Pick<DocumentStore, 'names'>
  durability: Durability
  rights: Rights
  now: () => Date
}
/** What one is merged into. */
export type BundleDoors = Sources & { gate: Gate }

/** Longest list and line of what a preview shows of one text. */
const shown = { lines: 40, letters: 160 }

/**
 * BN3 What a member may read, and no more: one text, or all. With the records that say what the texts are and who wrote them.
 * @throws Refusal `notFound`
 */
export async function bundleOf(doors: Sources, memberId: string, only: DocumentName | null): Promise<BundleContent> {
  const { register, members, store, durability, rights, now } = doors
  const mayRead = (name: DocumentName): boolean => isText(name) && rights(memberId, name) !== 'none'
  const by = members.get(memberId)
  const workspace = identityOf(register)
  const names = (only === null ? await store.names() : withPictures(only)).filter(mayRead)
  if (!by || !workspace || (only !== null && names.length === 0)) throw new Refusal({ kind: 'notFound' })
  const texts = new Map<DocumentName, Uint8Array>()
  for (const name of names) {
    const doc = await durability.read(name)
    if (parseName(name)?.kind !== 'pictures' || picturesMap(doc).size > 0) texts.set(name, Y.encodeStateAsUpdate(doc))
  }
  const records = {
    members: register.all('members'),
    dialogues: register
      .all('dialogues')
      .filter(({ id }) => texts.has(documentName('agenda', id)) || texts.has(documentName('minutes', id))),
    memos: register.all('memos').filter(({ id }) => texts.has(documentName('memo', id))),
    briefings: only === null ? register.all('briefings') : [],
    recommendations: only === null ? register.all('recommendations') : [],
  }
  return { workspace, madeAt: now().toISOString(), by: by.name, records, texts }
}

export type Seen = { texts: BundleText[]; records: BundleRecord[] }

/**
 * BN4 Says what merging would do, and does nothing.
 * @throws Refusal `forbidden` but for the secretariat, `bundleForeign`, `bundleDamaged` for a text that is no update
 */
export async function previewBundle(doors: BundleDoors, memberId: string, content: BundleContent, path: string): Promise<Seen> {
  const read = await understand(doors, memberId, content, path)
  return { texts: read.map(({ text }) => text), records: leftOut(doors.register, content, read) }
}

/**
 * BN5 Texts come in as any member's change does: examined by the closed list, on disk, then shown. What stands still here stays as
 *     it is, and so does every record that is here. Missing texts come with their record, by one write of the register that
 *     leaves a line in the trail for each text touched.
 * BN6 Nobody gets in by a bundle: its members are shown as authors who have left. Briefings, recommendations and memos that were
 *     submitted elsewhere stay out: one hub gives numbers.
 * Must be called in turn with commands. @throws Refusal as `previewBundle`, or of the store
 */
export async function mergeBundle(doors: BundleDoors, memberId: string, content: BundleContent, path: string): Promise<Seen> {
  const { register, durability, gate, now } = doors
  const before = await understand(doors, memberId, content, path)
  return gate.hold(
    before.map(({ name }) => name),
    async () => {
      const read = await understand(doors, memberId, content, path)
      const taken = read.filter(({ text }) => text.fate === 'new' || text.fate === 'changes')
      for (const { name, text, update } of taken) {
        if (text.fate === 'new') await durability.seed(name, update)
        else await durability.mergeHeld(name, update)
      }
      const at = now().toISOString()
      if (taken.length > 0)
        await register.write((draft) => {
          for (const { name, record, text } of taken)
            if (text.fate === 'new' && record && parseName(name)?.kind !== 'pictures') putRecord(draft, doors, record, content, at)
          for (const [id, title] of new Map(taken.map(({ id, text }) => [id, text.title])))
            draft.trail({ at, by: memberId, command: 'mergeBundle', subject: id, title })
        })
      return { texts: read.map(({ text }) => text), records: leftOut(register, content, read) }
    },
  )
}

/** A memo goes with its pictures. */
function withPictures(name: DocumentName): DocumentName[] {
  const parsed = parseName(name)
  return parsed?.kind === 'memo' ? [name, documentName('pictures', parsed.id)] : [name]
}

type TextKind = 'agenda' | 'minutes' | 'memo' | 'pictures'
const isOfMemo = (kind: TextKind): boolean => kind === 'memo' || kind === 'pictures'
type Theirs = { is: 'dialogue'; of: Dialogue } | { is: 'memo'; of: Memo }
type Read = { name: DocumentName; id: string; text: BundleText; update: Uint8Array; record: Theirs | null }

async function understand(doors: BundleDoors, memberId: string, content: BundleContent, path: string): Promise<Read[]> {
  const { register, members } = doors
  if (members.get(memberId)?.role !== 'secretariat') throw new Refusal({ kind: 'forbidden' })
  if (identityOf(register)?.founder !== content.workspace.founder)
    throw new Refusal({ kind: 'bundleForeign', path, workspace: content.workspace.name })
  const read: Read[] = []
  for (const [name, update] of content.texts) {
    const one = await understandOne(doors, content, name, update, path)
    if (one) read.push(one)
  }
  return read
}

/** `null` for a text without a record on either side, or one whose record may not be made here: nobody could open it. */
async function understandOne(
  { register, durability }: BundleDoors,
  content: BundleContent,
  name: DocumentName,
  update: Uint8Array,
  path: string,
): Promise<Read | null> {
  const parsed = parseName(name)
  if (!parsed || parsed.kind === 'register' || parsed.kind === 'talk' || parsed.kind === 'authors' || parsed.kind === 'reply') return null
  const { kind, id } = parsed
  const ours = register.get(isOfMemo(kind) ? 'memos' : 'dialogues', id)
  const record = ours ? null : theirs(content, kind, id)
  // Minutes that have not been opened here have no right of their own yet: the difference of the records is told.
  if (kind === 'minutes' && ours && !register.get('dialogues', id)?.minutes) return null
  if (!ours && !record) return null
  const title = ours?.title ?? record?.of.title ?? ''
  const grammar = grammarOf(kind)
  if (!grammar) return null
  const doc = ours ? await durability.read(name) : new Y.Doc()
  const made = (fate: BundleFate, lines: Difference = { mine: [], theirs: [] }, bytes = update): Read => ({
    ...{ name, id, update: bytes, record },
    text: {
      document: name,
      title,
      fate,
      adds: cut(lines.mine),
      drops: cut(lines.theirs),
      changes: lines.mine.length + lines.theirs.length,
    },
  })
  try {
    const fresh = Y.diffUpdate(update, Y.encodeStateVector(doc))
    const reading = examine(grammar, doc, decode(fresh))
    if (reading.is === 'pending') throw new RangeError('it lacks what it builds on')
    if (!reading.news) return made('same')
    const merged = new Y.Doc()
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(merged, fresh)
    checkNumber(merged, name)
    if (kind === 'minutes' && apart(doc, update)) return made('apart')
    const lines = difference(name, Y.encodeStateAsUpdate(merged), Y.encodeStateAsUpdate(doc))
    return made(ours && standsStill(register, kind, id) ? 'frozen' : ours ? 'changes' : 'new', lines, fresh)
  } catch (reason) {
    const why = reason instanceof Closed ? failureIn(reason.reason)?.kind : null
    if (why === 'schemaUnknown' || why === 'schemaNewer') return made('newer')
    throw new Refusal({ kind: 'bundleDamaged', path, part: name })
  }
}

function apart(doc: Y.Doc, update: Uint8Array): boolean {
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, update)
  return roomsApart(doc, theirs)
}

/** A record that may be made here; one of a shape this version does not know may not. */
function theirs({ records }: BundleContent, kind: TextKind, id: string): Theirs | null {
  if (!isOfMemo(kind)) {
    const of = valid(dialogue, records.dialogues).find((one) => one.id === id)
    return of ? { is: 'dialogue', of } : null
  }
  const of = valid(memo, records.memos).find((one) => one.id === id)
  return of && of.stage !== 'submitted' ? { is: 'memo', of } : null
}

/** Whether not even the secretariat may write it. */
function standsStill(register: Register, kind: TextKind, id: string): boolean {
  if (!isOfMemo(kind)) {
    const found = register.get('dialogues', id)
    if (!found || found.state === 'archived') return true
    return kind === 'agenda' ? found.agendaConfirmed !== null : found.minutes?.approved !== null
  }
  const found = register.get('memos', id)
  return !found || rightOn({ kind: 'memo', stage: found.stage, drafter: false }, 'secretariat') !== 'write'
}

function putRecord(draft: Draft, { register, members }: BundleDoors, record: Theirs, content: BundleContent, at: string): void {
  const authors = valid(member, content.records.members)
  const known = (id: string): boolean => register.get('members', id) !== undefined
  const named = record.is === 'memo' ? [record.of.createdBy, ...record.of.drafters] : [record.of.createdBy]
  for (const author of authors.filter(({ id }) => named.includes(id) && !known(id))) draft.put('members', { ...author, removedAt: at })
  if (record.is === 'dialogue') {
    draft.put('dialogues', record.of)
    return
  }
  const { drafters, dialogueId, itemId } = record.of
  const mayDraft = (id: string): boolean => (members.get(id)?.role ?? 'observer') !== 'observer'
  const here = dialogueId !== null && (register.get('dialogues', dialogueId) || content.texts.has(documentName('agenda', dialogueId)))
  // Its versions and endorsements stayed where they were given.
  const alone = { frozen: null, countersigning: null, dialogueId: here ? dialogueId : null, itemId: here ? itemId : null }
  draft.put('memos', { ...record.of, ...alone, drafters: drafters.filter(mayDraft) })
}

/** Records of theirs that are not merged: they are told, so that nobody takes the other register for the same. */
function leftOut(register: Register, { records }: BundleContent, read: readonly Read[]): BundleRecord[] {
  const taken = new Set(read.filter(({ text }) => text.fate === 'new').map(({ id }) => id))
  const of = <R extends BundleRecord['root']>(
    root: R,
    found: RegisterRecord<R>[],
    title: (record: RegisterRecord<R>) => string,
  ): BundleRecord[] =>
    found.flatMap((record) => {
      const ours = register.get(root, record.id)
      if (taken.has(record.id) || (ours && JSON.stringify(ours) === JSON.stringify(record))) return []
      return [{ root, id: record.id, title: title(record), differs: ours !== undefined }]
    })
  return [
    ...of('dialogues', valid(dialogue, records.dialogues), ({ title }) => title),
    ...of('memos', valid(memo, records.memos), ({ title }) => title),
    ...of('briefings', valid(briefing, records.briefings), ({ masthead }) => masthead),
    ...of('recommendations', valid(recommendation, records.recommendations), ({ measure }) => measure.slice(0, shown.letters)),
  ]
}

const valid = <T>(schema: z.ZodType<T>, found: readonly unknown[]): T[] =>
  found.flatMap((one) => {
    const read = schema.safeParse(one)
    return read.success ? [read.data] : []
  })

/** A workspace is known by its founder's id, whatever became of them. `null` until it is founded. */
function identityOf(register: Register): { founder: string; name: string } | null {
  const about = register.workspace
  const founder = register.all('members').find(({ since }) => since === about?.foundedAt)
  return about && founder ? { founder: founder.id, name: about.name } : null
}

const cut = (lines: readonly string[]): string[] =>
  lines.slice(0, shown.lines).map((line) => (line.length > shown.letters ? `${line.slice(0, shown.letters)}…` : line))
