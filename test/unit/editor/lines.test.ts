// @vitest-environment jsdom
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { openLine, type OpenLine } from '../../../renderer/editor/openLine.ts'
import { visitorsOf } from '../../../renderer/editor/visitors.ts'
import { addItem, agendaFragment, agendaItems, fragmentText } from '../../../shared/documents/agenda.ts'
import { wire, withoutLayout } from './desk.ts'

beforeAll(withoutLayout)

const item = '33333333-3333-4333-8333-333333333333'
const cell = (doc: Y.Doc, name: 'segment' | 'content'): Y.XmlFragment => {
  const map = agendaItems(doc).get(item)
  if (!map) throw new TypeError('no item')
  return agendaFragment(map, name)
}
const opened: OpenLine[] = []
afterEach(() => {
  for (const line of opened.splice(0)) line.close()
  document.body.replaceChildren()
})

type Keys = { entered: number; arrows: string[] }
function line(doc: Y.Doc, awareness: Awareness, name: 'segment' | 'content', keys: Keys = { entered: 0, arrows: [] }): OpenLine {
  const result = openLine({
    host: document.body.appendChild(document.createElement('div')),
    fragment: cell(doc, name),
    awareness,
    person: { name: '王秀兰', colour: '#2f5d8a' },
    editable: true,
    label: name,
    keys: () => ({ onEnter: () => keys.entered++, onArrow: (direction) => keys.arrows.push(direction) }),
    onClose: () => undefined,
  })
  if (!result.ok) throw new Error(result.failure.kind)
  opened.push(result.value)
  return result.value
}
function agenda(): Y.Doc {
  const doc = new Y.Doc()
  addItem(doc, { id: item, minutes: 20, segment: '开场', content: '致辞' }, null)
  return doc
}

describe('lines of an agenda', () => {
  it('L1 opening a cell changes nothing, and what is pasted stands on one line', () => {
    const doc = agenda()
    let updates = 0
    doc.on('update', () => updates++)
    const { editor, focus } = line(doc, new Awareness(doc), 'content')
    expect(updates).toBe(0)
    focus()
    editor.view.pasteHTML('<p>市领导</p><ul><li>讲话</li></ul>')
    expect(fragmentText(cell(doc, 'content'))).toBe('致辞市领导 讲话')
  })

  it('L2 Enter asks for the next item and leaves the text whole', () => {
    const doc = agenda()
    const keys: Keys = { entered: 0, arrows: [] }
    const { editor, focus } = line(doc, new Awareness(doc), 'content', keys)
    focus()
    editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }))
    expect(keys.entered).toBe(1)
    expect(cell(doc, 'content').length).toBe(1)
  })

  it('L3 an editor that goes away does not clear the caret another cell has just set', () => {
    const doc = agenda()
    const awareness = new Awareness(doc)
    const first = line(doc, awareness, 'segment')
    first.focus()
    const second = line(doc, awareness, 'content')
    second.focus()
    first.close()
    opened.splice(opened.indexOf(first), 1)
    expect(awareness.getLocalState()?.['cursor']).not.toBeNull()
  })

  it('L4 a caret of another is known in the cell it stands in, and in no other', () => {
    const [mine, theirs] = [agenda(), new Y.Doc()]
    wire(mine, theirs)
    const [here, there] = [new Awareness(mine), new Awareness(theirs)]
    const visitors = visitorsOf(here)
    const told: string[] = []
    visitors.subscribe(cell(mine, 'content'), () => told.push('content'))
    visitors.subscribe(cell(mine, 'segment'), () => told.push('segment'))
    line(theirs, there, 'content').focus()
    applyAwarenessUpdate(here, encodeAwarenessUpdate(there, [theirs.clientID]), 'net')
    expect(visitors.has(cell(mine, 'content'))).toBe(true)
    expect(visitors.has(cell(mine, 'segment'))).toBe(false)
    expect(told).toEqual(['content'])
  })

  it('L5 a cell with something unknown is refused and left as it is', () => {
    const doc = agenda()
    cell(doc, 'content').insert(0, [new Y.XmlElement('image')])
    const refused = openLine({
      host: document.createElement('div'),
      fragment: cell(doc, 'content'),
      awareness: new Awareness(doc),
      person: { name: '王秀兰', colour: '#2f5d8a' },
      editable: true,
      label: '',
      keys: () => ({ onEnter: () => undefined, onArrow: () => undefined }),
      onClose: () => undefined,
    })
    expect(refused).toEqual({ ok: false, failure: { kind: 'schemaUnknown', name: 'image' } })
  })
})
