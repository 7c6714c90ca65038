/** Short words about what was just done, with a way to take it back. Shown by `Toasts`. */
export type Toast = { id: number; text: string; act?: { label: string; run: () => void }; onGone?: () => void }

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const become = (next: readonly Toast[]): void => {
  toasts = next
  for (const listener of [...listeners]) listener()
}

export const subscribeToasts = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const currentToasts = (): readonly Toast[] => toasts

/** At most three at a time: the oldest goes first. */
export function toast(text: string, act?: Toast['act'], onGone?: () => void): void {
  const next: Toast = { id: ++last, text, ...(act && { act }), ...(onGone && { onGone }) }
  for (const gone of toasts.slice(0, -2)) gone.onGone?.()
  become([...toasts.slice(-2), next])
}

export function dismiss(id: number): void {
  toasts.find((one) => one.id === id)?.onGone?.()
  become(toasts.filter((one) => one.id !== id))
}
