import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import { memoBody, recommendations, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import {
  dispatch,
  emptyDispatch,
  memo,
  recommendation,
  type BriefingFields,
  type Dispatch,
  type Recommendation,
} from '../../shared/register.ts'
import { house, paragraph, value, type House } from './house.ts'

const fields = (memoId: string): BriefingFields => ({
  ...newBriefing('special', null, '2026-11-24'),
  masthead: '智库专报',
  items: [{ of: 'memo', id: memoId, ...newItem }],
})
const measure = (id: string, term = '三个月'): Block => ({
  ...{ type: 'recommendation', id, lead: '市财政局', term },
  runs: [{ text: '按季公示', bold: false, italic: false, underline: false }],
})

let the: House
let secretary: HubClient
let other: HubClient

beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  other = (await the.join('secretariat', '周')).client
})
afterEach(() => the.close())

async function drafted(blocks: Block[] = [paragraph('正文')]): Promise<{ id: string; memoId: string }> {
  const { id: memoId } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  const opened = await secretary.open(`memo/${memoId}`)
  writeBlocks(memoBody(opened.doc), blocks)
  await opened.saved()
  const { id } = value(await secretary.command('draftBriefing', fields(memoId)))
  return { id, memoId }
}
const issued = async (blocks?: Block[]): Promise<{ id: string; memoId: string; number: number }> => {
  const made = await drafted(blocks)
  return { ...made, number: value(await secretary.command('issueBriefing', { id: made.id })).number }
}
/** What this client will see of an issue once the hub's change has come. */
async function seen(id: string, fits: (record: Dispatch) => boolean): Promise<Dispatch> {
  const { doc } = await secretary.open('register')
  const read = () => dispatch.safeParse(doc.getMap('dispatches').get(id)).data
  await expect.poll(() => fits(read() ?? emptyDispatch(id))).toBe(true)
  return read() ?? emptyDispatch(id)
}

describe('发文登记', () => {
  it('two members who issue at once get two numbers', async () => {
    const [a, b] = [await drafted(), await drafted()]
    const both = await Promise.all([secretary.command('issueBriefing', { id: a.id }), other.command('issueBriefing', { id: b.id })])
    expect(both.map((answer) => value(answer).number).sort()).toEqual([1, 2])
  })

  it('a restart goes on behind the numbers and copies that were given', async () => {
    const [disk, file] = [memoryDisk(), membersInMemory()]
    const open = async () =>
      createHub({ store: await openMemoryStore(disk), members: new Members(file), path: '', report: () => undefined })
    let hub = await open()
    const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
    secretary = await connectClient(hub, memberId)
    const [first, second] = [await issued(), await drafted()]
    value(await secretary.command('numberCopies', { id: first.id, count: 7, to: '' }))
    secretary.abandon()
    await hub.stop()
    hub = await open()
    expect(value(await hub.command(memberId, 'issueBriefing', { id: second.id }))).toEqual({ number: 2, total: 2 })
    expect(value(await hub.command(memberId, 'numberCopies', { id: first.id, count: 1, to: '' }))).toEqual({ first: 8, last: 8 })
    await hub.stop()
  })

  it('DL1 copies are numbered on without a gap, also when two ask at once', async () => {
    const { id } = await issued()
    const asked = await Promise.all([
      secretary.command('numberCopies', { id, count: 30, to: '市委' }),
      other.command('numberCopies', { id, count: 20, to: '市政府' }),
      secretary.command('numberCopies', { id, count: 1, to: '' }),
    ])
    const ranges = asked.map(value).sort((x, y) => x.first - y.first)
    expect(ranges.map(({ first }) => first)).toEqual([1, ...ranges.slice(0, -1).map(({ last }) => last + 1)])
    expect(ranges.at(-1)?.last).toBe(51)
    const { copies } = await seen(id, (one) => one.copies.length === 3)
    expect(copies.map(({ to }) => to).sort()).toEqual(['', '市委', '市政府'])
  })

  it('a file is registered once, with who and when; a draft has no files', async () => {
    const { id } = await issued()
    const files = [{ hash: 'a'.repeat(64), copy: null }]
    value(await secretary.command('recordFiles', { id, files }))
    value(await other.command('recordFiles', { id, files }))
    expect((await seen(id, (one) => one.files.length > 0)).files).toMatchObject([
      { hash: 'a'.repeat(64), copy: null, by: the.ids.secretariat },
    ])
    const draft = await drafted()
    expect(await secretary.command('recordFiles', { id: draft.id, files })).toMatchObject({ failure: { kind: 'notFound' } })
    const observer = await the.client('observer')
    expect(await observer.command('recordFiles', { id, files })).toMatchObject({ failure: { kind: 'forbidden' } })
  })

  it('DL2 a withdrawn issue keeps its number and takes neither files nor copies any more', async () => {
    const first = await issued()
    value(await secretary.command('withdrawBriefing', { id: first.id, reason: '数据有误' }))
    expect((await seen(first.id, (one) => one.withdrawn !== null)).withdrawn).toMatchObject({ reason: '数据有误', by: the.ids.secretariat })
    for (const again of [
      secretary.command('withdrawBriefing', { id: first.id, reason: '再次' }),
      secretary.command('numberCopies', { id: first.id, count: 1, to: '' }),
      secretary.command('recordFiles', { id: first.id, files: [{ hash: 'b'.repeat(64), copy: 1 }] }),
    ])
      expect(await again).toMatchObject({ failure: { kind: 'frozen' } })
    expect((await issued()).number).toBe(2)
  })

  it('DL3 what was withdrawn is issued anew under the next number, and its untouched recommendations are followed once', async () => {
    const block = crypto.randomUUID()
    const first = await issued([measure(block)])
    value(await secretary.command('withdrawBriefing', { id: first.id, reason: '更正' }))
    const register = (await secretary.open('register')).doc
    await seen(first.id, ({ withdrawn }) => withdrawn !== null)
    expect(memo.parse(register.getMap('memos').get(first.memoId)).stage).toBe('final')
    expect(register.getMap('recommendations').has(block)).toBe(false)
    const { id } = value(await secretary.command('draftBriefing', fields(first.memoId)))
    expect(value(await secretary.command('issueBriefing', { id })).number).toBe(2)
    expect(await secretary.command('replaceBriefing', { id, replacedBy: first.id })).toMatchObject({ ok: false })
    value(await secretary.command('replaceBriefing', { id: first.id, replacedBy: id }))
    await seen(first.id, ({ replacedBy }) => replacedBy === id)
    expect(recommendation.parse(register.getMap('recommendations').get(block)).briefingId).toBe(id)
    const text = value(await the.hub.briefingSource(the.ids.observer, first.id))
    expect(recommendations(text.texts[0]?.blocks ?? [])).toHaveLength(1)
  })

  it('DL3 a recommendation that was taken up goes on with the next issue of its memo, one copied into another memo does not', async () => {
    const block = crypto.randomUUID()
    const first = await issued([measure(block)])
    value(await secretary.command('followUp', { ids: [block], changes: { status: 'underway', lead: '市财政局' } }))
    value(await secretary.command('withdrawBriefing', { id: first.id, reason: '更正' }))
    const copied = await issued([measure(block)])
    const { id } = value(await secretary.command('draftBriefing', fields(first.memoId)))
    value(await secretary.command('issueBriefing', { id }))
    const register = (await secretary.open('register')).doc
    const records = (): Recommendation[] => [...register.getMap('recommendations').values()].map((one) => recommendation.parse(one))
    await expect.poll(() => records().find((one) => one.id === block)?.briefingId).toBe(id)
    expect(records().find((one) => one.id === block)).toMatchObject({ memoId: first.memoId, status: 'underway', lead: '市财政局' })
    expect(
      records()
        .map(({ briefingId }) => briefingId)
        .sort(),
    ).toEqual([id, copied.id].sort())
  })

  it('DL3 the day by which it is due follows the term of the next issue, if that is another', async () => {
    const block = crypto.randomUUID()
    const first = await issued([measure(block)])
    value(await secretary.command('followUp', { ids: [block], changes: { status: 'underway' } }))
    value(await secretary.command('withdrawBriefing', { id: first.id, reason: '更正时限' }))
    value(await secretary.command('setMemoStage', { id: first.memoId, stage: 'drafting' }))
    const opened = await secretary.open(`memo/${first.memoId}`)
    const body = memoBody(opened.doc)
    body.delete(0, body.length)
    writeBlocks(body, [measure(block, '2029年6月底前')])
    await opened.saved()
    const { id } = value(await secretary.command('draftBriefing', fields(first.memoId)))
    value(await secretary.command('issueBriefing', { id }))
    const record = (): Recommendation => recommendation.parse(register.getMap('recommendations').get(block))
    const register = (await secretary.open('register')).doc
    await expect.poll(() => record().briefingId).toBe(id)
    expect(record()).toMatchObject({ term: '2029年6月底前', due: '2029-06-30', status: 'underway' })
  })

  it('DL4 what was withdrawn says so wherever it is printed, with what has taken its place; what stands says nothing', async () => {
    const first = await issued()
    const said = async () => value(await the.hub.briefingSource(the.ids.observer, first.id)).withdrawn
    expect(await said()).toBeUndefined()
    value(await secretary.command('withdrawBriefing', { id: first.id, reason: '更正' }))
    expect((await said())?.day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect((await said())?.replacedBy).toBeNull()
    const second = await issued()
    value(await secretary.command('replaceBriefing', { id: first.id, replacedBy: second.id }))
    expect(await said()).toMatchObject({ replacedBy: '智库专报第2期' })
  })
})
