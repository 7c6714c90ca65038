/** `12:05`; over an hour the minutes go on. */
export function lasting(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
