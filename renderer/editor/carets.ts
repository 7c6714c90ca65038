import { Extension, type Extensions } from '@tiptap/core'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Plugin, type EditorState } from '@tiptap/pm/state'
import { yCursorPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { z } from 'zod'
import { bindingOf, fromYjs, relativeAt } from './binding.ts'
import { composing } from './composition.ts'

export type Person = { name: string; colour: string }

/** How long a name stays beside a caret that no longer moves, in milliseconds. */
const nameStays = 2500

const userRule = z.object({
  name: z.string(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .catch('#5c6169'),
})
const stateRule = z.object({ user: userRule, cursor: z.object({ anchor: z.unknown(), head: z.unknown() }) })

/** Carets of the others in one fragment: a bar in their colour, with a name that shows while they move and then fades. */
export function carets(awareness: Awareness, fragment: Y.XmlFragment, person: Person): Extensions {
  const mine = scoped(awareness, fragment)
  const Carets = CollaborationCaret.extend({
    addProseMirrorPlugins() {
      return (this.parent?.() ?? []).map((plugin) => (plugin.spec.key === yCursorPluginKey ? hastened(plugin, mine) : plugin))
    },
  })
  return [
    Carets.configure({
      provider: { awareness: mine },
      user: { name: person.name, color: person.colour },
      render: (user) => caret(userRule.parse(user)),
      selectionRender: (user) => ({ class: 'caret-selection', style: `background-color: ${userRule.parse(user).color}33` }),
    }),
    Extension.create({ name: 'caretNames', addProseMirrorPlugins: () => [caretNames(awareness)] }),
  ]
}

type Mine = ReturnType<typeof scoped>
const cursorRule = z.object({ cursor: z.object({ anchor: z.unknown(), head: z.unknown() }) })

/** My caret is told as y-tiptap tells it after changes of mine, but without looking for it from the beginning of the text. */
function hastened({ spec }: Plugin<unknown>, mine: Mine): Plugin<unknown> {
  const { view } = spec
  return new Plugin({
    ...spec,
    view(editor) {
      const own = view?.call(this, editor) ?? {}
      return {
        ...own,
        update(now, before) {
          const binding = bindingOf(now.state)
          if (binding && now.hasFocus() && !fromYjs(now.state)) tell(mine, binding, now.state)
          else own.update?.(now, before)
        },
      }
    },
  })
}

function tell(mine: Mine, binding: ProsemirrorBinding, { doc, selection: { anchor, head } }: EditorState): void {
  const told = cursorRule.safeParse(mine.getLocalState()).data?.cursor
  const at = relativeAt(binding, doc, anchor)
  const cursor = { anchor: at, head: head === anchor ? at : relativeAt(binding, doc, head) }
  const isSame = (was: unknown, now: Y.RelativePosition): boolean => Y.compareRelativePositions(Y.createRelativePositionFromJSON(was), now)
  if (!told || !isSame(told.anchor, cursor.anchor) || !isSame(told.head, cursor.head)) mine.setLocalStateField('cursor', cursor)
}

function caret({ name, color }: z.infer<typeof userRule>): HTMLElement {
  const bar = document.createElement('span')
  bar.className = 'caret'
  bar.dataset['person'] = name
  bar.style.setProperty('--caret', color)
  const label = document.createElement('span')
  label.className = 'caret-name'
  label.textContent = name
  bar.append(label)
  wake(bar)
  return bar
}

const sleeps = new WeakMap<Element, ReturnType<typeof setTimeout>>()

function wake(bar: Element): void {
  clearTimeout(sleeps.get(bar))
  bar.classList.add('awake')
  sleeps.set(
    bar,
    setTimeout(() => bar.classList.remove('awake'), nameStays),
  )
}

function caretNames(awareness: Awareness): Plugin {
  const last = new Map<number, string>()
  const moved = (client: number): string | undefined => {
    const state = stateRule.safeParse(awareness.getStates().get(client))
    const cursor = state.success ? JSON.stringify(state.data.cursor) : undefined
    if (cursor === undefined || cursor === last.get(client)) return undefined
    last.set(client, cursor)
    return state.data?.user.name
  }
  return new Plugin({
    view: ({ dom }) => {
      const bars = dom.getElementsByClassName('caret')
      const onChange = ({ added, updated, removed }: Changes): void => {
        // To find the bars the whole text is looked through.
        if (onlyMine({ added, updated, removed }, awareness.clientID)) return
        const names = new Set([...added, ...updated].map(moved))
        for (const bar of bars) if (bar instanceof HTMLElement && names.has(bar.dataset['person'])) wake(bar)
      }
      awareness.on('change', onChange)
      return { destroy: () => awareness.off('change', onChange) }
    },
  })
}

/**
 * CT1 The part of an awareness that one editor may touch. Several editors share one: an editor that goes must not clear the
 *     caret that another has just set (y-tiptap clears without looking), and who I am was said by the one who opened the document.
 *     It is told of carets that come to its text, move in it or leave it, and of no others: with three people in an agenda each
 *     key drew the carets of every open cell anew, which was more than half of what the window did.
 */
export function scoped(awareness: Awareness, fragment: Y.XmlFragment) {
  const mayClear = (): boolean => {
    const state = stateRule.safeParse(awareness.getLocalState())
    return state.success && lies(state.data.cursor.anchor, fragment)
  }
  /** Whether a caret lies here, or may once what it stands on has arrived. */
  const mayLie = (client: number): boolean => {
    const state = stateRule.safeParse(awareness.getStates().get(client))
    const anchor = state.data?.cursor.anchor
    if (anchor === null || anchor === undefined || !fragment.doc) return false
    return lies(anchor, fragment) || !Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(anchor), fragment.doc)
  }
  const heard = new Map<Listener, Listener>()
  return {
    clientID: awareness.clientID,
    states: awareness.states,
    getStates: () => awareness.getStates(),
    getLocalState: () => awareness.getLocalState(),
    on(name: string, listener: Listener): void {
      const here = new Set([...awareness.getStates().keys()].filter(mayLie))
      const others: Listener = (changes, origin) => {
        if (onlyMine(changes, awareness.clientID)) return
        const all = [...changes.added, ...changes.updated, ...changes.removed]
        const were = all.some((client) => here.has(client))
        for (const client of all)
          if (mayLie(client)) here.add(client)
          else here.delete(client)
        if (were || all.some((client) => here.has(client))) listener(changes, origin)
      }
      heard.set(listener, others)
      awareness.on(name, others)
    },
    off(name: string, listener: Listener): void {
      const others = heard.get(listener)
      if (others) awareness.off(name, others)
    },
    setLocalStateField(field: string, value: unknown): void {
      if (field === 'user' && awareness.getLocalState()?.['user'] !== undefined) return
      if (field === 'cursor' && (composing(fragment) || (value === null && !mayClear()))) return
      awareness.setLocalStateField(field, value)
    },
  }
}

type Changes = { added: number[]; updated: number[]; removed: number[] }
type Listener = (changes: Changes, origin: unknown) => void

/** My own caret moves with every key, and drawing the others again for it took a third of the time of a key. */
const onlyMine = ({ added, updated, removed }: Changes, me: number): boolean =>
  [...added, ...updated, ...removed].every((client) => client === me)

/** Whether a caret, as awareness carries it, lies in this fragment. */
export function lies(anchor: unknown, fragment: Y.XmlFragment): boolean {
  const { doc } = fragment
  if (!doc || anchor === null || anchor === undefined) return false
  const position = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(anchor), doc)
  if (!position) return false
  return position.type === fragment || (position.type._item !== null && Y.isParentOf(fragment, position.type._item))
}
