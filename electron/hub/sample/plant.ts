import { addDays, set } from 'date-fns'
import * as Y from 'yjs'
import type { CommandAnswer, CommandName, CommandRequest } from '../../../shared/commands.ts'
import { documentName } from '../../../shared/documentName.ts'
import type { DocumentName } from '../../../shared/documentName.ts'
import { addItem, readAgenda, removeItem } from '../../../shared/documents/agenda.ts'
import { noteOn } from '../../../shared/documents/minutes.ts'
import { memoBody } from '../../../shared/documents/memo.ts'
import type { Block } from '../../../shared/documents/memo.ts'
import { addBlocks, writeBlocks } from '../../../shared/documents/writeBlocks.ts'
import { Refusal } from '../../../shared/errors.ts'
import { recommendation, type MemoStage, type Recommendation } from '../../../shared/register.ts'
import type { HubClient, Opened } from '../client.ts'
import { calendar } from './calendar.ts'
import { arrears, arrearsTitle } from './content/arrears.ts'
import { briefingOf, specialTemplate } from './content/briefing.ts'
import type { NewId } from './content/build.ts'
import { consultation, consultationTitle } from './content/consultation.ts'
import { coming, held, heldIssues, heldNotes, heldTopic, topics } from './content/dialogues.ts'
import type { SampleDialogue } from './content/dialogues.ts'
import { digital, digitalTitle } from './content/digital.ts'
import { followUpSteps, type FollowUpStep } from './content/followUp.ts'
import type { IssueFields, TopicFields } from '../../../shared/register.ts'
import { members } from './content/members.ts'
import type { MemberKey } from './content/members.ts'
import { digitalTalk } from './content/talk.ts'
import { talkAbout } from './talkAbout.ts'

export type Planting = {
  now: Date
  newId: NewId
  /** A member's own door: what they say there is theirs. */
  doorOf: (memberId: string) => Promise<HubClient>
  /** Who opens the sample. */
  founder: { id: string; name: string }
  /** Told the time at which each act is to have happened, always forward, so that the trail spans the half-year too. */
  setClock?: (at: Date) => void
}

/**
 * The sample half-year, by the commands that people use and through the door they write texts through. The client is the
 * founder's, in a workspace that holds nothing else yet. When it resolves, all of it is on disk.
 * @throws Refusal if the hub refuses a step: then the workspace is not fit to be shown
 */
export async function plantSample(client: HubClient, planting: Planting): Promise<void> {
  const { now, newId, doorOf, founder, setClock = () => undefined } = planting
  const when = calendar(now)
  const hand = new Hand(client, newId, doorOf)
  const at = (day: Date, days: number, hours: number, minutes = 0): void =>
    setClock(set(addDays(day, days), { hours, minutes, seconds: 0, milliseconds: 0 }))

  at(when.founded, 0, 9)
  const ids = await hand.addMembers()

  at(when.held, -28, 10)
  const { id: heldId, guests } = await hand.createDialogue(held(when))
  at(when.held, -20, 10)
  const raisedId = await hand.promote(heldId, heldTopic)
  at(when.held, -7, 15)
  await hand.command('confirmAgenda', { id: heldId })
  await hand.command('setDialogueState', { id: heldId, state: 'announced' })
  await hand.command('noteInvited', { ids: guests, way: 'letter' })
  at(when.held, 0, 14)
  await hand.command('setDialogueState', { id: heldId, state: 'running' })
  await hand.command('openMinutes', { id: heldId })
  at(when.held, 0, 16, 30)
  await hand.writeMinutes(heldId, heldNotes)
  for (const { at: place, ...captured } of heldIssues(when)) await hand.capture(heldId, place, captured)
  await hand.command('setDialogueState', { id: heldId, state: 'ended' })
  at(when.held, 1, 10)
  await hand.command('approveMinutes', { id: heldId, note: '主持人宋砚秋在纸质稿上签字' })

  at(when.held, 2, 9)
  const arrearsId = await hand.createMemo(arrearsTitle, { dialogueId: heldId, itemId: raisedId }, [ids.song, ids.gu], arrears(when, newId))
  at(when.held, 7, 11)
  await hand.advance(arrearsId, 'consulting')
  at(when.held, 20, 16)
  await hand.advance(arrearsId, 'countersigning')
  at(when.briefed, -1, 10)
  await hand.advance(arrearsId, 'final')
  at(when.briefed, 0, 9)
  await hand.command('setTemplate', { kind: 'special', template: specialTemplate })
  const { id: briefingId } = await hand.command('draftBriefing', briefingOf(when, [arrearsId]))
  at(when.briefed, 0, 15)
  await hand.command('issueBriefing', { id: briefingId })
  for (const { days, ...step } of followUpSteps) {
    at(when.briefed, days, 10, 20)
    await hand.followUp(step)
  }

  at(now, -14, 9)
  const digitalId = await hand.createMemo(digitalTitle, { dialogueId: null }, [ids.ding, ids.lu], digital(when, newId))
  at(now, -8, 10)
  const { id: comingId } = await hand.createDialogue(coming(when))
  const [short, , plain] = await hand.proposeTopics(comingId, topics)
  await hand.command('decideTopic', { id: short, decision: 'accepted', reason: '' })
  await hand.command('decideTopic', { id: plain, decision: 'transferred', reason: '市司法局' })
  at(now, -6, 9)
  await hand.createMemo(consultationTitle, { dialogueId: comingId }, [ids.gu, ids.song], consultation(when, newId))
  at(now, -4, 14)
  await hand.advance(digitalId, 'consulting')
  await talkAbout(digitalId, digitalTalk, { now, newId, doorOf, founder, ids })
}

type MemoPlace = { dialogueId: string | null; itemId?: string }

/** The founder's hand: commands whose refusal is a surprise here, and texts written and known to be on disk. */
class Hand {
  readonly #client: HubClient
  readonly #newId: NewId
  readonly #doorOf: Planting['doorOf']

  constructor(client: HubClient, newId: NewId, doorOf: Planting['doorOf']) {
    this.#client = client
    this.#newId = newId
    this.#doorOf = doorOf
  }

  async command<N extends CommandName>(name: N, request: CommandRequest<N>): Promise<CommandAnswer<N>> {
    const answer = await this.#client.command(name, request)
    if (!answer.ok) throw new Refusal(answer.failure)
    return answer.value
  }

  async addMembers(): Promise<Record<MemberKey, string>> {
    const add = async (key: MemberKey): Promise<string> => (await this.command('addMember', members[key])).id
    return {
      song: await add('song'),
      gu: await add('gu'),
      han: await add('han'),
      lu: await add('lu'),
      ding: await add('ding'),
      meng: await add('meng'),
    }
  }

  async createDialogue({ fields, plan, attendees, agenda }: SampleDialogue): Promise<{ id: string; guests: string[] }> {
    const { id } = await this.command('createDialogue', fields)
    await this.command('planDialogue', { id, changes: plan })
    const { ids: guests } = await this.command('addAttendees', { dialogueId: id, attendees })
    await this.#write(documentName('agenda', id), ({ doc }) => {
      let last: string | null = null
      for (const line of agenda) {
        const item = { ...line, id: this.#newId() }
        addItem(doc, item, last)
        last = item.id
      }
    })
    return { id, guests }
  }

  async proposeTopics(dialogueId: string, proposed: readonly TopicFields[]): Promise<[string, string, string]> {
    const propose = async (at: number): Promise<string> => {
      const fields = proposed[at]
      if (!fields) throw new RangeError(`The sample has no topic ${at}`)
      return (await this.command('proposeTopic', { ...fields, dialogueId })).id
    }
    return [await propose(0), await propose(1), await propose(2)]
  }

  /** Makes a topic of what stands at that place of the agenda: the item that it becomes takes the place and the words of the one there. */
  async promote(dialogueId: string, { at, fields }: { at: number; fields: TopicFields }): Promise<string> {
    const { id } = await this.command('proposeTopic', { ...fields, dialogueId })
    await this.command('decideTopic', { id, decision: 'accepted', reason: '' })
    const { itemId } = await this.command('promoteTopic', { id })
    await this.#write(documentName('agenda', dialogueId), ({ doc }) => {
      const items = readAgenda(doc)
      const there = items[at]
      if (!there) throw new RangeError(`The sample has no agenda item ${at}`)
      const { minutes, segment, content, speaker, responder, papers } = there
      addItem(doc, { ...{ minutes, segment, content, speaker, responder, papers }, id: itemId }, there.id)
      removeItem(doc, there.id)
    })
    return itemId
  }

  /** What was noted on each item of an agenda, in its order. */
  async writeMinutes(id: string, notes: readonly string[]): Promise<void> {
    const items = await this.#itemsOf(id)
    await this.#write(documentName('minutes', id), ({ doc }) => {
      for (const [at, text] of notes.entries()) {
        const note = noteOn(doc, items[at] ?? '')
        const line = note?.get(0)
        if (text !== '' && line instanceof Y.XmlElement) line.insert(0, [new Y.XmlText(text)])
      }
    })
  }

  async capture(dialogueId: string, at: number, fields: IssueFields): Promise<void> {
    const items = await this.#itemsOf(dialogueId)
    await this.command('addIssue', { ...fields, dialogueId, itemId: items[at] ?? null })
  }

  async #itemsOf(dialogueId: string): Promise<string[]> {
    const opened = await this.#client.open(documentName('agenda', dialogueId))
    const items = readAgenda(opened.doc).map(({ id }) => id)
    opened.close()
    return items
  }

  async createMemo(title: string, on: MemoPlace, drafters: string[], blocks: readonly Block[]): Promise<string> {
    const { id } = await this.command('createMemo', { title, ...on })
    await this.command('setDrafters', { id, drafters })
    // By turns, so that the sample shows who wrote what.
    const part = Math.ceil(blocks.length / drafters.length)
    for (const [nth, drafter] of drafters.entries()) {
      const door = await this.#doorOf(drafter)
      const { doc, saved } = await door.open(documentName('memo', id))
      const write = nth === 0 ? writeBlocks : addBlocks
      write(memoBody(doc), blocks.slice(nth * part, (nth + 1) * part))
      await saved()
      await door.close()
    }
    return id
  }

  async advance(id: string, stage: MemoStage): Promise<void> {
    await this.command('setMemoStage', { id, stage })
  }

  async followUp({ lead, changes, progress, reminder, close }: Omit<FollowUpStep, 'days'>): Promise<void> {
    const { id } = await this.#recommendationOf(lead)
    if (changes) await this.command('followUp', { ids: [id], changes })
    if (progress !== undefined) await this.command('noteProgress', { id, text: progress })
    if (reminder !== undefined) await this.command('remind', { ids: [id], text: reminder })
    if (close) await this.command('closeRecommendations', { ids: [id] })
  }

  /** The answer to a command may come before the register shows what it did. */
  async #recommendationOf(lead: string): Promise<Recommendation> {
    const { doc } = await this.#client.open('register')
    const all = recommendation.array().parse([...doc.getMap('recommendations').values()])
    const found = all.find((one) => one.memoId !== null && one.lead.startsWith(lead))
    if (found) return found
    await new Promise((changed) => doc.once('update', changed))
    return this.#recommendationOf(lead)
  }

  async #write(name: DocumentName, write: (opened: Opened) => void): Promise<void> {
    const opened = await this.#client.open(name)
    write(opened)
    await opened.saved()
    opened.close()
  }
}
