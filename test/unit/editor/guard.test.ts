// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest'
import { Schema } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { admitWhole } from '../../../renderer/editor/guard.ts'
import { openMemo } from '../../../renderer/editor/openMemo.ts'
import { documentMeta, memoBody, memoSchemaNumber } from '../../../shared/documents/memo.ts'
import { editor as text } from '../../../shared/i18n/zh/editor.ts'
import { Awareness } from 'y-protocols/awareness'
import { countUpdates, memoDoc, paragraph, recommendation, sit, withoutLayout, wire } from './desk.ts'

beforeAll(withoutLayout)

const id = '11111111-1111-4111-8111-111111111111'
const element = (parent: Y.XmlFragment, at: number): Y.XmlElement => {
  const found = parent.get(at)
  if (!(found instanceof Y.XmlElement)) throw new TypeError(`no element at ${at}`)
  return found
}
const firstText = (doc: Y.Doc): Y.XmlText => {
  const found = element(memoBody(doc), 0).get(0)
  if (!(found instanceof Y.XmlText)) throw new TypeError('no text')
  return found
}

/** What a later version, or a careless program, may put into a memo. */
const strange: Record<string, { put: (doc: Y.Doc) => void; name: string }> = {
  'a block': { put: (doc) => memoBody(doc).insert(1, [new Y.XmlElement('signature')]), name: 'signature' },
  'a block inside a block it does not go into': {
    put: (doc) => element(memoBody(doc), 0).insert(0, [new Y.XmlElement('table')]),
    name: 'paragraph › table',
  },
  'a mark': { put: (doc) => firstText(doc).format(0, 1, { comment: { id: 'c1' } }), name: 'comment' },
  'something embedded in text': { put: (doc) => firstText(doc).insertEmbed(1, { image: 'x' }), name: 'embed' },
  'an attribute': { put: (doc) => element(memoBody(doc), 1).setAttribute('priority', '1'), name: 'recommendation.priority' },
  'an attribute of another kind': { put: (doc) => element(memoBody(doc), 1).setAttribute('id', 'seven'), name: 'recommendation.id' },
  'text outside of all blocks': { put: (doc) => memoBody(doc).insert(0, [new Y.XmlText('散')]), name: 'doc › text' },
}
const sample = (): Y.Doc => memoDoc([paragraph('正文一段'), recommendation(id, '设立资金池', '市工信局', '年内'), paragraph('尾')])
const open = (doc: Y.Doc) =>
  openMemo({
    host: document.createElement('div'),
    doc,
    awareness: new Awareness(doc),
    person: { name: '王秀兰', colour: '#2f5d8a' },
    text,
    onClose: () => undefined,
  })

describe('an editor leaves alone what it does not know (G1)', () => {
  it.each(Object.entries(strange))('G1 %s: is refused by name at opening, and not one update goes out', (_, { put, name }) => {
    const doc = sample()
    put(doc)
    const before = Y.encodeStateAsUpdate(doc)
    const updates = countUpdates(doc)
    expect(open(doc)).toEqual({ ok: false, failure: { kind: 'schemaUnknown', name } })
    expect(updates()).toBe(0)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('G1 what only y-tiptap stumbles over is refused at opening, not one update goes out, and the text can be written as before', () => {
    const nodes = { doc: { content: 'paragraph*' }, paragraph: { content: 'text*' }, text: {} }
    const schema = new Schema({ nodes, marks: { insertion: { attrs: { id: {} } } } })
    const doc = memoDoc([paragraph('正文一段')])
    firstText(doc).format(0, 1, { insertion: {} })
    const updates = countUpdates(doc)
    const { clientID } = doc
    expect(admitWhole(doc, 'body', schema, memoSchemaNumber)).toEqual({ ok: false, failure: { kind: 'schemaUnknown', name: 'body' } })
    expect([updates(), doc.clientID]).toEqual([0, clientID])
    doc.transact(() => firstText(doc).format(0, 1, { insertion: { id: '1' } }))
    expect(updates()).toBe(1)
    expect(admitWhole(doc, 'body', schema, memoSchemaNumber)).toEqual({ ok: true, value: undefined })
  })

  it('G1 lines that this window has left side by side are no reason to refuse, and opening does not move them together', () => {
    const doc = sample()
    element(memoBody(doc), 0).insert(1, [new Y.XmlText('，又一句')])
    const opened = open(doc)
    expect(opened.ok && opened.value.editor.state.doc.firstChild?.textContent).toBe('正文一段，又一句')
  })

  it.each(Object.entries(strange))('G1 %s: a peer adds it while I write, and my editor closes without an update', (_, { put, name }) => {
    const theirs = sample()
    const mine = new Y.Doc()
    wire(theirs, mine)
    const seat = sit(mine)
    const updates = countUpdates(mine)
    const sent = countUpdates(theirs)
    put(theirs)
    expect(seat.failures).toEqual([{ kind: 'schemaUnknown', name }])
    expect(seat.editor.isDestroyed).toBe(true)
    expect(updates()).toBe(sent())
    expect(Y.encodeStateAsUpdate(mine)).toEqual(Y.encodeStateAsUpdate(theirs))
  })

  it('G1 a newer schema number is refused at opening and closes an open editor', () => {
    const doc = sample()
    const seat = sit(doc)
    documentMeta(doc).set('schema', memoSchemaNumber + 1)
    const failure = { kind: 'schemaNewer', found: memoSchemaNumber + 1, known: memoSchemaNumber }
    expect(seat.failures).toEqual([failure])
    expect(open(doc)).toEqual({ ok: false, failure })
  })

  it('G1 what a peer adds that the schema knows stays bound', () => {
    const theirs = sample()
    const mine = new Y.Doc()
    wire(theirs, mine)
    const seat = sit(mine)
    memoBody(theirs).insert(1, [new Y.XmlElement('blockquote')])
    firstText(theirs).format(0, 1, { bold: {} })
    element(memoBody(theirs), 2).setAttribute('lead', '市发改委')
    expect(seat.failures).toEqual([])
    expect(seat.editor.isDestroyed).toBe(false)
    seat.close()
  })
})
