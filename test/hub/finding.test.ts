import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { documentName } from '../../shared/documentName.ts'
import { addItem } from '../../shared/documents/agenda.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { noteOn } from '../../shared/documents/minutes.ts'
import { keyOf, talkEntries, type Entry } from '../../shared/documents/talk.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import * as Y from 'yjs'
import type { DialogueFields } from '../../shared/register.ts'
import type { Role } from '../../shared/roles.ts'
import type { SearchHit, SearchKind, SearchSpan } from '../../shared/search.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { paragraph, value } from './house.ts'
import { joined, type Joined } from './joined.ts'
import { openHouse, type OpenHouse } from './wire.ts'

let the: OpenHouse
let secretary: HubClient
beforeEach(async () => {
  the = await openHouse()
  secretary = await the.client('secretariat')
})
afterEach(async () => {
  await the.close()
  expect(the.reports).toEqual([])
})

type Asked = { kind?: SearchKind | null; span?: SearchSpan | null }
const find = async (who: HubClient, text: string, asked: Asked = {}) => value(await who.command('search', { text, ...asked }))
const hits = async (who: HubClient, text: string, asked: Asked = {}): Promise<SearchHit[]> => (await find(who, text, asked)).hits
const places = async (who: HubClient, text: string): Promise<string[]> =>
  (await hits(who, text)).map(({ kind, within, part }) => [kind, ...(within ? ['in'] : []), part ?? ''].filter(Boolean).join(' '))

const meeting: DialogueFields = {
  ...{ kind: 'symposium', title: '民营经济座谈会', startsAt: '2026-12-01T14:00', venue: '三号楼', chair: '顾闻溪', organiser: '秘书处' },
}
const anchor = { start: { tname: 'body', assoc: 0 }, end: { tname: 'body', assoc: -1 }, quote: '引文', before: '', after: '' } as const
const comment = (text: string): Entry => ({ kind: 'thread', at: '2026-11-24T08:00:00.000Z', anchor, text, mentions: [], replacement: null })

/** One of every kind, each with a word of its own. */
async function everything() {
  const { id: dialogueId } = value(await secretary.command('createDialogue', meeting))
  value(await secretary.command('planDialogue', { id: dialogueId, changes: { mealRule: '词计划' } }))
  const agenda = await secretary.open(documentName('agenda', dialogueId))
  const itemId = crypto.randomUUID()
  addItem(agenda.doc, { id: itemId, minutes: 20, content: '介绍词议程情况' }, null)
  await agenda.saved()
  value(await secretary.command('openMinutes', { id: dialogueId }))
  const minutes = await secretary.open(documentName('minutes', dialogueId))
  noteOn(minutes.doc, itemId)?.insert(0, [new Y.XmlText('会上谈到词纪要一事')])
  await minutes.saved()
  const issue = { kind: 'task', text: '建立词任务台账', enterprise: '', owner: '市财政局', due: null } as const
  value(await secretary.command('addIssue', { ...issue, dialogueId, itemId }))
  const topic = { title: '词议题', source: '', background: '', request: '请求词诉求', departments: '' }
  value(await secretary.command('proposeTopic', { ...topic, dialogueId }))
  const guest = { ...newAttendee, name: '单立群', organisation: '青岛银行', side: 'enterprise' } as const
  value(await secretary.command('addAttendees', { dialogueId, attendees: [guest] }))
  const { id: memoId } = value(await secretary.command('createMemo', { title: '账款建议', dialogueId: null }))
  const memo = await secretary.open(documentName('memo', memoId))
  writeBlocks(memoBody(memo.doc), [paragraph('中小企业反映词正文的情况')])
  await memo.saved()
  const talk = await secretary.open(documentName('talk', memoId))
  const thread = keyOf(the.ids.secretariat, crypto.randomUUID())
  talkEntries(talk.doc).set(thread, comment('这里宜补充词批注的出处'))
  await talk.saved()
  const items = [{ of: 'memo', id: memoId, ...newItem, lead: '词导语' } as const]
  const briefing = { ...newBriefing('bulletin', null, '2026-11-24'), items }
  const { id: briefingId } = value(await secretary.command('draftBriefing', briefing))
  await expect.poll(() => places(secretary, '词批注')).toHaveLength(1)
  await expect.poll(() => places(secretary, '词纪要')).toHaveLength(1)
  await expect.poll(() => places(secretary, '词正文')).toHaveLength(1)
  await expect.poll(() => places(secretary, '词议程')).toHaveLength(1)
  return { dialogueId, memoId, thread, briefingId }
}

describe('FD1 everything that is written', () => {
  it('FD1 each kind is found by its own word, and says where it is to be read', async () => {
    const { dialogueId, memoId, thread, briefingId } = await everything()
    expect(await places(secretary, '词正文')).toEqual(['memo'])
    expect(await places(secretary, '词议程')).toEqual(['dialogue'])
    expect(await places(secretary, '词计划')).toEqual(['dialogue plan'])
    expect(await hits(secretary, '词批注')).toMatchObject([{ kind: 'comment', id: thread, within: memoId, thread, title: '账款建议' }])
    expect(await hits(secretary, '词纪要')).toMatchObject([{ kind: 'minutes', within: dialogueId, part: 'minutes', title: meeting.title }])
    expect(await places(secretary, '词任务')).toEqual(['minutes in minutes'])
    expect(await hits(secretary, '词诉求')).toMatchObject([{ kind: 'topic', within: dialogueId, part: 'topics', title: '词议题' }])
    expect(await hits(secretary, '词导语')).toMatchObject([{ kind: 'briefing', id: briefingId }])
    expect(await hits(secretary, '单立群')).toMatchObject([{ kind: 'person', within: dialogueId, part: 'attendees' }])
    value(await secretary.command('approveMinutes', { id: dialogueId, note: '签字' }))
    expect((await places(secretary, '词任务')).sort()).toEqual(['minutes in minutes', 'recommendation'])
  })

  it('FD1 a briefing is found by the titles of what is in it, as they are now', async () => {
    const { memoId, briefingId } = await everything()
    const briefings = async (text: string) => (await hits(secretary, text, { kind: 'briefing' })).map(({ id }) => id)
    expect(await briefings('账款建议')).toEqual([briefingId])
    value(await secretary.command('renameMemo', { id: memoId, title: '融资建议' }))
    expect(await briefings('账款建议')).toEqual([])
    expect(await briefings('融资建议')).toEqual([briefingId])
  })

  it('FD1 what lies within something is not found by the title of that alone', async () => {
    await everything()
    expect(await places(secretary, '账款建议')).toEqual(['memo', 'briefing'])
    expect(await places(secretary, '账款建议 词批注')).toEqual(['comment in'])
  })

  it('FD1 from one day to another, by the clock of who asks', async () => {
    const { thread } = await everything()
    const comments = async (span: SearchSpan) => (await hits(secretary, '词批注', { span })).map(({ id }) => id)
    const china = 480
    expect(await comments({ from: '2026-11-24', to: '2026-11-24', offset: china })).toEqual([thread])
    expect(await comments({ from: '2026-11-25', to: null, offset: china })).toEqual([])
    // 08:00 UTC is midnight of the next day at +16 h, and the evening before at −9 h.
    expect(await comments({ from: null, to: '2026-11-23', offset: -540 })).toEqual([thread])
    expect(await find(secretary, '座谈会', { span: { from: '2026-12-01', to: '2026-12-01', offset: china } })).toMatchObject({
      counts: { dialogue: 1 },
    })
  })
})

describe('FD2 nothing is found that its reader may not open', () => {
  const readers: Record<Role, { sees: string[]; misses: string[] }> = {
    secretariat: {
      sees: ['词正文', '词批注', '词议程', '词计划', '词纪要', '词任务', '词诉求', '词导语', '单立群', '账款建议'],
      misses: [],
    },
    expert: { sees: ['词正文', '词批注', '词议程', '词计划', '词纪要', '词任务', '词诉求', '词导语', '单立群', '账款建议'], misses: [] },
    observer: { sees: ['词议程', '词计划', '词纪要', '词任务', '词诉求', '单立群'], misses: ['词正文', '词批注', '词导语', '账款建议'] },
  }
  it.each(Object.entries(readers))('FD2 of a memo that is being drafted, %s', async (role, { sees, misses }) => {
    await everything()
    const who = await the.client(role === 'secretariat' || role === 'expert' ? role : 'observer')
    for (const word of sees) expect(await hits(who, word), word).not.toEqual([])
    for (const word of misses) {
      const { hits: found, counts } = await find(who, word)
      expect([found, Object.values(counts).filter((count) => count > 0)], word).toEqual([[], []])
    }
  })

  it('FD2 what is open to all from now on is found by all from now on, but not what is said about it', async () => {
    const { memoId } = await everything()
    const observer = await the.client('observer')
    value(await secretary.command('setMemoStage', { id: memoId, stage: 'consulting' }))
    expect(await places(observer, '词正文')).toEqual(['memo'])
    expect(await places(observer, '词导语')).toEqual(['briefing'])
    expect(await places(observer, '词批注')).toEqual([])
  })
})

describe('FD4 by sound', () => {
  it('FD4 people, units and titles are found by pinyin, initials and a mix of both; the letters that match are marked', async () => {
    await everything()
    for (const word of ['shanliqun', 'slq', 'shanlq', 'danliqun', 'shlq', 'liq', 'SLQ'])
      expect(
        (await hits(secretary, word, { kind: 'person' })).map(({ title }) => title),
        word,
      ).toEqual(['单立群'])
    const [unit] = await hits(secretary, 'qdyh')
    expect(unit).toMatchObject({ title: '单立群', excerpt: '青岛银行', marks: [[0, 4]] })
    const [titled] = await hits(secretary, 'zhangkuan', { kind: 'memo' })
    expect(titled).toMatchObject({ title: '账款建议', titleMarks: [[0, 2]] })
    expect(await hits(secretary, 'slqx')).toEqual([])
  })

  it('FD4 what is written in letters stands before what only sounds so', async () => {
    const { id: sounding } = value(await secretary.command('createMemo', { title: '买二手', dialogueId: null }))
    const { id: written } = value(await secretary.command('createMemo', { title: '接入MES系统', dialogueId: null }))
    await expect.poll(async () => (await hits(secretary, 'mes')).map(({ id }) => id)).toEqual([written, sounding])
  })
})

describe('FD5 a replica answers for itself', () => {
  let proxy: Proxy
  let machine: Joined
  beforeEach(async () => {
    proxy = await openProxy(() => the.listening.port)
    machine = await joined(the, 'observer', '远', proxy.port)
  })
  afterEach(async () => {
    await machine.stop()
    await proxy.close()
    expect(machine.reports).toEqual([])
  })

  it('FD5 without the host it finds what its member may read, and nothing else', async () => {
    const { memoId } = await everything()
    value(await secretary.command('setMemoStage', { id: memoId, stage: 'consulting' }))
    const window = await machine.window()
    const words = ['词正文', '词议程', '词纪要', '词诉求', '单立群', 'slq']
    for (const word of words) await expect.poll(() => hits(window, word), { timeout: 5_000 }).not.toEqual([])
    proxy.cut()
    await expect.poll(() => machine.hub.link.state, { timeout: 5_000 }).toBe('offline')
    for (const word of words) expect(await hits(window, word), word).not.toEqual([])
    expect(await hits(window, '词批注')).toEqual([])
    await machine.stop()
    await machine.start()
    const again = await machine.window()
    await expect.poll(() => hits(again, '词正文'), { timeout: 5_000 }).not.toEqual([])
    expect(await hits(again, '词批注')).toEqual([])
  })
})
