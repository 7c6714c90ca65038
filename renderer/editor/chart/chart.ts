import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import { chartData, drawChart } from '../../../shared/documents/chart.ts'
import { chartKind, type Cell, type ChartKind } from '../../../shared/documents/memo.ts'
import type { Text } from '../../../shared/i18n/zh.ts'
import { svg } from '../../ui/drawing.ts'

type Words = Text['editor']

/** A chart on the sheet: drawn anew when the table above it changes, with its caption as text below. */
export const ChartBlock = Extension.create<{ text: Words | null }>({
  name: 'chartBlock',
  priority: 300,
  addOptions: () => ({ text: null }),
  addProseMirrorPlugins() {
    const { text } = this.options
    if (!text) throw new TypeError('The chart needs its words')
    const drawings = new Set<() => void>()
    return [
      new Plugin({
        props: { nodeViews: { chart: (node, view, at) => block({ node, view, at, text, drawings }) } },
        view: () => ({
          update: ({ state }, before) => {
            if (drawings.size > 0 && !state.doc.eq(before.doc)) for (const draw of drawings) draw()
          },
        }),
      }),
    ]
  },
})

/** Behind the table that the caret is in; the caret goes into its caption. */
export const insertChart = (editor: Editor): boolean =>
  editor
    .chain()
    .focus()
    .command(({ tr, state: { schema } }) => {
      const { $from } = tr.selection
      const behind = $from.after(1)
      tr.insert(behind, schema.node('chart', { chart: 'bar' }))
      if (tr.doc.lastChild?.type.name === 'chart') tr.insert(tr.doc.content.size, schema.node('paragraph'))
      tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView()
      return true
    })
    .run()

/** The nearest table before a place, within the same text. */
function tableBefore(doc: Node, at: number): Node | null {
  const { parent, index } = ((place) => ({ parent: place.parent, index: place.index() }))(doc.resolve(at))
  for (let before = index - 1; before >= 0; before--) if (parent.child(before).type.name === 'table') return parent.child(before)
  return null
}

const rows = new WeakMap<Node, Cell[][]>()

/** The cells as `readBlocks` would give them, as far as a chart asks. */
function rowsOf(table: Node): Cell[][] {
  const known = rows.get(table)
  if (known) return known
  const read = table.children.map((row) =>
    row.children.map((cell): Cell => ({
      header: cell.type.name === 'tableHeader',
      ...{ colspan: 1, rowspan: 1, width: null },
      blocks: [{ type: 'paragraph', runs: [{ text: cell.textContent, bold: false, italic: false, underline: false }] }],
    })),
  )
  rows.set(table, read)
  return read
}

type Block = { node: Node; view: EditorView; at: () => number | undefined; text: Words; drawings: Set<() => void> }

function block({ node: start, view, at, text, drawings }: Block): NodeView {
  let node = start
  let drawn: { table: Node | null; kind: ChartKind } | null = null
  const dom = document.createElement('figure')
  dom.className = 'figure-block chart-block'
  const picture = dom.appendChild(document.createElement('div'))
  picture.contentEditable = 'false'
  picture.className = 'figure-picture'
  const kinds = dom.appendChild(document.createElement('div'))
  kinds.contentEditable = 'false'
  kinds.className = 'figure-tools'
  kinds.setAttribute('role', 'group')
  kinds.setAttribute('aria-label', text.chartKind)
  const kindOf = (): ChartKind => chartKind.catch('bar').parse(node.attrs['chart'])
  const buttons = chartKind.options.map((kind) => {
    const button = kinds.appendChild(document.createElement('button'))
    button.type = 'button'
    button.textContent = text.chartKinds[kind]
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      const place = at()
      if (place !== undefined && view.editable) view.dispatch(view.state.tr.setNodeAttribute(place, 'chart', kind))
    })
    return { kind, button }
  })
  const contentDOM = dom.appendChild(document.createElement('figcaption'))
  contentDOM.dataset['hint'] = text.captionHint
  const draw = (): void => {
    const place = at()
    if (place === undefined || place > view.state.doc.content.size) return
    const table = tableBefore(view.state.doc, place)
    const kind = kindOf()
    if (drawn?.table === table && drawn.kind === kind) return
    drawn = { table, kind }
    for (const one of buttons) one.button.setAttribute('aria-pressed', String(one.kind === kind))
    const data = table ? chartData(rowsOf(table)) : null
    picture.replaceChildren(data ? svg(drawChart(kind, data), node.textContent) : empty(text.chartEmpty))
  }
  const show = (): void => {
    contentDOM.classList.toggle('empty', node.content.size === 0)
    draw()
  }
  drawings.add(draw)
  show()
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false
      node = next
      show()
      return true
    },
    stopEvent: ({ target }) => target instanceof window.Node && kinds.contains(target),
    ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
    destroy: () => void drawings.delete(draw),
  }
}

function empty(words: string): HTMLElement {
  const said = document.createElement('p')
  said.className = 'figure-empty'
  said.textContent = words
  return said
}
