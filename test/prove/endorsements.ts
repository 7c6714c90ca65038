import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import * as Y from 'yjs'
import { connectClient, type HubClient, type Opened } from '../../electron/hub/client.ts'
import { hashOf } from '../../electron/hub/content.ts'
import { createHub, type Hub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { authorIds } from '../../shared/documents/content.ts'
import { memoBody, readBlocks, type MemoContent } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { stands } from '../../shared/endorsements.ts'
import type { Result } from '../../shared/errors.ts'
import { endorsement, member, memo, memoStage, version, type Endorsement, type Memo } from '../../shared/register.ts'
import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'

const experts = 2
const who = fc.nat({ max: experts })

/** What people may do, in any order; what is refused counts as well. `nth` picks among what there is. */
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('edit' as const), who, text: fc.constantFrom('甲', '乙', '丙') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      is: fc.constant('stage' as const),
      stage: fc.constantFrom(...memoStage.options, 'drafting' as const, 'countersigning' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('countersign' as const), asked: fc.uniqueArray(who, { minLength: 2, maxLength: experts + 1 }) }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      is: fc.constant('endorse' as const),
      who,
      choice: fc.constantFrom('agreed' as const, 'reserved' as const, 'declined' as const),
      /** The text frozen now, or any other that ever was. */
      nth: fc.option(fc.nat({ max: 20 }), { freq: 4 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('carry' as const), who, nth: fc.nat({ max: 20 }) }) },
  /** A typo is mended and everybody asked again: what carrying is for. */
  { weight: 4, arbitrary: fc.record({ is: fc.constant('mend' as const), text: fc.constantFrom('丁', '戊', '己') }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('withdraw' as const), who }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('keep' as const), who }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('restore' as const), who, nth: fc.nat({ max: 20 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('role' as const),
      who: fc.integer({ min: 1, max: experts }),
      observer: fc.nat({ max: 2 }).map((nth) => nth === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('drafters' as const), drafters: fc.uniqueArray(who) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('rename' as const), who, text: fc.constantFrom('题', '新题') }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('line' as const), who, up: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('issue' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

type Desk = { hub: Hub; store: DocumentStore; clients: HubClient[]; ids: string[] }
/** One memo, everybody's copy of it, and what each member was told that they endorsed, letter by letter. */
type Round = { id: string; copies: Opened[]; said: Map<string, string>; hashes: Set<string> }
type Tally = { acts: number; words: number; standing: number; void: number; carried: number }

/**
 * EN1 as a model: after every act the text on the disk is read, by itself, and every endorsement that stands must have been given
 * by that member, in an act of theirs, to exactly this text.
 */
export const endorsements: Proof = {
  name: 'endorsements',
  promise: 'no endorsement ever stands on a text that was not endorsed',
  small: 8,
  full: 2_000,
  async run({ count, seed }: ProofOptions): Promise<Figures> {
    const desk = await openDesk()
    const tally: Tally = { acts: 0, words: 0, standing: 0, void: 0, carried: 0 }
    try {
      const property = fc.asyncProperty(fc.array(act, { minLength: 30, maxLength: 60, size: 'max' }), (acts) => play(desk, acts, tally))
      // A sequence that breaks it is long, and shortening it takes hours: the seed finds it again.
      await fc.assert(property, { numRuns: count, seed: seed | 0, endOnFailure: true })
    } catch (reason) {
      throw new Broken(reason instanceof Error ? reason.message : String(reason))
    } finally {
      for (const client of desk.clients) client.abandon()
      await desk.hub.stop()
    }
    if (count >= 10 && (tally.standing === 0 || tally.void === 0 || tally.carried === 0))
      throw new Broken(`not everything was put to the test: ${JSON.stringify(tally)}`)
    return { sequences: count, ...tally }
  },
}

async function openDesk(): Promise<Desk> {
  const store = await openMemoryStore()
  const report = (reason: unknown): never => {
    throw reason
  }
  const hub = await createHub({ store, members: new Members(membersInMemory()), path: ':memory:', report })
  const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
  const ids = [memberId]
  while (ids.length <= experts)
    ids.push(value(await hub.command(memberId, 'addMember', { name: '宋', organisation: '', role: 'expert' })).id)
  return { hub, store, ids, clients: await Promise.all(ids.map((id) => connectClient(hub, id))) }
}

async function play(desk: Desk, acts: readonly Act[], tally: Tally): Promise<void> {
  const { hub, ids, clients } = desk
  for (const id of ids.slice(1)) value(await hub.command(at(ids, 0), 'setRole', { id, role: 'expert' }))
  const { id } = value(await hub.command(at(ids, 0), 'createMemo', { title: '题', dialogueId: null }))
  value(await hub.command(at(ids, 0), 'setDrafters', { id, drafters: [at(ids, 1)] }))
  // An observer may not see a draft, so copies are opened while everybody is an expert.
  const round: Round = {
    id,
    copies: await Promise.all(clients.map((client) => client.open(documentName('memo', id)))),
    said: new Map(),
    hashes: new Set(),
  }
  for (const one of acts) {
    await perform(desk, round, one)
    tally.acts += 1
    await check(desk, round, tally)
  }
  for (const copy of round.copies) copy.close()
}

async function perform({ hub, store, ids }: Desk, round: Round, one: Act): Promise<void> {
  const { id, copies, hashes, said } = round
  const secretary = at(ids, 0)
  const by = 'who' in one ? at(ids, one.who) : secretary
  const hashOfNow = async (): Promise<string> => (await present(store, id)).memo.frozen?.hash ?? 'f'.repeat(64)
  const endorse = async (hash: string, choice: Endorsement['choice'], carries: string | null): Promise<void> => {
    const { text } = await present(store, id)
    const answer = await hub.command(by, 'endorse', { memoId: id, hash, choice, text: '保留', carries })
    if (answer.ok) said.set(`${by}/${hash}`, text)
  }
  switch (one.is) {
    case 'edit':
      write(at(copies, one.who).doc, one.text)
      // Sometimes the next act comes while the edit is still on its way.
      if (one.text !== '丙') await turn()
      return
    case 'stage':
      await hub.command(secretary, 'setMemoStage', { id, stage: one.stage })
      break
    case 'countersign':
      await hub.command(secretary, 'countersign', { id, endorsers: one.asked.map((nth) => at(ids, nth)), deadline: null })
      break
    case 'endorse':
      await endorse(one.nth === null ? await hashOfNow() : among(hashes, one.nth, await hashOfNow()), one.choice, null)
      break
    case 'carry':
      await endorse(await hashOfNow(), 'agreed', among(one.nth % 4 === 0 ? hashes : saidBy(said, by), one.nth >> 2, 'f'.repeat(64)))
      break
    case 'mend': {
      const copy = at(copies, 0)
      await hub.command(secretary, 'setMemoStage', { id, stage: 'drafting' })
      write(copy.doc, one.text)
      if (copy.provider.isAttached) await Promise.race([copy.saved(), delay(50)])
      await hub.command(secretary, 'countersign', { id, endorsers: ids, deadline: null })
      break
    }
    case 'withdraw':
      await hub.command(by, 'withdrawEndorsement', { memoId: id })
      break
    case 'keep':
      await hub.command(by, 'keepVersion', { memoId: id, name: '稿' })
      break
    case 'restore': {
      const kept = await versionIds(store, id)
      if (kept.length === 0) break
      const answer = await hub.command(by, 'restoreVersion', { id: at(kept, one.nth % kept.length) })
      if (answer.ok) rewrite(at(copies, one.who).doc, Buffer.from(answer.value.state, 'base64'))
      break
    }
    case 'role':
      await hub.command(secretary, 'setRole', { id: by, role: one.observer ? 'observer' : 'expert' })
      break
    case 'drafters':
      await hub.command(secretary, 'setDrafters', { id, drafters: one.drafters.map((nth) => at(ids, nth)) })
      break
    case 'rename':
      await hub.command(by, 'renameMemo', { id, title: one.text })
      break
    case 'line': {
      const { provider } = at(copies, one.who)
      if (one.up && !provider.isAttached) provider.attach()
      if (!one.up && provider.isAttached) provider.detach()
      break
    }
    case 'issue': {
      const fields = { masthead: '参考', compiler: '处', date: '2026-11-24', secrecy: '', report: '', send: '', distribute: '', copies: 0 }
      const draft = await hub.command(secretary, 'draftBriefing', { ...fields, memoIds: [id] })
      if (draft.ok) await hub.command(secretary, 'issueBriefing', { id: draft.value.id })
    }
  }
}

async function check({ store }: Desk, { id, said, hashes }: Round, tally: Tally): Promise<void> {
  const { memo: record, words, text, hash } = await present(store, id)
  if (record.frozen) hashes.add(record.frozen.hash)
  for (const word of words) {
    tally.words += 1
    if (!stands(record, word)) {
      tally.void += 1
      continue
    }
    tally.standing += 1
    if (word.carried) tally.carried += 1
    if (word.hash !== hash) throw new Error('an endorsement stands on another text than it names')
    if (said.get(`${word.memberId}/${word.hash}`) !== text)
      throw new Error('an endorsement stands that its member did not give to this text')
  }
}

/** As it lies on the disk, read without the hub: the register first, for a text that stands still does not change after it. */
async function present(store: DocumentStore, id: string): Promise<{ memo: Memo; words: Endorsement[]; text: string; hash: string }> {
  const register = await stored(store, 'register')
  const record = memo.parse(register.getMap('memos').get(id))
  const words = endorsement.array().parse([...register.getMap('endorsements').values()])
  const names = authorIds(record).map((author) => member.parse(register.getMap('members').get(author)).name)
  const content: MemoContent = {
    title: record.title,
    authors: names,
    blocks: readBlocks(memoBody(await stored(store, documentName('memo', id)))),
  }
  return { memo: record, words: words.filter(({ memoId }) => memoId === id), text: JSON.stringify(content), hash: hashOf(content) }
}

async function versionIds(store: DocumentStore, memoId: string): Promise<string[]> {
  const register = await stored(store, 'register')
  const all = version.array().parse([...register.getMap('versions').values()])
  return all.filter((one) => one.memoId === memoId).map(({ id }) => id)
}

async function stored(store: DocumentStore, name: DocumentName): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const { state, updates } = await store.load(name)
  doc.transact(() => {
    for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  })
  return doc
}

function write(doc: Y.Doc, text: string): void {
  const [block] = memoBody(doc).toArray()
  const line = block instanceof Y.XmlElement ? block.get(0) : null
  doc.transact(() => {
    if (!(line instanceof Y.XmlText)) {
      writeBlocks(memoBody(doc), [{ type: 'paragraph', runs: [{ text, bold: false, italic: false, underline: false }] }])
    } else if (line.toString() !== text) {
      line.delete(0, line.length)
      line.insert(0, text)
    }
  })
}

function rewrite(doc: Y.Doc, state: Uint8Array): void {
  const earlier = new Y.Doc()
  Y.applyUpdate(earlier, state)
  doc.transact(() => {
    memoBody(doc).delete(0, memoBody(doc).length)
    writeBlocks(memoBody(doc), readBlocks(memoBody(earlier)))
  })
}

function at<T>(from: readonly T[], nth: number): T {
  const found = from[nth]
  if (found === undefined) throw new RangeError(`no ${String(nth)}`)
  return found
}
const saidBy = (said: ReadonlyMap<string, string>, by: string): Set<string> =>
  new Set([...said.keys()].filter((key) => key.startsWith(`${by}/`)).map((key) => key.slice(by.length + 1)))
const among = (from: ReadonlySet<string>, nth: number, none: string): string => [...from][nth % Math.max(1, from.size)] ?? none

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.failure.kind)
}
