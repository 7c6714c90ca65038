/** Milliseconds; the first restart is at once, because a fall is mostly a single one. */
const delays = [0, 200, 1000, 3000, 5000] as const
const memory = 60_000

/** How long a hub may take to close its store before it is killed, in ms. */
export const stopLimit = 10_000

/**
 * How long to wait before starting again what has just fallen, in ms. `falls` are the moments of its falls, the last included;
 * `null` when it has fallen too often within a minute to go on by itself.
 */
export function restartDelay(falls: readonly number[], now: number): number | null {
  const recent = falls.filter((at) => now - at < memory).length
  return delays[recent - 1] ?? null
}

/** Page processes: more falls than this within a minute and the person is asked instead of the page loaded again. */
const reloads = 3
export const mayReload = (falls: readonly number[], now: number): boolean => falls.filter((at) => now - at < memory).length <= reloads
