import { Extension } from '@tiptap/core'
import { DOMParser } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { readable } from './foreignHtml.ts'

/**
 * What comes from elsewhere keeps only what the schema knows; here the leftovers of Word go that it would mistake for
 * text: comments, style sheets, `o:p` fillers, and the classes and inline styles that our policy would report one by one.
 */
export const Paste = Extension.create({
  name: 'pasteHtml',
  addProseMirrorPlugins() {
    const { schema } = this.editor
    const marks = styled.map(({ mark }) => ({ tag: `[data-${mark}]`, mark, consuming: false, priority: 60 }))
    const clipboardParser = new DOMParser(schema, [...marks, ...DOMParser.fromSchema(schema).rules])
    return [
      new Plugin({
        props: {
          clipboardParser,
          transformPastedHTML: pastedHtml,
          transformPastedText: (text) => text.replace(/^[\u3000\t ]+/gmu, ''),
        },
      }),
    ]
  },
})

/** What is on the clipboard, as the schema reads it. */
export const pastedHtml = (html: string): string => cleanHtml(readable(html))

export function cleanHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?(meta|link|base|o:p)\b[^>]*>/gi, '')
    .replace(/\s(?:class|lang|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(/<b(\s[^>]*font-weight\s*:\s*(?:normal|400))/gi, '<span$1')
    .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, (_whole, value: string) => kept(value))
    .replace(/(<(?:p|h\d|li|td|th)\b[^>]*>(?:<span[^>]*>)?)[\u3000\u00a0]+/gi, '$1')
}

/** The styles that stand for marks of ours; they come in as attributes, because the policy lets no style act. */
const styled = [
  { mark: 'bold', style: /font-weight\s*:\s*(?:bold|[5-9]00)/i },
  { mark: 'italic', style: /font-style\s*:\s*italic/i },
  { mark: 'underline', style: /text-decoration(?:-line)?\s*:\s*[^;]*underline/i },
] as const

const kept = (style: string): string => styled.map((one) => (one.style.test(style) ? ` data-${one.mark}=""` : '')).join('')

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
