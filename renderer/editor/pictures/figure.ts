import { Extension, type Editor } from '@tiptap/core'
import { DOMSerializer, type Node } from '@tiptap/pm/model'
import { NodeSelection, Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { z } from 'zod'
import { figureWidth, pictureHash } from '../../../shared/documents/memo.ts'
import { dataUrl } from '../../../shared/documents/pictures.ts'
import type { Result } from '../../../shared/errors.ts'
import { ok } from '../../../shared/errors.ts'
import type { Text } from '../../../shared/i18n/zh.ts'
import { pastedHtml } from '../paste.ts'
import { adopted, hasPictures, type Adopted } from './adopt.ts'
import type { PictureShelf } from './shelf.ts'

type Words = Text['editor']

/** One figure on the sheet; `at` is where it stands now, `undefined` when it is gone. */
export type FigureAt = { node: Node; at: () => number | undefined }
export type FigureActs = {
  /** Work under way, whose failure the person is told. */
  attempt: (work: Promise<Result<unknown>>) => void
  /** What was pasted had pictures that could not be taken along. */
  left: (count: number) => void
  edit: (figure: FigureAt) => void
}
type Options = { text: Words | null; shelf: PictureShelf | null; acts: FigureActs | null }
type Desk = { shelf: PictureShelf; acts: FigureActs }
/** What each editor was given, for what is done from outside of it. */
const desks = new WeakMap<Editor, Desk>()
export const shelfOf = (editor: Editor): PictureShelf | null => desks.get(editor)?.shelf ?? null

/** Shares of the text's width that the buttons offer, in per cent. */
export const widths = [50, 75, 100] as const

/** A picture on the sheet, with its caption as text below; pictures come in by pasting, dropping and choosing. */
export const FigureBlock = Extension.create<Options>({
  name: 'figureBlock',
  priority: 300,
  addOptions: () => ({ text: null, shelf: null, acts: null }),
  onBeforeCreate() {
    const { shelf, acts } = this.options
    if (shelf && acts) desks.set(this.editor, { shelf, acts })
  },
  addKeyboardShortcuts() {
    const removing = ({ editor: { state } }: { editor: Editor }): boolean => {
      if (isPicture(state)) ownStep(state)
      return false
    }
    return { Enter: ({ editor }) => edit(editor, this.options.acts) || leave(editor), Delete: removing, Backspace: removing }
  },
  addProseMirrorPlugins() {
    const { text, shelf, acts } = this.options
    if (!text || !shelf || !acts) return []
    return [
      new Plugin({
        props: {
          nodeViews: { figure: (node, view, at) => block({ node, view, at, text, shelf, acts }) },
          clipboardSerializer: carrying(this.editor, shelf),
          handlePaste: (view, event) => pasted(view, event.clipboardData, shelf, acts),
          handleDrop(view, event, _slice, moved) {
            const files = moved ? [] : picturesOf(event.dataTransfer)
            if (files.length === 0 || !view.editable) return false
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))))
            acts.attempt(putFiles(view, files, shelf))
            return true
          },
        },
      }),
    ]
  },
})

const undoState = z.object({ undoManager: z.instanceof(Y.UndoManager) })

/** What comes next is undone by itself: a picture does not come and go with what was typed around it. */
const ownStep = (state: EditorState): void => undoState.parse(yUndoPluginKey.getState(state)).undoManager.stopCapturing()
const isPicture = ({ selection }: EditorState): boolean => selection instanceof NodeSelection && selection.node.type.name === 'figure'

/** Enter on a picture opens what can be said and cut of it. */
function edit({ state: { selection }, view }: Editor, acts: FigureActs | null): boolean {
  if (!acts || !(selection instanceof NodeSelection) || selection.node.type.name !== 'figure' || !view.editable) return false
  const { node, from } = selection
  acts.edit({ node, at: () => (view.state.doc.nodeAt(from)?.type.name === 'figure' ? from : undefined) })
  return true
}

/** Enter in a caption goes on below it. */
function leave({ state, view }: Editor): boolean {
  const { $from } = state.selection
  if (!['figure', 'chart'].includes($from.parent.type.name)) return false
  const behind = $from.after()
  const { tr, schema } = state
  tr.insert(behind, schema.node('paragraph'))
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView())
  return true
}

/** The hashes that the text names, those included that are only suggested. */
export function usedIn(doc: Node): string[] {
  const used: string[] = []
  doc.forEach(({ type, attrs }) => {
    if (type.name === 'figure') used.push(pictureHash.catch('').parse(attrs['picture']))
  })
  return used
}

const picturesOf = (carried: DataTransfer | null): File[] => [...(carried?.files ?? [])].filter(({ type }) => type.startsWith('image/'))

function pasted(view: EditorView, carried: DataTransfer | null, shelf: PictureShelf, acts: FigureActs): boolean {
  if (!carried || !view.editable) return false
  const html = pastedHtml(carried.getData('text/html'))
  const files = picturesOf(carried)
  const saysMore = carried.getData('text/plain').trim() !== '' || /<(?:p|table|li|h\d|figure)\b/i.test(html)
  if (files.length > 0 && !saysMore) {
    acts.attempt(putFiles(view, files, shelf))
    return true
  }
  if (!hasPictures(html)) return false
  acts.attempt(putHtml(view, html, shelf, acts.left))
  return true
}

/** Puts a text in with the pictures that lie in it. */
export async function putHtml(
  view: EditorView,
  html: string,
  shelf: PictureShelf,
  left: (count: number) => void,
): Promise<Result<Adopted>> {
  const taken = await adopted(html, shelf, () => usedIn(view.state.doc))
  if (!view.isDestroyed) view.pasteHTML(taken.html)
  if (taken.left > 0) left(taken.left)
  return taken.failure ? { ok: false, failure: taken.failure } : ok(taken)
}

/** Puts pictures in where the caret is, one below the other. */
export async function putFiles(view: EditorView, files: readonly File[], shelf: PictureShelf): Promise<Result<null>> {
  for (const file of files) {
    const added = await shelf.add(new Uint8Array(await file.arrayBuffer()), file.name, () => usedIn(view.state.doc))
    if (!added.ok) return added
    if (view.isDestroyed || !view.editable) return ok(null)
    ownStep(view.state)
    view.dispatch(withFigure(view.state, added.value.hash).scrollIntoView())
    ownStep(view.state)
  }
  view.focus()
  return ok(null)
}

/** Behind the block that the caret is in, or in the place of an empty one; the caret goes into the caption. */
function withFigure({ tr, schema, selection }: EditorState, picture: string) {
  const { $to } = selection
  const figure = schema.node('figure', { picture, width: 100, alt: '' })
  const block = $to.depth > 0 ? $to.node(1) : null
  const isEmpty = $to.depth === 1 && block?.type.name === 'paragraph' && block.content.size === 0
  const at = block === null ? selection.to : isEmpty ? $to.before(1) : $to.after(1)
  if (isEmpty) tr.replaceWith(at, at + 2, figure)
  else tr.insert(at, figure)
  if (tr.doc.lastChild?.type.name === 'figure') tr.insert(tr.doc.content.size, schema.node('paragraph'))
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at + 1, tr.doc.content.size))))
}

/** Lets the person choose picture files, and puts them in. */
export function choosePictures(editor: Editor): boolean {
  const desk = desks.get(editor)
  if (desk) chooseFiles((files) => desk.acts.attempt(putFiles(editor.view, files, desk.shelf)))
  return desk !== undefined
}

function chooseFiles(then: (files: File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = 'image/png,image/jpeg,image/webp,image/gif'
  input.addEventListener('change', () => then([...(input.files ?? [])]))
  input.click()
}

/** What is copied carries the picture itself: into another memo, into Word, into a mail. */
function carrying({ schema }: Editor, shelf: PictureShelf): DOMSerializer {
  const nodes = DOMSerializer.nodesFromSchema(schema)
  return new DOMSerializer(
    {
      ...nodes,
      figure({ attrs }) {
        const { picture, width, alt } = attrs
        const hash = pictureHash.catch('').parse(picture)
        const bytes = hash === '' ? null : shelf.bytes(hash)
        const words = String(alt)
        const image = bytes ? [['img', { src: dataUrl(bytes, base64Of(bytes)), alt: words }]] : []
        return ['figure', { 'data-picture': hash, 'data-width': String(width), 'data-alt': words }, ...image, ['figcaption', 0]]
      },
    },
    DOMSerializer.marksFromSchema(schema),
  )
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

type Block = { node: Node; view: EditorView; at: () => number | undefined; text: Words; shelf: PictureShelf; acts: FigureActs }

function block({ node: start, view, at, text, shelf, acts }: Block): NodeView {
  let node = start
  const dom = document.createElement('figure')
  dom.className = 'figure-block picture-block'
  const picture = dom.appendChild(document.createElement('div'))
  picture.contentEditable = 'false'
  picture.className = 'figure-picture'
  const image = document.createElement('img')
  image.draggable = false
  const missing = document.createElement('p')
  missing.className = 'figure-empty'
  missing.textContent = text.pictureMissing
  const tools = dom.appendChild(document.createElement('div'))
  tools.contentEditable = 'false'
  tools.className = 'figure-tools'
  tools.setAttribute('role', 'group')
  tools.setAttribute('aria-label', text.figureTools)
  const change = (attributes: Record<string, unknown>): void => {
    const place = at()
    if (place === undefined || !view.editable) return
    ownStep(view.state)
    const { tr } = view.state
    for (const [name, value] of Object.entries(attributes)) tr.setNodeAttribute(place, name, value)
    view.dispatch(tr)
  }
  const button = (name: string, act: () => void): HTMLButtonElement => {
    const made = tools.appendChild(document.createElement('button'))
    made.type = 'button'
    made.textContent = name
    made.addEventListener('mousedown', (event) => event.preventDefault())
    made.addEventListener('click', act)
    return made
  }
  const shares = widths.map((width) => ({ width, button: button(text.figureWidths[width], () => change({ width })) }))
  button(text.figureEdit, () => acts.edit({ node, at }))
  button(text.figureReplace, () =>
    chooseFiles(([file]) => {
      if (!file) return
      const work = async (): Promise<Result<unknown>> => {
        const added = await shelf.add(new Uint8Array(await file.arrayBuffer()), file.name, () => usedIn(view.state.doc))
        if (added.ok) change({ picture: added.value.hash })
        return added
      }
      acts.attempt(work())
    }),
  )
  button(text.removeFigure, () => {
    const place = at()
    if (place === undefined || !view.editable) return
    ownStep(view.state)
    view.dispatch(view.state.tr.delete(place, place + node.nodeSize))
    view.focus()
  })
  picture.addEventListener('mousedown', (event) => {
    const place = at()
    if (place === undefined || event.button !== 0) return
    event.preventDefault()
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, place)))
    view.focus()
  })
  const contentDOM = dom.appendChild(document.createElement('figcaption'))
  contentDOM.dataset['hint'] = text.captionHint
  const show = (): void => {
    contentDOM.classList.toggle('empty', node.content.size === 0)
    const hash = pictureHash.catch('').parse(node.attrs['picture'])
    const url = hash === '' ? null : shelf.url(hash)
    const width = figureWidth.catch(100).parse(node.attrs['width'])
    image.alt = String(node.attrs['alt'] ?? '') || node.textContent
    image.style.width = `${width}%`
    if (url !== null && image.getAttribute('src') !== url) image.src = url
    const shown = url === null ? missing : image
    if (picture.firstChild !== shown) picture.replaceChildren(shown)
    for (const one of shares) one.button.setAttribute('aria-pressed', String(one.width === width))
  }
  const stop = shelf.subscribe(show)
  show()
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false
      node = next
      show()
      return true
    },
    stopEvent: ({ target }) => target instanceof window.Node && (tools.contains(target) || picture.contains(target)),
    ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
    destroy: stop,
  }
}
