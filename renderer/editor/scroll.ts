import type { Editor } from '@tiptap/core'

/** Brings a place of the text into the middle of the desk, without moving the caret. */
export function scrollIntoSheet({ view }: Editor, at: number): void {
  const { node } = view.domAtPos(at)
  const element = node instanceof Element ? node : node.parentElement
  if (element) scrollOnDesk(element)
}

/** Only the desk is scrolled: `scrollIntoView` would push the whole window up where the text ends. */
export function scrollOnDesk(element: Element): void {
  const desk = element.closest('.desk')
  if (!desk) return
  const [box, room] = [element.getBoundingClientRect(), desk.getBoundingClientRect()]
  desk.scrollTop += box.top + box.height / 2 - room.top - room.height / 2
}
