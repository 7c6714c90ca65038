import { Extension, textblockTypeInputRule } from '@tiptap/core'
import { writtenNumbers } from '../../shared/documents/schema.ts'

/** A number written by hand makes the heading it means; the sheet then counts by itself. Backspace takes it back. */
export const Numbering = Extension.create({
  name: 'numbering',
  addInputRules() {
    const heading = this.editor.schema.nodes['heading']
    if (!heading) return []
    return writtenNumbers.map(({ level, pattern }) => textblockTypeInputRule({ find: pattern, type: heading, getAttributes: { level } }))
  },
})
