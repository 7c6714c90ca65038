import { z } from 'zod'

/** What a document from elsewhere holds that a memo does not take over, told to the person by name and number. */
const droppedKind = z.enum([
  'pictures',
  'headers',
  'comments',
  'revisions',
  'textBoxes',
  'charts',
  'equations',
  'objects',
  'macros',
  'links',
  'html',
])
export type DroppedKind = z.infer<typeof droppedKind>
export const dropped = z.array(z.object({ kind: droppedKind, count: z.int().min(1) }))
export type Dropped = z.infer<typeof dropped>

/** The text as HTML, which the editor's schema reads and cleans as it does what is pasted. */
export const importedText = z.object({ html: z.string(), dropped })
export type ImportedText = z.infer<typeof importedText>
