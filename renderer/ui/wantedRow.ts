/** The row of a long list that somebody is on their way to; the list that has it brings it into view. */
let wanted: string | null = null

export const wantRow = (id: string | null): void => void (wanted = id)

/** The wanted row if it is one of these, once. */
export function takeWantedRow(has: (id: string) => boolean): string | null {
  if (wanted === null || !has(wanted)) return null
  const taken = wanted
  wanted = null
  return taken
}
