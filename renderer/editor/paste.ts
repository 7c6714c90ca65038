import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

/**
 * What comes from elsewhere keeps only what the schema knows; here the leftovers of Word go that it would mistake for
 * text: comments, style sheets, `o:p` fillers, and the classes and inline styles that our policy would report one by one.
 */
export const Paste = Extension.create({
  name: 'pasteHtml',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        transformPastedHTML: cleanHtml,
        transformPastedText: (text) => text.replace(/^[\u3000\t ]+/gmu, ''),
      },
    }),
  ],
})

export function cleanHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?(meta|link|o:p)\b[^>]*>/gi, '')
    .replace(/\s(?:class|lang|on\w+)=("[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(/\sstyle=("[^"]*"|'[^']*')/gi, (_whole, value: string) => kept(value))
    .replace(/(<(?:p|h\d|li|td|th)\b[^>]*>(?:<span[^>]*>)?)[\u3000\u00a0]+/gi, '$1')
}

/** The styles that stand for marks of ours. */
function kept(style: string): string {
  const marks = style.match(/(?:font-weight|font-style|text-decoration)\s*:\s*[^;"']+/gi) ?? []
  return marks.length > 0 ? ` style="${marks.join(';')}"` : ''
}

/** An agenda cell takes one line: breaks of any kind become a space. */
export const PasteLine = Extension.create({
  name: 'pasteLine',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handlePaste(view, _event, slice) {
          const text = slice.content.textBetween(0, slice.content.size, ' ', ' ').replace(/\s+/gu, ' ').trim()
          view.dispatch(view.state.tr.insertText(text).scrollIntoView())
          return true
        },
      },
    }),
  ],
})
