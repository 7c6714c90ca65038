import { adoptionText, commentsText, endorsementsText, openThreads } from '../../shared/briefing/annexes.ts'
import type { Annex } from '../../shared/briefing/kinds.ts'
import { issueName } from '../../shared/briefing/compose.ts'
import { standardStyle } from '../../shared/briefing/house.ts'
import { nothingKnown, type BriefingSource, type BriefingText, type OutwardSource, type Standing } from '../../shared/briefing/source.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { picturesIn, readPictures, type Pictures } from '../../shared/documents/pictures.ts'
import { pendingIn } from '../../shared/documents/suggestions.ts'
import { readTalk } from '../../shared/documents/talk.ts'
import { voidOf } from '../../shared/endorsements.ts'
import { assertNever, Refusal } from '../../shared/errors.ts'
import { agendaText } from '../../shared/papers/compose.ts'
import { attendanceText, minutesText } from '../../shared/papers/minutes.ts'
import { coded, hiddenNames } from '../../shared/papers/anonymous.ts'
import type { Briefing, BriefingItem, VersionMark } from '../../shared/register.ts'
import { contentOf, hashOf, thaw, thawPictures } from './content.ts'
import { dialogueOf } from './dialogueSource.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'
import type { DocumentStore } from './store/documentStore.ts'

type Texts = { register: Register; durability: Durability }
type Doors = Texts & { store: DocumentStore; rights: Rights }

/**
 * HB15 The texts of a briefing go only to a member who may read each of them: for an issued one the frozen versions, for a draft
 *      the texts as they stand. @throws Refusal `notFound` for whatever is missing or hidden
 */
export async function briefingSource(doors: Doors, memberId: string, briefingId: string): Promise<OutwardSource> {
  const { register, rights } = doors
  const briefing = register.get('briefings', briefingId)
  const isHidden = (item: BriefingItem): boolean => [...documentsOf(item), ...said(item)].some((name) => rights(memberId, name) === 'none')
  // What is said about a memo goes out with an issued briefing; before that only to whoever may read it.
  const asksTalk = briefing?.state === 'draft' && briefing.annexes.some((one) => one === 'adoption' || one === 'comments')
  const said = ({ of, id }: BriefingItem): DocumentName[] => (asksTalk && of === 'memo' ? [documentName('talk', id)] : [])
  if (!briefing || rights(memberId, 'register') === 'none' || briefing.items.some(isHidden)) throw new Refusal({ kind: 'notFound' })
  const style = briefing.style ?? register.workspace?.style ?? standardStyle
  const hidden = hiddenNames(register.all('attendees'))
  const isIssued = briefing.state === 'issued'
  const content = isIssued ? await frozenTexts(doors, briefing) : await presentContent(doors, briefing)
  const standing = isIssued ? nothingKnown : await standingNow(doors, briefing)
  return {
    briefing,
    style,
    hidden,
    standing,
    ...withdrawnOf(register, briefing),
    ...content,
    pictures: await picturesOf(doors, briefing, content.texts),
    state: hashOf(content),
  }
}

/** The day that papers name, wherever they are made anew; the Swedish way to write it is ISO 8601. */
const days = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' })

/** As the register has it now: what was withdrawn says so from then on. */
function withdrawnOf(register: Register, { id, state }: Briefing): Pick<BriefingSource, 'withdrawn'> {
  const record = state === 'issued' ? register.get('dispatches', id) : undefined
  if (!record?.withdrawn) return {}
  const other = record.replacedBy === null ? undefined : register.get('briefings', record.replacedBy)
  return { withdrawn: { day: days.format(new Date(record.withdrawn.at)), replacedBy: other ? issueName(other) : null } }
}

/** Of an issued one those that were frozen with it; a replica has no versions, only what they were made from. */
async function picturesOf(
  { durability, store }: Doors,
  { state, items, versions }: Briefing,
  texts: readonly BriefingText[],
): Promise<Pictures> {
  const wanted = new Set(texts.flatMap(({ blocks }) => picturesIn(blocks)))
  if (wanted.size === 0) return {}
  const memos = items.filter(({ of }) => of === 'memo')
  const found = await Promise.all(
    memos.map(async ({ id }) => {
      const mark = state === 'issued' ? versions.find((one) => one.of === 'memo' && one.id === id) : undefined
      const version = mark && (await store.version(mark.versionId))
      return version ? thawPictures(version.state) : readPictures(await durability.read(documentName('pictures', id)), [...wanted])
    }),
  )
  return Object.fromEntries(found.flatMap((one) => Object.entries(one)))
}

/** What a check of a draft has to know. Comments are counted only for whoever may read them. */
async function standingNow({ register, durability }: Doors, { items }: Briefing): Promise<Standing> {
  const nameOf = (memberId: string): string => register.get('members', memberId)?.name ?? ''
  const memos = items.flatMap(({ of, id }) => (of === 'memo' ? (register.get('memos', id) ?? []) : []))
  const talks = await Promise.all(memos.map(async ({ id }) => readTalk(await durability.read(documentName('talk', id)))))
  const bodies = await Promise.all(memos.map(async ({ id }) => memoBody(await durability.read(documentName('memo', id)))))
  return {
    openSuggestions: memos
      .map(({ id, title }, at) => ({ id, title, count: bodies[at] ? pendingIn(bodies[at]).size : 0 }))
      .filter(({ count }) => count > 0),
    unsettled: items.flatMap(({ of, id }) => {
      const dialogue = of === 'memo' ? null : register.get('dialogues', id)
      const open = of === 'minutes' ? !dialogue?.minutes?.approved : !dialogue?.agendaConfirmed
      return dialogue && open && of !== 'memo' ? [{ of, id, title: dialogue.title }] : []
    }),
    openComments: memos
      .map(({ id, title }, at) => ({ id, title, count: openThreads(talks[at]?.threads ?? []).length }))
      .filter(({ count }) => count > 0),
    voided: memos
      .map((memo) => ({ memo, gone: voidOf(memo, register.all('endorsements')) }))
      .filter(({ gone }) => gone.length > 0)
      .map(({ memo: { id, title }, gone }) => ({ id, title, names: gone.map(({ memberId }) => nameOf(memberId)) })),
  }
}

/** What an item is read from; what must stand still while it is frozen. */
export function documentsOf({ of, id }: Pick<BriefingItem, 'of' | 'id'>): DocumentName[] {
  switch (of) {
    case 'memo':
      return [documentName('memo', id), documentName('pictures', id)]
    case 'minutes':
      return [documentName('minutes', id), documentName('agenda', id)]
    case 'agenda':
      return [documentName('agenda', id)]
    default:
      return assertNever(of)
  }
}

type ItemText = { of: BriefingItem['of']; id: string; text: BriefingText }
type AnnexText = { of: Annex; id: string; text: BriefingText }

/** The items as they stand, in their order, and the annexes in which there is something. @throws Refusal `notFound` */
export async function presentTexts(doors: Texts, { items, annexes }: Briefing): Promise<{ texts: ItemText[]; annexes: AnnexText[] }> {
  const texts = await Promise.all(items.map(async ({ of, id }) => ({ of, id, text: await itemText(doors, of, id) })))
  const added = await Promise.all(annexes.flatMap((of) => items.map((item) => annexText(doors, of, item))))
  return { texts, annexes: added.flat() }
}

async function presentContent(doors: Texts, briefing: Briefing): Promise<Pick<BriefingSource, 'texts' | 'annexes'>> {
  const { texts, annexes } = await presentTexts(doors, briefing)
  return { texts: texts.map(({ text }) => text), annexes: annexes.map(({ of, text }) => ({ of, text })) }
}

async function itemText(doors: Texts, of: BriefingItem['of'], id: string): Promise<BriefingText> {
  const { register, durability } = doors
  switch (of) {
    case 'memo': {
      const memo = register.get('memos', id) ?? missing()
      return contentOf(register, memo, await durability.read(documentName('memo', id)))
    }
    case 'minutes':
      return minutesText(coded(await dialogueOf(doors, id)))
    case 'agenda':
      return agendaText(coded(await dialogueOf(doors, id)))
    default:
      return assertNever(of)
  }
}

/** What an annex says of one item, as far as there is something. */
async function annexText(doors: Texts, annex: Annex, { of, id }: BriefingItem): Promise<AnnexText[]> {
  const text =
    of === 'memo' ? await memoAnnex(doors, annex, id) : annex === 'attendance' ? attendanceText(coded(await dialogueOf(doors, id))) : null
  return text === null ? [] : [{ of: annex, id, text }]
}

async function memoAnnex({ register, durability }: Texts, annex: Annex, id: string): Promise<BriefingText | null> {
  const memo = register.get('memos', id) ?? missing()
  const nameOf = (memberId: string): string => register.get('members', memberId)?.name ?? ''
  switch (annex) {
    case 'adoption':
      return adoptionText(memo, readTalk(await durability.read(documentName('talk', id))), nameOf)
    case 'comments':
      return commentsText(memo, readTalk(await durability.read(documentName('talk', id))), nameOf)
    case 'endorsements':
      return endorsementsText(memo, register.all('endorsements'), nameOf)
    case 'attendance':
      return null
    default:
      return assertNever(annex)
  }
}

const missing = (): never => {
  throw new Refusal({ kind: 'notFound' })
}

/** A replica has no versions, only what they were made from, which stands still from then on: the hash says that it is the same text. */
async function frozenTexts(doors: Doors, briefing: Briefing): Promise<Pick<BriefingSource, 'texts' | 'annexes'>> {
  const frozen = await Promise.all(briefing.versions.map(async (mark) => ({ mark, text: await frozenText(doors, briefing, mark) })))
  return {
    texts: frozen.flatMap(({ mark, text }) => (isItem(mark.of) ? [text] : [])),
    annexes: frozen.flatMap(({ mark: { of }, text }) => (isItem(of) ? [] : [{ of, text }])),
  }
}

const isItem = (of: VersionMark['of']): of is BriefingItem['of'] => of === 'memo' || of === 'minutes' || of === 'agenda'

async function frozenText(doors: Doors, { items }: Briefing, mark: VersionMark): Promise<BriefingText> {
  const version = await doors.store.version(mark.versionId)
  if (version) return thaw(version.state)
  const item = items.find(({ id }) => id === mark.id) ?? missing()
  const text = isItem(mark.of) ? await itemText(doors, mark.of, mark.id) : (await annexText(doors, mark.of, item))[0]?.text
  return text !== undefined && hashOf(text) === mark.hash ? text : missing()
}
