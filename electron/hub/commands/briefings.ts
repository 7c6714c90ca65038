import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { nextNumbers } from '../../../shared/briefing/numbers.ts'
import { standardStyle } from '../../../shared/briefing/house.ts'
import type { BriefingText } from '../../../shared/briefing/source.ts'
import { characterCount, memoBody, plainText, recommendations, type RecommendationBlock } from '../../../shared/documents/memo.ts'
import {
  briefing,
  id,
  recommendation,
  type Briefing,
  type Memo,
  type Recommendation,
  type Version,
  type VersionMark,
  type Workspace,
} from '../../../shared/register.ts'
import { presentTexts } from '../briefingSource.ts'
import { freezeText, hashOf } from '../content.ts'
import { hiddenNames, namesLeft } from '../../../shared/papers/anonymous.ts'
import type { Draft } from '../register.ts'
import { dueOf } from '../../../shared/term.ts'
import { dayOf, find, refuse, type Act, type Handlers } from './act.ts'
import { keep } from './keep.ts'
import { settled } from './memos.ts'

type Names = 'draftBriefing' | 'editBriefing' | 'discardBriefing' | 'issueBriefing' | 'setStyle' | 'setTemplate'

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
      style: null,
      createdBy: act.by.id,
      createdAt: act.at,
      issuedBy: null,
      issuedAt: null,
    }
    checkItems(act, made)
    return { ...changed(made), answer: { id: made.id } }
  },

  editBriefing({ id, changes }, act) {
    const edited = briefing.parse({ ...draft(act, id), ...changes })
    checkItems(act, edited)
    return changed(edited)
  },

  discardBriefing({ id }, act) {
    const found = draft(act, id)
    return { ...changed(found), change: (register) => register.remove('briefings', id) }
  },

  /**
   * Gives the number, freezes a copy of every text and the style of the house, and takes each recommendation into the register. The
   * texts stand still meanwhile: the hub holds their documents around this command.
   */
  async issueBriefing({ id }, act) {
    const found = draft(act, id)
    const memos = found.items.filter(({ of }) => of === 'memo').map((item) => find(act, 'memos', item.id))
    if (memos.some((memo) => memo.stage === 'submitted')) refuse({ kind: 'frozen' })
    const open = unsettled(act, found)
    if (open.length > 0) refuse({ kind: 'unsettled', titles: open })
    for (const memo of memos) await settled(act, memo)
    const numbers = nextNumbers(act.register.all('briefings'), found)
    const { versions, kept, taken, empty, names } = await take(act, found, memos, numbers)
    if (empty) refuse({ kind: 'emptyBriefing' })
    if (names.length > 0) refuse({ kind: 'protectedNames', names })
    const style = act.register.workspace?.style ?? standardStyle
    const issued: Briefing = { ...found, ...numbers, state: 'issued', versions, style, issuedBy: act.by.id, issuedAt: act.at }
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

  setStyle({ style }, act) {
    return house(act, { style })
  },

  setTemplate({ kind, template }, act) {
    return house(act, { templates: { ...act.register.workspace?.templates, [kind]: template } })
  },
}

function house({ register }: Act, changes: Pick<Workspace, 'style' | 'templates'>) {
  const about = register.workspace ?? refuse({ kind: 'notFound' })
  return { answer: {}, change: (draft: Draft) => draft.workspace({ ...about, ...changes }), subject: 'register', title: about.name }
}

function draft(act: Act, id: string): Briefing {
  const found = find(act, 'briefings', id)
  return found.state === 'draft' ? found : refuse({ kind: 'frozen' })
}

function checkItems(act: Act, { items }: Briefing): void {
  const known = items.every(({ of, id }) =>
    of === 'memo'
      ? act.register.get('memos', id)
      : of === 'minutes'
        ? act.register.get('dialogues', id)?.minutes
        : act.register.get('dialogues', id),
  )
  if (!known || new Set(items.map(({ of, id }) => `${of} ${id}`)).size < items.length) refuse({ kind: 'invalid', field: 'items' })
}

/** Titles of dialogues whose minutes are not approved or whose agenda is not confirmed: what could still change cannot be issued. */
const unsettled = (act: Act, { items }: Briefing): string[] =>
  items
    .filter(({ of }) => of !== 'memo')
    .flatMap(({ of, id }) => {
      const { title, minutes, agendaConfirmed } = find(act, 'dialogues', id)
      return (of === 'minutes' ? minutes?.approved : agendaConfirmed) ? [] : [title]
    })

/** `names`: whoever is 匿名 in a dialogue and named by a text (DP1); issued, it could not be mended any more. */
type Taken = { versions: VersionMark[]; kept: Version[]; taken: Recommendation[]; empty: boolean; names: string[] }

async function take(act: Act, briefing: Briefing, memos: readonly Memo[], numbers: { total: number }): Promise<Taken> {
  await nameRecommendations(act, memos)
  const { texts, annexes } = await presentTexts(act, briefing)
  const name = `${briefing.masthead} ${numbers.total}`
  const versions: VersionMark[] = []
  const kept: Version[] = []
  for (const { of, id, text } of [...texts, ...annexes]) {
    const memo = of === 'memo' ? memos.find((one) => one.id === id) : undefined
    if (memo === undefined) {
      versions.push({ of, id, ...(await keepText(act, of, id, text, name)) })
    } else {
      const record = await keep(act, memo, { name, reason: 'issue', dialogueId: null, stage: 'submitted' })
      kept.push(record)
      versions.push({ of, id, versionId: record.id, hash: record.hash })
    }
  }
  const taken = texts.flatMap(({ of, id, text }) =>
    of === 'memo' ? recommendations(text.blocks).map((block) => asRecommendation(act, briefing.id, id, block)) : [],
  )
  const names = namesLeft(hiddenNames(act.register.all('attendees')), [briefing, texts, annexes])
  return { versions, kept, taken, names, empty: texts.every(({ text }) => characterCount(text.blocks) === 0) }
}

/** What has gone out is the text that stands; endorsements of another are void (EN1). */
function frozenAs(kept: readonly Version[], memo: Memo): Memo['frozen'] {
  const found = kept.find(({ memoId }) => memoId === memo.id)
  return found ? { versionId: found.id, hash: found.hash } : null
}

/** One that went out with an issue that was withdrawn, and was taken up, goes on with this one as far as it has come (DL3). */
function asRecommendation(act: Act, briefingId: string, memoId: string, { id, runs, lead, term }: RecommendationBlock): Recommendation {
  const [measure, due] = [plainText(runs), dueOf(term, dayOf(act.at))]
  const before = act.register.get('recommendations', id)
  if (before) return { ...before, briefingId, measure, term, due: term === before.term ? before.due : due }
  return recommendation.parse({ id, memoId, briefingId, submittedAt: act.at, measure, lead, term, due, status: 'submitted' })
}

/** A text of records is kept beside the document that it is mostly made from. */
async function keepText(act: Act, of: VersionMark['of'], id: string, text: BriefingText, name: string) {
  const document = documentName(of === 'agenda' || of === 'attendance' ? 'agenda' : of === 'minutes' ? 'minutes' : 'talk', id)
  const version = { id: act.newId(), document, name, hash: hashOf(text), by: act.by.id, at: act.at }
  await act.store.keepVersion({ ...version, state: freezeText(text) })
  return { versionId: version.id, hash: version.hash }
}

/**
 * A block that was copied carries the id of the one it was copied from: the later one gets an id of its own, in the memo itself. Its own
 * it has also where it went out before, with an issue that was withdrawn.
 */
async function nameRecommendations(act: Act, memos: readonly Memo[]): Promise<void> {
  const { register } = act
  const used = new Set<string>()
  const isFree = (found: unknown, memoId: string): boolean => {
    const given = id.safeParse(found)
    if (!given.success || used.has(given.data)) return false
    used.add(given.data)
    const record = register.get('recommendations', given.data)
    return !record || (record.memoId === memoId && register.get('dispatches', record.briefingId ?? '')?.withdrawn != null)
  }
  for (const memo of memos) {
    const name = documentName('memo', memo.id)
    const blocks = recommendationElements(memoBody(await act.durability.read(name)))
    const renamed = new Map(blocks.flatMap((block, nth) => (isFree(block.getAttribute('id'), memo.id) ? [] : [[nth, act.newId()]])))
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
