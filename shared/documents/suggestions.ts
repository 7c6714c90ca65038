import * as Y from 'yjs'
import { z } from 'zod'
import { instant } from '../register.ts'
import { entryKey } from './talk.ts'

/**
 * Suggested changes (修订) lie in the text itself, and the text without them is what counts until they are accepted: it is printed,
 * counted, compared and searched (memo.ts leaves out what is only suggested).
 *
 * Letters carry marks: `insertion`, `deletion`, `formatting`. Yjs stores no marks on nodes, so blocks, rows, notes and breaks carry
 * attributes: `suggestedNode` for the whole of it, `suggestedBreak` for the break in front of a paragraph, `suggestedStyle` for what
 * it was before. They are strings, because y-tiptap writes an object anew with every key.
 *
 * SG1 The id of a suggestion begins with its author, like the key of a comment; what two people suggest never has one id.
 */
export const mark = z.strictObject({ id: entryKey, at: instant })
export type SuggestedBy = z.infer<typeof mark>

export const textStyles = ['bold', 'italic', 'underline'] as const
/** `was`: the styles that the letters had, in that order with spaces between. */
export const formatting = mark.extend({ was: z.string().regex(/^(?:bold)? ?(?:italic)? ?(?:underline)?$/) })

const change = mark.extend({ kind: z.enum(['insertion', 'deletion']) })
export type Change = z.infer<typeof change>
const restyled = mark.extend({ was: z.strictObject({ type: z.string().max(40), attrs: z.record(z.string(), z.unknown()) }) })
export type Restyled = z.infer<typeof restyled>

const readAs =
  <T>(rule: z.ZodType<T>) =>
  (value: unknown): T | null => {
    if (typeof value !== 'string') return null
    try {
      return rule.safeParse(JSON.parse(value)).data ?? null
    } catch {
      return null
    }
  }
export const readChange = readAs(change)
export const readRestyled = readAs(restyled)
export const written = (of: Change | Restyled): string => JSON.stringify(of)

const held = (read: (value: unknown) => object | null) =>
  z
    .string()
    .max(4000)
    .refine((value) => read(value) !== null)
    .nullable()
/** Attributes of a node, by what may stand in them. */
export const suggestedAttributes = { suggestedNode: held(readChange), suggestedBreak: held(readChange), suggestedStyle: held(readRestyled) }
export type SuggestedAttribute = keyof typeof suggestedAttributes

const lines = ['paragraph', 'heading', 'recommendation']
const wholes = [
  ...lines,
  'blockquote',
  'bulletList',
  'orderedList',
  'listItem',
  'table',
  'tableRow',
  'figure',
  'chart',
  'footnote',
  'hardBreak',
]
/** Which nodes have which of them. */
export const suggestedOn: Readonly<Record<SuggestedAttribute, readonly string[]>> = {
  suggestedNode: wholes,
  suggestedBreak: lines,
  suggestedStyle: [...lines, 'figure', 'chart', 'footnote'],
}
export const suggestedRules = (node: string): Partial<typeof suggestedAttributes> =>
  Object.fromEntries(Object.entries(suggestedAttributes).filter(([name]) => suggestedOn[asName(name)].includes(node)))
const names = z.enum(['suggestedNode', 'suggestedBreak', 'suggestedStyle'])
const asName = (name: string): SuggestedAttribute => names.parse(name)

/** Ids of all suggestions that wait in a text. */
export function pendingIn(body: Y.XmlFragment): Set<string> {
  const ids = new Set<string>()
  const add = (found: SuggestedBy | null | undefined): void => {
    if (found) ids.add(found.id)
  }
  for (const node of body.createTreeWalker(() => true))
    if (node instanceof Y.XmlText)
      for (const { attributes = {} } of delta.parse(node.toDelta()))
        for (const rule of [attributes['insertion'], attributes['deletion'], attributes['formatting']]) add(loose.safeParse(rule).data)
    else if (node instanceof Y.XmlElement) {
      const given: Record<string, unknown> = node.getAttributes()
      add(readChange(given['suggestedNode']))
      add(readChange(given['suggestedBreak']))
      add(readRestyled(given['suggestedStyle']))
    }
  return ids
}
const loose = z.object({ id: z.string(), at: z.string() })
const delta = z.array(z.object({ attributes: z.record(z.string(), z.unknown()).optional() }))
