import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Bundles, exportBundle } from '../../electron/hub/bundles.ts'
import { writeBundle, type BundleContent } from '../../electron/hub/bundleFile.ts'
import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { createHub, type Hub } from '../../electron/hub/hub.ts'
import { wholeFile, written } from '../../electron/hub/parts.ts'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { addItem, readAgenda } from '../../shared/documents/agenda.ts'
import { noteOn, readNotes } from '../../shared/documents/minutes.ts'
import { documentMeta, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { memo } from '../../shared/register.ts'
import { house, paragraph, value, type House } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'

/** Two offices with one workspace: the second was set up from what the first had then, and the two never meet. */
let here: House
let there: { hub: Hub; reports: unknown[] } | null = null
let folder = ''
let home: Bundles
let away: Bundles
const exportHere = (memberId: string, document: DocumentName | null) =>
  exportBundle(here.hub, () => hostKey(join(folder, 'here')), { memberId, document, path: file })
const exportThere = (memberId: string, document: DocumentName | null) =>
  there
    ? exportBundle(there.hub, () => hostKey(join(folder, 'there')), { memberId, document, path: file })
    : Promise.reject(new Error('no second office'))
let file = ''
const clients: HubClient[] = []
const enter = async (hub: Hub, memberId: string): Promise<HubClient> => {
  const client = await connectClient(hub, memberId)
  clients.push(client)
  return client
}
const dialogueFields = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const

async function secondOffice(): Promise<Hub> {
  const data = join(folder, 'there')
  const reports: unknown[] = []
  const { members } = await openMembers(data)
  const kept = await here.hub.inTurn((found) => Promise.resolve(found.data))
  await members.write(value(kept))
  const store = await openMemoryStore({ ...structuredClone(here.disk), locked: false })
  const hub = await createHub({ store, members, path: ':memory:', report: (reason) => reports.push(reason) })
  there = { hub, reports }
  away = new Bundles(hub, data, () => hostKey(data))
  return hub
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-bundle-'))
  for (const office of ['here', 'there']) await mkdir(join(folder, office))
  file = join(folder, '周报.yice')
  here = await house()
  home = new Bundles(here.hub, join(folder, 'here'), () => hostKey(join(folder, 'here')))
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.abandon()
  expect(here.reports).toEqual([])
  expect(there?.reports ?? []).toEqual([])
  await here.close()
  await there?.hub.stop()
  there = null
  await rm(folder, { recursive: true, force: true })
})

async function memoIn(client: HubClient, title: string, text: string): Promise<string> {
  const { id } = value(await client.command('createMemo', { title, dialogueId: null }))
  await write(client, id, text)
  return id
}
async function write(client: HubClient, id: string, ...texts: string[]): Promise<void> {
  const { doc, saved } = await client.open(documentName('memo', id))
  writeBlocks(memoBody(doc), texts.map(paragraph))
  await saved()
}
const textsOf = async (client: HubClient, id: string): Promise<string[]> =>
  readBlocks(memoBody((await client.open(documentName('memo', id))).doc)).flatMap((block) =>
    block.type === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [],
  )

describe('texts carried by hand', () => {
  it('BN4 BN5 what two offices wrote apart is one text in both, shown before and merged once', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const id = await memoIn(mine, '建议', '原有的一段')
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    await write(mine, id, '本处新增')
    await write(theirs, id, '外处新增')
    expect(value(await exportThere(here.ids.secretariat, null))).toEqual({ texts: 1 })

    const preview = value(await home.preview(here.ids.secretariat, file))
    expect(preview).toMatchObject({ workspace: '智库', by: '林', key: { known: 'unknown' }, records: [] })
    expect(preview.texts).toEqual([{ document: `memo/${id}`, title: '建议', fate: 'changes', adds: ['外处新增'], drops: [], changes: 1 }])
    const before = await textsOf(mine, id)
    expect(before).toContain('本处新增')
    expect(before).not.toContain('外处新增')
    expect(value(await home.merge(here.ids.secretariat, preview.id))).toEqual({ texts: 1 })
    await expect.poll(() => textsOf(mine, id)).toContain('外处新增')
    expect(await textsOf(mine, id)).toContain('本处新增')
    expect(await home.merge(here.ids.secretariat, preview.id)).toEqual({ ok: false, failure: { kind: 'notFound' } })

    const again = value(await home.preview(here.ids.secretariat, file))
    expect(again.texts).toMatchObject([{ fate: 'same', changes: 0 }])
    expect(again.key.known).toBe('before')
    value(await exportHere(here.ids.secretariat, documentName('memo', id)))
    value(await away.merge(here.ids.secretariat, value(await away.preview(here.ids.secretariat, file)).id))
    await expect.poll(() => textsOf(theirs, id)).toEqual(await textsOf(mine, id))
  })

  it('BN5 BN6 missing texts come with their record and a line in the trail; authors do not become members', async () => {
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    const { id: newcomer } = value(await theirs.command('addMember', { name: '外处专家', organisation: '', role: 'expert' }))
    const dialogue = value(await theirs.command('createDialogue', dialogueFields)).id
    const agenda = await theirs.open(documentName('agenda', dialogue))
    addItem(agenda.doc, { id: crypto.randomUUID(), minutes: 10, segment: '开场' }, null)
    await agenda.saved()
    const expert = await enter(far, newcomer)
    const { id } = value(await expert.command('createMemo', { title: '外处建议', dialogueId: dialogue }))
    await write(expert, id, '外处的一段')
    value(await exportThere(newcomer, null))

    const preview = value(await home.preview(here.ids.secretariat, file))
    expect(preview.by).toBe('外处专家')
    expect(preview.texts.map(({ title, fate, adds }) => [title, fate, adds])).toEqual([
      ['对话会', 'new', ['开场 · 10′']],
      ['外处建议', 'new', ['外处的一段']],
    ])
    value(await home.merge(here.ids.secretariat, preview.id))
    const mine = await enter(here.hub, here.ids.secretariat)
    expect(await textsOf(mine, id)).toEqual(['外处的一段'])
    expect(readAgenda((await mine.open(documentName('agenda', dialogue))).doc)).toMatchObject([{ segment: '开场' }])
    const register = (await mine.open('register')).doc
    expect(memo.parse(register.getMap('memos').get(id))).toMatchObject({ title: '外处建议', drafters: [], dialogueId: dialogue })
    expect(register.getMap('members').get(newcomer)).toMatchObject({ name: '外处专家', removedAt: expect.any(String) as unknown })
    expect(await here.hub.command(newcomer, 'createMemo', { title: 'x', dialogueId: null })).toMatchObject({ ok: false })
    const trail = register.getArray('trail').toArray()
    for (const subject of [id, dialogue])
      expect(trail).toContainEqual(expect.objectContaining({ command: 'mergeBundle', subject, by: here.ids.secretariat }) as unknown)
  })

  it('BN5 minutes opened before the offices parted merge; opened in each for itself they are left out, and neither text is lost', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const dialogues = [
      value(await mine.command('createDialogue', dialogueFields)).id,
      value(await mine.command('createDialogue', dialogueFields)).id,
    ]
    const items = dialogues.map(() => crypto.randomUUID())
    for (const [at, id] of dialogues.entries()) {
      const agenda = await mine.open(documentName('agenda', id))
      addItem(agenda.doc, { id: items[at] ?? '', minutes: 10, segment: '开场' }, null)
      await agenda.saved()
    }
    const [early = '', late = ''] = dialogues
    value(await mine.command('openMinutes', { id: early }))
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    for (const client of [mine, theirs]) value(await client.command('openMinutes', { id: late }))
    const note = async (client: HubClient, at: number, text: string): Promise<void> => {
      const { doc, saved } = await client.open(documentName('minutes', dialogues[at] ?? ''))
      const line = noteOn(doc, items[at] ?? '')?.get(0)
      if (line instanceof Y.XmlElement) line.insert(0, [new Y.XmlText(text)])
      await saved()
    }
    for (const at of [0, 1]) {
      await note(mine, at, '本处所记')
      await note(theirs, at, '外处所记')
    }
    value(await exportThere(here.ids.secretariat, null))
    const preview = value(await home.preview(here.ids.secretariat, file))
    const fates = new Map(preview.texts.map(({ document, fate }) => [document, fate]))
    expect([fates.get(`minutes/${early}`), fates.get(`minutes/${late}`)]).toEqual(['changes', 'apart'])
    value(await home.merge(here.ids.secretariat, preview.id))
    const notes = async (id: string): Promise<string> =>
      Object.values(readNotes((await mine.open(documentName('minutes', id))).doc))
        .flat()
        .join()
    await expect.poll(() => notes(early)).toContain('外处所记')
    expect(await notes(early)).toContain('本处所记')
    expect(await notes(late)).toBe('本处所记')
  })

  it('BN5 what stands still here stays, and is said to', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const id = await memoIn(mine, '建议', '定稿的一段')
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    await write(theirs, id, '外处又改')
    value(await mine.command('setMemoStage', { id, stage: 'final' }))
    value(await exportThere(here.ids.secretariat, null))
    const preview = value(await home.preview(here.ids.secretariat, file))
    expect(preview.texts).toMatchObject([{ fate: 'frozen', adds: ['外处又改'] }])
    expect(preview.records).toEqual([{ root: 'memos', id, title: '建议', differs: true }])
    expect(value(await home.merge(here.ids.secretariat, preview.id))).toEqual({ texts: 0 })
    expect(await textsOf(mine, id)).toEqual(['定稿的一段'])
  })

  it('BN6 a briefing issued elsewhere and the memo it froze are listed and left out', async () => {
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    const id = await memoIn(theirs, '外处建议', '已印发')
    const fields = { ...newBriefing('special', null, '2026-11-24'), masthead: '外处简报', items: [{ of: 'memo' as const, id, ...newItem }] }
    const briefing = value(await theirs.command('draftBriefing', fields)).id
    value(await theirs.command('issueBriefing', { id: briefing }))
    value(await exportThere(here.ids.secretariat, null))
    const preview = value(await home.preview(here.ids.secretariat, file))
    expect(preview.texts).toEqual([])
    expect(preview.records.map(({ root, title, differs }) => [root, title, differs])).toEqual([
      ['memos', '外处建议', false],
      ['briefings', '外处简报', false],
    ])
    expect(value(await home.merge(here.ids.secretariat, preview.id))).toEqual({ texts: 0 })
    const mine = await enter(here.hub, here.ids.secretariat)
    expect([...(await mine.open('register')).doc.getMap('briefings').keys()]).toEqual([])
  })
})

describe('from a machine that has been offline', () => {
  it('BN5 what an expert wrote without a link is carried to the host, and is there once when the link is back', async () => {
    const house = await openHouse()
    const secretary = await house.client('secretariat')
    const id = await memoIn(secretary, '建议', '原有的一段')
    const away = await joined(house, 'secretariat', '外处秘书')
    const window = await away.window()
    await window.open(documentName('memo', id))
    await away.stop()
    await away.start(false)
    const offline = await away.window()
    const memo = await offline.open(documentName('memo', id))
    memoBody(memo.doc).push([new Y.XmlElement('paragraph')])
    const last = memoBody(memo.doc).get(memoBody(memo.doc).length - 1)
    if (last instanceof Y.XmlElement) last.insert(0, [new Y.XmlText('离线写的一段')])
    await memo.saved()
    value(await exportBundle(away.hub, () => hostKey(join(folder, 'there')), { memberId: away.id, document: null, path: file }))

    const host = new Bundles(house.hub, join(folder, 'here'), () => hostKey(join(folder, 'here')))
    const preview = value(await host.preview(house.ids.secretariat, file))
    expect(preview).toMatchObject({ by: '外处秘书', key: { known: 'unknown' }, texts: [{ fate: 'changes', adds: ['离线写的一段'] }] })
    value(await host.merge(house.ids.secretariat, preview.id))
    await expect.poll(() => textsOf(secretary, id)).toEqual(['原有的一段', '离线写的一段'])
    await away.hub.follow(away.credential)
    await expect.poll(() => away.hub.link).toMatchObject({ state: 'connected', waiting: 0 })
    expect(await textsOf(secretary, id)).toEqual(['原有的一段', '离线写的一段'])
    expect(away.reports).toEqual([])
    await away.stop()
    await house.close()
  })
})

describe('what a bundle may not', () => {
  it('BN2 a file that was cut, changed or added to anywhere is refused, and nothing changes', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    await memoIn(mine, '建议', '一段')
    value(await exportHere(here.ids.secretariat, null))
    const whole = await readFile(file)
    const damaged = async (bytes: Uint8Array): Promise<void> => {
      await writeFile(file, bytes)
      expect(await home.preview(here.ids.secretariat, file)).toMatchObject({ ok: false, failure: { kind: 'bundleDamaged', path: file } })
    }
    for (let at = 0; at < whole.length; at += 97) {
      await damaged(whole.subarray(0, at))
      const flipped = Uint8Array.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await damaged(flipped)
    }
    await damaged(Buffer.concat([whole, Buffer.from('{}\n')]))
    await damaged(Buffer.alloc(0))
    expect(await home.preview(here.ids.secretariat, join(folder, 'nowhere'))).toMatchObject({ failure: { kind: 'notFound' } })
  })

  it('BN1 BN2 the key it names must have signed it: sums made anew do not help', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    await memoIn(mine, '建议', '一段')
    const content = value(await here.hub.bundle(here.ids.secretariat, null))
    const [ours, other] = [await hostKey(join(folder, 'here')), await hostKey(join(folder, 'there'))]
    await writeBundle(file, content, { ...ours, key: other.key })
    expect(await home.preview(here.ids.secretariat, file)).toMatchObject({ failure: { kind: 'bundleDamaged', part: 'signature' } })
    await writeBundle(file, content, ours)
    expect(value(await home.preview(here.ids.secretariat, file)).key.known).toBe('own')
  })

  it('is refused from another workspace, from a newer version, and to whoever is not the secretariat', async () => {
    const other = await house()
    value(
      await exportBundle(other.hub, () => hostKey(join(folder, 'there')), { memberId: other.ids.secretariat, document: null, path: file }),
    )
    expect(await home.preview(here.ids.secretariat, file)).toMatchObject({ failure: { kind: 'bundleForeign', workspace: '智库' } })
    await other.close()
    const key = await hostKey(join(folder, 'here'))
    const content: BundleContent = value(await here.hub.bundle(here.ids.secretariat, null))
    await writeBundle(file, content, key)
    for (const who of ['expert', 'observer'] as const)
      expect(await home.preview(here.ids[who], file)).toMatchObject({ failure: { kind: 'forbidden' } })
    const newer = (await readFile(file, 'utf8')).split('\n')
    const { part, content: first } = JSON.parse(newer[0] ?? '') as { part: string; content: string }
    await writeFile(file, wholeFile([written(part, { ...(JSON.parse(first) as object), version: 2 })]))
    expect(await home.preview(here.ids.secretariat, file)).toMatchObject({ failure: { kind: 'bundleNewer' } })
  })

  it('BN5 a text with what this version does not know, or with a piece missing, is not let in', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const id = await memoIn(mine, '建议', '一段')
    const name = documentName('memo', id)
    const content = value(await here.hub.bundle(here.ids.secretariat, null))
    const key = await hostKey(join(folder, 'here'))
    const stranger = new Y.Doc()
    Y.applyUpdate(stranger, content.texts.get(name) ?? new Uint8Array())
    memoBody(stranger).insert(0, [new Y.XmlElement('script')])
    await writeBundle(file, { ...content, texts: new Map([[name, Y.encodeStateAsUpdate(stranger)]]) }, key)
    expect(value(await home.preview(here.ids.secretariat, file)).texts).toMatchObject([{ fate: 'newer' }])

    const newer = new Y.Doc()
    Y.applyUpdate(newer, content.texts.get(name) ?? new Uint8Array())
    documentMeta(newer).set('schema', 99)
    await writeBundle(file, { ...content, texts: new Map([[name, Y.encodeStateAsUpdate(newer)]]) }, key)
    const preview = value(await home.preview(here.ids.secretariat, file))
    expect(preview.texts).toMatchObject([{ fate: 'newer' }])
    expect(value(await home.merge(here.ids.secretariat, preview.id))).toEqual({ texts: 0 })

    const late = new Y.Doc()
    late.getText('x').insert(0, 'a')
    const before = Y.encodeStateVector(late)
    late.getText('x').insert(1, 'b')
    await writeBundle(file, { ...content, texts: new Map([[name, Y.encodeStateAsUpdate(late, before)]]) }, key)
    expect(await home.preview(here.ids.secretariat, file)).toMatchObject({ failure: { kind: 'bundleDamaged', part: name } })
    expect(await textsOf(mine, id)).toEqual(['一段'])
  })

  it('BN3 an observer’s bundle holds no draft', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const id = await memoIn(mine, '建议', '一段')
    expect(await exportHere(here.ids.observer, documentName('memo', id))).toMatchObject({ failure: { kind: 'notFound' } })
    expect(value(await here.hub.bundle(here.ids.observer, null))).toMatchObject({ texts: new Map(), records: { memos: [] } })
  })

  it('BN7 what is merged is what was shown, whatever lies at the path by then', async () => {
    const mine = await enter(here.hub, here.ids.secretariat)
    const id = await memoIn(mine, '建议', '一段')
    const far = await secondOffice()
    const theirs = await enter(far, here.ids.secretariat)
    await write(theirs, id, '看过的')
    value(await exportThere(here.ids.secretariat, null))
    const preview = value(await home.preview(here.ids.secretariat, file))
    await write(theirs, id, '没看过的')
    value(await exportThere(here.ids.secretariat, null))
    value(await home.merge(here.ids.secretariat, preview.id))
    await expect.poll(() => textsOf(mine, id)).toContain('看过的')
    expect(await textsOf(mine, id)).not.toContain('没看过的')
  })
})
