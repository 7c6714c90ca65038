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
  const show = (): void => {
    if (!desk.contains(element)) {
      letGo(desk)
      return
    }
    const [box, room] = [element.getBoundingClientRect(), desk.getBoundingClientRect()]
    desk.scrollTop += box.top + box.height / 2 - room.top - room.height / 2
  }
  show()
  keepShown(desk, show)
}

const hand = ['keydown', 'pointerdown', 'wheel'] as const
const kept = new WeakMap<Element, () => void>()

/**
 * Shows a place anew whenever the sheet on this desk gets another height, until the person does the next thing or another place is shown:
 * what was never on the screen has a supposed height only, and the real one pushes the place out again (at 500 pages by a screen or two).
 */
export function keepShown(desk: Element, show: () => void): void {
  letGo(desk)
  const sheet = desk.querySelector('.sheet')
  if (!sheet) return
  const sizes = new ResizeObserver(show)
  const end = (): void => letGo(desk)
  sizes.observe(sheet)
  for (const kind of hand) document.addEventListener(kind, end, { capture: true, passive: true })
  kept.set(desk, () => {
    sizes.disconnect()
    for (const kind of hand) document.removeEventListener(kind, end, { capture: true })
  })
}

/** What was kept shown on this desk goes its way. */
export function letGo(desk: Element): void {
  kept.get(desk)?.()
  kept.delete(desk)
}
