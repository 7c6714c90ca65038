import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import { z } from 'zod'
import type { Text } from '../../shared/i18n/zh.ts'

const terms = z.object({ lead: z.string(), term: z.string() })
type Term = keyof z.infer<typeof terms>

/** The block of a recommendation: its measure as text, who leads and by when in two fields below. Plain DOM: it may stand by the hundred. */
export const RecommendationBlock = Extension.create<{ text: Text['editor'] | null }>({
  name: 'recommendationBlock',
  priority: 300,
  addOptions: () => ({ text: null }),
  addProseMirrorPlugins() {
    const { text } = this.options
    if (!text) throw new TypeError('The recommendation block needs its words')
    return [new Plugin({ props: { nodeViews: { recommendation: (node, view, at) => block(node, view, at, text) } } })]
  },
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => enter(editor),
    Backspace: ({ editor }) => atStart(editor) && editor.commands.setNode('paragraph'),
    Tab: ({ editor }) => inMeasure(editor) && focusField(editor, 'lead'),
    'Shift-Tab': ({ editor }) => inMeasure(editor),
    'Mod-Alt-5': ({ editor }) => editor.commands.toggleNode('recommendation', 'paragraph'),
  }),
})

const inMeasure = ({ state }: Editor): boolean => state.selection.$from.parent.type.name === 'recommendation'
const atStart = (editor: Editor): boolean => {
  const { empty, $from } = editor.state.selection
  return empty && $from.parentOffset === 0 && inMeasure(editor)
}

/** The next recommendation; out of an empty one back to plain text; in front of the first character a line above. */
function enter(editor: Editor): boolean {
  if (!inMeasure(editor)) return false
  const { $from } = editor.state.selection
  const { lead, term } = terms.parse($from.parent.attrs)
  if ($from.parent.content.size === 0) return lead || term ? true : editor.commands.setNode('paragraph')
  if (atStart(editor)) return editor.commands.insertContentAt($from.before(), { type: 'paragraph' }, { updateSelection: false })
  return editor.commands.command(({ tr, dispatch }) => {
    if (!dispatch) return true
    tr.deleteSelection().split(tr.selection.from, 1, [{ type: $from.parent.type, attrs: { id: null } }])
    tr.scrollIntoView()
    return true
  })
}

function focusField(editor: Editor, name: Term): boolean {
  const dom = editor.view.nodeDOM(editor.state.selection.$from.before())
  const input = dom instanceof HTMLElement ? dom.querySelector<HTMLInputElement>(`input[name="${name}"]`) : null
  input?.focus()
  return input !== null
}

type Place = () => number | undefined

function block(start: Node, view: EditorView, place: Place, text: Text['editor']): NodeView {
  let node = start
  const dom = element('section', 'recommendation')
  const label = element('span', 'recommendation-label')
  label.contentEditable = 'false'
  label.dataset['label'] = text.recommendation
  const contentDOM = element('p', 'recommendation-measure')
  const bottom = element('div', 'recommendation-terms')
  bottom.contentEditable = 'false'
  const fields = {
    lead: field('lead', text.lead, text.leadHint, view, place),
    term: field('term', text.term, text.termHint, view, place),
  }
  bottom.append(fields.lead.label, fields.term.label)
  dom.append(label, contentDOM, bottom)
  const show = (): void => {
    const now = terms.parse(node.attrs)
    fields.lead.show(now.lead)
    fields.term.show(now.term)
  }
  fields.lead.input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') go(event, () => fields.term.input.focus())
    if (backwards(event)) go(event, () => leave(view, place, 'measure'))
  })
  fields.term.input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowUp') go(event, () => fields.lead.input.focus())
    if (event.key === 'Enter' || event.key === 'ArrowDown' || (event.key === 'Tab' && !event.shiftKey))
      go(event, () => leave(view, place, 'next'))
    if (event.key === 'Escape') go(event, () => leave(view, place, 'measure'))
  })
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
    stopEvent: ({ target }) => isIn(bottom, target),
    ignoreMutation: (mutation) => !contentDOM.contains(mutation.target) && (mutation.type !== 'selection' || isIn(bottom, mutation.target)),
  }
}

const isIn = (parent: HTMLElement, target: EventTarget | null): boolean => target instanceof window.Node && parent.contains(target)
const backwards = ({ key, shiftKey }: KeyboardEvent): boolean => key === 'ArrowUp' || key === 'Escape' || (key === 'Tab' && shiftKey)

function go(event: KeyboardEvent, act: () => void): void {
  if (event.isComposing) return
  event.preventDefault()
  act()
}

/** Back to the end of the measure, or on to the block below, which is made if there is none. */
function leave(view: EditorView, place: Place, to: 'measure' | 'next'): void {
  const at = place()
  const node = at === undefined ? null : view.state.doc.nodeAt(at)
  if (at === undefined || !node) return
  const { tr, schema } = view.state
  const behind = at + node.nodeSize
  if (to === 'measure') tr.setSelection(TextSelection.create(tr.doc, behind - 1))
  else {
    if (behind === tr.doc.content.size) tr.insert(behind, schema.node('paragraph'))
    tr.setSelection(TextSelection.near(tr.doc.resolve(behind + 1)))
  }
  view.dispatch(tr.scrollIntoView())
  view.focus()
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = name
  return made
}

type Field = { label: HTMLElement; input: HTMLInputElement; show: (value: string) => void }

/** One line of the block: every letter is a change of the document, but a composition only when it is done. */
function field(name: Term, title: string, hint: string, view: EditorView, place: Place): Field {
  const label = element('label', 'recommendation-term')
  const caption = element('span', 'recommendation-caption')
  caption.textContent = title
  const input = element('input', 'recommendation-input')
  Object.assign(input, { name, type: 'text', placeholder: hint, maxLength: 100, autocomplete: 'off', spellcheck: false })
  label.append(caption, input)
  const write = (): void => {
    const at = place()
    if (at === undefined || view.state.doc.nodeAt(at)?.attrs[name] === input.value) return
    view.dispatch(view.state.tr.setNodeAttribute(at, name, input.value))
  }
  let composes = false
  input.addEventListener('focus', () => void (input.readOnly = !view.editable))
  input.addEventListener('compositionstart', () => void (composes = true))
  input.addEventListener('compositionend', () => {
    composes = false
    write()
  })
  input.addEventListener('input', () => {
    if (!composes) write()
  })
  return { label, input, show: (value) => show(input, value, composes) }
}

/** What another wrote into the field I stand in leaves my caret where it was. */
function show(input: HTMLInputElement, value: string, composes: boolean): void {
  if (composes || input.value === value) return
  const at = input.selectionStart
  input.value = value
  if (document.activeElement === input) input.setSelectionRange(at, at)
}
