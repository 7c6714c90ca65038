import type { Editor } from '@tiptap/core'

/** Brings a place of the text into the middle of the desk, without moving the caret. */
export function scrollIntoSheet({ view }: Editor, at: number): void {
  const { node } = view.domAtPos(at)
  const element = node instanceof Element ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}
