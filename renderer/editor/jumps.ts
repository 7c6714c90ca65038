import { Extension } from '@tiptap/core'
import { keydownHandler } from '@tiptap/pm/keymap'
import { Plugin, Selection, TextSelection, type Command } from '@tiptap/pm/state'
import { keepShown, letGo } from './scroll.ts'

/** A caret that goes further than so many blocks jumps: what is about it may never have been laid out. */
const step = 5

/**
 * Where the caret jumps to, it is on the screen. What was never on it has a supposed height only, and the real one pushes the caret out again
 * (in Chromium too: Ctrl+End at 500 pages left it two screens below). So it is brought there once more whenever the text gets another height,
 * until the person does the next thing. The keys to either end are our own, for Chromium's stop at the last block that is near (near.ts).
 */
export const Jumps = Extension.create({
  name: 'jumps',
  addProseMirrorPlugins() {
    let last = 0
    return [
      new Plugin({
        view(view) {
          const desk = view.dom.closest('.desk')
          return { destroy: () => desk && letGo(desk) }
        },
        props: {
          handleScrollToSelection(view) {
            const at = view.state.selection.$head.index(0)
            const desk = view.dom.closest('.desk')
            if (desk && Math.abs(at - last) > step)
              keepShown(desk, () => view.dispatch(view.state.tr.scrollIntoView().setMeta('addToHistory', false)))
            last = at
            return false
          },
          handleKeyDown: keydownHandler({
            'Ctrl-Home': to('start', false),
            'Ctrl-End': to('end', false),
            'Shift-Ctrl-Home': to('start', true),
            'Shift-Ctrl-End': to('end', true),
            'Meta-ArrowUp': to('start', false),
            'Meta-ArrowDown': to('end', false),
            'Shift-Meta-ArrowUp': to('start', true),
            'Shift-Meta-ArrowDown': to('end', true),
          }),
        },
      }),
    ]
  },
})

/** The caret, or with Shift the other end of the selection too, at one end of the text. */
function to(end: 'start' | 'end', isExtending: boolean): Command {
  return ({ doc, selection, tr }, dispatch) => {
    const there = end === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc)
    dispatch?.(tr.setSelection(isExtending ? TextSelection.between(selection.$anchor, there.$head) : there).scrollIntoView())
    return true
  }
}
