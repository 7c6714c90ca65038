// @vitest-environment jsdom
import { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type * as Y from 'yjs'
import { putRight, placeForSource, remarksOn } from '../../../renderer/editor/aside/faults.ts'
import { moveSection, outlineOf, sectionsOf, stepSection } from '../../../renderer/editor/aside/sections.ts'
import { findingIn, leave, look, replace, replaceAll, step } from '../../../renderer/editor/find/find.ts'
import { addNote, editNote, notesOf, removeNote } from '../../../renderer/editor/notes/notes.ts'
import { orderIn } from '../../../renderer/memos/talk/useAligned.ts'
import { plainText, type Block } from '../../../shared/documents/memo.ts'
import { blocksOf, memoDoc, pair, paragraph, recommendation, run, sit, table, withoutLayout } from './desk.ts'

beforeAll(() => {
  withoutLayout()
  Element.prototype.scrollIntoView = () => undefined
})

const heading = (level: 1 | 2 | 3 | 4, words: string): Block => ({ type: 'heading', level, runs: [run(words)] })
const textOf = (doc: Y.Doc): string[] => blocksOf(doc).map((block) => ('runs' in block ? plainText(block.runs) : block.type))

describe('find and replace', () => {
  const words = { text: '民企', matchCase: false }

  it('F1 every place is found, in tables and lists too, and counted while others write', () => {
    const { a, b } = pair([paragraph('民企融资，民企用工'), table(['民企', '数'])])
    look(a.editor, words)
    expect(findingIn(a.editor.state).places).toHaveLength(3)
    step(a.editor, 1)
    expect(findingIn(a.editor.state).at).toBe(1)
    b.editor.commands.insertContentAt(1, '民企')
    expect(findingIn(a.editor.state)).toMatchObject({ at: 2 })
    expect(findingIn(a.editor.state).places).toHaveLength(4)
    a.close()
    b.close()
  })

  it('F2 replacing all is one change that one undo takes back, and keeps the form of the words', () => {
    const seat = sit(memoDoc([{ type: 'paragraph', runs: [{ ...run('民企'), bold: true }, run('和民企')] }]))
    look(seat.editor, words)
    expect(replaceAll(seat.editor, '民营企业')).toBe(2)
    expect(blocksOf(seat.doc)).toEqual([{ type: 'paragraph', runs: [{ ...run('民营企业'), bold: true }, run('和民营企业')] }])
    seat.editor.commands.undo()
    expect(textOf(seat.doc)).toEqual(['民企和民企'])
    seat.close()
  })

  it('F3 replacing goes on to the next place and does not find again what it has just put there', () => {
    const seat = sit(memoDoc([paragraph('民企、民企')]))
    look(seat.editor, words)
    replace(seat.editor, '民企业')
    replace(seat.editor, '民企业')
    expect(textOf(seat.doc)).toEqual(['民企业、民企业'])
    seat.close()
  })

  it('F4 closing leaves the place selected', () => {
    const seat = sit(memoDoc([paragraph('关于民企')]))
    look(seat.editor, words)
    leave(seat.editor)
    const { from, to } = seat.editor.state.selection
    expect(seat.editor.state.doc.textBetween(from, to)).toBe('民企')
    expect(findingIn(seat.editor.state).places).toEqual([])
    seat.close()
  })
})

describe('the outline', () => {
  const id = '11111111-1111-4111-8111-111111111111'
  const sections = [
    paragraph('导语'),
    heading(1, '甲'),
    paragraph('甲文'),
    heading(2, '甲一'),
    paragraph('甲一文'),
    heading(1, '乙'),
    recommendation(id, '措施', '市工信局', '年内'),
  ]

  it('O1 a section goes with all below it, and its recommendation stays the same one', () => {
    const seat = sit(memoDoc(sections))
    expect(outlineOf(seat.editor.state.doc).map(({ number, text }) => number + text)).toEqual(['一、甲', '（一）甲一', '二、乙'])
    expect(moveSection(seat.editor, 2, 0)).toBe(0)
    expect(textOf(seat.doc)).toEqual(['导语', '乙', '措施', '甲', '甲文', '甲一', '甲一文'])
    expect(blocksOf(seat.doc)[2]).toMatchObject({ id, lead: '市工信局', term: '年内' })
    seat.editor.commands.undo()
    expect(textOf(seat.doc)).toEqual(['导语', '甲', '甲文', '甲一', '甲一文', '乙', '措施'])
    seat.close()
  })

  it('O2 keys move it among its like, down as up', () => {
    const seat = sit(memoDoc(sections))
    expect(stepSection(seat.editor, 0, 1)).toBe(1)
    expect(textOf(seat.doc)).toEqual(['导语', '乙', '措施', '甲', '甲文', '甲一', '甲一文'])
    expect(stepSection(seat.editor, 1, -1)).toBe(0)
    expect(textOf(seat.doc)).toEqual(['导语', '甲', '甲文', '甲一', '甲一文', '乙', '措施'])
    expect(stepSection(seat.editor, 0, -1)).toBeNull()
    expect(stepSection(seat.editor, 2, 1)).toBeNull()
    seat.close()
  })

  it('O3 a section cannot go into itself', () => {
    const seat = sit(memoDoc(sections))
    expect(moveSection(seat.editor, 0, 1)).toBeNull()
    expect(textOf(seat.doc)).toHaveLength(7)
    seat.close()
  })
})

describe('the check', () => {
  it('C1 puts right what is pressed, all of one rule as one change, and leaves notes and forms where they are', () => {
    const seat = sit(memoDoc([paragraph('融资难,用工难;成本高'), heading(1, '基本情况。')]))
    addNote(seat.editor, 4, 'statistic')
    const half = remarksOn(seat.editor.state.doc).filter(({ rule }) => rule === 'halfWidth')
    expect(half).toHaveLength(2)
    putRight(seat.editor, half)
    expect(textOf(seat.doc)).toEqual(['融资难，用工难；成本高', '基本情况。'])
    expect(notesOf(seat.editor.state.doc)).toHaveLength(1)
    putRight(seat.editor, remarksOn(seat.editor.state.doc))
    expect(textOf(seat.doc)[1]).toBe('基本情况')
    seat.close()
  })

  it('C2 what others wrote meanwhile does not lead it to another place', () => {
    const { a, b } = pair([paragraph('开头'), paragraph('共 12 家')])
    const remarks = remarksOn(a.editor.state.doc)
    b.editor.commands.insertContentAt(1, '新写的一句。')
    putRight(a.editor, remarks)
    expect(textOf(a.doc)).toEqual(['新写的一句。开头', '共12家'])
    a.close()
    b.close()
  })

  it('C3 a statement with figures asks for its source until it has one', () => {
    const seat = sit(memoDoc([paragraph('1—10月增长3.5%。形势向好。')]))
    const asks = (): number => remarksOn(seat.editor.state.doc).filter(({ rule }) => rule === 'source').length
    const [remark] = remarksOn(seat.editor.state.doc)
    expect(asks()).toBe(1)
    const at = remark ? placeForSource(seat.editor, remark) : null
    if (at !== null) addNote(seat.editor, at, 'statistic')
    expect(asks()).toBe(0)
    expect(blocksOf(seat.doc)[0]).toMatchObject({
      runs: [{ text: '1—10月增长3.5%' }, { note: { source: 'statistic' } }, { text: '。形势向好。' }],
    })
    seat.close()
  })
})

describe('notes', () => {
  it('N1 a note is written, pointed to a source and taken out; the other window has it too', () => {
    const { a, b } = pair([paragraph('数据见注')])
    a.editor.view.dispatch(a.editor.state.tr.setSelection(TextSelection.create(a.editor.state.doc, 5)))
    addNote(a.editor, 5, '')
    editNote(a.editor, 0, { text: '市统计局', source: 'link', ref: 'https://example.org' })
    expect(notesOf(b.editor.state.doc)).toEqual([{ text: '市统计局', source: 'link', ref: 'https://example.org' }])
    removeNote(b.editor, 0)
    expect(textOf(a.doc)).toEqual(['数据见注'])
    expect(notesOf(a.editor.state.doc)).toEqual([])
    a.close()
    b.close()
  })
})

describe('work of one key', () => {
  it('K1 the notes of the block that is written in are read again, and of no other', () => {
    const noted: Block = { type: 'paragraph', runs: [run('据'), { ...run(''), note: { text: '年鉴', source: 'statistic', ref: '' } }] }
    const seat = sit(memoDoc([...Array.from({ length: 50 }, () => noted), paragraph('尾')]))
    expect(notesOf(seat.editor.state.doc)).toHaveLength(50)
    seat.editor.commands.insertContentAt(1, '字')
    const walks = vi.spyOn(Node.prototype, 'descendants')
    expect(notesOf(seat.editor.state.doc)).toHaveLength(50)
    expect(walks).toHaveBeenCalledTimes(1)
    walks.mockRestore()
    seat.close()
  })

  it('K1 comments keep their order as long as none passes another', () => {
    const order = orderIn(
      new Map([
        ['b', { from: 9 }],
        ['a', { from: 2 }],
      ]),
      [],
    )
    expect(order).toEqual(['a', 'b'])
    expect(
      orderIn(
        new Map([
          ['b', { from: 12 }],
          ['a', { from: 5 }],
        ]),
        order,
      ),
    ).toBe(order)
    expect(
      orderIn(
        new Map([
          ['b', { from: 1 }],
          ['a', { from: 5 }],
        ]),
        order,
      ),
    ).toEqual(['b', 'a'])
    expect(orderIn(new Map([['a', { from: 5 }]]), order)).toEqual(['a'])
  })

  it('K1 sections end where the next one of their level or above begins', () => {
    const seat = sit(memoDoc([heading(1, '甲'), heading(2, '乙'), heading(3, '丙'), heading(2, '丁'), heading(1, '戊')]))
    const { doc } = seat.editor.state
    expect(sectionsOf(doc).map(({ text, end }) => [text, doc.nodeAt(end)?.textContent ?? ''])).toEqual([
      ['甲', '戊'],
      ['乙', '丁'],
      ['丙', '丁'],
      ['丁', '戊'],
      ['戊', ''],
    ])
    seat.close()
  })
})
