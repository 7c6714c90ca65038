import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { newBriefing } from '../../shared/briefing/templates.ts'
import { replyPart } from '../../shared/commands.ts'
import { documentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { replyFile, replyLimits } from '../../shared/documents/reply.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { registerRoots, type Recommendation } from '../../shared/register.ts'
import { value } from './house.ts'
import { joined } from './joined.ts'
import { openHouse, type OpenHouse } from './wire.ts'

let the: OpenHouse
let secretary: HubClient
let id: string
beforeEach(async () => {
  the = await openHouse()
  secretary = await the.client('secretariat')
  id = await recommended()
})
afterEach(async () => {
  await the.close()
  expect(the.reports).toEqual([])
})

/** A measure of a memo that has gone out. */
async function recommended(): Promise<string> {
  const made = randomUUID()
  const memoId = value(await secretary.command('createMemo', { title: '建议', dialogueId: null })).id
  const opened = await secretary.open(documentName('memo', memoId))
  const runs = [{ text: '明确时限。', bold: false, italic: false, underline: false }]
  writeBlocks(memoBody(opened.doc), [{ type: 'recommendation', id: made, lead: '市人社局', term: '三个月', runs }])
  await opened.saved()
  value(await secretary.command('setMemoStage', { id: memoId, stage: 'final' }))
  const items = [{ of: 'memo' as const, id: memoId, extent: 'whole' as const, lead: '', editorNote: '' }]
  const briefing = value(await secretary.command('draftBriefing', { ...newBriefing('special', null, '2026-11-22'), items }))
  value(await secretary.command('issueBriefing', { id: briefing.id }))
  return made
}

const letter = randomBytes(30_000)
const hash = createHash('sha256').update(letter).digest('hex')
async function attach(name: string, bytes: Uint8Array = letter, client = secretary) {
  const [file, base64] = [randomUUID(), Buffer.from(bytes).toString('base64')]
  const parts = Math.ceil(base64.length / replyPart)
  for (let nth = 0; nth < parts; nth++)
    await client.command('layReply', { file, part: base64.slice(nth * replyPart, (nth + 1) * replyPart) })
  return client.command('attachReply', { id, name, of: { file, parts } })
}
const attached = async (): Promise<Recommendation['attachments']> => {
  const { doc } = await secretary.open('register')
  return registerRoots.recommendations.parse(doc.getMap('recommendations').get(id)).attachments
}

describe('the files of a reply', () => {
  it('RF1 are found by everybody who reads the record, to the byte, and written by nobody but the hub', async () => {
    value(await attach('关于建议的答复.PDF'))
    await expect.poll(attached).toMatchObject([{ hash, name: '关于建议的答复.PDF', size: letter.length, by: the.ids.secretariat }])
    const opened = await (await the.client('observer')).open(documentName('reply', id))
    expect(opened.provider.authorizedScope).toBe('readonly')
    expect(replyFile(opened.doc, hash)).toEqual(new Uint8Array(letter))
    expect(value(await the.hub.replyFile(the.ids.observer, id, hash))).toEqual(new Uint8Array(letter))
    expect(await the.hub.replyFile(the.ids.observer, randomUUID(), hash)).toMatchObject({ failure: { kind: 'notFound' } })
    const expert = await the.client('expert')
    expect(await attach('答复.pdf', letter, expert)).toMatchObject({ failure: { kind: 'forbidden' } })
    const { hits } = value(await expert.command('search', { text: '关于建议的答复' }))
    expect(hits.map((hit) => hit.id)).toContain(id)
  })

  it('RF2 that are of no such kind, empty, or too large are refused by name, and nothing is changed', async () => {
    for (const name of ['答复.exe', '答复', `${'长'.repeat(replyLimits.name)}.pdf`, '../答复.pdf'])
      expect(await attach(name)).toEqual({ ok: false, failure: { kind: 'replyFileKind', fileName: name } })
    for (const name of ['答复\u202Efdp.exe', '答复\u2066.pdf', '答复\u0007.pdf', '答复\u200F.pdf'])
      expect(await attach(name)).toEqual({ ok: false, failure: { kind: 'replyFileName', fileName: name } })
    for (const [kind, bytes] of [
      ['replyFileEmpty', new Uint8Array()],
      ['replyFileTooLarge', randomBytes(replyLimits.file + 1)],
    ] as const)
      expect(await attach('答复.pdf', bytes)).toMatchObject({ failure: { kind, fileName: '答复.pdf' } })
    const file = randomUUID()
    await secretary.command('layReply', { file, part: 'AAAA' })
    for (const of of [
      { file, parts: 2 },
      { file: randomUUID(), parts: 1 },
    ])
      expect(await secretary.command('attachReply', { id, name: '缺.pdf', of })).toMatchObject({ failure: { kind: 'replyFileGone' } })
    value(await attach('一.pdf', randomBytes(replyLimits.file)))
    expect(await attach('二.pdf', randomBytes(replyLimits.file))).toMatchObject({ failure: { kind: 'replyFilesFull', fileName: '二.pdf' } })
    await expect.poll(attached).toMatchObject([{ name: '一.pdf' }])
  })

  it('RF3 are taken away and given back; the same file twice is one, by its last name; what is closed keeps what it has', async () => {
    value(await attach('答复.pdf'))
    const { doc } = await secretary.open(documentName('reply', id))
    let sent = 0
    doc.on('update', (update: Uint8Array) => (sent += update.length))
    value(await attach('正式答复.pdf'))
    await expect.poll(attached).toMatchObject([{ hash, name: '正式答复.pdf' }])
    expect(sent).toBeLessThan(letter.length)
    const { bytes } = value(await secretary.command('detachReply', { id, hash }))
    await expect.poll(attached).toEqual([])
    expect(value(await the.hub.replyFile(the.ids.secretariat, id, hash))).toBeNull()
    expect(await secretary.command('detachReply', { id, hash })).toMatchObject({ failure: { kind: 'notFound' } })
    value(await attach('答复.pdf', Buffer.from(bytes, 'base64')))
    expect(value(await the.hub.replyFile(the.ids.secretariat, id, hash))).toEqual(new Uint8Array(letter))
    value(await secretary.command('followUp', { ids: [id], changes: { status: 'adopted' } }))
    value(await secretary.command('closeRecommendations', { ids: [id] }))
    expect(await attach('又一份.pdf')).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('detachReply', { id, hash })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('RF4 are on a joined machine too, and there without the host', async () => {
    value(await attach('答复.pdf'))
    const machine = await joined(the, 'expert', '顾')
    const me = machine.id
    await expect
      .poll(async () => {
        const found = await machine.hub.replyFile(me, id, hash)
        return found.ok ? found.value : null
      })
      .toEqual(new Uint8Array(letter))
    await machine.stop()
    expect(machine.reports).toEqual([])
  })
})
