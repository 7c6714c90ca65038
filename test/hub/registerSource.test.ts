import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { documentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { newBriefing } from '../../shared/briefing/templates.ts'
import { ledger as words } from '../../shared/i18n/zh/ledger.ts'
import { papers } from '../../shared/i18n/zh/papers.ts'
import { composeLedger, ledgerEntries, ledgerTable } from '../../shared/papers/followUp.ts'
import type { RegisterSource } from '../../shared/papers/register.ts'
import { house, value, type House } from './house.ts'

let the: House
let secretary: HubClient
beforeEach(async () => {
  the = await house({ now: () => new Date('2026-11-24T02:00:00Z') })
  secretary = await the.client('secretariat')
})
afterEach(() => the.close())

const source = async (): Promise<RegisterSource> => value(await the.hub.registerSource(the.ids.observer))
const unsaid = { background: '', request: '', departments: '' }

/** One recommendation from a topic raised by an enterprise that stays anonymous, to its being closed. */
async function followed(): Promise<{ dialogueId: string; itemId: string; recommendationId: string }> {
  const dialogueId = value(
    await secretary.command('createDialogue', {
      ...{ kind: 'symposium', title: '技能人才座谈会', startsAt: '2026-11-20T14:00', venue: '', chair: '', organiser: '秘书处' },
    }),
  ).id
  const guest = { ...newAttendee, name: '韩立岑', organisation: '潮远公司', anonymous: true }
  value(await secretary.command('addAttendees', { dialogueId, attendees: [guest] }))
  const topic = value(await secretary.command('proposeTopic', { ...unsaid, dialogueId, title: '旺季缺工', source: '潮远公司' }))
  const { itemId } = value(await secretary.command('promoteTopic', { id: topic.id }))
  const memoId = value(await secretary.command('createMemo', { title: '缓解旺季缺工的建议', dialogueId, itemId })).id
  const opened = await secretary.open(documentName('memo', memoId))
  const recommendationId = crypto.randomUUID()
  writeBlocks(memoBody(opened.doc), [
    {
      ...{ type: 'recommendation', id: recommendationId, lead: '市人社局', term: '2026年12月底前' },
      runs: [{ text: '开放公共实训基地。', bold: false, italic: false, underline: false }],
    },
  ])
  await opened.saved()
  value(await secretary.command('setMemoStage', { id: memoId, stage: 'final' }))
  const briefing = value(
    await secretary.command('draftBriefing', {
      ...newBriefing('special', null, '2026-11-22'),
      items: [{ of: 'memo', id: memoId, extent: 'whole', lead: '', editorNote: '' }],
    }),
  )
  value(await secretary.command('issueBriefing', { id: briefing.id }))
  const ids = [recommendationId]
  value(
    await secretary.command('followUp', {
      ids,
      changes: { status: 'adopted', reply: '已列入计划。', result: 'A', satisfaction: 'satisfied', elsewhere: '曾在市长信箱反映。' },
    }),
  )
  value(await secretary.command('remind', { ids, text: '电话催办' }))
  value(await secretary.command('closeRecommendations', { ids }))
  return { dialogueId, itemId, recommendationId }
}

describe('HB22 the register as a whole', () => {
  it('HB22 goes to its members with what each agenda item says, and to nobody else', async () => {
    const { itemId } = await followed()
    const { records, items, trail } = await source()
    expect(items[itemId]).toBe('旺季缺工')
    expect(records.memos).toMatchObject([{ title: '缓解旺季缺工的建议', itemId }])
    expect(trail.map(({ command }) => command)).toContain('closeRecommendations')
    expect(await the.hub.registerSource(crypto.randomUUID())).toEqual({ ok: false, failure: { kind: 'notFound' } })
  })

  it('HB22 a memo is written on an item that its dialogue has, and on no other', async () => {
    const { dialogueId, itemId } = await followed()
    const refused = { ok: false, failure: { kind: 'notFound' } }
    const title = '另一篇'
    expect(await secretary.command('createMemo', { title, dialogueId, itemId: crypto.randomUUID() })).toEqual(refused)
    expect(await secretary.command('createMemo', { title, dialogueId: null, itemId })).toEqual(refused)
  })
})

describe('FL1 办理台账', () => {
  it('FL1 prints of one recommendation all it came from and all that came of it, whoever is 匿名 by code', async () => {
    const { recommendationId } = await followed()
    const register = await source()
    const { content } = composeLedger(register, [recommendationId], '逾期', '2026-11-24')
    if (content.form !== 'ledger') return expect.fail(content.form)
    const text = content.ledger.rows.flat().join('\n')
    for (const said of [
      '旺季缺工',
      '技能人才座谈会',
      '缓解旺季缺工的建议',
      '第1期',
      '市人社局',
      '2026-12-31',
      '电话催办',
      '已列入计划。',
      'A类',
      '曾在市长信箱反映。',
    ])
      expect(text).toContain(said)
    expect(text).toContain(words.topic('旺季缺工', papers.code('A')))
    expect(JSON.stringify(content)).not.toContain('潮远公司')
    expect(content.ledger.about).toContain(words.sum(1, 0, 0, 1))
  })

  it('FL1 as a table it has a fact a column, and leaves out what is not there', async () => {
    const { recommendationId } = await followed()
    const [head = [], row = [], ...more] = ledgerTable(ledgerEntries(await source(), [crypto.randomUUID(), recommendationId]), '2026-11-24')
    expect(more).toEqual([])
    expect(row).toHaveLength(head.length)
    const cell = (column: keyof typeof words.columns): string => row[head.indexOf(words.columns[column])] ?? ''
    expect(cell('raisedBy')).toBe(papers.code('A'))
    expect(cell('elsewhere')).toBe('曾在市长信箱反映。')
    expect([cell('topic'), cell('memo'), cell('pressing'), cell('closedBy')]).toEqual([
      '旺季缺工',
      '缓解旺季缺工的建议',
      words.settled,
      '林',
    ])
  })
})
