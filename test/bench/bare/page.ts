import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { Document } from '@tiptap/extension-document'
import { Heading } from '@tiptap/extension-heading'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import * as Y from 'yjs'
import { linesOf } from './text.ts'

/** Shows so many pages in one of two ways, with the caret at the end, and answers how long that took in ms. The bench calls it. */
const show = (way: 'box' | 'tiptap', pages: number): Promise<number> => {
  const host = document.createElement('div')
  document.body.replaceChildren(host)
  const lines = linesOf(pages)
  const update = way === 'tiptap' ? updateOf(lines) : null
  const from = performance.now()
  if (update) tiptap(host, update)
  else box(host, lines)
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => done(performance.now() - from)
      channel.port2.postMessage(null)
    })
  })
}

/** A plain text box: what the browser itself makes of the same lines. */
function box(host: HTMLElement, lines: ReturnType<typeof linesOf>): void {
  host.contentEditable = 'true'
  host.className = 'text'
  host.innerHTML = lines.map(({ level, text }) => (level ? `<h${level}>${text}</h${level}>` : `<p>${text}</p>`)).join('')
  host.focus()
  const last = host.lastElementChild
  if (last) window.getSelection()?.setBaseAndExtent(last, last.childNodes.length, last, last.childNodes.length)
}

/** TipTap as its guide sets it up for a shared text. */
function tiptap(host: HTMLElement, update: Uint8Array): void {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const extensions = [Document, Paragraph, Text, Heading, Collaboration.configure({ document: doc, field: 'body' })]
  const editor = new Editor({ element: host, injectCSS: false, extensions, editorProps: { attributes: { class: 'text' } } })
  editor.view.focus()
  editor.commands.setTextSelection(editor.state.doc.content.size - 1)
}

function updateOf(lines: ReturnType<typeof linesOf>): Uint8Array {
  const doc = new Y.Doc()
  const blocks = lines.map(({ level, text }) => {
    const element = new Y.XmlElement(level ? 'heading' : 'paragraph')
    const attributed: Y.XmlElement<Record<string, string | number>> = element
    if (level) attributed.setAttribute('level', level)
    element.insert(0, [new Y.XmlText(text)])
    return element
  })
  doc.getXmlFragment('body').insert(0, blocks)
  return Y.encodeStateAsUpdate(doc)
}

Object.assign(window, { show })
