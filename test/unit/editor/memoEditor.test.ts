// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { countOf } from '../../../renderer/editor/count.ts'
import { cleanHtml } from '../../../renderer/editor/paste.ts'
import { insertTable } from '../../../renderer/editor/tables.ts'
import { grammarOf } from '../../../shared/documents/guard.ts'
import { characterCount, memoBody, plainText, type Block } from '../../../shared/documents/memo.ts'
import { lineSchema, memoSchema } from '../../../shared/documents/schema.ts'
import { blocksOf, countUpdates, memoDoc, pair, paragraph, recommendation, run, sit, table, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const id = '11111111-1111-4111-8111-111111111111'
const everything: Block[] = [
  { type: 'heading', level: 1, runs: [run('基本情况')] },
  { type: 'heading', level: 4, runs: [run('抵押物')] },
  {
    type: 'paragraph',
    runs: [{ ...run('加粗'), bold: true }, run('平常'), { ...run('斜'), italic: true, underline: true }, run('\n'), run('次行')],
  },
  { type: 'quote', blocks: [paragraph('一句话')] },
  {
    type: 'list',
    ordered: true,
    items: [[paragraph('甲'), { type: 'list', ordered: false, items: [[paragraph('子')]] }], [paragraph('乙')]],
  },
  table(['类别', '数'], ['制造业', '64']),
  recommendation(id, '设立资金池', '市工信局', '年内'),
  paragraph(''),
]

function select({ editor }: Seat, from: number, to = from): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)))
}
const textOf = (doc: Y.Doc): string[] => blocksOf(doc).map((block) => ('runs' in block ? plainText(block.runs) : block.type))

describe('the schema', () => {
  it('S1 the editor knows exactly the nodes, marks and attributes that the hub lets through', () => {
    const grammar = grammarOf('memo')
    const nodes = Object.entries(memoSchema.nodes).filter(([name]) => name !== 'doc' && name !== 'text')
    const own = Object.fromEntries(nodes.map(([name, type]) => [name, Object.keys(type.spec.attrs ?? {}).sort()]))
    const theirs = Object.fromEntries(Object.entries(grammar?.elements ?? {}).map(([name, rules]) => [name, Object.keys(rules).sort()]))
    expect(own).toEqual(theirs)
    expect(Object.keys(memoSchema.marks).sort()).toEqual(Object.keys(grammar?.marks ?? {}).sort())
    expect(Object.keys(lineSchema.nodes).sort()).toEqual(['doc', 'text', ...Object.keys(grammarOf('agenda')?.elements ?? {})].sort())
  })

  it('S2 binding an editor changes nothing, and every kind of block comes back as it was written', () => {
    const doc = memoDoc(everything)
    const before = blocksOf(doc)
    const updates = countUpdates(doc)
    const seat = sit(doc)
    expect(updates()).toBe(0)
    select(seat, 1)
    seat.editor.commands.insertContent('新')
    expect(blocksOf(doc).slice(1)).toEqual(before.slice(1))
    expect(textOf(doc)[0]).toBe('新基本情况')
    seat.close()
  })

  it('S3 the count of the window is the count of the paper', () => {
    const seat = sit(memoDoc(everything))
    expect(countOf(seat.editor.state.doc)).toBe(characterCount(blocksOf(seat.doc)))
    seat.close()
  })
})

describe('two people on one text', () => {
  it('U1 undo takes back my own changes and leaves those of others', () => {
    const { a, b } = pair([paragraph('正文')])
    select(a, 1)
    a.editor.commands.insertContent('甲')
    select(b, b.editor.state.doc.content.size - 1)
    b.editor.commands.insertContent('乙')
    expect(textOf(a.doc)).toEqual(['甲正文乙'])
    a.editor.commands.undo()
    expect(textOf(b.doc)).toEqual(['正文乙'])
    a.editor.commands.redo()
    expect(textOf(b.doc)).toEqual(['甲正文乙'])
    a.close()
    b.close()
  })

  it.each(['heading', 'list', 'table'] as const)('G5 undo of a %s that I made leaves what another has written in it since', (made) => {
    const { a, b } = pair([paragraph('正文'), paragraph('尾')])
    select(a, 2)
    if (made === 'heading') a.editor.commands.toggleHeading({ level: 1 })
    if (made === 'list') a.editor.commands.toggleBulletList()
    if (made === 'table') insertTable(a.editor)
    select(b, a.editor.state.selection.from)
    b.editor.commands.insertContent('乙')
    a.editor.commands.undo()
    expect(a.editor.state.doc.textContent).toContain('乙')
    expect(a.editor.state.doc.textContent).toContain('正文')
    expect(b.editor.state.doc.toJSON()).toEqual(a.editor.state.doc.toJSON())
    a.close()
    b.close()
  })

  it('G6 undo of an Enter leaves the words where they are if the line they came from was replaced by another', () => {
    const { a, b, line } = pair([paragraph('企业融资难'), paragraph('尾')])
    select(a, 3)
    a.editor.commands.splitBlock()
    select(b, 1)
    b.editor.commands.toggleHeading({ level: 1 })
    line.cut()
    a.editor.commands.undo()
    line.join()
    expect(textOf(a.doc).join('')).toContain('融资难')
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    a.close()
    b.close()
  })

  it('U4 an undo in a text that has become shorter meanwhile keeps no place that the next change would fall over', () => {
    const { a, b } = pair([paragraph('一段很长的话，后面的都要删去'), paragraph('尾')])
    select(a, a.editor.state.doc.content.size - 1)
    a.editor.commands.insertContent('甲')
    select(b, 2, 15)
    b.editor.commands.deleteSelection()
    a.editor.commands.undo()
    select(b, b.editor.state.doc.content.size - 1)
    b.editor.commands.selectParentNode()
    b.editor.commands.deleteSelection()
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    a.editor.commands.redo()
    a.editor.commands.undo()
    b.editor.commands.insertContentAt(0, { type: 'paragraph', content: [{ type: 'text', text: '乙' }] })
    expect(textOf(a.doc)).toEqual(textOf(b.doc))
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    a.close()
    b.close()
  })

  it('U5 undo brings the caret to what it has changed, unless the caret is there', () => {
    const seat = sit(memoDoc(Array.from({ length: 30 }, (_, nth) => paragraph(`第${String(nth)}段`))))
    const { editor } = seat
    const caret = (): number => editor.state.selection.$head.index(0)
    const own = Array.from(editor.state.doc.content.content).reduce<number[]>(
      (all, block) => [...all, (all.at(-1) ?? 0) + block.nodeSize],
      [0],
    )
    editor.commands.setTextSelection({ from: (own[2] ?? 0) + 1, to: (own[9] ?? 0) + 2 })
    editor.commands.deleteSelection()
    editor.commands.focus('end')
    expect(caret()).toBe(22)
    editor.commands.undo()
    expect(editor.state.doc.childCount).toBe(30)
    expect(caret()).toBe(2)
    editor.commands.focus('end')
    editor.commands.redo()
    expect(editor.state.doc.childCount).toBe(23)
    expect(caret()).toBe(2)
    seat.close()
  })

  it('U2 a reader gives off no update, not even to repair a table that two edits left uneven', () => {
    const { a, line } = pair([table(['甲', '乙'], ['丙', '丁']), paragraph('尾')])
    const reader = sit(a.doc, false)
    line.cut()
    const row = memoBody(a.doc).get(0)
    const updates = countUpdates(a.doc)
    a.close()
    if (row instanceof Y.XmlElement) row.insert(2, [new Y.XmlElement('tableRow')])
    reader.editor.view.dispatch(reader.editor.state.tr.setSelection(TextSelection.atEnd(reader.editor.state.doc)))
    expect(updates()).toBe(1)
    reader.close()
  })

  it('U3 two people who each delete the other half of a cell leave a cell that can still be written in', () => {
    const { a, b, line } = pair([table(['甲', '乙'])])
    select(a, 4)
    a.editor.commands.splitBlock()
    line.cut()
    const cellOf = (doc: Y.Doc): Y.XmlElement => {
      const row = memoBody(doc).get(0)
      const first = row instanceof Y.XmlElement ? row.get(0) : null
      const cell = first instanceof Y.XmlElement ? first.get(0) : null
      if (!(cell instanceof Y.XmlElement)) throw new TypeError('no cell')
      return cell
    }
    a.doc.transact(() => cellOf(a.doc).delete(0, 1))
    b.doc.transact(() => cellOf(b.doc).delete(1, 1))
    const emptied = [countUpdates(a.doc), countUpdates(b.doc)]
    line.join()
    expect(emptied.map((count) => count())).toEqual([1, 1])
    expect(cellOf(a.doc).length).toBe(0)
    expect(cellOf(b.doc).nodeName).toBe('tableHeader')
    a.close()
    b.close()
  })
})

describe('edits of my own', () => {
  it('T1 rows and columns come with a paragraph in each cell, and a table whose rows are gone goes too', () => {
    const seat = sit(memoDoc([table(['甲', '乙'], ['丙', '丁']), paragraph('尾')]))
    select(seat, 4)
    seat.editor.commands.addColumnAfter()
    seat.editor.commands.addRowAfter()
    const [grown] = blocksOf(seat.doc)
    expect(grown?.type === 'table' && grown.rows.map((row) => row.map(({ blocks }) => blocks.length))).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ])
    seat.editor.commands.deleteTable()
    expect(textOf(seat.doc)).toEqual(['尾'])
    seat.close()
  })

  it('T9 Ctrl+Shift+B quotes, Ctrl+B is bold, with Caps Lock too', () => {
    const seat = sit(memoDoc([paragraph('字')]))
    const { editor } = seat
    const press = (key: string, shiftKey: boolean): void => {
      const event = new KeyboardEvent('keydown', { key, keyCode: 66, ctrlKey: true, shiftKey, cancelable: true })
      void editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event))
    }
    editor.commands.selectAll()
    press('b', false)
    press('B', false)
    press('b', false)
    expect(blocksOf(seat.doc)).toMatchObject([{ type: 'paragraph', runs: [{ text: '字', bold: true }] }])
    press('B', true)
    expect(blocksOf(seat.doc)).toMatchObject([{ type: 'quote', blocks: [{ runs: [{ bold: true }] }] }])
    seat.close()
  })

  it('T2 a list whose items are deleted leaves no empty shell', () => {
    const seat = sit(
      memoDoc([paragraph('前'), { type: 'list', ordered: false, items: [[paragraph('甲')], [paragraph('乙')]] }, paragraph('后')]),
    )
    const { doc, tr } = seat.editor.state
    seat.editor.view.dispatch(tr.delete(4, 3 + doc.child(1).nodeSize - 1))
    expect(textOf(seat.doc)).toEqual(['前', '后'])
    seat.close()
  })

  it('T3 what is pasted keeps the closed set: no classes, colours, links, pictures or comments of Word', () => {
    const seat = sit(memoDoc([paragraph('')]))
    select(seat, 1)
    seat.editor.view.pasteHTML(
      `<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--[if gte mso 9]><xml><w:View/></xml><![endif]-->` +
        `<h1 class="MsoTitle" style="color:red">题</h1><p class="MsoNormal" lang="ZH-CN" style="text-indent:32pt;mso-char-indent-count:2">\u3000\u3000正<b>文</b><span style="font-weight:bold">粗</span><a href="javascript:alert(1)">链</a><o:p></o:p></p>` +
        `<img src="x" onerror="window.hacked=1"><table class="MsoTableGrid"><tr><td width="100" colspan="9999">格</td></tr></table><script>window.hacked=1</script></body></html>`,
    )
    const blocks = blocksOf(seat.doc)
    expect(textOf(seat.doc)).toEqual(['题', '正文粗链', 'table'])
    expect(blocks[1]).toMatchObject({ runs: [{ text: '正' }, { text: '文粗', bold: true }, { text: '链' }] })
    expect(seat.editor.view.dom.innerHTML).not.toMatch(/Mso|javascript|onerror|9999/)
    expect('hacked' in window).toBe(false)
    seat.close()
  })

  it('T3 what is pasted names no other place for the addresses in a page', () => {
    expect(cleanHtml('<BASE\nhref="http://remote.invalid/"><p>正</p><base href=x>文')).toBe('<p>正</p>文')
  })
})
