/**
 * Names of documents: `register`, or `<kind>/<uuid v4>`. Built and parsed here and nowhere else.
 * Anything else is refused, so that `__proto__`, NUL bytes and long names never reach the hub (reliability.md §2.2).
 */
const documentKinds = ['agenda', 'minutes', 'memo', 'talk', 'pictures', 'authors', 'reply'] as const
export type DocumentKind = (typeof documentKinds)[number]
export type DocumentName = 'register' | `${DocumentKind}/${string}`
export type ParsedName = { kind: 'register' } | { kind: DocumentKind; id: string }

const pattern = /^(agenda|minutes|memo|talk|pictures|authors|reply)\/([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/

export const register: DocumentName = 'register'
export const documentName = (kind: DocumentKind, id: string): DocumentName => `${kind}/${id}`

/** `null` for whatever is not a name. */
export function parseName(name: string): ParsedName | null {
  if (name === 'register') return { kind: 'register' }
  const [, kind, id] = pattern.exec(name) ?? []
  const known = documentKinds.find((candidate) => candidate === kind)
  return known && id ? { kind: known, id } : null
}
