// @vitest-environment jsdom
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { decide, isSuggesting, setSuggesting } from '../../../renderer/editor/suggestions/suggestions.ts'
import { suggestionsIn } from '../../../renderer/editor/suggestions/settle.ts'
import type { Refused } from '../../../renderer/editor/suggestions/suggest.ts'
import { memoBody, plainText, type Block } from '../../../shared/documents/memo.ts'
import { pendingIn } from '../../../shared/documents/suggestions.ts'
import { authorOf } from '../../../shared/documents/talk.ts'
import { between, random, type Random } from '../../prove/proof.ts'
import { blocksOf, memoDoc, paragraph, recommendation, run, sit, table, wire, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const me = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const measure = '33333333-3333-4333-8333-333333333333'

type Suggester = Seat & { refusals: Refused[] }
function suggester(doc: Y.Doc, author = me): Suggester {
  const refusals: Refused[] = []
  const seat = sit(doc, true, { suggesting: { author, inkOf: () => '#2f5d8a', onRefused: (why) => refusals.push(why) } })
  setSuggesting(seat.editor, true)
  return { ...seat, refusals }
}
const select = ({ editor }: Seat, from: number, to = from): void =>
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)))
const type = ({ editor }: Seat, words: string): void => {
  for (const letter of words) editor.view.dispatch(editor.state.tr.insertText(letter))
}
const press = ({ editor: { view } }: Seat, key: string): void =>
  void view.someProp('handleKeyDown', (handle) => handle(view, new KeyboardEvent('keydown', { key })))
const all = ({ editor }: Seat): Set<string> => new Set(suggestionsIn(editor.state.doc).map(({ id }) => id))
const settle = (seat: Seat, accept: boolean): void => decide(seat.editor, all(seat), accept)
const lines = (seat: Seat): string[] => blocksOf(seat.doc).map((block) => ('runs' in block ? plainText(block.runs) : block.type))
const shown = ({ editor }: Seat): string[] => editor.state.doc.children.map((node) => node.textContent)

describe('suggestion mode (SG2)', () => {
  it('SG2 what is typed, deleted and split is only suggested, and the text that counts stays as it was', () => {
    const seat = suggester(memoDoc([paragraph('企业融资难'), paragraph('尾')]))
    select(seat, 3)
    type(seat, '普遍')
    press(seat, 'Enter')
    select(seat, 8, 9)
    press(seat, 'Delete')
    expect(shown(seat)).toEqual(['企业普遍', '融资难', '尾'])
    expect(lines(seat)).toEqual(['企业融资难', '尾'])
    settle(seat, false)
    expect(shown(seat)).toEqual(['企业融资难', '尾'])
    seat.close()
  })

  it('SG2 accepted, it is the text that was typed; one undo takes the acceptance back', () => {
    const seat = suggester(memoDoc([paragraph('企业融资难'), paragraph('尾')]))
    select(seat, 3, 5)
    type(seat, '用工')
    expect(suggestionsIn(seat.editor.state.doc)).toMatchObject([{ by: me, before: '融资', after: '用工' }])
    settle(seat, true)
    expect(lines(seat)).toEqual(['企业用工难', '尾'])
    seat.editor.commands.undo()
    expect(lines(seat)).toEqual(['企业融资难', '尾'])
    expect(all(seat).size).toBe(1)
    seat.close()
  })

  it('SG4 Backspace at the start of a paragraph and Delete at the end suggest joining it; letters already gone are passed over', () => {
    const seat = suggester(memoDoc([paragraph('甲乙'), paragraph('丙丁')]))
    select(seat, 5)
    press(seat, 'Backspace')
    expect(shown(seat)).toEqual(['甲乙', '丙丁'])
    expect(seat.editor.state.selection.head).toBe(3)
    press(seat, 'Backspace')
    press(seat, 'Backspace')
    expect(suggestionsIn(seat.editor.state.doc)).toMatchObject([{ before: '甲乙' }])
    settle(seat, true)
    expect(lines(seat)).toEqual(['丙丁'])
    seat.editor.commands.undo()
    settle(seat, false)
    expect(lines(seat)).toEqual(['甲乙', '丙丁'])
    select(seat, 3)
    press(seat, 'Delete')
    press(seat, 'Delete')
    settle(seat, true)
    expect(lines(seat)).toEqual(['甲乙丁'])
    seat.close()
  })

  it('SG2 a heading, a format, a recommendation and a chart are suggested and go back', () => {
    const blocks: Block[] = [paragraph('标题'), paragraph('正文'), recommendation(measure, '设立资金池', '市工信局', '年内')]
    const seat = suggester(memoDoc(blocks))
    select(seat, 2)
    seat.editor.commands.setHeading({ level: 1 })
    select(seat, 5, 7)
    seat.editor.commands.toggleBold()
    seat.editor.view.dispatch(seat.editor.state.tr.setNodeAttribute(8, 'lead', '市财政局'))
    expect(seat.editor.state.doc.firstChild?.type.name).toBe('heading')
    expect(blocksOf(seat.doc)).toEqual(blocks)
    settle(seat, false)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    expect(seat.editor.state.doc.firstChild?.type.name).toBe('paragraph')
    seat.editor.commands.undo()
    settle(seat, true)
    expect(blocksOf(seat.doc)).toEqual([
      { type: 'heading', level: 1, runs: [run('标题')] },
      { type: 'paragraph', runs: [{ ...run('正文'), bold: true }] },
      recommendation(measure, '设立资金池', '市财政局', '年内'),
    ])
    seat.close()
  })

  it('SG2 rows are suggested; columns, lists and merged cells are refused and nothing is changed', () => {
    const blocks = [paragraph('前'), table(['类别', '数'], ['制造业', '64'])]
    const seat = suggester(memoDoc(blocks))
    let inCell = 0
    seat.editor.state.doc.descendants((node, pos) => {
      if (node.text === '制造业') inCell = pos
    })
    select(seat, inCell)
    seat.editor.commands.addRowAfter()
    expect(seat.editor.state.doc.child(1).childCount).toBe(3)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    seat.editor.commands.addColumnAfter()
    select(seat, 2)
    seat.editor.commands.toggleBulletList()
    expect(seat.refusals).toEqual(['table', 'structure'])
    select(seat, inCell)
    seat.editor.commands.deleteRow()
    type(seat, '服务业')
    expect(blocksOf(seat.doc)).toEqual(blocks)
    settle(seat, false)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    expect(seat.editor.state.doc.child(1).childCount).toBe(2)
    seat.close()
  })

  it('SG2 Enter at the start of an item I suggested leaves both items suggested (seed 3000, round 24)', () => {
    const blocks: Block[] = [{ type: 'list', ordered: true, items: [[paragraph('甲项')], [paragraph('乙项')]] }, paragraph('尾')]
    const seat = suggester(memoDoc(blocks))
    select(seat, 9)
    press(seat, 'Enter')
    select(seat, 9)
    type(seat, '新')
    select(seat, 9)
    press(seat, 'Enter')
    expect(seat.editor.state.doc.child(0).childCount).toBe(4)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    settle(seat, false)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    expect(seat.editor.state.doc.child(0).childCount).toBe(2)
    seat.close()
  })

  it('SG4 Backspace takes back the Enter that put what is under an item into one of its own (seed 77000, round 294)', () => {
    const under: Block = { type: 'list', ordered: false, items: [[paragraph('子项')]] }
    const blocks: Block[] = [{ type: 'list', ordered: true, items: [[paragraph('甲项'), under]] }, paragraph('尾')]
    const seat = suggester(memoDoc(blocks))
    select(seat, 5)
    press(seat, 'Enter')
    expect(seat.editor.state.doc.child(0).childCount).toBe(2)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    press(seat, 'Backspace')
    expect(seat.editor.state.doc.child(0).childCount).toBe(1)
    expect(blocksOf(seat.doc)).toEqual(blocks)
    expect(all(seat).size).toBe(0)
    seat.close()
  })

  it('SG2 a table put in and notes and figures deleted come and go whole', () => {
    const blocks: Block[] = [
      { type: 'paragraph', runs: [run('据统计'), { ...run(''), note: { text: '年鉴', source: 'statistic', ref: '' } }, run('，')] },
      { type: 'figure', picture: '', width: 100, alt: '图', runs: [run('图题')] },
      paragraph('尾'),
    ]
    const seat = suggester(memoDoc(blocks))
    const { state, view } = seat.editor
    view.dispatch(state.tr.delete(4, 5))
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, 7)))
    press(seat, 'Delete')
    expect(blocksOf(seat.doc)).toEqual(blocks)
    expect(all(seat).size).toBe(2)
    settle(seat, true)
    expect(blocksOf(seat.doc)).toEqual([paragraph('据统计，'), paragraph('尾')])
    seat.close()
  })
})

describe('two who suggest in one place', () => {
  it('SG1 what stands beside or within the suggestion of another keeps an id of its own author', () => {
    const first = memoDoc([paragraph('企业融资难')])
    const second = new Y.Doc()
    wire(first, second)
    const [a, b] = [suggester(first), suggester(second, other)]
    select(a, 3)
    type(a, '长期')
    select(b, 5)
    type(b, '普遍')
    select(b, 4)
    type(b, '来')
    select(a, 9, 10)
    press(a, 'Delete')
    const listed = suggestionsIn(a.editor.state.doc).map(({ by, before, after }) => [by === me ? '甲' : '乙', before, after])
    expect(listed).toContainEqual(['乙', '', '来'])
    expect(shown(a)).toEqual(shown(b))
    decide(a.editor, new Set([...all(a)].filter((id) => authorOf(id) === other)), false)
    expect(shown(b)).toEqual(['企业长期融资难'])
    settle(b, false)
    expect(lines(a)).toEqual(['企业融资难'])
    for (const seat of [a, b]) seat.close()
  })

  it('SG2 who does not suggest types into no suggestion of another', () => {
    const first = memoDoc([paragraph('企业')])
    const second = new Y.Doc()
    wire(first, second)
    const [a, b] = [suggester(first), sit(second)]
    select(a, 3)
    type(a, '融资')
    select(b, 4)
    type(b, '的')
    expect(isSuggesting(b.editor.state)).toBe(false)
    expect(lines(b)).toEqual(['企业的'])
    settle(a, false)
    expect(lines(a)).toEqual(['企业的'])
    a.close()
    b.close()
  })
})

describe('any order of acts (SG3)', () => {
  const seed = Date.now() % 0x1_0000_0000
  const start = (): Block[] => [
    { type: 'heading', level: 1, runs: [run('一题')] },
    { type: 'paragraph', runs: [run('企业'), { ...run('融资'), bold: true }, run('难')] },
    {
      type: 'list',
      ordered: true,
      items: [[paragraph('甲项'), { type: 'list', ordered: false, items: [[paragraph('子项')]] }], [paragraph('乙项')]],
    },
    { type: 'quote', blocks: [paragraph('引文')] },
    table(['类别', '数'], ['制造业', '64']),
    recommendation(measure, '设立资金池'),
    paragraph('尾'),
  ]

  it(`SG3 refusing all gives the text as it was, and before that the same is read (seed ${String(seed)})`, () => {
    for (let round = 0; round < rounds; round++) {
      const where = `round ${String(round)} of seed ${String(seed)}`
      const next = random(seed + round)
      const seat = suggester(memoDoc(start()))
      const before = seat.editor.state.doc
      const done: string[] = []
      for (let act = 0; act < 12; act++) done.push(step(seat, next))
      expect(blocksOf(seat.doc), `${where}: ${done.join(' ')}`).toEqual(start())
      seat.editor.state.doc.check()
      settle(seat, false)
      expect(pendingIn(memoBody(seat.doc)).size, where).toBe(0)
      expect(withoutMeasureIds(seat.editor.state.doc.toJSON()), `${where}: ${done.join(' ')}`).toEqual(withoutMeasureIds(before.toJSON()))
      seat.close()
    }
  })

  it(`SG3 accepting all gives the text that the same letters would have given (seed ${String(seed)})`, () => {
    for (let round = 0; round < rounds; round++) {
      const where = `round ${String(round)} of seed ${String(seed)}`
      const next = random(seed + round)
      const words = ['企业融资难问题', '政企对话会议', '民营经济']
      const [plain, seat] = [sit(memoDoc(words.map(paragraph))), suggester(memoDoc(words.map(paragraph)))]
      const done: string[] = []
      for (let act = 0; act < 15; act++) {
        const live = living(seat)
        const at = between(next, 0, live.length - 1)
        const [here, there] = [live[at] ?? 1, living(plain)[at] ?? 1]
        select(seat, here)
        select(plain, there)
        const what = between(next, 0, 3)
        done.push(`${String(what)}@${String(at)}`)
        for (const one of [seat, plain]) {
          if (what < 2) type(one, '新字')
          else if (what === 2) press(one, 'Enter')
          else if (one === seat) press(one, 'Backspace')
          else backspace(one)
        }
      }
      settle(seat, true)
      expect(shown(seat), `${where}: ${done.join(' ')}`).toEqual(shown(plain))
      seat.close()
      plain.close()
    }
  })
})
const rounds = 15

/** Caret places of the text as it would be with all accepted, each once. */
function living({ editor }: Seat): number[] {
  const places: number[] = []
  let isJoined = false
  editor.state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    isJoined = /"deletion"/.test(String(node.attrs['suggestedBreak'])) && places.length > 0
    if (!isJoined) places.push(pos + 1)
    node.forEach((child, offset) => {
      if (child.marks.some(({ type: { name } }) => name === 'deletion')) return
      for (let at = 1; at <= child.nodeSize; at++) places.push(pos + 1 + offset + at)
    })
    return false
  })
  return places
}

function backspace({ editor }: Seat): void {
  const { $from } = editor.state.selection
  if ($from.parentOffset > 0) editor.view.dispatch(editor.state.tr.delete($from.pos - 1, $from.pos))
  else editor.commands.joinBackward()
}

function step(seat: Seat, next: Random): string {
  const { doc } = seat.editor.state
  const place = (): number => TextSelection.near(doc.resolve(between(next, 0, doc.content.size))).head
  const [from, to] = [place(), place()].sort((a, b) => a - b)
  if (from === undefined || to === undefined) return ''
  const what = between(next, 0, 9)
  const sameLine = doc.resolve(from).sameParent(doc.resolve(to))
  select(seat, from, what === 5 || what === 6 || (what === 7 && sameLine) ? to : from)
  const { commands } = seat.editor
  if (what < 3) type(seat, '新')
  if (what === 3) press(seat, 'Enter')
  if (what === 4) press(seat, between(next, 0, 1) ? 'Backspace' : 'Delete')
  if (what === 5) press(seat, 'Delete')
  if (what === 6) commands.toggleBold()
  if (what === 7) type(seat, '换')
  if (what === 8) commands.setHeading({ level: between(next, 0, 1) ? 2 : 3 })
  if (what === 9) commands.addRowAfter()
  return `${String(what)}@${String(from)}-${String(to)}`
}

const withoutMeasureIds = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replaceAll(/"id":"[0-9a-f-]{36}"/g, '"id":""')) as unknown
