/** Puts the caret into a cell, once the row is there: a new one is rendered first, and its editor mounted. */
export function focusCell(table: HTMLElement | null, item: string | undefined, column: string): void {
  if (!table || item === undefined) return
  const find = (): HTMLElement | null =>
    table.querySelector(`[data-item="${item}"] [data-column="${column}"] :is([contenteditable], input, textarea)`)
  const found = find()
  if (found) {
    found.focus()
    return
  }
  const watcher = new MutationObserver(() => {
    const late = find()
    if (!late) return
    watcher.disconnect()
    late.focus()
  })
  watcher.observe(table, { childList: true, subtree: true, attributes: true, attributeFilter: ['contenteditable'] })
  window.addEventListener('pointerdown', () => watcher.disconnect(), { once: true })
}
