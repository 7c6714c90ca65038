import type { Node } from '@tiptap/pm/model'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import { CellSelection } from '@tiptap/pm/tables'
import { moveSection, outlineOf } from '../../renderer/editor/aside/sections.ts'
import { composing } from '../../renderer/editor/composition.ts'
import { addNote } from '../../renderer/editor/notes/notes.ts'
import { suggestionsIn } from '../../renderer/editor/suggestions/settle.ts'
import { decide, isSuggesting, setSuggesting } from '../../renderer/editor/suggestions/suggestions.ts'
import { changeTable, insertTable } from '../../renderer/editor/tables.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { lettersIn, type Seat } from './editingSeat.ts'
import { between, type Random } from './proof.ts'

type Act = { weight: number; name: string; does: (seat: Seat, next: Random) => void; undoes?: true }

const pick = <T>(from: readonly T[], next: Random): T | undefined => from[between(next, 0, from.length - 1)]
const placeIn = (doc: Node, next: Random): number => TextSelection.near(doc.resolve(between(next, 0, doc.content.size))).head

function caret(seat: Seat, from: number, to = from): void {
  seat.view.dispatch(seat.editor.state.tr.setSelection(TextSelection.between(seat.doc.resolve(from), seat.doc.resolve(to))))
}
/** A range within the reach of a hand: mostly inside a line, sometimes over some. */
function selectSome(seat: Seat, next: Random): void {
  const from = placeIn(seat.doc, next)
  const $from = seat.doc.resolve(from)
  const reach = next() < 0.7 && $from.depth > 0 ? $from.end() : Math.min(seat.doc.content.size, from + between(next, 2, 25))
  caret(seat, from, TextSelection.near(seat.doc.resolve(between(next, from, Math.max(from, reach)))).head)
}

/** As ProseMirror does with what comes from the keyboard: first whoever handles it, else the letters. */
function type(seat: Seat, words: string): void {
  for (const letter of words) {
    const { from, to } = seat.editor.state.selection
    const plain = () => seat.editor.state.tr.insertText(letter, from, to).scrollIntoView()
    if (!seat.view.someProp('handleTextInput', (handle) => handle(seat.view, from, to, letter, plain))) seat.view.dispatch(plain())
  }
}

/** Keys as the editor takes them; what it leaves to the browser is done as the browser would. */
function press(seat: Seat, key: string, more: KeyboardEventInit = {}): void {
  const { view } = seat
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  if (view.someProp('handleKeyDown', (handle) => handle(view, event))) return
  const { tr, selection } = view.state
  if (!(selection instanceof TextSelection)) return
  const { $from, $to, empty } = selection
  const step = key === 'Backspace' ? -1 : key === 'Delete' ? 1 : 0
  if (step === 0) return
  if (!empty) view.dispatch(tr.deleteSelection())
  else if (step === -1 && $from.parentOffset > 0) view.dispatch(tr.delete($from.pos - 1, $from.pos))
  else if (step === 1 && $to.parentOffset < $to.parent.content.size) view.dispatch(tr.delete($to.pos, $to.pos + 1))
}

function carried(kept: Map<string, string>) {
  return {
    files: [],
    getData: (type: string) => kept.get(type) ?? '',
    setData: (type: string, data: string) => void kept.set(type, data),
    clearData: () => kept.clear(),
  }
}
function fire(seat: Seat, type: string, more: object): void {
  const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), more)
  seat.view.dom.dispatchEvent(event)
}
function take(seat: Seat, how: 'cut' | 'copy'): void {
  const kept = new Map<string, string>()
  fire(seat, how, { clipboardData: carried(kept) })
  if (kept.size > 0) seat.clipboard = { html: kept.get('text/html') ?? '', text: kept.get('text/plain') ?? '' }
}
function paste(seat: Seat): void {
  if (!seat.clipboard) return
  for (const letter of lettersIn(seat.clipboard.text)) seat.letters.pasted.add(letter)
  const kept = new Map([
    ['text/html', seat.clipboard.html],
    ['text/plain', seat.clipboard.text],
  ])
  fire(seat, 'paste', { clipboardData: carried(kept) })
}

/** A block is taken at its edge and let go somewhere else. */
function drag(seat: Seat, next: Random): void {
  const { view } = seat
  const starts: number[] = []
  seat.doc.forEach((_, at) => void starts.push(at))
  const at = pick(starts, next) ?? 0
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)))
  view.dragging = { slice: view.state.selection.content(), move: true }
  const pos = placeIn(seat.doc, next)
  const was = view.posAtCoords.bind(view)
  view.posAtCoords = () => ({ pos, inside: -1 })
  try {
    fire(seat, 'drop', { dataTransfer: carried(new Map()), clientX: 0, clientY: 0 })
  } finally {
    view.posAtCoords = was
    view.dragging = null
  }
}

function cellsOf(doc: Node): number[] {
  const cells: number[] = []
  doc.descendants((node, at) => {
    if (/^table(?:Cell|Header)$/.test(node.type.name)) cells.push(at)
  })
  return cells
}
function inTable(seat: Seat, next: Random): boolean {
  const at = pick(cellsOf(seat.doc), next)
  if (at === undefined) return false
  caret(seat, TextSelection.near(seat.doc.resolve(at + 1)).head)
  return true
}
const tableActs = ['addRowAfter', 'addRowBefore', 'deleteRow', 'addColumnAfter', 'deleteColumn', 'splitCell', 'toggleHeaderRow'] as const
function inSomeTable(seat: Seat, next: Random): void {
  if (!inTable(seat, next)) return void insertTable(seat.editor)
  const act = pick(tableActs, next)
  if (act) changeTable(seat.editor, act)
}
function merge(seat: Seat, next: Random): void {
  const cells = cellsOf(seat.doc)
  const [one, other] = [pick(cells, next), pick(cells, next)]
  if (one === undefined || other === undefined) return
  const [$one, $other] = [seat.doc.resolve(one), seat.doc.resolve(other)]
  if ($one.node(-1) !== $other.node(-1)) return
  seat.view.dispatch(seat.editor.state.tr.setSelection(new CellSelection($one, $other)))
  changeTable(seat.editor, 'mergeCells')
}

function settleSome(seat: Seat, next: Random): void {
  const listed = suggestionsIn(seat.doc)
  const one = pick(listed, next)
  if (!one) return
  const ids = next() < 0.3 ? listed.filter(({ by }) => by === one.by).map(({ id }) => id) : [one.id]
  decide(seat.editor, new Set(ids), next() < 0.5)
}

const compositionEvent = (type: string): Event => new CompositionEvent(type, { bubbles: true })
function compose(seat: Seat, next: Random): void {
  if (seat.composing === null) {
    caret(seat, placeIn(seat.doc, next))
    seat.view.dom.dispatchEvent(compositionEvent('compositionstart'))
    seat.composing = { at: seat.editor.state.selection.from, held: '' }
  }
  const { at, held } = seat.composing
  const more = `${held}${pick(['n', 'i', 'ha', 'zh'], next) ?? ''}`
  seat.view.dispatch(seat.editor.state.tr.insertText(more, at, at + held.length))
  seat.composing = { at, held: more }
}
/** The input method puts in what was chosen; the editor writes it a moment later. */
export function choose(seat: Seat): void {
  if (seat.composing === null) return
  const { at, held } = seat.composing
  const chosen = seat.fresh() + seat.fresh()
  seat.act('choose', () => seat.view.dispatch(seat.editor.state.tr.insertText(chosen, at, at + held.length)))
  seat.composing = null
  seat.view.dom.dispatchEvent(compositionEvent('compositionend'))
}
export const isBusy = (seat: Seat): boolean => seat.composing !== null || composing(memoBody(seat.text.doc))

const acts: readonly Act[] = [
  {
    ...{ weight: 24, name: 'type' },
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      for (let letters = between(next, 1, 4); letters > 0; letters--) type(seat, seat.fresh())
    },
  },
  {
    weight: 6,
    name: 'enter',
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      press(seat, 'Enter')
    },
  },
  {
    ...{ weight: 8, name: 'erase' },
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      const key = next() < 0.6 ? 'Backspace' : 'Delete'
      for (let times = between(next, 1, 3); times > 0; times--) press(seat, key)
    },
  },
  {
    weight: 3,
    name: 'erase some',
    does: (seat, next) => {
      selectSome(seat, next)
      press(seat, 'Delete')
    },
  },
  {
    weight: 3,
    name: 'type over',
    does: (seat, next) => {
      selectSome(seat, next)
      type(seat, seat.fresh())
    },
  },
  {
    weight: 2,
    name: 'tab',
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      press(seat, 'Tab', { shiftKey: next() < 0.5 })
    },
  },
  {
    ...{ weight: 5, name: 'mark' },
    does: (seat, next) => {
      selectSome(seat, next)
      seat.editor.commands[pick(['toggleBold', 'toggleItalic', 'toggleUnderline'] as const, next) ?? 'toggleBold']()
    },
  },
  {
    ...{ weight: 5, name: 'style' },
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      const { commands } = seat.editor
      const what = between(next, 0, 5)
      if (what < 2) commands.toggleHeading({ level: what === 0 ? 1 : 2 })
      if (what === 2) commands.setParagraph()
      if (what === 3) commands.toggleBulletList()
      if (what === 4) commands.toggleBlockquote()
      if (what === 5) commands.toggleNode('recommendation', 'paragraph')
    },
  },
  { weight: 2, name: 'note', does: (seat, next) => void addNote(seat.editor, placeIn(seat.doc, next), 'research') },
  { weight: 4, name: 'table', does: inSomeTable },
  { weight: 1, name: 'merge', does: merge },
  {
    weight: 3,
    name: 'cut',
    does: (seat, next) => {
      selectSome(seat, next)
      take(seat, 'cut')
    },
  },
  {
    weight: 1,
    name: 'copy',
    does: (seat, next) => {
      selectSome(seat, next)
      take(seat, 'copy')
    },
  },
  {
    weight: 4,
    name: 'paste',
    does: (seat, next) => {
      caret(seat, placeIn(seat.doc, next))
      paste(seat)
    },
  },
  { weight: 2, name: 'drag', does: drag },
  {
    ...{ weight: 1, name: 'move a section' },
    does: (seat, next) => {
      const sections = outlineOf(seat.doc).length
      if (sections > 1) moveSection(seat.editor, between(next, 0, sections - 1), between(next, 0, sections))
    },
  },
  { weight: 4, name: 'suggest', does: (seat) => setSuggesting(seat.editor, !isSuggesting(seat.editor.state)) },
  { weight: 5, name: 'decide', does: settleSome },
  { weight: 5, name: 'compose', does: compose },
  { weight: 8, name: 'undo', undoes: true, does: (seat) => void seat.editor.commands.undo() },
  { weight: 4, name: 'redo', undoes: true, does: (seat) => void seat.editor.commands.redo() },
  {
    ...{ weight: 3, name: 'comment' },
    does: (seat, next) => {
      selectSome(seat, next)
      const { from, to } = seat.editor.state.selection
      if (from < to) seat.comment({ from, to })
    },
  },
]
const all = acts.reduce((sum, { weight }) => sum + weight, 0)

/** One thing that a person does. Who composes goes on with it or chooses. */
export function doSomething(seat: Seat, next: Random): string {
  let left = between(next, 0, all - 1)
  const act = acts.find(({ weight }) => (left -= weight) < 0)
  if (!act) throw new RangeError('no act')
  if (seat.composing !== null) {
    if (next() < 0.5) compose(seat, next)
    else choose(seat)
    return 'compose'
  }
  if (composing(memoBody(seat.text.doc))) return 'wait'
  seat.act(act.name, () => act.does(seat, next), act.undoes)
  return act.name
}
