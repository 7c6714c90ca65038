import type { Editor } from '@tiptap/core'

/** Calls `look` now and again when keys have rested for so many ms; not while `mayLook` says no, as when pinyin is being composed. */
export function whenRested(editor: Editor, rest: number, look: () => void, mayLook = (): boolean => true): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = (): void => {
    if (editor.isDestroyed) return
    if (mayLook()) look()
    else later()
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(again, rest)
  }
  again()
  editor.on('update', later)
  return () => {
    clearTimeout(timer)
    editor.off('update', later)
  }
}
