import { Extension, type Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { Fragment, Slice, type Mark, type Node, type ResolvedPos } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView, type MarkViewConstructor } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { z } from 'zod'
import { documentMeta, memoSchemaNumber } from '../../../shared/documents/memo.ts'
import { readRestyled, type SuggestedBy } from '../../../shared/documents/suggestions.ts'
import { authorOf, keyOf } from '../../../shared/documents/talk.ts'
import { changedBlocks } from '../difference.ts'
import { oneStep, type Followed } from '../undo.ts'
import { breakChange, isLine, joinLine, lineAfter, lineBefore, nodeChange } from './lines.ts'
import { settle } from './settle.ts'
import { suggest, suggestJoin, type Hand, type Refused } from './suggest.ts'

type Options = {
  /** The member at this window; `null` where nobody may suggest. */
  author: string | null
  inkOf: (member: string) => string
  doc: Y.Doc | null
  onRefused: (why: Refused) => void
}
type State = { on: boolean; marks: DecorationSet }
const key = new PluginKey<State>('suggestions')
const asItIs = 'suggestions:asItIs'

export const isSuggesting = (state: EditorState): boolean => key.getState(state)?.on ?? false
export const setSuggesting = (editor: Editor, on: boolean): void => editor.view.dispatch(editor.state.tr.setMeta(key, { on }))
/** A change that is one, also in suggestion mode: what was decided, restored or composed is not suggested again. */
export const asIs = (transaction: Transaction): Transaction => transaction.setMeta(asItIs, true)

/** One step of undo. */
export function decide(editor: Editor, ids: ReadonlySet<string>, accept: boolean, told: Followed | null = null): void {
  const { tr } = editor.state
  settle(tr, (id) => ids.has(id), accept)
  if (tr.docChanged) oneStep(editor, () => editor.view.dispatch(asIs(tr)), told)
}

/** 修订模式: whatever is changed while it is on is a suggestion (SG2). */
export const Suggestions = Extension.create<Options>({
  name: 'suggestions',
  // Before the keys of lists, tables and recommendations.
  priority: 400,
  addOptions: () => ({ author: null, inkOf: () => '#5c6169', doc: null, onRefused: () => undefined }),
  dispatchTransaction({ transaction, next }) {
    const { author, doc, onRefused } = this.options
    const { state } = this.editor
    const isPlain = !transaction.docChanged || isChangeOrigin(transaction) || transaction.getMeta(asItIs) === true
    if (isPlain) {
      next(transaction)
      return
    }
    if (!author || !isSuggesting(state)) {
      next(unsuggested(transaction))
      return
    }
    const suggested = suggest(transaction, state, handOf(author))
    if (typeof suggested === 'string') {
      onRefused(suggested)
      return
    }
    if (doc) raise(doc)
    next(suggested)
  },
  addKeyboardShortcuts() {
    const when = (act: (editor: Editor) => boolean) => (): boolean => isSuggesting(this.editor.state) && act(this.editor)
    return {
      'Mod-Shift-e': () => {
        if (!this.options.author || !this.editor.isEditable) return false
        setSuggesting(this.editor, !isSuggesting(this.editor.state))
        return true
      },
      // Out of an empty item is a change of lists, which is no suggestion.
      Enter: when(({ state: { selection } }) => {
        const { $from } = selection
        const isOut = selection.empty && $from.parent.content.size === 0 && $from.depth > 1 && $from.node(-1).type.name === 'listItem'
        if (isOut) this.options.onRefused('structure')
        return isOut
      }),
      Backspace: when((editor) => erase(editor, -1, 'grapheme')),
      Delete: when((editor) => erase(editor, 1, 'grapheme')),
      'Mod-Backspace': when((editor) => erase(editor, -1, 'word')),
      'Mod-Delete': when((editor) => erase(editor, 1, 'word')),
    }
  },
  addProseMirrorPlugins() {
    const { inkOf } = this.options
    const cut = new Set<string>()
    return [
      new Plugin<State>({
        key,
        state: {
          init: (_, { doc }) => ({ on: false, marks: drawn(doc, inkOf) }),
          apply(transaction, { on, marks }) {
            const asked = z.object({ on: z.boolean() }).safeParse(transaction.getMeta(key)).data
            return { on: asked?.on ?? on, marks: transaction.docChanged ? redrawn(marks, transaction, inkOf) : marks }
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.marks,
          markViews: { insertion: inked('ins', inkOf), deletion: inked('del', inkOf), formatting: inked('span', inkOf) },
          handleDOMEvents: {
            cut: ({ state }) => {
              state.doc.nodesBetween(state.selection.from, state.selection.to, ({ marks }) => marks.forEach((mark) => add(cut, mark)))
              return false
            },
            compositionstart: (view) => {
              if (isSuggesting(view.state)) beginComposing(view)
              return false
            },
          },
          transformPasted: (slice, view) => (view.dragging?.move && !isSuggesting(view.state) ? slice : cleared(slice, cut)),
        },
      }),
    ]
  },
})

const handOf = (author: string): Hand => ({
  author,
  at: new Date().toISOString(),
  fresh: () => keyOf(author, crypto.randomUUID()),
})

const idRule = z.object({ id: z.string() })
const add = (ids: Set<string>, { attrs }: Mark): void => {
  const id = idRule.safeParse(attrs).data?.id
  if (id !== undefined) ids.add(id)
}

/** An older version must not open what it would destroy. */
function raise(doc: Y.Doc): void {
  const meta = documentMeta(doc)
  if (z.number().catch(0).parse(meta.get('schema')) < memoSchemaNumber) meta.set('schema', memoSchemaNumber)
}

const suggestionMarks = ['insertion', 'deletion', 'formatting']
const withoutMarks = (marks: readonly Mark[]): Mark[] => marks.filter(({ type }) => !suggestionMarks.includes(type.name))

/** What is typed into another's suggestion is no part of it, and half of a split paragraph has not its break too. */
function unsuggested(transaction: Transaction): Transaction {
  const { schema } = transaction.doc.type
  transaction.steps.slice().forEach((step, at) => {
    if (!(step instanceof ReplaceStep)) return
    const { slice } = step
    const rest = transaction.mapping.slice(at + 1)
    const isTyped = slice.openStart === 0 && slice.openEnd === 0 && slice.content.content.every((node) => node.isText)
    if (isTyped && slice.size > 0 && slice.size < longestTyped) {
      const [from, to] = [rest.map(step.from, 1), rest.map(step.from + slice.size, -1)]
      for (const name of suggestionMarks) transaction.removeMark(from, to, schema.marks[name])
    }
    if (slice.openStart > 0 && slice.openStart === slice.openEnd && slice.size === slice.openStart * 2) {
      const $behind = transaction.doc.resolve(rest.map(step.from + slice.size, -1))
      if ($behind.depth > 0 && $behind.parentOffset === 0)
        for (const name of ['suggestedBreak', 'suggestedNode', 'suggestedStyle'])
          if ($behind.parent.attrs[name]) transaction.setNodeAttribute($behind.before(), name, null)
    }
  })
  return transaction
}
/** More at once is moved or pasted, and keeps what it has. */
const longestTyped = 40

/** What was copied is new text; what was cut here comes back as it was. */
function cleared(slice: Slice, cut: ReadonlySet<string>): Slice {
  const clean = (content: Fragment): Fragment => {
    const nodes: Node[] = []
    content.forEach((node) => {
      const kept = node.marks.filter((mark) => {
        const id = idRule.safeParse(mark.attrs).data?.id
        return id === undefined || cut.has(id) || !suggestionMarks.includes(mark.type.name)
      })
      if (node.marks.some(({ type }) => type.name === 'deletion') && !kept.some(({ type }) => type.name === 'deletion')) return
      if (node.isText) return void nodes.push(node.mark(kept))
      const attrs = Object.fromEntries(
        Object.entries(node.attrs).map(([name, value]: [string, unknown]) => [name, name.startsWith('suggested') ? null : value]),
      )
      nodes.push(node.type.create(attrs, clean(node.content), withoutMarks(node.marks)))
    })
    return Fragment.fromArray(nodes)
  }
  return new Slice(clean(slice.content), slice.openStart, slice.openEnd)
}

/** What is selected goes first: the input method must not take it out of the page by itself. */
function beginComposing(view: EditorView): void {
  if (!view.state.selection.empty) view.dispatch(view.state.tr.deleteSelection())
}

const inked =
  (tag: string, inkOf: Options['inkOf']): MarkViewConstructor =>
  (mark) => {
    const dom = document.createElement(tag)
    const id = idRule.parse(mark.attrs).id
    dom.className = `suggested ${mark.type.name}`
    dom.dataset['suggestion'] = id
    for (const [name, value] of Object.entries(mark.attrs)) dom.dataset[name] = String(value)
    dom.dataset[mark.type.name] = ''
    dom.style.setProperty('--ink', inkOf(authorOf(id)))
    return { dom, contentDOM: dom }
  }

type Drawn = { from: number; to: number; attributes: Record<string, string> }
const known = new WeakMap<Node, readonly Drawn[]>()

/** Blocks, breaks and notes; blocks that did not change are not looked at again. */
function drawn(doc: Node, inkOf: Options['inkOf']): DecorationSet {
  const marks: Decoration[] = []
  doc.forEach((block, offset) => {
    let found = known.get(block)
    if (!found) known.set(block, (found = drawnIn(block, inkOf)))
    for (const { from, to, attributes } of found) marks.push(Decoration.node(offset + from, offset + to, attributes))
  })
  return marks.length > 0 ? DecorationSet.create(doc, marks) : DecorationSet.empty
}

/** Where nothing is suggested, only what has changed is looked at. */
function redrawn(marks: DecorationSet, { before, doc }: Transaction, inkOf: Options['inkOf']): DecorationSet {
  if (marks !== DecorationSet.empty) return drawn(doc, inkOf)
  const { from, to } = changedBlocks(before, doc)
  return doc.children.slice(from, to).every((block) => drawnIn(block, inkOf).length === 0) ? marks : drawn(doc, inkOf)
}

function drawnIn(block: Node, inkOf: Options['inkOf']): Drawn[] {
  const found: Drawn[] = []
  const look = (node: Node, from: number): void => {
    const say = (by: SuggestedBy | null, name: string): void => {
      if (!by) return
      const attributes = { class: `suggested ${name}`, 'data-suggestion': by.id, style: `--ink: ${inkOf(authorOf(by.id))}` }
      found.push({ from, to: from + node.nodeSize, attributes })
    }
    const [whole, broken] = [nodeChange(node), breakChange(node)]
    say(whole, `node-${whole?.kind ?? ''}`)
    say(broken, `break-${broken?.kind ?? ''}`)
    say(readRestyled(node.attrs['suggestedStyle']), 'restyled')
  }
  look(block, 0)
  block.descendants((node, pos) => {
    if (!node.isText) look(node, pos + 1)
  })
  return found
}

/**
 * SG4 Backspace and Delete go on through what is already suggested to go, a grapheme or a word at a time, and over the end of a paragraph
 *     suggest that it goes on with the next. Left to the browser they would delete what is deleted, or put in a space of its own.
 */
function erase(editor: Editor, step: 1 | -1, by: 'grapheme' | 'word'): boolean {
  const { state, view } = editor
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.empty || !isLine(selection.$from.parent)) return false
  const found = livingBeside(selection.$from, step, by)
  if (found) {
    const tr = state.tr.delete(found.from, found.to)
    view.dispatch(tr.scrollIntoView())
    if (!isSuggesting(view.state)) return true
    const caret = step === 1 ? view.state.selection.head : Math.min(found.from, view.state.doc.content.size)
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(caret), step)))
    return true
  }
  return step === -1 ? eraseBreak(editor, selection.$from.before(), -1) : eraseNext(editor, selection.$from.end())
}

type Living = { from: number; to: number }
/** What is next to a place in its line and not yet suggested to go. */
function livingBeside($at: ResolvedPos, step: 1 | -1, by: 'grapheme' | 'word'): Living | null {
  const letters: { at: number; letter: string }[] = []
  const start = $at.start()
  $at.parent.forEach((node, offset) => {
    const isGone = node.marks.some(({ type }) => type.name === 'deletion') || nodeChange(node)?.kind === 'deletion'
    if (isGone) return
    const text = node.isText ? (node.text ?? '') : '\ufffc'
    for (let unit = 0; unit < text.length; unit++) letters.push({ at: start + offset + unit, letter: text.charAt(unit) })
  })
  const beside = letters.filter(({ at }) => (step === 1 ? at >= $at.pos : at < $at.pos))
  if (beside.length === 0) return null
  const text = beside.map(({ letter }) => letter).join('')
  const pieces = [...new Intl.Segmenter('zh', { granularity: by }).segment(text)]
  const piece = step === 1 ? pieces[0] : pieces.at(-1)
  if (!piece) return null
  const first = beside[piece.index]
  const last = beside[piece.index + piece.segment.length - 1]
  return first && last ? { from: first.at, to: last.at + 1 } : null
}

/** The break in front of the line at `pos`. The caret stays where the lines meet. */
function eraseBreak(editor: Editor, pos: number, step: 1 | -1): boolean {
  const { state, view } = editor
  const line = state.doc.nodeAt(pos)
  if (line?.type.name === 'recommendation' && step === -1) return false
  const end = lineBefore(state.doc, pos)
  // Nothing to go on with: a table, a figure or the beginning. Those are selected and deleted for themselves.
  if (!line || end === null) return true
  const [broken, whole] = [breakChange(line), nodeChange(line)]
  const author = authorIn(editor)
  const isMine = (one: SuggestedBy | null): boolean => one !== null && authorOf(one.id) === author
  const { tr } = state
  if ((broken?.kind === 'insertion' && isMine(broken)) || (whole?.kind === 'insertion' && isMine(whole))) {
    joinLine(tr, pos)
    view.dispatch(asIs(tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1)).scrollIntoView()))
    return true
  }
  if (!broken && !whole && author) view.dispatch(asIs(suggestJoin(state, pos, end, handOf(author))))
  const caret = step === -1 ? end : pos + 1
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, caret)).scrollIntoView())
  return true
}

function eraseNext(editor: Editor, end: number): boolean {
  const next = lineAfter(editor.state.doc, end)
  return next === null || eraseBreak(editor, next, 1)
}

const authorIn = (editor: Editor): string | null => {
  const options: unknown = editor.extensionManager.extensions.find(({ name }) => name === 'suggestions')?.options
  return z.object({ author: z.string().nullable() }).safeParse(options).data?.author ?? null
}
