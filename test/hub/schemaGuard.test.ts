import { MessageType } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { limits } from '../../electron/hub/limits.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { addItem, agendaItems } from '../../shared/documents/agenda.ts'
import { unknownName } from '../../shared/documents/guard.ts'
import { memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { random } from '../prove/proof.ts'
import { house, paragraph, value, type House } from './house.ts'
import { auth, closingIn, message, rawPort, statusIn } from './rawPort.ts'

let the: House
let secretary: HubClient
let memo: DocumentName
let agenda: DocumentName
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  memo = `memo/${value(await secretary.command('createMemo', { title: '建议', dialogueId: null })).id}`
  const fields = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
  agenda = `agenda/${value(await secretary.command('createDialogue', fields)).id}`
})
afterEach(() => the.close())

type Attributes = Record<string, string | number>
const attribute = (of: Y.XmlElement<Attributes>, key: string, given: string | number): void => of.setAttribute(key, given)
const element = (name: string, attributes: Attributes = {}, child?: Y.XmlElement | Y.XmlText): Y.XmlElement => {
  const made = new Y.XmlElement(name)
  for (const [key, given] of Object.entries(attributes)) attribute(made, key, given)
  if (child) made.insert(0, [child])
  return made
}
const text = (content: string, marks: Record<string, unknown> = {}): Y.XmlText => {
  const made = new Y.XmlText()
  made.insert(0, content, marks)
  return made
}

type Change = [what: string, change: (doc: Y.Doc) => void, name: string]
const refusedInMemo: Change[] = [
  ['an unknown node', (doc) => memoBody(doc).insert(0, [element('video')]), 'video'],
  ['an unknown node in a known one', (doc) => memoBody(doc).insert(0, [element('blockquote', {}, element('iframe'))]), 'iframe'],
  ['a node named like a property', (doc) => memoBody(doc).insert(0, [element('constructor')]), 'constructor'],
  ['an unknown attribute', (doc) => memoBody(doc).insert(0, [element('paragraph', { onclick: 'x' })]), 'onclick'],
  ['a known attribute with a wrong value', (doc) => memoBody(doc).insert(0, [element('heading', { level: 9 })]), 'level'],
  ['an unknown mark', (doc) => memoBody(doc).insert(0, [element('paragraph', {}, text('x', { link: { href: 'javascript:1' } }))]), 'link'],
  ['a known mark with a payload', (doc) => memoBody(doc).insert(0, [element('paragraph', {}, text('x', { bold: { href: 'y' } }))]), 'bold'],
  ['a suggestion of nobody', (doc) => suggestedText(doc, { insertion: { ...suggestion, id: 'x' } }), 'insertion'],
  ['a suggestion with no time', (doc) => suggestedText(doc, { deletion: { ...suggestion, at: 'gestern' } }), 'deletion'],
  ['a suggestion with a payload', (doc) => suggestedText(doc, { insertion: { ...suggestion, style: 'x' } }), 'insertion'],
  ['a suggested form that is none', (doc) => suggestedText(doc, { formatting: { ...suggestion, was: 'bold;x' } }), 'formatting'],
  ['a suggested block of nobody', (doc) => suggestedBlock(doc, { ...suggestion, id: 'x', kind: 'insertion' }), 'suggestedNode'],
  ['a suggested block of another kind', (doc) => suggestedBlock(doc, { ...suggestion, kind: 'script' }), 'suggestedNode'],
  ['a suggested block with a payload', (doc) => suggestedBlock(doc, { ...suggestion, kind: 'deletion', style: 'x' }), 'suggestedNode'],
  ['another root', (doc) => doc.getMap('other').set('a', 1), 'other'],
  ['a map among the blocks', (doc) => doc.getMap('body').set('a', new Y.Map()), 'a'],
  ['a schema number of the future', (doc) => doc.getMap('meta').set('schema', 99), 'schema'],
  ['another fact in meta', (doc) => doc.getMap('meta').set('title', 'x'), 'title'],
  ['an embed in a text', (doc) => memoBody(doc).insert(0, [element('paragraph', {}, embed())]), 'ContentEmbed'],
  ['an attribute of a text', (doc) => memoBody(doc).insert(0, [element('paragraph', {}, attributed())]), 'style'],
]
const refusedInAgenda: Change[] = [
  ['an item whose id is none', (doc) => agendaItems(doc).set('__proto__', new Y.Map()), '__proto__'],
  ['an unknown field', (doc) => agendaItems(doc).set(crypto.randomUUID(), new Y.Map([['colour', 'red']])), 'colour'],
  ['minutes out of bounds', (doc) => agendaItems(doc).set(crypto.randomUUID(), new Y.Map([['minutes', 1e9]])), 'minutes'],
  [
    'a plain text where lines belong',
    (doc) => agendaItems(doc).set(crypto.randomUUID(), new Y.Map([['content', new Y.Text()]])),
    'content',
  ],
  ['a heading in a line', (doc) => agendaItems(doc).set(crypto.randomUUID(), new Y.Map([['content', heading()]])), 'heading'],
]
const suggestion = { id: `${crypto.randomUUID()}.${crypto.randomUUID()}`, at: '2026-11-29T00:00:00.000Z' }
const suggestedText = (doc: Y.Doc, marks: Record<string, unknown>): void =>
  memoBody(doc).insert(0, [element('paragraph', {}, text('x', marks))])
const suggestedBlock = (doc: Y.Doc, change: object): void =>
  memoBody(doc).insert(0, [element('paragraph', { suggestedNode: JSON.stringify(change) })])
const embed = (): Y.XmlText => {
  const made = new Y.XmlText()
  made.insertEmbed(0, { src: 'x' })
  return made
}
const attributed = (): Y.XmlText => {
  const made = new Y.XmlText()
  made.setAttribute('style', 'x')
  return made
}
const heading = (): Y.XmlFragment => {
  const fragment = new Y.XmlFragment()
  fragment.insert(0, [element('heading')])
  return fragment
}

/** The reason with which the document is closed after the change was sent. */
async function refusal(name: DocumentName, change: (doc: Y.Doc) => void): Promise<string> {
  const client = await the.client('secretariat')
  const { doc, provider } = await client.open(name)
  const closed = new Promise<string>((resolve) => provider.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)))
  doc.transact(() => change(doc))
  return closed
}
const updates = (name: DocumentName): Uint8Array[] => the.disk.documents.get(name)?.updates ?? []

describe('HB5 the schema guard', () => {
  it.each(refusedInMemo)('HB5 a memo refuses %s', async (_, change, name) => {
    expect(await refusal(memo, change)).toBe(JSON.stringify({ kind: 'schemaUnknown', name }))
    expect(updates(memo)).toHaveLength(1)
  })

  it.each(refusedInAgenda)('HB5 an agenda refuses %s', async (_, change, name) => {
    expect(await refusal(agenda, change)).toBe(JSON.stringify({ kind: 'schemaUnknown', name }))
    expect(updates(agenda)).toHaveLength(1)
  })

  it('HB5 the guard and the walk of a reader agree on what is unknown', () => {
    for (const [, change, name] of refusedInMemo.filter(([what]) => !/payload|value|number|suggest/.test(what))) {
      const doc = new Y.Doc()
      change(doc)
      expect(unknownName('memo', doc)).toBe(name)
    }
  })

  it('HB5 everything an editor writes is let in, edit by edit, also into what others wrote', async () => {
    const colleague = await the.client('secretariat')
    const mine = await secretary.open(memo)
    const theirs = await colleague.open(memo)
    const cell = { header: true, colspan: 2, rowspan: 1, width: 80, blocks: [paragraph('格')] }
    writeBlocks(memoBody(mine.doc), [
      { type: 'heading', level: 2, runs: [{ text: '题', bold: true, italic: true, underline: true }] },
      { type: 'quote', blocks: [paragraph('引')] },
      { type: 'list', ordered: true, items: [[paragraph('项')]] },
      { type: 'table', rows: [[cell, { ...cell, header: false, width: null }]] },
      {
        type: 'recommendation',
        id: crypto.randomUUID(),
        runs: [{ text: '措施', bold: false, italic: false, underline: false }],
        lead: '市财政局',
        term: '三个月',
      },
    ])
    await mine.saved()
    await expect.poll(() => memoBody(theirs.doc).length).toBe(5)
    theirs.doc.transact(() => {
      const first = memoBody(theirs.doc).get(0)
      if (!(first instanceof Y.XmlElement)) throw new TypeError('no heading')
      attribute(first, 'level', 3)
      const run = first.get(0)
      if (!(run instanceof Y.XmlText)) throw new TypeError('no text')
      run.insert(1, '目')
      run.format(0, 1, { bold: null })
      memoBody(theirs.doc).delete(1, 1)
    })
    await theirs.saved()
    await expect.poll(() => readBlocks(memoBody(mine.doc))).toEqual(readBlocks(memoBody(theirs.doc)))
    expect(updates(memo)).toHaveLength(3)
  })

  it('HB5 whoever rewrites a line takes along what another suggests in it', async () => {
    const mine = await secretary.open(memo)
    const marks = { deletion: suggestion }
    suggestedText(mine.doc, marks)
    suggestedBlock(mine.doc, { ...suggestion, kind: 'insertion' })
    await mine.saved()
    expect(updates(memo)).toHaveLength(3)
  })

  it('HB5 nesting beyond the limit is refused before anything is applied', async () => {
    const deep = (depth: number) => (doc: Y.Doc) => {
      let inner = element('paragraph')
      for (let level = 1; level < depth; level++) inner = element('blockquote', {}, inner)
      memoBody(doc).insert(0, [inner])
    }
    expect(await refusal(memo, deep(limits.depth))).toBe('{"kind":"invalid","field":"depth"}')
    const { doc, saved } = await secretary.open(memo)
    deep(limits.depth - 1)(doc)
    await saved()
    expect(updates(memo)).toHaveLength(2)
  })

  it('HB5 an update that builds on what is missing is not acknowledged: the full handshake heals it', async () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.mergeUpdates(updates(memo)))
    const sent: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => sent.push(update))
    memoBody(doc).insert(0, [element('paragraph')])
    memoBody(doc).insert(1, [element('paragraph')])
    memoBody(doc).delete(0, 1)
    for (const late of sent.slice(1)) {
      const port = rawPort(the.hub, the.ids.secretariat)
      port.send(auth(memo))
      port.send(message(memo, MessageType.Sync, 2, late))
      await port.hears((heard) => statusIn(heard) === false)
      port.send(message(memo, MessageType.Sync, 1, late))
      await port.hears((heard) => closingIn(heard) === 'resync')
      expect(port.heard.map(statusIn)).not.toContain(true)
      port.close()
    }
    expect(updates(memo)).toHaveLength(1)
  })

  it('HB5 what was typed during a handshake is answered no, and yes once the handshake has brought what it builds on', async () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.mergeUpdates(updates(memo)))
    const before = Y.encodeStateVector(doc)
    const sent: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => sent.push(update))
    for (let nth = 0; nth < 3; nth++) memoBody(doc).push([element('paragraph')])
    const port = rawPort(the.hub, the.ids.secretariat)
    port.send(auth(memo))
    for (const late of sent.slice(1)) port.send(message(memo, MessageType.Sync, 2, late))
    port.send(message(memo, MessageType.Sync, 1, Y.encodeStateAsUpdate(doc, before)))
    await expect.poll(() => port.heard.map(statusIn).filter((status) => status !== null)).toEqual([false, false, true, true, true])
    expect(updates(memo)).toHaveLength(2)
    const late = Y.encodeStateVector(doc)
    memoBody(doc).push([element('paragraph')])
    port.send(message(memo, MessageType.Sync, 2, Y.encodeStateAsUpdate(doc, late)))
    await expect.poll(() => port.heard.map(statusIn).filter((status) => status !== null)).toHaveLength(6)
    expect(updates(memo)).toHaveLength(3)
    port.close()
  })

  it('HB5 random bytes and damaged updates are refused; what is accepted leaves nothing pending', { timeout: 60_000 }, async () => {
    const seed = Date.now() % 0x1_0000_0000
    console.log(`seed ${String(seed)}`)
    const next = random(seed)
    const whole = new Y.Doc()
    writeBlocks(memoBody(whole), [paragraph('一'), { type: 'list', ordered: true, items: [[paragraph('二')]] }])
    const good = Y.encodeStateAsUpdate(whole)
    for (let round = 0; round < 300; round++) {
      const bytes =
        round % 3 === 0 ? Uint8Array.from({ length: 1 + Math.floor(next() * 60) }, () => Math.floor(next() * 256)) : good.slice()
      for (let flips = 1 + Math.floor(next() * 3); flips > 0; flips--) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
      const port = rawPort(the.hub, the.ids.secretariat)
      port.send(auth(memo))
      port.send(message(memo, MessageType.Sync, 2, bytes))
      await port.hears((heard) => statusIn(heard) !== null || closingIn(heard) !== null)
      port.close()
    }
    expect(the.reports).toEqual([])
    const reloaded = new Y.Doc()
    for (const update of updates(memo)) Y.applyUpdate(reloaded, update)
    expect(reloaded.store.pendingStructs).toBeNull()
    expect(reloaded.store.pendingDs).toBeNull()
    expect(unknownName('memo', reloaded)).toBeNull()
  })

  it('HB5 a client that repeats all deletions on coming back writes nothing new', async () => {
    const first = await the.client('secretariat')
    const { doc, saved } = await first.open(agenda)
    const id = crypto.randomUUID()
    addItem(doc, { id, minutes: 5, content: '甲' }, null)
    agendaItems(doc).delete(id)
    await saved()
    const before = updates(agenda).length
    const port = rawPort(the.hub, the.ids.secretariat)
    port.send(auth(agenda))
    port.send(message(agenda, MessageType.Sync, 1, Y.encodeStateAsUpdate(doc)))
    await port.hears((heard) => statusIn(heard) === true)
    expect(updates(agenda)).toHaveLength(before)
    port.close()
  })
})

describe('HB6 limits', () => {
  it('HB6 a message above 8 MiB closes that document for that connection only', async () => {
    const port = rawPort(the.hub, the.ids.secretariat)
    port.send(auth(memo))
    port.send(auth('register'))
    await port.hears(({ name }) => name === 'register')
    port.send(message(memo, MessageType.Sync, 2, new Uint8Array(limits.message)))
    expect(closingIn(await port.hears((heard) => closingIn(heard) !== null))).toBe('{"kind":"invalid","field":"size"}')
    port.send(message('register', MessageType.Sync, 0, new Uint8Array([0])))
    await port.hears(({ name, type }) => name === 'register' && type === MessageType.Sync.valueOf())
    expect(port.goodbyes).toEqual([])
    port.close()
  })

  it('HB6 handshakes without end are stopped', async () => {
    const port = rawPort(the.hub, the.ids.observer)
    port.send(auth('register'))
    for (let nth = 0; nth < 3 * limits.handshakes; nth++) port.send(message('register', MessageType.Sync, 0, new Uint8Array([0])))
    await port.hears((heard) => closingIn(heard) !== null)
    port.close()
  })
})
