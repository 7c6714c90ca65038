// @vitest-environment jsdom
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { creditAdopted, stretchAt, stretchesOf, type Stretch } from '../../../renderer/editor/authors/stretches.ts'
import { markSince } from '../../../renderer/editor/authors/since.ts'
import { tint, untint } from '../../../renderer/editor/authors/tint.ts'
import { decide, setSuggesting } from '../../../renderer/editor/suggestions/suggestions.ts'
import { suggestionsIn } from '../../../renderer/editor/suggestions/settle.ts'
import { readAuthors, spansMap, type KeptSpan } from '../../../shared/documents/authors.ts'
import { memoBody, type Block } from '../../../shared/documents/memo.ts'
import { blocksOf, memoDoc, paragraph, sit, table, wire, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)
const seats: Seat[] = []
afterEach(() => seats.splice(0).forEach((seat) => seat.close()))

const [lin, song] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']

/** What the hub would have noted: each client is one member's. */
function noted(spans: Record<number, KeptSpan[]>): ReturnType<typeof readAuthors> {
  const doc = new Y.Doc()
  for (const [client, kept] of Object.entries(spans)) spansMap(doc).set(client, kept)
  return readAuthors(doc)
}

/** A memo by Lin, with Song at a second window. */
function two(blocks: readonly Block[]) {
  const first = memoDoc(blocks)
  const second = new Y.Doc()
  wire(first, second)
  const suggesting = { author: song, inkOf: () => '#2f5d8a', onRefused: () => undefined }
  const [a, b] = [sit(first), sit(second, true, { suggesting })]
  seats.push(a, b)
  const authors = noted({ [first.clientID]: [[0, lin, 100]], [second.clientID]: [[0, song, 200]] })
  const read = (of = a): Stretch[] => stretchesOf(of.editor.state.doc, memoBody(of.doc), authors, { client: -1, me: '' })
  const said = (of = a): string[] =>
    read(of).map(({ from, to, by }) => `${by === lin ? '林' : by === song ? '宋' : '?'}:${of.editor.state.doc.textBetween(from, to)}`)
  return { a, b, read, said }
}

describe('who wrote which letters', () => {
  it('AU4 letters put into the words of another are told apart from them, in the places of the editor', () => {
    const { a, b, said, read } = two([paragraph('融资成本偏高')])
    b.editor.commands.insertContentAt(3, '综合')
    expect(said()).toEqual(['林:融资', '宋:综合', '林:成本偏高'])
    expect(said(b)).toEqual(said(a))
    expect(stretchAt(read(), 4)?.by).toBe(song)
    expect(stretchAt(read(), 3)?.by).toBe(lin)
    expect(stretchAt(read(), 1)?.by).toBe(lin)
  })

  it('AU4 cells of a table, bold letters, breaks in a line and what stands behind them keep their places', () => {
    const { b, said } = two([table(['甲', '乙'], ['一', '二']), paragraph('尾段文字')])
    const end = b.editor.state.doc.content.size - 1
    b.editor.commands.insertContentAt(end, [{ type: 'hardBreak' }, { type: 'text', text: '后加' }])
    b.editor
      .chain()
      .setTextSelection({ from: end - 2, to: end })
      .setBold()
      .run()
    expect(said()).toEqual(['林:甲', '林:乙', '林:一', '林:二', '林:尾段文字', '宋:后加'])
  })

  it('AU4 whoever suggested words stays their author when somebody else accepts them', () => {
    const { a, b, said } = two([paragraph('降低成本')])
    setSuggesting(b.editor, true)
    b.editor.commands.insertContentAt(5, '和费用')
    expect(said()).toEqual(['林:降低成本', '宋:和费用'])
    decide(a.editor, new Set(suggestionsIn(a.editor.state.doc).map(({ id }) => id)), true)
    expect(blocksOf(a.doc)).toEqual([paragraph('降低成本和费用')])
    expect(said()).toEqual(['林:降低成本', '宋:和费用'])
  })

  it('AU1 one client whose letters came from two members has two authors, and the time of each', () => {
    const { a } = two([paragraph('甲乙丙丁')])
    const { client, clock } = firstLetter(a)
    const authors = noted({
      [client]: [
        [0, lin, 100],
        [clock + 2, song, 130],
      ],
    })
    const read = stretchesOf(a.editor.state.doc, memoBody(a.doc), authors, { client: -1, me: '' })
    expect(read).toEqual([
      { from: 1, to: 3, by: lin, at: 100 * 60_000 },
      { from: 3, to: 5, by: song, at: 130 * 60_000 },
    ])
  })

  it('AU3 what nobody is noted for is nobody’s, and what this window has just written is mine', () => {
    const { a } = two([paragraph('文字')])
    const read = (client: number) => stretchesOf(a.editor.state.doc, memoBody(a.doc), noted({}), { client, me: lin })
    expect(read(-1).map(({ by }) => by)).toEqual([null])
    expect(read(a.doc.clientID).map(({ by }) => by)).toEqual([lin])
  })

  it('AU5 words proposed in a comment are their proposer’s where a drafter has put them in, and what the drafter wrote besides is not', () => {
    const { a, read } = two([paragraph('数字化改造的重点。'), paragraph('尾段')])
    a.editor.commands.insertContentAt(9, '和难点')
    const at = 100 * 60_000
    const credited = (words: string, when = at) =>
      creditAdopted(read(), a.editor.state.doc, [{ by: song, through: lin, words, instead: '改造的重点', at: when }]).map(
        ({ from, to, by, through }) =>
          `${by === lin ? '林' : '宋'}${through === lin ? '·林' : ''}:${a.editor.state.doc.textBetween(from, to)}`,
      )
    expect(credited('改造的重点和难点')).toEqual(['林:数字化改造的重点', '宋·林:和难点', '林:。', '林:尾段'])
    expect(credited('改造的重点与难点')).toEqual(['林:数字化改造的重点和难点。', '林:尾段'])
    expect(credited('改造的重点和难点', at + 60 * 60_000)).toEqual(['林:数字化改造的重点和难点。', '林:尾段'])
  })

  it('AU4 the colours go with the text while somebody types, change nothing in it, and are gone afterwards', () => {
    const { a, b, read } = two([paragraph('降低成本')])
    let updates = 0
    a.doc.on('update', () => updates++)
    tint(a.editor, read(), () => ({ ink: '#2f5d8a', title: '林' }))
    const tinted = () => [...a.editor.view.dom.querySelectorAll('.written-by')].map(({ textContent }) => textContent)
    expect(tinted()).toEqual(['降低成本'])
    expect(updates).toBe(0)
    b.editor.commands.insertContentAt(1, '切实')
    expect(tinted()).toEqual(['降低成本'])
    untint(a.editor)
    expect(tinted()).toEqual([])
  })
})

describe('what others have written since I left', () => {
  it('AU4 is marked in the margin of its blocks, mine is not, and the marks can be put away', () => {
    const { a, b } = two([paragraph('甲'), paragraph('乙'), paragraph('丙')])
    const authors = noted({ [a.doc.clientID]: [[0, lin, 100]], [b.doc.clientID]: [[0, song, 200]] })
    const vector = Y.decodeStateVector(Y.encodeStateVector(a.doc))
    a.editor.commands.insertContentAt(2, '我加的')
    b.editor.commands.insertContentAt(b.editor.state.doc.content.size - 1, '宋加的')
    const clear = markSince(a.editor, { doc: a.doc, authors, vector, me: lin })
    const marked = () => [...a.editor.view.dom.querySelectorAll('.since-left')].map(({ textContent }) => textContent)
    expect(marked()).toEqual(['丙宋加的'])
    b.editor.commands.insertContentAt(1, '又')
    expect(marked()).toEqual(['丙宋加的'])
    clear()
    expect(marked()).toEqual([])
  })
})

function firstLetter({ doc }: Seat): Y.ID {
  const block = memoBody(doc).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  return (text instanceof Y.XmlText && text._start?.id) || expect.fail()
}
