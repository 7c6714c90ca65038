import { MessageType } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { failureIn } from '../../shared/closing.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { documentMeta, memoBody } from '../../shared/documents/memo.ts'
import { keyOf, readTalk, talkEntries, talkSchemaNumber, type Anchor, type Entry } from '../../shared/documents/talk.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import type { Role } from '../../shared/roles.ts'
import { house, paragraph, value, type House } from './house.ts'
import { auth, closingIn, message, rawPort, refusalIn, statusIn } from './rawPort.ts'

let the: House
let secretary: HubClient
let memoId: string
let talk: DocumentName
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  memoId = value(await secretary.command('createMemo', { title: '账款建议', dialogueId: null })).id
  talk = documentName('talk', memoId)
})
afterEach(async () => {
  expect(the.reports).toEqual([])
  await the.close()
})

const at = '2026-11-24T08:00:00.000Z'
const anchor: Anchor = { start: { tname: 'body', assoc: 0 }, end: { tname: 'body', assoc: -1 }, quote: '逾期账款', before: '', after: '' }
const thread = (text: string, mentions: string[] = []): Entry => ({ kind: 'thread', at, anchor, text, mentions, replacement: null })
const reply = (to: string, text: string, mentions: string[] = []): Entry => ({
  ...{ kind: 'reply', at: '2026-11-24T09:00:00.000Z', thread: to, text, mentions },
})
const verdict = (of: string): Entry => ({ kind: 'verdict', at, thread: of, proposal: null, outcome: 'adopted', reason: '' })
const resolved = (of: string): Entry => ({ kind: 'resolved', at, thread: of, resolved: true })
const moved = (of: string): Entry => ({ kind: 'moved', thread: of, anchor, n: 1 })

const onDisk = (): Uint8Array => {
  const kept = the.disk.documents.get(talk)
  return Y.mergeUpdates([...(kept?.state ? [kept.state] : []), ...(kept?.updates ?? [])])
}

/** What the hub says to a change that somebody makes by hand, past any window. */
async function bring(who: string, change: (entries: Y.Map<unknown>, doc: Y.Doc) => void): Promise<string> {
  const doc = new Y.Doc()
  if (the.disk.documents.has(talk)) Y.applyUpdate(doc, onDisk())
  const before = Y.encodeStateVector(doc)
  doc.transact(() => change(talkEntries(doc), doc))
  const port = rawPort(the.hub, who)
  port.send(auth(talk))
  port.send(message(talk, MessageType.Sync, 2, Y.encodeStateAsUpdate(doc, before)))
  await port.hears((heard) => statusIn(heard) === true || closingIn(heard) !== null || refusalIn(heard) !== null)
  const said = port.heard.some((heard) => statusIn(heard) === true)
  const why = port.heard.map(closingIn).find((reason) => reason !== null)
  port.close()
  return said ? 'kept' : why ? (failureIn(why)?.kind ?? why) : 'hidden'
}

/** One comment of a member's, by the key it has. */
async function comment(by: string, made: Entry): Promise<string> {
  const key = keyOf(by, crypto.randomUUID())
  expect(await bring(by, (entries) => entries.set(key, made))).toBe('kept')
  return key
}

const said = () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, onDisk())
  return readTalk(doc)
}

describe('HB18 in the talk about a memo nobody speaks for another', () => {
  it('HB18 an expert who may not write the memo comments on it, answers, and closes what they began', async () => {
    const key = await comment(the.ids.expert, thread('数据应注明来源'))
    await comment(the.ids.secretariat, reply(key, '已补充'))
    await comment(the.ids.expert, resolved(key))
    const [one] = said().threads
    expect(one).toMatchObject({ by: the.ids.expert, text: '数据应注明来源', resolved: { by: the.ids.expert } })
    expect(one?.replies.map(({ by, text }) => [by, text])).toEqual([[the.ids.secretariat, '已补充']])
  })

  it('HB18 nobody writes under the name of another, changes what another said, or takes it away', async () => {
    const { secretariat, expert } = the.ids
    const key = await comment(expert, thread('原话'))
    expect(await bring(secretariat, (entries) => entries.set(keyOf(expert, crypto.randomUUID()), thread('冒名')))).toBe('forbidden')
    expect(await bring(secretariat, (entries) => entries.set(key, thread('改过的话')))).toBe('forbidden')
    expect(await bring(secretariat, (entries) => entries.delete(key))).toBe('forbidden')
    expect(await bring(secretariat, (entries) => entries.clear())).toBe('forbidden')
    expect(said().threads.map(({ text }) => text)).toEqual(['原话'])
  })

  it('HB18 a forged entry hidden among good ones takes them all with it', async () => {
    const { secretariat, expert } = the.ids
    const before = the.disk.documents.get(talk)?.updates.length ?? 0
    const said = await bring(expert, (entries) => {
      entries.set(keyOf(expert, crypto.randomUUID()), thread('真的'))
      entries.set(keyOf(secretariat, crypto.randomUUID()), thread('冒名'))
      entries.delete(keyOf(secretariat, crypto.randomUUID()))
    })
    expect(said).toBe('forbidden')
    expect(the.disk.documents.get(talk)?.updates.length ?? 0).toBe(before)
  })

  it('HB18 authors change and take back their own words', async () => {
    const { expert } = the.ids
    const key = await comment(expert, thread('初稿'))
    const changed = { ...thread('改定'), editedAt: at }
    expect(await bring(expert, (entries) => entries.set(key, changed))).toBe('kept')
    expect(said().threads).toMatchObject([{ text: '改定', edited: true }])
    expect(await bring(expert, (entries) => entries.delete(key))).toBe('kept')
    expect(said().threads).toEqual([])
  })

  it('HB18 only who drafts the memo decides on a comment or moves it; the author of a thread may close and move their own', async () => {
    const { secretariat, expert } = the.ids
    const theirs = await comment(secretariat, thread('秘书处的批注'))
    const own = await comment(expert, thread('专家的批注'))
    const tries = (made: Entry) => bring(expert, (entries) => entries.set(keyOf(expert, crypto.randomUUID()), made))
    expect(await tries(verdict(own))).toBe('forbidden')
    expect(await tries(resolved(theirs))).toBe('forbidden')
    expect(await tries(moved(theirs))).toBe('forbidden')
    expect(await tries(moved(own))).toBe('kept')
    value(await secretary.command('setDrafters', { id: memoId, drafters: [expert] }))
    expect(await tries(verdict(theirs))).toBe('kept')
    expect(await tries(resolved(theirs))).toBe('kept')
    expect(said().threads.find(({ key }) => key === theirs)).toMatchObject({ verdict: { by: expert, outcome: 'adopted' } })
  })

  it('HB18 observers neither read nor write what is said, and nothing else gets in', async () => {
    const { observer, expert } = the.ids
    value(await secretary.command('setMemoStage', { id: memoId, stage: 'consulting' }))
    expect(await bring(observer, (entries) => entries.set(keyOf(observer, crypto.randomUUID()), thread('列席的话')))).toBe('hidden')
    const odd: [string, unknown][] = [
      ['不是键', thread('x')],
      [keyOf(expert, crypto.randomUUID()), { kind: 'thread' }],
      [keyOf(expert, crypto.randomUUID()), { ...thread('x'), by: the.ids.secretariat }],
      [keyOf(expert, crypto.randomUUID()), new Y.Map()],
    ]
    for (const [key, what] of odd) expect(await bring(expert, (entries) => entries.set(key, what))).toBe('schemaUnknown')
    expect(await bring(expert, (_, doc) => doc.getMap('other').set('a', 1))).toBe('schemaUnknown')
    expect(await bring(expert, (_, doc) => documentMeta(doc).set('schema', talkSchemaNumber))).toBe('kept')
  })

  it('HB18 what is said about a memo that was submitted stands still', async () => {
    const key = await comment(the.ids.expert, thread('定稿前'))
    const memo = await secretary.open(documentName('memo', memoId))
    writeBlocks(memoBody(memo.doc), [paragraph('逾期账款')])
    await memo.saved()
    value(await secretary.command('setMemoStage', { id: memoId, stage: 'final' }))
    await comment(the.ids.secretariat, reply(key, '会签前已核'))
    const fields = { ...newBriefing('special', null, '2026-11-24'), items: [{ of: 'memo' as const, id: memoId, ...newItem }] }
    const { id } = value(await secretary.command('draftBriefing', fields))
    value(await secretary.command('issueBriefing', { id }))
    const { provider } = await (await the.client('expert')).open(talk)
    expect(provider.authorizedScope).toBe('readonly')
  })
})

describe('MN1 whoever is named finds it in one place', () => {
  const mentionsOf = async (role: Role) => value(await (await the.client(role)).command('listMentions', {})).mentions

  it('MN1 until they have answered, or said that they have read it', async () => {
    const { secretariat, expert } = the.ids
    const key = await comment(secretariat, thread('@宋 请核对数据', [expert]))
    expect(await mentionsOf('expert')).toMatchObject([{ memoId, title: '账款建议', thread: key, by: secretariat, quote: '逾期账款' }])
    expect(await mentionsOf('secretariat')).toEqual([])
    await comment(expert, reply(key, '已核对，@林 请看', [secretariat]))
    expect(await mentionsOf('expert')).toEqual([])
    const [named] = await mentionsOf('secretariat')
    expect(named?.text).toBe('已核对，@林 请看')
    await comment(secretariat, { kind: 'seen', entry: named?.entry ?? '' })
    expect(await mentionsOf('secretariat')).toEqual([])
  })

  it('MN1 in a thread that is closed nobody is waited for', async () => {
    const { secretariat, expert } = the.ids
    const key = await comment(secretariat, thread('@宋', [expert]))
    await comment(secretariat, resolved(key))
    expect(await mentionsOf('expert')).toEqual([])
  })

  it('MN1 a window is told that something was said', async () => {
    const told = new Promise<void>((resolve) => secretary.onMessage(({ type }) => type === 'talked' && resolve()))
    await comment(the.ids.expert, thread('新批注'))
    await told
  })
})
