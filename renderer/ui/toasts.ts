/** Short words about what was just done, with a way to take it back. Shown by `Toasts`. */
export type Toast = {
  id: number
  text: string
  act?: { label: string; run: () => void }
  /** What it is about: a newer word about the same takes its place. */
  about?: string
  onGone?: () => void
}

const most = 3

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

/** The oldest go when there are too many. */
function become(next: readonly Toast[]): void {
  const kept = next.slice(-most)
  for (const gone of toasts.filter((one) => !kept.includes(one))) gone.onGone?.()
  toasts = kept
  for (const listener of [...listeners]) listener()
}

export const subscribeToasts = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const currentToasts = (): readonly Toast[] => toasts

export function toast(text: string, more: Omit<Toast, 'id' | 'text'> = {}): void {
  const others = toasts.filter(({ about }) => about === undefined || about !== more.about)
  become([...others, { ...more, id: ++last, text }])
}

export const dismiss = (id: number): void => become(toasts.filter((one) => one.id !== id))
/** What is said about something is no longer so. */
export const dismissAbout = (about: string): void => become(toasts.filter((one) => one.about !== about))
