import type { Memo } from '../register.ts'

/** Whose names stand below the title: the drafters, or whoever made the memo. */
export const authorIds = ({ drafters, createdBy }: Pick<Memo, 'drafters' | 'createdBy'>): readonly string[] =>
  drafters.length > 0 ? drafters : [createdBy]

/** JSON with sorted keys: what the content hash is taken of, as UTF-8. Equal for equal content, whatever its history. */
export const canonicalContent = (content: object): string => canonical(content)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
}
