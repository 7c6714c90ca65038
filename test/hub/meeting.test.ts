import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { documentName } from '../../shared/documentName.ts'
import { addItem } from '../../shared/documents/agenda.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { standing } from '../../shared/dialogues/run.ts'
import { dialogue, type DialogueFields } from '../../shared/register.ts'
import { house, value, type House } from './house.ts'

const minute = 60_000
const startsAt = '2026-12-01T14:00'
const begins = Date.parse(startsAt)
let the: House
let time: number
let secretary: HubClient
let register: Y.Doc
let id: string
const itemIds = [crypto.randomUUID(), crypto.randomUUID()] as const
const [opening, talk] = itemIds

const fields: DialogueFields = {
  ...{ kind: 'symposium', title: '座谈会', startsAt, venue: '会议室', chair: '顾闻溪', organiser: '秘书处' },
}
const settled = { approver: '许清禾', approvedOn: '2026-11-20', mealRule: '不用餐', costBearer: '秘书处', conductConfirmed: true }
const recordIn = (doc: Y.Doc) => dialogue.parse(doc.getMap('dialogues').get(id))
const record = () => recordIn(register)
const lead = (itemId: string | null, by = secretary) => by.command('runItem', { id, itemId })
const speak = (attendeeId: string | null, by = secretary) => by.command('runSpeaker', { id, attendeeId })

beforeEach(async () => {
  time = begins
  the = await house({ clock: () => new Date(time) })
  secretary = await the.client('secretariat')
  register = (await secretary.open('register')).doc
  id = value(await secretary.command('createDialogue', fields)).id
  const agenda = await secretary.open(documentName('agenda', id))
  addItem(agenda.doc, { id: opening, minutes: 5 }, null)
  addItem(agenda.doc, { id: talk, minutes: 20 }, opening)
  await agenda.saved()
})
afterEach(() => the.close())
const planned = async (): Promise<void> => void value(await secretary.command('planDialogue', { id, changes: settled }))
const guests = async (...names: string[]): Promise<string[]> =>
  value(
    await secretary.command('addAttendees', {
      dialogueId: id,
      attendees: names.map((name) => ({ ...newAttendee, name, organisation: '某公司' })),
    }),
  ).ids

describe('RN3 a meeting under way', () => {
  it('RN3 begins when its plan is complete, goes from item to item and ends, stamped by the hub', async () => {
    expect(await lead(opening)).toMatchObject({ failure: { kind: 'planIncomplete' } })
    await planned()
    value(await lead(opening))
    time += 7 * minute
    value(await lead(talk))
    time += 10 * minute
    value(await lead(null))
    await expect.poll(() => record().state).toBe('ended')
    const at = (minutes: number): string => new Date(begins + minutes * minute).toISOString()
    expect(record().run?.items).toEqual([
      { itemId: opening, from: at(0), to: at(7) },
      { itemId: talk, from: at(7), to: at(17) },
    ])
    value(await lead(talk))
    await expect.poll(() => record()).toMatchObject({ state: 'running', run: { items: [{}, {}, { itemId: talk, to: null }] } })
    expect(await lead(crypto.randomUUID())).toMatchObject({ failure: { kind: 'notFound' } })
  })

  it('RN3 two who press at once go on by one item, and both windows show the same clock', async () => {
    await planned()
    const other = await the.join('secretariat', '许')
    const there = (await other.client.open('register')).doc
    value(await lead(opening))
    time += 3 * minute
    await Promise.all([lead(talk), lead(talk, other.client)])
    await expect.poll(() => recordIn(there).run?.items.length).toBe(2)
    time += 25 * minute
    const plan = itemIds.map((one, at) => ({ id: one, minutes: at === 0 ? 5 : 20 }))
    const seen = await Promise.all([secretary, other.client].map(async (client) => Date.parse(value(await client.command('time', {})).now)))
    const shown = [register, there].map((doc, at) => standing(recordIn(doc).run, plan, startsAt, seen[at] ?? 0))
    expect(shown[0]).toMatchObject({ at: 1, spent: 25 * minute, left: -5 * minute, late: 3 * minute })
    expect(shown[1]).toEqual(shown[0])
  })

  it('RN3 whoever begins to speak ends the one before; nobody speaks before or after the meeting', async () => {
    await planned()
    const [one = '', two = ''] = await guests('甲', '乙')
    expect(await speak(one)).toMatchObject({ failure: { kind: 'frozen' } })
    value(await lead(opening))
    value(await speak(one))
    time += 2 * minute
    value(await speak(two))
    time += minute
    value(await lead(null))
    await expect
      .poll(() => record().run?.speeches.map(({ name, from, to }) => [name, Date.parse(to ?? '') - Date.parse(from)]))
      .toEqual([
        ['甲', 2 * minute],
        ['乙', minute],
      ])
    expect(await speak(one)).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('RN3 no stamp lies before an earlier one, though the hub was started again with its clock set back', async () => {
    await planned()
    value(await lead(opening))
    time -= 60 * minute
    value(await lead(talk))
    await expect.poll(() => record().run?.items[1]?.from).toBe(new Date(begins).toISOString())
  })

  it('RN3 is led by the secretariat and named recorders; others look on, and see the time', async () => {
    await planned()
    const expert = await the.client('expert')
    const observer = await the.client('observer')
    expect(await lead(opening, expert)).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await secretary.command('setRecorders', { id, recorders: [the.ids.expert] }))
    value(await lead(opening, expert))
    expect(await lead(talk, observer)).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await observer.command('time', {}))
    expect(await secretary.command('setRecorders', { id, recorders: [the.ids.observer] })).toMatchObject({
      failure: { kind: 'invalid', field: 'recorders' },
    })
  })
})
