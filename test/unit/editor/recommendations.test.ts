// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { memoBody, recommendations } from '../../../shared/documents/memo.ts'
import { blocksOf, countUpdates, memoDoc, pair, paragraph, recommendation, sit, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const first = '11111111-1111-4111-8111-111111111111'
const second = '22222222-2222-4222-8222-222222222222'
const idsOf = (doc: Y.Doc): string[] => recommendations(blocksOf(doc)).map(({ id }) => id)
function caretAt({ editor }: Seat, at: number): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
}
const press = ({ editor }: Seat, key: string): boolean =>
  editor.view.dom.dispatchEvent(
    new KeyboardEvent('keydown', { key, keyCode: key === 'Enter' ? 13 : key === 'Backspace' ? 8 : 0, bubbles: true, cancelable: true }),
  )

describe('recommendations keep ids of their own (G2)', () => {
  it('G2 a paragraph that becomes a recommendation gets a new v4 id', () => {
    const seat = sit(memoDoc([paragraph('设立风险补偿资金池')]))
    caretAt(seat, 1)
    seat.editor.commands.toggleNode('recommendation', 'paragraph')
    expect(idsOf(seat.doc)).toEqual([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)])
    seat.close()
  })

  it('G2 splitting one keeps the id with the first half and gives the second another and no terms', () => {
    const seat = sit(memoDoc([recommendation(first, '甲乙', '市发改委', '年内')]))
    caretAt(seat, 2)
    press(seat, 'Enter')
    const [one, two] = recommendations(blocksOf(seat.doc))
    expect([one?.id, one?.lead]).toEqual([first, '市发改委'])
    expect(two?.id).not.toBe(first)
    expect([two?.lead, two?.term]).toEqual(['', ''])
    seat.close()
  })

  it('G2 a copy pasted beside the original, or from another memo, is a new recommendation', () => {
    const seat = sit(memoDoc([recommendation(first, '甲'), paragraph('')]))
    caretAt(seat, seat.editor.state.doc.content.size - 1)
    seat.editor.view.pasteHTML(
      `<section data-recommendation data-id="${first}"><span>甲</span></section><section data-recommendation data-id="${second}">乙</section>`,
    )
    const ids = idsOf(seat.doc)
    expect(ids.length).toBeGreaterThan(1)
    expect(ids).toContain(first)
    expect(ids).not.toContain(second)
    expect(new Set(ids).size).toBe(ids.length)
    seat.close()
  })

  it('G2 what is cut here and put back elsewhere stays the same recommendation', () => {
    const seat = sit(memoDoc([recommendation(first, '甲'), paragraph('尾')]))
    const { view } = seat.editor
    seat.editor.commands.setNodeSelection(0)
    view.dom.dispatchEvent(new Event('cut', { bubbles: true, cancelable: true }))
    seat.editor.commands.deleteSelection()
    expect(idsOf(seat.doc)).toEqual([])
    caretAt(seat, seat.editor.state.doc.content.size - 1)
    view.pasteHTML(`<p>前</p><section data-recommendation data-id="${first}">甲</section><p>后</p>`)
    expect(idsOf(seat.doc)).toEqual([first])
    seat.close()
  })

  it('G2 two people who split the same one while apart end with ids that are all different and equal on both sides', () => {
    const { a, b, line } = pair([recommendation(first, '甲乙丙')])
    line.cut()
    caretAt(a, 2)
    press(a, 'Enter')
    caretAt(b, 3)
    press(b, 'Enter')
    line.join()
    const ids = idsOf(a.doc)
    expect(ids).toEqual(idsOf(b.doc))
    expect(new Set(ids).size).toBe(ids.length)
    a.close()
    b.close()
  })

  it('G2 nobody renames what another wrote: a peer without an id gets none from me', () => {
    const { a, b } = pair([paragraph('文')])
    const updates = countUpdates(b.doc)
    const bare = new Y.XmlElement('recommendation')
    memoBody(a.doc).insert(1, [bare])
    expect(updates()).toBe(1)
    expect(idsOf(b.doc)).toEqual([''])
    a.close()
    b.close()
  })

  it('Backspace at its start makes it plain text, and undo brings the recommendation back with its terms', () => {
    const seat = sit(memoDoc([paragraph('前'), recommendation(first, '甲', '市发改委', '年内')]))
    caretAt(seat, 4)
    press(seat, 'Backspace')
    expect(blocksOf(seat.doc).map(({ type }) => type)).toEqual(['paragraph', 'paragraph'])
    seat.editor.commands.undo()
    expect(recommendations(blocksOf(seat.doc))).toMatchObject([{ id: first, lead: '市发改委', term: '年内' }])
    seat.close()
  })

  it('what is typed into its fields is in the document, and what a colleague types stands in mine', () => {
    const { a, b } = pair([recommendation(first, '甲')])
    const field = (seat: Seat, name: string): HTMLInputElement => {
      const found = seat.editor.view.dom.querySelector(`input[name="${name}"]`)
      if (!(found instanceof HTMLInputElement)) throw new TypeError(name)
      return found
    }
    field(a, 'lead').value = '市工信局'
    field(a, 'lead').dispatchEvent(new Event('input', { bubbles: true }))
    expect(recommendations(blocksOf(b.doc))[0]?.lead).toBe('市工信局')
    expect(field(b, 'lead').value).toBe('市工信局')
    a.close()
    b.close()
  })
})
