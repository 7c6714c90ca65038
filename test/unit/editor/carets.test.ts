import { describe, expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { scoped } from '../../../renderer/editor/carets.ts'
import { lineFragment } from '../../../shared/documents/agenda.ts'

/** Two cells of one agenda, here and at a colleague's. */
function cells() {
  const there = new Y.Doc()
  there.getMap('cells').set('mine', lineFragment('甲'))
  there.getMap('cells').set('theirs', lineFragment('乙'))
  const here = new Y.Doc()
  const catchUp = (): void => Y.applyUpdate(here, Y.encodeStateAsUpdate(there))
  catchUp()
  const cell = (doc: Y.Doc, name: string): Y.XmlFragment => {
    const found = doc.getMap('cells').get(name)
    return found instanceof Y.XmlFragment ? found : expect.fail(name)
  }
  const [own, other] = [new Awareness(here), new Awareness(there)]
  other.setLocalState({ user: { name: '宋', color: '#2f5d8a' } })
  const tell = (): void => applyAwarenessUpdate(own, encodeAwarenessUpdate(other, [other.clientID]), 'wire')
  const stand = (name: string, at = 0): void => {
    const anchor = Y.createRelativePositionFromTypeIndex(cell(there, name), at)
    const said: unknown = Y.relativePositionToJSON(anchor)
    other.setLocalStateField('cursor', { anchor: said, head: said })
    tell()
  }
  let drawn = 0
  const listen = (name: string): void =>
    scoped(own, cell(here, name)).on('change', () => {
      drawn++
    })
  const drawings = (act: () => void): number => {
    const before = drawn
    act()
    return drawn - before
  }
  return { own, other, there, catchUp, listen, stand, drawings, tell }
}

describe('CT1 carets of one cell among many', () => {
  it('CT1 are drawn anew for a caret that comes, moves or leaves, and not for one in another cell', () => {
    const { listen, stand, drawings, tell } = cells()
    listen('mine')
    expect(drawings(() => stand('theirs'))).toBe(0)
    expect(drawings(() => stand('mine'))).toBe(1)
    expect(drawings(() => stand('mine', 1))).toBe(1)
    expect(drawings(() => stand('theirs'))).toBe(1)
    expect(drawings(() => Array.from({ length: 20 }, (_, nth) => stand('theirs', nth % 2)))).toBe(0)
    expect(drawings(tell)).toBe(0)
  })

  it('CT1 are drawn anew when whoever stands there goes, also where they stood before the editor was', () => {
    const { listen, stand, drawings, own, other } = cells()
    stand('mine')
    listen('mine')
    expect(drawings(() => removeAwarenessStates(own, [other.clientID], 'wire'))).toBe(1)
  })

  it('CT1 a caret on letters that have not come yet is no stranger: it is let go once it leaves', () => {
    const { listen, stand, drawings, there, catchUp, own } = cells()
    listen('mine')
    const late = lineFragment('丙')
    there.getMap('cells').set('late', late)
    expect(drawings(() => stand('late'))).toBe(1)
    catchUp()
    expect(drawings(() => stand('theirs'))).toBe(1)
    expect(drawings(() => stand('theirs', 1))).toBe(0)
    own.destroy()
  })
})
