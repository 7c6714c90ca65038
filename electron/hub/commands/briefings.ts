import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { characterCount, memoBody, recommendations } from '../../../shared/documents/memo.ts'
import {
  briefing,
  id,
  recommendation,
  type Briefing,
  type Memo,
  type Recommendation,
  type Version,
  type VersionMark,
} from '../../../shared/register.ts'
import { thaw } from '../content.ts'
import type { Draft } from '../register.ts'
import { dueOf } from '../../../shared/term.ts'
import { dayOf, find, refuse, type Act, type Handlers } from './act.ts'
import { keep } from './keep.ts'

type Names = 'draftBriefing' | 'editBriefing' | 'discardBriefing' | 'issueBriefing'

/** A briefing that has been issued stands still for ever. */
export const briefingCommands: Handlers<Names> = {
  draftBriefing(fields, act) {
    const made: Briefing = {
      ...fields,
      id: act.newId(),
      state: 'draft',
      number: null,
      total: null,
      versions: [],
      createdBy: act.by.id,
      createdAt: act.at,
      issuedBy: null,
      issuedAt: null,
    }
    checkMemos(act, made)
    return { ...changed(made), answer: { id: made.id } }
  },

  editBriefing({ id, changes }, act) {
    const edited = briefing.parse({ ...draft(act, id), ...changes })
    checkMemos(act, edited)
    return changed(edited)
  },

  discardBriefing({ id }, act) {
    const found = draft(act, id)
    return { ...changed(found), change: (register) => register.remove('briefings', id) }
  },

  /**
   * Gives the number, freezes a copy of every memo, and takes each recommendation into the register. The text of the memos
   * stands still meanwhile: the hub holds their documents around this command.
   */
  async issueBriefing({ id }, act) {
    const found = draft(act, id)
    const memos = found.memoIds.map((memoId) => find(act, 'memos', memoId))
    if (memos.some((memo) => memo.stage === 'submitted')) refuse({ kind: 'frozen' })
    const numbers = nextNumbers(act, found)
    const { kept, taken, empty } = await take(act, found, memos, numbers)
    if (empty) refuse({ kind: 'emptyBriefing' })
    const issued: Briefing = { ...found, ...numbers, state: 'issued', versions: kept.map(markOf), issuedBy: act.by.id, issuedAt: act.at }
    return {
      ...changed(issued),
      answer: numbers,
      change(register) {
        register.put('briefings', issued)
        for (const version of kept) register.put('versions', version)
        for (const memo of memos) register.put('memos', { ...memo, stage: 'submitted', frozen: frozenAs(kept, memo) })
        for (const recommendation of taken) register.put('recommendations', recommendation)
      },
    }
  },
}

function draft(act: Act, id: string): Briefing {
  const found = find(act, 'briefings', id)
  return found.state === 'draft' ? found : refuse({ kind: 'frozen' })
}

function checkMemos(act: Act, { memoIds }: Briefing): void {
  const known = memoIds.every((id) => act.register.get('memos', id))
  if (!known || new Set(memoIds).size < memoIds.length) refuse({ kind: 'invalid', field: 'memoIds' })
}

/** 期号 counts within the year of the briefing's date, 总期号 over all; both without gaps, each masthead for itself. */
function nextNumbers(act: Act, { masthead, date }: Briefing): { number: number; total: number } {
  const issued = act.register.all('briefings').filter((one) => one.state === 'issued' && one.masthead === masthead)
  const year = date.slice(0, 4)
  return { number: issued.filter((one) => one.date.startsWith(year)).length + 1, total: issued.length + 1 }
}

type Taken = { kept: Version[]; taken: Recommendation[]; empty: boolean }

async function take(act: Act, { id, masthead }: Briefing, memos: readonly Memo[], numbers: { total: number }): Promise<Taken> {
  await nameRecommendations(act, memos)
  const kept: Version[] = []
  const taken = new Map<string, Recommendation>()
  let characters = 0
  for (const memo of memos) {
    const about = { name: `${masthead} ${numbers.total}`, reason: 'issue', dialogueId: null, stage: 'submitted' } as const
    const record = await keep(act, memo, about)
    kept.push(record)
    const version = await act.store.version(record.id)
    if (!version) throw new TypeError(`Version ${record.id} was kept and is not there`)
    const { blocks } = thaw(version.state)
    characters += characterCount(blocks)
    for (const block of recommendations(blocks)) {
      const measure = block.runs.map(({ text }) => text).join('')
      const link = { id: block.id, memoId: memo.id, briefingId: id, submittedAt: act.at }
      const { lead, term } = block
      taken.set(block.id, recommendation.parse({ ...link, measure, lead, term, due: dueOf(term, dayOf(act.at)), status: 'submitted' }))
    }
  }
  return { kept, taken: [...taken.values()], empty: characters === 0 }
}

const markOf = ({ id, memoId, hash }: Version): VersionMark => ({ memoId, versionId: id, hash })

/** What has gone out is the text that stands; endorsements of another are void (EN1). */
function frozenAs(kept: readonly Version[], memo: Memo): Memo['frozen'] {
  const found = kept.find(({ memoId }) => memoId === memo.id)
  return found ? { versionId: found.id, hash: found.hash } : null
}

/** A block that was copied carries the id of the one it was copied from: the later one gets an id of its own, in the memo itself. */
async function nameRecommendations(act: Act, memos: readonly Memo[]): Promise<void> {
  const used = new Set(act.register.all('recommendations').map(({ id }) => id))
  const isFree = (found: unknown): boolean => {
    const given = id.safeParse(found)
    if (!given.success || used.has(given.data)) return false
    used.add(given.data)
    return true
  }
  for (const memo of memos) {
    const name = documentName('memo', memo.id)
    const blocks = recommendationElements(memoBody(await act.durability.read(name)))
    const renamed = new Map(blocks.flatMap((block, nth) => (isFree(block.getAttribute('id')) ? [] : [[nth, act.newId()]])))
    if (renamed.size === 0) continue
    await act.durability.rewriteHeld(name, (doc) => {
      for (const [nth, newId] of renamed) recommendationElements(memoBody(doc))[nth]?.setAttribute('id', newId)
    })
  }
}

const recommendationElements = (body: Y.XmlFragment): Y.XmlElement[] =>
  [...body.createTreeWalker((node) => node instanceof Y.XmlElement && node.nodeName === 'recommendation')].filter(
    (node) => node instanceof Y.XmlElement,
  )

const changed = (record: Briefing) => ({
  answer: {},
  change: (register: Draft) => register.put('briefings', record),
  subject: record.id,
  title: record.masthead,
})
