import { standardStyle } from '../../shared/briefing/house.ts'
import { newBriefing, newItem, templateOf } from '../../shared/briefing/templates.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { commands, type CommandName } from '../../shared/commands.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { memoBody, recommendations, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { auditEntry, briefing, memo, recommendation, type BriefingFields } from '../../shared/register.ts'
import { role } from '../../shared/roles.ts'
import { house, paragraph, value, type House } from './house.ts'

let the: House
let secretary: HubClient
let expert: HubClient
let register: Y.Doc
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  expert = await the.client('expert')
  register = (await secretary.open('register')).doc
})
afterEach(() => the.close())

const dialogueFields = {
  kind: 'dialogue',
  title: '对话会',
  startsAt: '2026-12-01T14:00',
  venue: '',
  chair: '',
  organiser: '',
} as const
const briefingFields = (memoIds: string[], changes: Partial<BriefingFields> = {}): BriefingFields => ({
  ...newBriefing('special', null, '2026-11-24'),
  masthead: '智库简报',
  items: memoIds.map((id) => ({ of: 'memo', id, ...newItem })),
  ...changes,
})
const measure = (id: string, text: string): Block => ({
  type: 'recommendation',
  id,
  runs: [{ text, bold: false, italic: false, underline: false }],
  lead: '市财政局',
  term: '三个月',
})
async function writtenMemo(blocks: Block[], title = '建议'): Promise<string> {
  const { id } = value(await secretary.command('createMemo', { title, dialogueId: null }))
  const opened = await secretary.open(`memo/${id}`)
  writeBlocks(memoBody(opened.doc), blocks)
  await opened.saved()
  return id
}
const issue = async (memoIds: string[], changes: Partial<BriefingFields> = {}) => {
  const { id } = value(await secretary.command('draftBriefing', briefingFields(memoIds, changes)))
  return { id, ...value(await secretary.command('issueBriefing', { id })) }
}
const settled = async (): Promise<void> => expect.poll(() => Y.encodeStateVector(register)).toEqual(Y.encodeStateVector(onDisk()))
function onDisk(): Y.Doc {
  const doc = new Y.Doc()
  for (const update of the.disk.documents.get('register')?.updates ?? []) Y.applyUpdate(doc, update)
  return doc
}

describe('HB13 commands', () => {
  it('HB13 the trail has one line for each command that was done, and none for a refused one', async () => {
    await secretary.command('createDialogue', dialogueFields)
    await expert.command('createDialogue', dialogueFields)
    await secretary.command('editDialogue', { id: crypto.randomUUID(), changes: {} })
    await settled()
    const trail = auditEntry.array().parse(register.getArray('trail').toArray())
    expect(trail.map(({ command }) => command)).toEqual(['addMember', 'addMember', 'createDialogue'])
    expect(trail.at(-1)).toMatchObject({ by: the.ids.secretariat, title: '对话会' })
  })

  it('HB13 every command is refused to every role that is not on its list, whatever it asks', async () => {
    const before = the.disk.documents.get('register')?.updates.length
    for (const name of Object.keys(commands).filter((key): key is CommandName => key in commands))
      for (const who of role.options.filter((one) => !commands[name].who.some((allowed) => allowed === one))) {
        const request = { ...briefingFields([]), ...dialogueFields, id: crypto.randomUUID(), memoId: crypto.randomUUID(), name: '稿' }
        const topic = { source: '', background: '', request: '', departments: '' }
        const asked = {
          ...request,
          document: 'register',
          changes: {},
          state: 'ended',
          stage: 'final',
          drafters: [],
          dialogueId: request.id,
          role: 'expert',
          months: 6,
          days: name === 'setLeadDays' ? { notice: 10, papers: 5 } : 7,
          ids: [crypto.randomUUID()],
          text: '催办',
        }
        const more = {
          attendees: [{ ...newAttendee, name: '甲' }],
          ids: [request.id],
          decision: 'accepted',
          ...((name === 'draftBriefing' || name === 'setTemplate') && { kind: 'special' }),
          style: standardStyle,
          ...(name === 'setTemplate' && { template: templateOf('special', null) }),
          ...(name === 'addIssue' && { kind: 'task', text: '甲', enterprise: '', owner: '', due: null, itemId: null }),
          ...(name === 'setLeadDays' && { kind: 'hearing' }),
          closed: true,
          way: 'letter',
          ...(name === 'restoreFollowUp' && { each: [{ id: request.id, was: {} }] }),
          ...{ file: request.id, part: '', of: { file: request.id, parts: 1 } },
          list: request.id,
          into: request.id,
          reason: '理由',
          ...topic,
          ...{ recorders: [], itemId: null, attendeeId: null },
          ...{ endorsers: [request.id], deadline: null, hash: 'f'.repeat(64) },
          ...(name === 'endorse' && { choice: 'agreed' }),
          ...{ files: [{ hash: 'f'.repeat(64), copy: null }], count: 1, to: '', replacedBy: request.id },
        }
        expect(await the.hub.command(the.ids[who], name, { ...asked, ...more, organisation: '' })).toEqual({
          ok: false,
          failure: { kind: 'forbidden' },
        })
      }
    expect(the.disk.documents.get('register')?.updates).toHaveLength(before ?? -1)
  })

  it('HB13 a request of another shape is refused with the field that is wrong', async () => {
    const wrong = await the.hub.command(the.ids.secretariat, 'createDialogue', { ...dialogueFields, startsAt: 'soon' })
    expect(wrong).toEqual({ ok: false, failure: { kind: 'invalid', field: 'startsAt' } })
  })

  it('an agenda is confirmed once, opened again, and not after the dialogue has ended', async () => {
    const { id } = value(await secretary.command('createDialogue', dialogueFields))
    value(await secretary.command('confirmAgenda', { id }))
    expect(await secretary.command('confirmAgenda', { id })).toMatchObject({ failure: { kind: 'frozen' } })
    value(await secretary.command('reopenAgenda', { id }))
    value(await secretary.command('setDialogueState', { id, state: 'ended' }))
    expect(await secretary.command('reopenAgenda', { id })).toMatchObject({ failure: { kind: 'frozen' } })
    value(await secretary.command('setDialogueState', { id, state: 'archived' }))
    expect(await secretary.command('editDialogue', { id, changes: { title: '改' } })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('an expert drafts the memo that he makes, may rename it, and nobody drafts it who only reads', async () => {
    const { id } = value(await expert.command('createMemo', { title: '建议', dialogueId: null }))
    value(await expert.command('renameMemo', { id, title: '新题' }))
    const other = await the.join('expert', '顾')
    expect(await other.client.command('renameMemo', { id, title: '抢' })).toMatchObject({ failure: { kind: 'forbidden' } })
    expect(await secretary.command('setDrafters', { id, drafters: [the.ids.observer] })).toMatchObject({
      failure: { kind: 'invalid', field: 'drafters' },
    })
    value(await secretary.command('setMemoStage', { id, stage: 'countersigning' }))
    expect(await expert.command('renameMemo', { id, title: '晚' })).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('setMemoStage', { id, stage: 'submitted' })).toMatchObject({ failure: { kind: 'invalid' } })
    await settled()
    expect(memo.parse(register.getMap('memos').get(id))).toMatchObject({ title: '新题', drafters: [the.ids.expert] })
  })
})

describe('issuing a briefing', () => {
  it('numbers without gaps within the year and over all, each masthead for itself; what is refused takes no number', async () => {
    const texts = await Promise.all(Array.from({ length: 6 }, (_, nth) => writtenMemo([paragraph(`第${nth}篇`)])))
    const [a = '', b = '', c = '', d = '', e = ''] = texts
    const empty = value(await secretary.command('draftBriefing', briefingFields([])))
    expect(await secretary.command('issueBriefing', empty)).toMatchObject({ failure: { kind: 'emptyBriefing' } })
    expect(await issue([a])).toMatchObject({ number: 1, total: 1 })
    expect(await secretary.command('issueBriefing', empty)).toMatchObject({ failure: { kind: 'emptyBriefing' } })
    expect(await issue([b])).toMatchObject({ number: 2, total: 2 })
    expect(await issue([c], { date: '2027-01-05' })).toMatchObject({ number: 1, total: 3 })
    expect(await issue([d], { masthead: '专报' })).toMatchObject({ number: 1, total: 1 })
    expect(await issue([e])).toMatchObject({ number: 3, total: 4 })
  })

  it('freezes the memos with their text, and takes each recommendation into the register, also a copied block', async () => {
    const shared = crypto.randomUUID()
    const first = await writtenMemo([paragraph('甲'), measure(shared, '一'), measure(shared, '二')])
    const second = await writtenMemo([measure(shared, '三'), measure(crypto.randomUUID(), '四')])
    const { id } = await issue([first, second])
    await settled()
    const issued = briefing.parse(register.getMap('briefings').get(id))
    expect(issued).toMatchObject({ state: 'issued', issuedBy: the.ids.secretariat })
    const taken = [...register.getMap('recommendations').values()].map((record) => recommendation.parse(record))
    expect(taken.map(({ measure: text }) => text).sort()).toEqual(['一', '三', '二', '四'])
    expect(memo.parse(register.getMap('memos').get(first)).stage).toBe('submitted')
    const source = value(await the.hub.briefingSource(the.ids.observer, id))
    expect(source.texts.flatMap(({ blocks }) => recommendations(blocks)).map((block) => block.id)).toEqual(taken.map((one) => one.id))
    expect(source.texts[0]).toMatchObject({ title: '建议', authors: ['林'] })
    expect(await secretary.command('editBriefing', { id, changes: { copies: 3 } })).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('discardBriefing', { id })).toMatchObject({ failure: { kind: 'frozen' } })
    const again = value(await secretary.command('draftBriefing', briefingFields([first])))
    expect(await secretary.command('issueBriefing', again)).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('DP1 a text that names whoever is anonymous in a dialogue is not issued, nor is a part of it in bold', async () => {
    const fields = { kind: 'dialogue', title: '座谈', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
    const { id: dialogueId } = value(await secretary.command('createDialogue', fields))
    const guest = { ...newAttendee, name: '韩立岑', organisation: '潮远公司', anonymous: true }
    value(await secretary.command('addAttendees', { dialogueId, attendees: [guest] }))
    const run = (text: string, bold: boolean) => ({ text, bold, italic: false, underline: false })
    const named = await writtenMemo([{ type: 'paragraph', runs: [run('据潮', false), run('远公司反映', true)] }])
    const draft = value(await secretary.command('draftBriefing', briefingFields([named])))
    expect(await secretary.command('issueBriefing', draft)).toMatchObject({ failure: { kind: 'protectedNames', names: ['潮远公司'] } })
    expect(value(await the.hub.briefingSource(the.ids.secretariat, draft.id)).hidden).toEqual(['韩立岑', '潮远公司'])
    expect(await issue([await writtenMemo([paragraph('据企业A反映')])])).toMatchObject({ number: 1 })
  })

  it('DP1 minutes and agenda in a briefing say an anonymous enterprise by its code, and are issued', async () => {
    const { id } = value(await secretary.command('createDialogue', { ...dialogueFields, title: '座谈', chair: '顾闻溪' }))
    const guest = { ...newAttendee, name: '韩立岑', organisation: '潮远公司', attendance: 'present', anonymous: true } as const
    value(await secretary.command('addAttendees', { dialogueId: id, attendees: [guest] }))
    value(await secretary.command('openMinutes', { id }))
    const issue = { kind: 'issue', text: '验收周期长', enterprise: '潮远公司', owner: '市财政局', due: null } as const
    value(await secretary.command('addIssue', { ...issue, dialogueId: id, itemId: null }))
    value(await secretary.command('approveMinutes', { id, note: '签字' }))
    value(await secretary.command('confirmAgenda', { id }))
    const items = (['minutes', 'agenda'] as const).map((of) => ({ of, id, ...newItem }))
    const draft = value(await secretary.command('draftBriefing', briefingFields([], { items, annexes: ['attendance'] })))
    value(await secretary.command('issueBriefing', draft))
    const said = JSON.stringify({ ...value(await the.hub.briefingSource(the.ids.secretariat, draft.id)), hidden: [] })
    expect(said).toContain('企业A')
    expect(said).not.toMatch(/韩立岑|潮远/)
  })

  it('memos without a word are an empty briefing', async () => {
    const { id } = value(await secretary.command('createMemo', { title: '空', dialogueId: null }))
    const draft = value(await secretary.command('draftBriefing', briefingFields([id])))
    expect(await secretary.command('issueBriefing', draft)).toMatchObject({ failure: { kind: 'emptyBriefing' } })
  })

  it('equal texts have equal hashes, whatever was typed on the way', async () => {
    const [a, b] = [await writtenMemo([paragraph('同文')]), await writtenMemo([paragraph('别的')])]
    const opened = await secretary.open(`memo/${b}`)
    writeBlocks(memoBody(opened.doc), [paragraph('同文')])
    await opened.saved()
    const hashes = await Promise.all(
      [a, b].map(async (memoId) => value(await secretary.command('keepVersion', { memoId, name: '稿' })).hash),
    )
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(hashes[1]).toBe(hashes[0])
  })
})

describe('FU following what was recommended', () => {
  const followed = () => [...register.getMap('recommendations').values()].map((record) => recommendation.parse(record))
  const one = (id: string) => followed().find((record) => record.id === id) ?? expect.fail(id)
  async function issued(...terms: string[]): Promise<string[]> {
    const ids = terms.map(() => crypto.randomUUID())
    await issue([await writtenMemo(terms.map((term, at) => ({ ...measure(ids[at] ?? '', term), term })))])
    await settled()
    return ids
  }
  const done = { ok: true, value: {} }

  it('the term of a memo becomes the day it is due', async () => {
    const [dated = '', open = ''] = await issued('2027年6月底前', '长期坚持')
    expect(one(dated)).toMatchObject({ due: '2027-06-30', status: 'submitted', closed: null, progress: [] })
    expect(one(open).due).toBeNull()
  })

  it('two who write different fields both find theirs', async () => {
    const [id = ''] = await issued('三个月')
    await the.client('secretariat')
    await Promise.all([
      secretary.command('followUp', { ids: [id], changes: { supports: '市财政局' } }),
      secretary.command('followUp', { ids: [id], changes: { instruction: '请阅研' } }),
    ])
    await settled()
    expect(one(id)).toMatchObject({ supports: '市财政局', instruction: '请阅研' })
  })

  it('a status dates the signing and the answer once; not adopted wants a reason', async () => {
    const [id = ''] = await issued('三个月')
    expect(await secretary.command('followUp', { ids: [id], changes: { status: 'rejected' } })).toEqual({
      ok: false,
      failure: { kind: 'invalid', field: 'reason' },
    })
    await secretary.command('followUp', { ids: [id], changes: { status: 'received', receivedOn: '2026-10-01' } })
    expect(await secretary.command('followUp', { ids: [id], changes: { status: 'rejected', reason: '权限在省级' } })).toEqual(done)
    await settled()
    expect(one(id)).toMatchObject({ receivedOn: '2026-10-01', reason: '权限在省级' })
    expect(one(id).answeredOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('FU1 only what has an outcome is closed, and what is closed stands still until it is opened again', async () => {
    const [id = ''] = await issued('三个月')
    expect(await secretary.command('closeRecommendations', { ids: [id] })).toMatchObject({ failure: { kind: 'invalid', field: 'status' } })
    await secretary.command('followUp', { ids: [id], changes: { status: 'adopted' } })
    expect(await secretary.command('closeRecommendations', { ids: [id] })).toEqual(done)
    for (const late of [
      secretary.command('followUp', { ids: [id], changes: { reply: '改' } }),
      secretary.command('noteProgress', { id, text: '改' }),
      secretary.command('remind', { ids: [id], text: '改' }),
      secretary.command('closeRecommendations', { ids: [id] }),
    ])
      expect(await late).toEqual({ ok: false, failure: { kind: 'frozen' } })
    expect(await secretary.command('reopenRecommendation', { ids: [id] })).toEqual(done)
    expect(await secretary.command('noteProgress', { id, text: '续办' })).toEqual(done)
    await settled()
    expect(one(id)).toMatchObject({ closed: null, reply: '', progress: [{ by: the.ids.secretariat, text: '续办' }] })
  })

  it('FU4 what was done to several at once is taken back record by record, and sets no day by itself', async () => {
    const [a = '', b = ''] = await issued('一个月', '两个月')
    await secretary.command('followUp', { ids: [b], changes: { status: 'underway', receivedOn: null } })
    await secretary.command('followUp', { ids: [a, b], changes: { status: 'partly', reason: '权限在省级' } })
    await secretary.command('closeRecommendations', { ids: [a, b] })
    const each = [
      { id: a, was: { status: 'submitted' as const, receivedOn: null, answeredOn: null, reason: '' } },
      { id: b, was: { status: 'underway' as const, receivedOn: null, answeredOn: null, reason: '' } },
    ]
    expect(await secretary.command('restoreFollowUp', { each })).toEqual({ ok: false, failure: { kind: 'frozen' } })
    expect(await secretary.command('reopenRecommendation', { ids: [a, b] })).toEqual(done)
    expect(await secretary.command('restoreFollowUp', { each })).toEqual(done)
    await settled()
    expect(one(a)).toMatchObject({ status: 'submitted', receivedOn: null, answeredOn: null, reason: '', closed: null })
    expect(one(b)).toMatchObject({ status: 'underway', receivedOn: null, answeredOn: null, reason: '', closed: null })
  })

  it('FU2 a command over several is done to all or to none', async () => {
    const [a = '', b = ''] = await issued('一个月', '两个月')
    await secretary.command('followUp', { ids: [a], changes: { status: 'adopted' } })
    await secretary.command('closeRecommendations', { ids: [a] })
    expect(await secretary.command('remind', { ids: [b, a], text: '催' })).toEqual({ ok: false, failure: { kind: 'frozen' } })
    expect(await secretary.command('remind', { ids: [b, crypto.randomUUID()], text: '催' })).toMatchObject({
      failure: { kind: 'notFound' },
    })
    await settled()
    expect(one(b).reminders).toEqual([])
  })
})

describe('HB15 the texts of a briefing', () => {
  it('HB15 a draft gives the texts as they stand, to whoever may read each of them', async () => {
    const id = await writtenMemo([paragraph('草稿')])
    const draft = value(await secretary.command('draftBriefing', briefingFields([id])))
    expect(value(await the.hub.briefingSource(the.ids.expert, draft.id)).texts[0]?.blocks).toEqual([paragraph('草稿')])
    const hidden = { ok: false, failure: { kind: 'notFound' } }
    expect(await the.hub.briefingSource(the.ids.observer, draft.id)).toEqual(hidden)
    expect(await the.hub.briefingSource(the.ids.secretariat, crypto.randomUUID())).toEqual(hidden)
    expect(await the.hub.briefingSource(crypto.randomUUID(), draft.id)).toEqual(hidden)
  })
})
