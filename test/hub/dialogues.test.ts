import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { noteOn, readNotes } from '../../shared/documents/minutes.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { documentName } from '../../shared/documentName.ts'
import { addItem, agendaFragment, agendaItems, fixTime, readAgenda, removeItem, setResponder } from '../../shared/documents/agenda.ts'
import { Refusal } from '../../shared/errors.ts'
import {
  attendee,
  auditEntry,
  dialogue,
  issue,
  recommendation,
  topic,
  workspace,
  type AttendeeFields,
  type DialogueFields,
  type Topic,
} from '../../shared/register.ts'
import { isOpen, takenOut, wayIn } from '../../renderer/dialogues/topicState.ts'
import { house, value, type House } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'

let the: House
let secretary: HubClient
let register: Y.Doc
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  register = (await secretary.open('register')).doc
})
afterEach(() => the.close())

const fields: DialogueFields = {
  ...{ kind: 'symposium', title: '座谈会', startsAt: '2026-12-01T14:00', venue: '会议室', chair: '顾闻溪', organiser: '秘书处' },
}
const settled = { approver: '许清禾', approvedOn: '2026-11-20', mealRule: '不用餐', costBearer: '秘书处', conductConfirmed: true }
const made = async (): Promise<string> => value(await secretary.command('createDialogue', fields)).id
const recordOf = (id: string) => dialogue.parse(register.getMap('dialogues').get(id))

describe('DL10 a list that is too long for one message', () => {
  const guests = (count: number): AttendeeFields[] =>
    Array.from({ length: count }, (_, nth) => ({ ...newAttendee, name: `来宾${String(nth)}`, organisation: '某企业' }))

  const written = (): number => {
    const { base, updates } = the.disk.documents.get('register') ?? { base: 0, updates: [] }
    return base + updates.length
  }

  it('DL10 its parts lie at the hub until the last one comes, and are shown then, all of them', async () => {
    const dialogueId = await made()
    const [all, list] = [guests(1_200), crypto.randomUUID()]
    value(await secretary.command('layAttendees', { list, attendees: all.slice(0, 600) }))
    value(await secretary.command('layAttendees', { list, attendees: all.slice(600, 1_100) }))
    expect(register.getMap('attendees').size).toBe(0)
    const after = { list, count: 1_100 }
    const { ids } = value(await secretary.command('addAttendees', { dialogueId, attendees: all.slice(1_100), after }))
    await expect.poll(() => register.getMap('attendees').size).toBe(1_200)
    const inOrder = ids.map((id) => attendee.parse(register.getMap('attendees').get(id))).map(({ name }) => name)
    expect(inOrder).toEqual(all.map(({ name }) => name))
    expect((await secretary.command('addAttendees', { dialogueId, attendees: guests(1), after })).ok).toBe(false)
  })

  it('DL10 somebody who is on it twice, a part that is missing, or a newer list: nothing comes in', async () => {
    const dialogueId = await made()
    const [list, newer] = [crypto.randomUUID(), crypto.randomUUID()]
    const lay = (to: string, attendees: AttendeeFields[]) => secretary.command('layAttendees', { list: to, attendees })
    const add = (count: number) => secretary.command('addAttendees', { dialogueId, attendees: guests(1), after: { list, count } })
    value(await lay(list, guests(3)))
    expect(await add(3)).toMatchObject({ failure: { kind: 'attendeeTwice', name: '来宾0' } })
    value(await lay(list, guests(3).slice(1)))
    expect(await add(4)).toMatchObject({ failure: { kind: 'listGone' } })
    value(await lay(list, guests(3).slice(1)))
    value(await lay(newer, guests(9)))
    expect(await add(2)).toMatchObject({ failure: { kind: 'listGone' } })
    expect(register.getMap('attendees').size).toBe(0)
  })

  it('DL10 it is one write on the disk, and reaches the others in pieces that no window stands still for', async () => {
    const dialogueId = await made()
    const expert = (await (await the.client('expert')).open('register')).doc
    const writes = written()
    const sizes: number[] = []
    expert.on('update', (update: Uint8Array) => sizes.push(update.length))
    value(await secretary.command('addAttendees', { dialogueId, attendees: guests(1_000) }))
    await expect.poll(() => expert.getMap('attendees').size).toBe(1_000)
    expect(sizes.length).toBeGreaterThanOrEqual(2)
    expect(written() - writes).toBe(1)
  })
})

describe('DL1 no invitation before the plan is complete', () => {
  it('DL1 announcing and running are refused with what is missing, and the state stays', async () => {
    const id = await made()
    for (const state of ['announced', 'running'] as const)
      expect(await secretary.command('setDialogueState', { id, state })).toMatchObject({
        failure: { kind: 'planIncomplete', missing: ['approver', 'approvedOn', 'mealRule', 'costBearer', 'conductConfirmed'] },
      })
    value(await secretary.command('planDialogue', { id, changes: settled }))
    value(await secretary.command('setDialogueState', { id, state: 'announced' }))
    await expect.poll(() => recordOf(id).state).toBe('announced')
  })

  it('DL1 the hub stamps who confirmed the rules of conduct, and takes the stamp away again', async () => {
    const id = await made()
    value(await secretary.command('planDialogue', { id, changes: settled }))
    await expect.poll(() => recordOf(id).plan.conductConfirmed?.by).toBe(the.ids.secretariat)
    value(await secretary.command('planDialogue', { id, changes: { conductConfirmed: false } }))
    await expect.poll(() => recordOf(id).plan.conductConfirmed).toBeNull()
    expect(recordOf(id).plan.approver).toBe('许清禾')
  })

  it('DL1 a meeting that was held before it was entered may be recorded as ended', async () => {
    const id = await made()
    value(await secretary.command('setDialogueState', { id, state: 'ended' }))
  })
})

it('DL2 the interval of symposiums is a setting of the workspace', async () => {
  value(await secretary.command('setCadence', { months: 3 }))
  await expect.poll(() => workspace.parse(register.getMap('workspace').toJSON()).cadence).toBe(3)
})

describe('DL3 who takes part', () => {
  const guest = (name: string, changes: Partial<AttendeeFields> = {}): AttendeeFields => ({
    ...newAttendee,
    name,
    organisation: '某公司',
    ...changes,
  })
  const listed = () => [...register.getMap('attendees').values()].map((one) => attendee.parse(one)).sort((a, b) => a.order - b.order)

  it('DL3 a list comes in whole, in its order, or not at all', async () => {
    const dialogueId = await made()
    value(await secretary.command('addAttendees', { dialogueId, attendees: [guest('甲'), guest('乙')] }))
    const twice = await secretary.command('addAttendees', { dialogueId, attendees: [guest('丙'), guest('乙')] })
    expect(twice).toMatchObject({ failure: { kind: 'attendeeTwice', name: '乙' } })
    const nobody = await secretary.command('addAttendees', { dialogueId, attendees: [guest('丁'), { ...newAttendee }] })
    expect(nobody).toMatchObject({ failure: { kind: 'invalid', field: 'name' } })
    value(await secretary.command('addAttendees', { dialogueId, attendees: [guest('戊')] }))
    await expect.poll(() => listed().map(({ name }) => name)).toEqual(['甲', '乙', '戊'])
  })

  it('DL3 the same person may come to two dialogues', async () => {
    const [first, second] = [await made(), await made()]
    value(await secretary.command('addAttendees', { dialogueId: first, attendees: [guest('甲')] }))
    value(await secretary.command('addAttendees', { dialogueId: second, attendees: [guest('甲')] }))
  })

  it('DL3 a unit that is anonymous gets a code of its own and keeps it, one for all who come from it', async () => {
    const dialogueId = await made()
    const hidden = guest('甲', { anonymous: true })
    const other = guest('丙', { organisation: '另一公司' })
    const colleague = guest('丁', { anonymous: true })
    const { ids } = value(await secretary.command('addAttendees', { dialogueId, attendees: [hidden, guest('乙'), other, colleague] }))
    const [first = '', , third = ''] = ids
    value(await secretary.command('editAttendee', { id: third, changes: { anonymous: true } }))
    value(await secretary.command('editAttendee', { id: first, changes: { anonymous: false } }))
    value(await secretary.command('editAttendee', { id: first, changes: { anonymous: true } }))
    await expect.poll(() => listed().map(({ code }) => code)).toEqual(['A', '', 'B', 'A'])
  })

  it('DL3 each act leaves its line, and an archived dialogue takes none', async () => {
    const dialogueId = await made()
    const { ids } = value(await secretary.command('addAttendees', { dialogueId, attendees: [guest('甲')] }))
    const [id = ''] = ids
    value(await secretary.command('editAttendee', { id, changes: { reply: 'coming' } }))
    value(await secretary.command('removeAttendees', { ids }))
    await expect
      .poll(() =>
        register
          .getArray('trail')
          .toArray()
          .slice(-3)
          .map((one) => auditEntry.parse(one).command),
      )
      .toEqual(['addAttendees', 'editAttendee', 'removeAttendees'])
    value(await secretary.command('setDialogueState', { id: dialogueId, state: 'archived' }))
    expect(await secretary.command('addAttendees', { dialogueId, attendees: [guest('乙')] })).toMatchObject({ failure: { kind: 'frozen' } })
  })
})

describe('DL11 invitations', () => {
  const listed = (id: string) => attendee.parse(register.getMap('attendees').get(id))
  const ready = async () => {
    const id = await made()
    value(await secretary.command('planDialogue', { id, changes: settled }))
    return id
  }
  const names = (...all: string[]) => all.map((name) => ({ ...newAttendee, name, organisation: '某公司' }))

  it('DL11 who was invited, when and how is noted by name, and taken back; not before the plan is complete', async () => {
    const early = value(await secretary.command('addAttendees', { dialogueId: await made(), attendees: names('甲') }))
    expect(await secretary.command('noteInvited', { ids: early.ids, way: 'letter' })).toMatchObject({ failure: { kind: 'planIncomplete' } })
    const dialogueId = await ready()
    const { ids } = value(await secretary.command('addAttendees', { dialogueId, attendees: names('甲', '乙') }))
    const [first = '', second = ''] = ids
    value(await secretary.command('noteInvited', { ids: [first], way: 'phone' }))
    await expect.poll(() => listed(first).invited).toMatchObject({ by: the.ids.secretariat, way: 'phone' })
    expect(listed(second).invited).toBeNull()
    value(await secretary.command('noteInvited', { ids, way: null }))
    await expect.poll(() => listed(first).invited).toBeNull()
    const expert = await the.client('expert')
    expect(await expert.command('noteInvited', { ids, way: 'letter' })).toMatchObject({ failure: { kind: 'forbidden' } })
  })

  it('DL11 only who was invited and has not replied is asked again, all of them or none, each time by name', async () => {
    const dialogueId = await ready()
    const { ids } = value(await secretary.command('addAttendees', { dialogueId, attendees: names('甲', '乙', '丙') }))
    const [first = '', second = '', third = ''] = ids
    value(await secretary.command('noteInvited', { ids: [first, second], way: 'letter' }))
    value(await secretary.command('editAttendee', { id: second, changes: { reply: 'coming' } }))
    for (const wrong of [second, third])
      expect(await secretary.command('remindInvited', { ids: [first, wrong] })).toMatchObject({ failure: { kind: 'invalid' } })
    value(await secretary.command('remindInvited', { ids: [first] }))
    value(await secretary.command('remindInvited', { ids: [first] }))
    await expect.poll(() => listed(first).reminders.map(({ by }) => by)).toEqual([the.ids.secretariat, the.ids.secretariat])
    value(await secretary.command('editAttendee', { id: first, changes: { seat: '企业席2', note: '素食' } }))
    await expect.poll(() => listed(first)).toMatchObject({ seat: '企业席2', note: '素食', invited: { way: 'letter' } })
  })
})

describe('DL14 taking a removal back, and vetting', () => {
  const listed = (id: string) => attendee.parse(register.getMap('attendees').get(id))
  const of = (name: string, changes: Partial<AttendeeFields> = {}): AttendeeFields => ({
    ...newAttendee,
    ...{ name, organisation: '某公司' },
    ...changes,
  })
  const ready = async (...attendees: AttendeeFields[]) => {
    const dialogueId = await made()
    value(await secretary.command('planDialogue', { id: dialogueId, changes: settled }))
    return { dialogueId, ids: value(await secretary.command('addAttendees', { dialogueId, attendees })).ids }
  }

  it('DL14 whoever was removed comes back under the same id with invitation, reminders, reply and code; once, and not beside their double', async () => {
    const { dialogueId, ids } = await ready(of('甲', { anonymous: true }), of('乙'))
    const [id = ''] = ids
    value(await secretary.command('noteInvited', { ids: [id], way: 'visit' }))
    value(await secretary.command('remindInvited', { ids: [id] }))
    value(await secretary.command('editAttendee', { id, changes: { reply: 'substitute', substitute: '丙', seat: '企2' } }))
    await expect.poll(() => listed(id).substitute).toBe('丙')
    const before = listed(id)
    expect(before).toMatchObject({ code: 'A', invited: { way: 'visit' } })
    expect(before.reminders).toHaveLength(1)
    value(await secretary.command('removeAttendees', { ids: [id] }))
    await expect.poll(() => register.getMap('attendees').has(id)).toBe(false)
    const double = value(await secretary.command('addAttendees', { dialogueId, attendees: [of('甲')] })).ids
    expect(await secretary.command('restoreAttendees', { ids: [id] })).toMatchObject({ failure: { kind: 'attendeeTwice' } })
    value(await secretary.command('removeAttendees', { ids: double }))
    value(await secretary.command('restoreAttendees', { ids: [id] }))
    await expect.poll(() => register.getMap('attendees').has(id)).toBe(true)
    expect(listed(id)).toEqual(before)
    expect(await secretary.command('restoreAttendees', { ids: [id] })).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('restoreAttendees', { ids: [dialogueId] })).toMatchObject({ failure: { kind: 'notFound' } })
  })

  it('DL15 the hub says who vetted whom; nobody is invited who was found unfit, and nothing else of the list is noted either', async () => {
    const { ids } = await ready(of('甲', { vetting: 'passed' }), of('乙'))
    const [first = '', second = ''] = ids
    await expect.poll(() => listed(second).vetted).toBeNull()
    expect(listed(first).vetted?.by).toBe(the.ids.secretariat)
    value(await secretary.command('editAttendee', { id: second, changes: { vetting: 'unfit' } }))
    await expect.poll(() => listed(second).vetted?.by).toBe(the.ids.secretariat)
    const refused = await secretary.command('noteInvited', { ids, way: 'letter' })
    expect(refused).toMatchObject({ failure: { kind: 'unfit', name: '乙' } })
    expect(listed(first).invited).toBeNull()
    value(await secretary.command('editAttendee', { id: second, changes: { vetting: 'none' } }))
    value(await secretary.command('noteInvited', { ids, way: 'letter' }))
  })

  it('DL15 a participant of an earlier version has not been vetted', () => {
    const old = { ...of('甲'), vetting: undefined, ...{ id: the.ids.expert, dialogueId: the.ids.expert, order: 1, code: '' } }
    expect(attendee.parse(old)).toMatchObject({ vetting: 'none', vetted: null })
  })
})

it('DL13 the days ahead are a setting of the workspace, for each kind its own, which the notice of a hearing is held to', async () => {
  value(await secretary.command('setLeadDays', { kind: 'review', days: { notice: 0, papers: 7 } }))
  value(await secretary.command('setLeadDays', { kind: 'hearing', days: { notice: 60, papers: 5 } }))
  const kept = () => workspace.parse(register.getMap('workspace').toJSON()).leadDays
  await expect.poll(kept).toEqual({ review: { notice: 0, papers: 7 }, hearing: { notice: 60, papers: 5 } })
  const { id } = value(await secretary.command('createDialogue', { ...fields, kind: 'hearing', startsAt: '2026-12-16T09:00' }))
  const plan = { ...settled, noticeOn: '2026-11-20', representatives: '甲', presenters: '乙' }
  value(await secretary.command('planDialogue', { id, changes: plan }))
  const announce = () => secretary.command('setDialogueState', { id, state: 'announced' })
  expect(await announce()).toMatchObject({ failure: { kind: 'planIncomplete', missing: ['noticeLead'] } })
  value(await secretary.command('setLeadDays', { kind: 'hearing', days: { notice: 10, papers: 5 } }))
  value(await announce())
})

describe('DL5 topics', () => {
  const proposal = { title: '用工', source: '某公司', background: '', request: '', departments: '' }
  const recorded = (id: string) => topic.parse(register.getMap('topics').get(id))

  it('DL5 an expert proposes and may still change it; only the secretariat decides, and turns down with a reason', async () => {
    const dialogueId = await made()
    const expert = await the.client('expert')
    const { id } = value(await expert.command('proposeTopic', { ...proposal, dialogueId }))
    value(await expert.command('editTopic', { id, changes: { request: '支持' } }))
    expect(await expert.command('decideTopic', { id, decision: 'accepted', reason: '' })).toMatchObject({ failure: { kind: 'forbidden' } })
    expect(await secretary.command('decideTopic', { id, decision: 'declined', reason: ' ' })).toMatchObject({
      failure: { field: 'reason' },
    })
    value(await secretary.command('decideTopic', { id, decision: 'accepted', reason: '' }))
    expect(await expert.command('editTopic', { id, changes: { title: '抢' } })).toMatchObject({ failure: { kind: 'forbidden' } })
    await expect.poll(() => recorded(id)).toMatchObject({ title: '用工', request: '支持', state: 'accepted', proposedBy: the.ids.expert })
  })

  it('DL12 topics are numbered through all dialogues, each number once; what an earlier version proposes has no category', async () => {
    const propose = async (dialogueId: string) =>
      recordedOnce(value(await secretary.command('proposeTopic', { ...proposal, dialogueId })).id)
    const recordedOnce = async (id: string) => {
      await expect.poll(() => register.getMap('topics').has(id)).toBe(true)
      return recorded(id)
    }
    const [one, two, three] = [await propose(await made()), await propose(await made()), await propose(await made())]
    expect(one).toMatchObject({ category: '', priority: 'normal' })
    expect(one.no).toMatch(/^\d{4}-\d{3,}$/)
    const place = ({ no }: { no: string }) => Number(no.slice(5))
    expect([place(two) - place(one), place(three) - place(two)]).toEqual([1, 1])
  })

  it('DL5 a topic is handed on to whom it concerns, named, and may be reconsidered', async () => {
    const dialogueId = await made()
    const { id } = value(await secretary.command('proposeTopic', { ...proposal, dialogueId, category: '用工', priority: 'high' }))
    expect(await secretary.command('decideTopic', { id, decision: 'transferred', reason: '' })).toMatchObject({
      failure: { field: 'reason' },
    })
    value(await secretary.command('decideTopic', { id, decision: 'transferred', reason: '市人社局' }))
    await expect.poll(() => recorded(id)).toMatchObject({ state: 'transferred', reason: '市人社局', category: '用工', priority: 'high' })
    value(await secretary.command('editTopic', { id, changes: { title: '缺工' } }))
    await expect.poll(() => recorded(id)).toMatchObject({ title: '缺工', category: '用工', priority: 'high' })
    value(await secretary.command('decideTopic', { id, decision: 'proposed', reason: '' }))
    await expect.poll(() => recorded(id)).toMatchObject({ state: 'proposed', reason: '' })
  })

  it('DL5 merged topics stay readable and point at the one they went into', async () => {
    const dialogueId = await made()
    const propose = async (title: string) => value(await secretary.command('proposeTopic', { ...proposal, title, dialogueId })).id
    const [into, one, two] = [await propose('甲'), await propose('乙'), await propose('丙')]
    value(await secretary.command('mergeTopics', { into, ids: [one, two] }))
    await expect.poll(() => recorded(two)).toMatchObject({ title: '丙', state: 'merged', mergedInto: into })
    expect(await secretary.command('decideTopic', { id: one, decision: 'accepted', reason: '' })).toMatchObject({
      failure: { kind: 'frozen' },
    })
    expect(await secretary.command('mergeTopics', { into, ids: [into] })).toMatchObject({ failure: { kind: 'invalid' } })
  })

  it('DL5 a topic comes out of the one it went into, and off an agenda that is open with its item, which then may be gone already', async () => {
    const dialogueId = await made()
    const { doc } = await secretary.open(documentName('agenda', dialogueId))
    const propose = async (title: string) => value(await secretary.command('proposeTopic', { ...proposal, title, dialogueId })).id
    const [into, one] = [await propose('甲'), await propose('乙')]
    expect(await secretary.command('reopenTopic', { id: one })).toMatchObject({ failure: { kind: 'invalid' } })
    value(await secretary.command('mergeTopics', { into, ids: [one] }))
    value(await secretary.command('reopenTopic', { id: one }))
    await expect.poll(() => recorded(one)).toMatchObject({ state: 'proposed', mergedInto: null })
    value(await secretary.command('promoteTopic', { id: one }))
    await expect.poll(() => readAgenda(doc).length).toBe(1)
    value(await secretary.command('reopenTopic', { id: one }))
    await expect.poll(() => readAgenda(doc).length).toBe(0)
    await expect.poll(() => recorded(one)).toMatchObject({ state: 'accepted', itemId: null })
    const { itemId } = value(await secretary.command('promoteTopic', { id: one }))
    await expect.poll(() => readAgenda(doc).length).toBe(1)
    removeItem(doc, itemId)
    value(await secretary.command('confirmAgenda', { id: dialogueId }))
    expect(await secretary.command('reopenTopic', { id: one })).toMatchObject({ failure: { kind: 'frozen' } })
    value(await secretary.command('reopenAgenda', { id: dialogueId }))
    value(await secretary.command('reopenTopic', { id: one }))
    value(await secretary.command('decideTopic', { id: one, decision: 'declined', reason: '重复' }))
  })

  it('DL5 one that was taken off the agenda goes back there as it was edited: its place, time, words, and what was written on it', async () => {
    const dialogueId = await made()
    const agenda = await secretary.open(documentName('agenda', dialogueId))
    const { doc } = agenda
    const propose = async (title: string) =>
      value(await secretary.command('proposeTopic', { ...proposal, title, departments: '市人社局', dialogueId })).id
    const [one, two] = [await propose('甲'), await propose('乙')]
    const { itemId } = value(await secretary.command('promoteTopic', { id: one }))
    value(await secretary.command('promoteTopic', { id: two }))
    await expect.poll(() => readAgenda(doc).map(({ responder }) => responder)).toEqual(['市人社局', '市人社局'])
    const map = agendaItems(doc).get(itemId) ?? expect.fail('no item')
    const line = agendaFragment(map, 'content').get(0)
    const text = line instanceof Y.XmlElement ? line.get(0) : null
    if (text instanceof Y.XmlText) text.insert(1, '，改过')
    fixTime(doc, itemId, '15:20')
    setResponder(doc, itemId, '市司法局')
    await agenda.saved()
    const before = readAgenda(doc)
    expect(before[0]?.content).toBe('甲，改过')
    value(await secretary.command('openMinutes', { id: dialogueId }))
    const was = recorded(one)
    const { item } = value(await secretary.command('reopenTopic', { id: one }))
    await expect.poll(() => readAgenda(doc).length).toBe(1)
    const back = wayIn((name, request) => secretary.command(name, request), was, item)
    value(back ? await back() : expect.fail('no way back'))
    await expect.poll(() => readAgenda(doc)).toEqual(before)
    await expect.poll(() => recorded(one)).toMatchObject({ state: 'listed', itemId })
    const minutes = await secretary.open(documentName('minutes', dialogueId))
    expect(noteOn(minutes.doc, itemId)).not.toBeNull()
    value(await secretary.command('reopenTopic', { id: two }))
    // Nobody links a topic to an item that is there already.
    expect(await secretary.command('promoteTopic', { id: two, again: before[0] })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('DL5 one that cannot be taken off the agenda because the disk is full stands there as it stood', async () => {
    let isFull = false
    const full = (store: DocumentStore): DocumentStore => {
      const append = store.append.bind(store)
      store.append = (name, update) =>
        isFull && name === 'register' ? Promise.reject(new Refusal({ kind: 'diskFull', path: '/data' })) : append(name, update)
      return store
    }
    const other = await house({ store: full })
    const client = await other.client('secretariat')
    const dialogueId = value(await client.command('createDialogue', fields)).id
    const name = documentName('agenda', dialogueId)
    const agenda = await client.open(name)
    const { id } = value(await client.command('proposeTopic', { ...proposal, dialogueId }))
    const { itemId } = value(await client.command('promoteTopic', { id }))
    await expect.poll(() => readAgenda(agenda.doc).length).toBe(1)
    fixTime(agenda.doc, itemId, '15:20')
    await agenda.saved()
    const before = readAgenda(agenda.doc)
    isFull = true
    expect(await client.command('reopenTopic', { id })).toMatchObject({ failure: { kind: 'diskFull' } })
    isFull = false
    const newcomer = await (await other.client('secretariat')).open(name)
    expect(readAgenda(newcomer.doc)).toEqual(before)
    value(await client.command('reopenTopic', { id }))
    await expect.poll(() => readAgenda(newcomer.doc)).toEqual([])
    await other.close()
  })

  it('DL5 undone, a topic that was put on the agenda or merged is what it was before, with its reason', async () => {
    const dialogueId = await made()
    const propose = async (title: string) => value(await secretary.command('proposeTopic', { ...proposal, title, dialogueId })).id
    const [into, one, two, three] = [await propose('甲'), await propose('乙'), await propose('丙'), await propose('丁')]
    value(await secretary.command('decideTopic', { id: two, decision: 'accepted', reason: '' }))
    value(await secretary.command('decideTopic', { id: three, decision: 'declined', reason: '重复' }))
    await expect.poll(() => recorded(three).state).toBe('declined')
    const before = [one, two, three].map(recorded)
    const undo = async (landing: 'proposed' | 'accepted', topics: readonly Topic[]): Promise<void> => {
      for (const was of topics) if (isOpen(was)) value(await takenOut((name, request) => secretary.command(name, request), was, landing))
    }
    value(await secretary.command('mergeTopics', { into, ids: [one, two, three] }))
    await undo('proposed', before)
    await expect.poll(() => [one, two, three].map(recorded)).toEqual(before)
    for (const id of [one, two]) value(await secretary.command('promoteTopic', { id }))
    await undo('accepted', before.slice(0, 2))
    await expect.poll(() => [one, two, three].map(recorded)).toEqual(before)
  })

  it('DL5 a topic becomes the last item of the agenda, linked, once, and not after the agenda is confirmed', async () => {
    const dialogueId = await made()
    const { doc } = await secretary.open(documentName('agenda', dialogueId))
    const { id } = value(await secretary.command('proposeTopic', { ...proposal, dialogueId }))
    const { itemId } = value(await secretary.command('promoteTopic', { id }))
    await expect.poll(() => readAgenda(doc).map((item) => [item.id, item.content])).toEqual([[itemId, '用工']])
    await expect.poll(() => recorded(id)).toMatchObject({ state: 'listed', itemId })
    expect(await secretary.command('promoteTopic', { id })).toMatchObject({ failure: { kind: 'frozen' } })
    const late = value(await secretary.command('proposeTopic', { ...proposal, dialogueId })).id
    value(await secretary.command('confirmAgenda', { id: dialogueId }))
    expect(await secretary.command('promoteTopic', { id: late })).toMatchObject({ failure: { kind: 'frozen' } })
  })
})

describe('DL6 minutes', () => {
  const agreed = { kind: 'task', text: '建立台账', enterprise: '', owner: '市财政局', due: null } as const
  const captured = (issueId: string) => issue.nullable().parse(register.getMap('issues').get(issueId) ?? null)
  const followed = (issueId: string) => recommendation.nullable().parse(register.getMap('recommendations').get(issueId) ?? null)
  async function begun() {
    const id = await made()
    const agenda = await secretary.open(documentName('agenda', id))
    const itemId = crypto.randomUUID()
    addItem(agenda.doc, { id: itemId, minutes: 5 }, null)
    await agenda.saved()
    value(await secretary.command('openMinutes', { id }))
    return { id, itemId, agenda }
  }

  it('DL6 there is room for each item, and for those that come later without touching what is written', async () => {
    const { id, itemId, agenda } = await begun()
    const { doc, saved } = await secretary.open(documentName('minutes', id))
    noteOn(doc, itemId)?.insert(0, [new Y.XmlText('记下')])
    await saved()
    const late = crypto.randomUUID()
    addItem(agenda.doc, { id: late, minutes: 5 }, itemId)
    await agenda.saved()
    value(await secretary.command('openMinutes', { id }))
    await expect.poll(() => noteOn(doc, late)).not.toBeNull()
    expect(readNotes(doc)[itemId]).toEqual(['记下'])
  })

  it('DL6 approved minutes stand still with what was captured, until they are opened again', async () => {
    const { id, itemId } = await begun()
    const { id: issueId } = value(await secretary.command('addIssue', { ...agreed, dialogueId: id, itemId }))
    value(await secretary.command('approveMinutes', { id, note: '签字' }))
    expect((await secretary.open(documentName('minutes', id))).provider.authorizedScope).toBe('readonly')
    for (const refused of [
      secretary.command('removeIssue', { id: issueId }),
      secretary.command('editIssue', { id: issueId, changes: { owner: '市税务局' } }),
      secretary.command('addIssue', { ...agreed, dialogueId: id, itemId }),
    ])
      expect(await refused).toMatchObject({ failure: { kind: 'frozen' } })
    value(await secretary.command('reopenMinutes', { id }))
    value(await secretary.command('editIssue', { id: issueId, changes: { owner: '市税务局' } }))
    value(await secretary.command('approveMinutes', { id, note: '重新签字' }))
    await expect.poll(() => followed(issueId)).toMatchObject({ lead: '市税务局', dialogueId: id })
  })

  it('DL6 an issue that was removed comes back as it was', async () => {
    const { id, itemId } = await begun()
    const { id: issueId } = value(await secretary.command('addIssue', { ...agreed, dialogueId: id, itemId }))
    await expect.poll(() => captured(issueId)).toBeTruthy()
    const before = captured(issueId)
    value(await secretary.command('removeIssue', { id: issueId }))
    await expect.poll(() => captured(issueId)).toBeNull()
    const again = { id: issueId, createdAt: before?.createdAt ?? '' }
    value(await secretary.command('addIssue', { ...agreed, dialogueId: id, itemId, again }))
    await expect.poll(() => captured(issueId)).toEqual(before)
    expect(await secretary.command('addIssue', { ...agreed, dialogueId: id, itemId, again })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('DL12 an issue has a number of its own, keeps it when it comes back, and gives its people to what is followed', async () => {
    const { id, itemId } = await begun()
    const capture = async (text: string) =>
      value(await secretary.command('addIssue', { ...agreed, text, supports: '市国资委', person: '武长庚', dialogueId: id, itemId })).id
    const [first, second] = [await capture('甲'), await capture('乙')]
    await expect.poll(() => captured(second)).toBeTruthy()
    const numbers = () => [first, second].map((one) => captured(one)?.no)
    const before = numbers()
    expect(new Set(before).size).toBe(2)
    const again = { id: first, createdAt: captured(first)?.createdAt ?? '', no: before[0] }
    value(await secretary.command('removeIssue', { id: first }))
    value(await secretary.command('addIssue', { ...agreed, text: '甲', dialogueId: id, itemId, again }))
    await expect.poll(numbers).toEqual(before)
    value(await secretary.command('approveMinutes', { id, note: '签字' }))
    await expect.poll(() => followed(second)).toMatchObject({ lead: '市财政局', supports: '市国资委', person: '武长庚' })
  })

  it('DL6 a named recorder writes them and captures in them, and another expert does not', async () => {
    const { id, itemId } = await begun()
    const expert = await the.client('expert')
    const { provider } = await expert.open(documentName('minutes', id))
    expect(provider.authorizedScope).toBe('readonly')
    expect(await expert.command('addIssue', { ...agreed, dialogueId: id, itemId })).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await secretary.command('setRecorders', { id, recorders: [the.ids.expert] }))
    await expect.poll(() => provider.authorizedScope).toBe('read-write')
    const { id: issueId } = value(await expert.command('addIssue', { ...agreed, dialogueId: id, itemId }))
    value(await expert.command('editIssue', { id: issueId, changes: { text: '建立台账并按季通报' } }))
    value(await expert.command('removeIssue', { id: issueId }))
  })

  it('DL6 a named recorder on another machine writes them there', async () => {
    const wired = await openHouse()
    const song = await joined(wired, 'expert', '宋')
    const [window, host] = [await song.window(), await wired.client('secretariat')]
    const { id } = value(await host.command('createDialogue', fields))
    const agenda = await host.open(documentName('agenda', id))
    addItem(agenda.doc, { id: crypto.randomUUID(), minutes: 5 }, null)
    await agenda.saved()
    value(await host.command('openMinutes', { id }))
    value(await host.command('setRecorders', { id, recorders: [song.id] }))
    const { provider } = await window.open(documentName('minutes', id))
    await expect.poll(() => provider.authorizedScope, { timeout: 10_000 }).toBe('read-write')
    await song.stop()
    await wired.close()
  })

  it('DL7 the chair approves in person; the secretariat only says how the chair did', async () => {
    const { id } = await begun()
    expect(await secretary.command('approveMinutes', { id })).toMatchObject({ failure: { kind: 'invalid', field: 'note' } })
    const chair = await the.join('expert', fields.chair)
    const expert = await the.client('expert')
    value(await secretary.command('openMinutes', { id }))
    expect(await expert.command('approveMinutes', { id, note: '代签' })).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await chair.client.command('approveMinutes', { id }))
    await expect.poll(() => recordOf(id).minutes?.approved).toMatchObject({ by: chair.id, note: '' })
    expect(await chair.client.command('reopenMinutes', { id })).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await secretary.command('reopenMinutes', { id }))
    value(await secretary.command('editDialogue', { id, changes: { chair: '周明哲' } }))
    expect(await chair.client.command('approveMinutes', { id })).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await secretary.command('approveMinutes', { id, note: '11月26日签字' }))
    await expect.poll(() => recordOf(id).minutes?.approved).toMatchObject({ by: the.ids.secretariat, note: '11月26日签字' })
  })

  it('DL8 what is open when they are approved is followed under its id, and closed there and here at once', async () => {
    const { id, itemId } = await begun()
    const capture = async (changes: object) =>
      value(await secretary.command('addIssue', { ...agreed, ...changes, dialogueId: id, itemId })).id
    const [task, decision, settled] = [await capture({ due: '2027-03-31' }), await capture({ kind: 'decision' }), await capture({})]
    value(await secretary.command('closeIssue', { id: settled, closed: true }))
    value(await secretary.command('approveMinutes', { id, note: '签字' }))
    await expect
      .poll(() => followed(task))
      .toMatchObject({ measure: '建立台账', lead: '市财政局', due: '2027-03-31', memoId: null, status: 'registered' })
    expect([followed(decision), followed(settled)]).toEqual([null, null])
    expect(await secretary.command('closeIssue', { id: task, closed: true })).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('followUp', { ids: [task], changes: { status: 'submitted' } })).toMatchObject({
      failure: { kind: 'invalid', field: 'status' },
    })
    value(await secretary.command('followUp', { ids: [task], changes: { status: 'adopted' } }))
    value(await secretary.command('closeRecommendations', { ids: [task] }))
    await expect.poll(() => captured(task)?.closed?.by).toBe(the.ids.secretariat)
    value(await secretary.command('reopenRecommendation', { ids: [task] }))
    await expect.poll(() => captured(task)?.closed).toBeNull()
    value(await secretary.command('reopenMinutes', { id }))
    expect(await secretary.command('removeIssue', { id: task })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('DL6 nothing is captured before the minutes are opened', async () => {
    expect(await secretary.command('addIssue', { ...agreed, dialogueId: await made(), itemId: null })).toMatchObject({
      failure: { kind: 'frozen' },
    })
  })
})
