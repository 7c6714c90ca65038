import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { connectClient } from '../../electron/hub/client.ts'
import type { HubClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import type { Hub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { plantSample } from '../../electron/hub/sample/plant.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { readAgenda, slots } from '../../shared/documents/agenda.ts'
import type { AgendaItem } from '../../shared/documents/agenda.ts'
import { unknownName } from '../../shared/documents/guard.ts'
import { blockTexts, characterCount, memoBody, plainText, readBlocks, recommendations } from '../../shared/documents/memo.ts'
import type { Block } from '../../shared/documents/memo.ts'
import { memoSchema } from '../../shared/documents/schema.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { auditEntry, id as recordId, registerRoots, registerTrail } from '../../shared/register.ts'
import type { Dialogue, RegisterRecord, RegisterRoot } from '../../shared/register.ts'

const now = new Date(2026, 10, 24, 9)
const reports: unknown[] = []
let store: DocumentStore
let hub: Hub
let client: HubClient
/** The register as it lies on disk. */
const desk = new Y.Doc()
/** Milliseconds at work: what others do on the machine meanwhile does not count. */
let took: number
let founderId: string

beforeAll(async () => {
  store = await openMemoryStore(memoryDisk())
  let clock = now
  const members = new Members(membersInMemory())
  hub = await createHub({ store, members, path: ':memory:', report: (reason) => reports.push(reason), now: () => clock })
  const founder = { name: '许清禾', organisation: '青岛民营经济智库秘书处' }
  const founded = await hub.found({ name: zh.desktop.sampleName, founder, sample: true })
  if (!founded.ok) return expect.fail(founded.failure.kind)
  founderId = founded.value.memberId
  const planter = await connectClient(hub, founderId)
  const started = process.cpuUsage()
  const doorOf = (id: string) => connectClient(hub, id)
  await plantSample(planter, {
    now,
    newId: randomUUID,
    doorOf,
    founder: { id: founderId, name: founder.name },
    setClock: (at) => (clock = at),
  })
  const { user, system } = process.cpuUsage(started)
  took = (user + system) / 1000
  await planter.close()
  client = await connectClient(hub, founderId)
  const { state, updates } = await store.load('register')
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(desk, update)
  await readEverything()
})

afterAll(async () => {
  await client.close()
  await hub.stop()
})

const records = <R extends RegisterRoot>(root: R): RegisterRecord<R>[] => {
  const schemas: { [K in RegisterRoot]: { parse(value: unknown): RegisterRecord<K> } } = registerRoots
  return [...desk.getMap(root).values()].map((value) => schemas[root].parse(value))
}

const trail = () => auditEntry.array().parse(desk.getArray(registerTrail).toArray())

/** What a member reads who opens every document, each once. */
const memoBlocks = new Map<string, Block[]>()
const agendas = new Map<string, AgendaItem[]>()

async function readEverything(): Promise<void> {
  for (const { id } of records('memos'))
    await read('memo', id, (doc) => {
      memoBlocks.set(id, readBlocks(memoBody(doc)))
      doc.on('update', () => expect.fail('binding an editor changed the memo'))
      yXmlFragmentToProseMirrorRootNode(memoBody(doc), memoSchema).check()
    })
  for (const { id } of records('dialogues')) await read('agenda', id, (doc) => agendas.set(id, readAgenda(doc)))
}

async function read(kind: 'memo' | 'agenda', id: string, take: (doc: Y.Doc) => void): Promise<void> {
  const opened = await client.open(documentName(kind, id))
  expect(unknownName(kind, opened.doc)).toBeNull()
  take(opened.doc)
  await opened.saved()
  opened.close()
}

const bodies = (): Block[][] => [...memoBlocks.values()]
const bodyOf = (id: string): Block[] => memoBlocks.get(id) ?? expect.fail(id)
const agendaOf = ({ id }: Dialogue): AgendaItem[] => agendas.get(id) ?? expect.fail(id)
const dialogue = (kind: Dialogue['kind']): Dialogue => records('dialogues').find((one) => one.kind === kind) ?? expect.fail(kind)
const ofType = <T extends Block['type']>(blocks: Block[], type: T) =>
  blocks.filter((block): block is Extract<Block, { type: T }> => block.type === type)

describe('SP1 the sample is a half-year of work', () => {
  it('SP1 is planted within three seconds and without a surprise', () => {
    expect(reports).toEqual([])
    expect(took).toBeLessThan(3000)
  })

  it('SP1 has experts, an observer, and the founder as its secretariat', () => {
    const roles = records('members').map(({ role }) => role)
    expect(roles.filter((role) => role === 'secretariat')).toHaveLength(1)
    expect(roles.filter((role) => role === 'expert')).toHaveLength(5)
    expect(roles.filter((role) => role === 'observer')).toHaveLength(1)
    expect(records('members').every(({ organisation }) => organisation !== '')).toBe(true)
  })

  it('SP1 one dialogue has ended with its agenda confirmed, one is coming with its agenda open', () => {
    expect(records('dialogues')).toHaveLength(2)
    expect(dialogue('dialogue')).toMatchObject({ state: 'ended', startsAt: '2026-09-23T14:00', agendaConfirmed: { by: founderId } })
    expect(dialogue('symposium')).toMatchObject({ state: 'preparing', startsAt: '2026-12-16T09:00', agendaConfirmed: null })
  })

  it('SP1 the trail runs forward over the half-year and tells every step', () => {
    const entries = trail()
    const times = entries.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(entries.every(({ by }) => by === founderId)).toBe(true)
    expect(times[0]?.slice(0, 7)).toBe('2026-06')
    expect(times.at(-1)?.slice(0, 7)).toBe('2026-11')
  })

  it('SP1 the memos stand at submitted, consulting and drafting; two of them come from a dialogue', () => {
    const memos = records('memos').sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    expect(memos.map(({ stage }) => stage)).toEqual(['submitted', 'consulting', 'drafting'])
    expect(memos.map(({ dialogueId }) => dialogueId)).toEqual([dialogue('dialogue').id, null, dialogue('symposium').id])
    const members = new Map(records('members').map((member) => [member.id, member.role]))
    for (const { drafters } of memos) expect(drafters.map((id) => members.get(id))).toEqual(['expert', 'expert'])
  })
})

describe('SP2 the agendas are ones to hold a meeting by', () => {
  it.each([
    ['dialogue' as const, 9, '16:30'],
    ['symposium' as const, 7, '11:30'],
  ])('SP2 the %s has %i items and ends at %s', (kind, length, end) => {
    const items = agendaOf(dialogue(kind))
    expect(items).toHaveLength(length)
    expect(slots(dialogue(kind).startsAt, items).at(-1)?.to).toBe(end)
    for (const { segment, content, speaker, minutes } of items) {
      expect([segment, content, speaker]).not.toContain('')
      expect(minutes).toBeGreaterThan(0)
    }
    expect(items[0]?.segment).toBe('开场')
    expect(items.at(-1)?.segment).toBe('会议小结')
  })
})

describe('SP3 the memos are memos', () => {
  it('SP3 each has 1,500 to 3,000 characters, headings of three levels, tables, a list and bold text', () => {
    for (const blocks of bodies()) {
      expect(characterCount(blocks)).toBeGreaterThanOrEqual(1500)
      expect(characterCount(blocks)).toBeLessThanOrEqual(3000)
      expect(new Set(ofType(blocks, 'heading').map(({ level }) => level))).toEqual(new Set([1, 2, 3]))
      expect(ofType(blocks, 'table').length).toBeGreaterThan(0)
      expect(ofType(blocks, 'list').length).toBeGreaterThan(0)
      expect(blocks.some((block) => block.type === 'paragraph' && block.runs.some(({ bold }) => bold))).toBe(true)
      expect(blocks.at(0)).not.toEqual({ type: 'paragraph', runs: [] })
    }
  })

  it('SP3 each has three to five recommendations with lead and term, each with an id of its own', () => {
    const all = bodies().map(recommendations)
    for (const found of all) {
      expect(found.length).toBeGreaterThanOrEqual(3)
      expect(found.length).toBeLessThanOrEqual(5)
    }
    for (const { id, lead, term, runs } of all.flat()) {
      expect(recordId.safeParse(id).success).toBe(true)
      expect(lead).toMatch(/^市[^、]+(、市[^、]+)*$/)
      expect(term).toMatch(/^20\d\d年([1-9]|1[0-2])月底前$/)
      expect(plainText(runs)).toMatch(/。$/)
    }
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(all.flat().length)
  })

  it('SP3 a heading never stands alone under the one above it', () => {
    for (const blocks of bodies()) {
      const levels = ofType(blocks, 'heading').map(({ level }) => level)
      levels.forEach((level, index) => {
        const rest = levels.slice(index + 1)
        const end = rest.findIndex((one) => one <= level)
        const under = (end < 0 ? rest : rest.slice(0, end)).filter((one) => one === level + 1)
        expect(under.length).not.toBe(1)
      })
    }
  })

  const tables = (): string[][][] =>
    bodies()
      .flatMap((blocks) => ofType(blocks, 'table'))
      .map(({ rows }) => rows.map((row) => row.map((cell) => blockTexts(cell.blocks).join(''))))

  it('SP3 the last row of every table is the sum of those above it', () => {
    expect(tables()).toHaveLength(5)
    for (const [head = [], ...body] of tables()) {
      const total = body.pop() ?? []
      expect(total[0]).toBe('合计')
      head.forEach((title, column) => {
        if (column === 0 || /占比|平均/.test(title)) return
        const sum = body.reduce((added, row) => added + Number(row[column]), 0)
        expect(`${title} ${total[column] ?? ''}`).toBe(`${title} ${sum}`)
      })
    }
  })

  it('SP3 every share is that of the figure before it in the figure before that, or in the total', () => {
    const share = (part: string | undefined, whole: string | undefined): string => ((100 * Number(part)) / Number(whole)).toFixed(1)
    const shares = tables().flatMap(([head = [], ...body]) => {
      const column = head.indexOf('占比（%）')
      const total = body.at(-1) ?? []
      return column < 0
        ? []
        : body.map((row) => [row[column], share(row[column - 1], (column > 2 ? row : total)[column > 2 ? column - 2 : 1])])
    })
    expect(shares).toHaveLength(6 + 5)
    for (const [said, reckoned] of shares) expect(said).toBe(reckoned)
  })
})

describe('SP4 the text is set as a typist of an office would set it', () => {
  const chinese = '[\\u4e00-\\u9fff“”（）《》]'
  const halfWidth = new RegExp(`${chinese}\\s*[,.;:!?()\\[\\]"'<>~-]|[,;:!?()\\[\\]"'<>~-]\\s*${chinese}`)

  const pairs = [
    ['“', '”'],
    ['（', '）'],
    ['《', '》'],
  ] as const

  const everyText = (): string[] => [
    ...bodies().flatMap(blockTexts),
    ...[...agendas.values()].flat().flatMap(({ segment, content, speaker, papers }) => [segment, content, speaker, papers]),
    ...records('memos').map(({ title }) => title),
    ...records('members').flatMap(({ name, organisation }) => [name, organisation]),
    ...records('dialogues').flatMap(({ title, venue, chair, organiser }) => [title, venue, chair, organiser]),
    ...records('issues').flatMap(({ text, enterprise, owner }) => [text, enterprise, owner]),
    ...records('topics').flatMap(({ title, source, background, request, departments }) => [
      title,
      source,
      background,
      request,
      departments,
    ]),
    ...records('attendees').flatMap(({ name, organisation, title, substitute }) => [name, organisation, title, substitute]),
    ...records('briefings').flatMap(({ masthead, compiler, report, send }) => [masthead, compiler, report, send]),
  ]

  it('SP4 no half-width punctuation beside Chinese, no spaces within, quotes and brackets in pairs', () => {
    for (const text of everyText()) {
      expect(text).not.toMatch(halfWidth)
      expect(text).not.toMatch(/ |\*|undefined|，，|。。|、、|，。/)
      for (const [open, close] of pairs) expect(text.split(open).length).toBe(text.split(close).length)
    }
  })

  it('SP4 dates have no leading zeros', () => {
    for (const text of everyText()) expect(text).not.toMatch(/年0|月0/)
  })

  it('SP4 every paragraph of a memo ends as a sentence; headings and captions do not', () => {
    for (const blocks of bodies())
      for (const block of blocks) {
        if (block.type === 'heading') expect(plainText(block.runs)).not.toMatch(/[。，；：]$/)
        if (block.type === 'paragraph') expect(plainText(block.runs)).toMatch(/^表\d　[^。]+$|[。：）]$/)
      }
  })

  it('SP4 every table is announced, named and numbered in order', () => {
    for (const blocks of bodies()) {
      const tables = blocks.flatMap((block, index) => (block.type === 'table' ? [index] : []))
      tables.forEach((index, nth) => {
        const before = blockTexts(blocks.slice(0, index))
        expect(before.at(-1)).toMatch(new RegExp(`^表${nth + 1}　`))
        expect(before.join('')).toContain(`（见表${nth + 1}）`)
      })
    }
  })
})

describe('SP5 the first briefing is issued', () => {
  it('SP5 with number 1 and total 1, and the frozen text of its memo', async () => {
    const [briefing = expect.fail('no briefing'), ...others] = records('briefings')
    expect(others).toEqual([])
    expect(briefing).toMatchObject({ state: 'issued', number: 1, total: 1, date: '2026-10-21', issuedBy: founderId })
    expect(briefing.versions.map(({ of, id }) => [of, id])).toEqual(briefing.items.map(({ of, id }) => [of, id]))
    const versionId = briefing.versions[0]?.versionId ?? ''
    expect(await store.version(versionId)).toMatchObject({ hash: briefing.versions[0]?.hash })
    const source = await hub.briefingSource(founderId, briefing.id)
    const memoId = briefing.items[0]?.id ?? ''
    expect(source.ok && source.value.texts.map(({ blocks }) => blocks)).toEqual([bodyOf(memoId)])
    expect(source.ok && source.value.texts[0]?.authors).toEqual(['宋砚秋', '顾闻溪'])
  })

  it('SP5 each recommendation of its memo is in the register, linked by the id of its block', () => {
    const [briefing = expect.fail('no briefing')] = records('briefings')
    const blocks = recommendations(bodyOf(briefing.items[0]?.id ?? ''))
    const taken = new Map(records('recommendations').flatMap((one) => (one.briefingId === null ? [] : [[one.id, one]])))
    expect(taken.size).toBe(blocks.length)
    for (const { id, lead, term, runs } of blocks)
      expect(taken.get(id)).toMatchObject({ lead, term, measure: plainText(runs), briefingId: briefing.id })
  })

  it('SP5 the issues and tasks that the held dialogue left open are followed under their ids', () => {
    const open = records('issues').filter(({ kind }) => kind !== 'decision')
    const followed = new Map(records('recommendations').flatMap((one) => (one.dialogueId === null ? [] : [[one.id, one]])))
    expect(followed.size).toBe(open.length)
    for (const { id, text, owner, due, dialogueId } of open)
      expect(followed.get(id)).toMatchObject({ measure: text, lead: owner, due, dialogueId, memoId: null })
  })

  it('SP5 every stage that a memo went through has left a version', async () => {
    const named = async (stage: string): Promise<string[]> => {
      const memo = records('memos').find((one) => one.stage === stage) ?? expect.fail(stage)
      return (await store.versions(documentName('memo', memo.id))).map(({ name }) => name)
    }
    expect(await named('submitted')).toEqual(['征求意见稿', '会签稿', '定稿', '民营经济决策参考 1'])
    expect(await named('consulting')).toEqual(['征求意见稿'])
    expect(await named('drafting')).toEqual([])
  })
})
