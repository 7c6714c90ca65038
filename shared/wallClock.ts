/** An instant on the wall clock of this machine's place, `2026-11-24T14:00`: an office and its meetings go by that. */
export function wallNow(now: Date = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}`
}
/** Its day, `2026-11-24`. */
export const today = (now: Date = new Date()): string => wallNow(now).slice(0, 10)
