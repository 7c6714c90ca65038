import { JSDOM } from 'jsdom'

/** What an editor looks for outside of itself. */
const names = [
  'window',
  'document',
  'navigator',
  'Node',
  'Element',
  'HTMLElement',
  'HTMLInputElement',
  'Event',
  'EventTarget',
  'MessageEvent',
  'CompositionEvent',
  'KeyboardEvent',
  'MutationObserver',
  'DOMParser',
  'getComputedStyle',
  'requestAnimationFrame',
  'innerHeight',
] as const

/** Gives this process a page for real editors to stand on, until the returned function takes it away. Nothing is laid out on it. */
export function standOnPage(): () => void {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
  const nothing = window.document.body.getBoundingClientRect()
  window.Range.prototype.getClientRects = () => Object.assign([], { item: () => null })
  window.Range.prototype.getBoundingClientRect = () => nothing
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  for (const name of names) {
    const value: unknown = name === 'window' ? window : window[name]
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return () => {
    names.forEach((name, at) => {
      const was = before[at]
      if (was) Object.defineProperty(globalThis, name, was)
      else Reflect.deleteProperty(globalThis, name)
    })
    window.close()
  }
}
