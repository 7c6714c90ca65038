/** Told where the map of keys should open: by its keys, or from the menu. */
const asked = new EventTarget()
export const showKeys = (): void => void asked.dispatchEvent(new Event('keys'))

export function onKeysAsked(open: () => void): () => void {
  asked.addEventListener('keys', open)
  return () => asked.removeEventListener('keys', open)
}
