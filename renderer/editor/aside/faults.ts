import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { statementsIn, sourceMark } from '../../../shared/documents/evidence.ts'
import { faultsIn, skips, type Fault, type HouseRule, type LineKind } from '../../../shared/documents/houseRules.ts'
import { headingLevel, noteSource, type HeadingLevel } from '../../../shared/documents/memo.ts'
import { scrollIntoSheet } from '../scroll.ts'

/** What the check lists: a departure from a house rule, or a statement with figures that points to no source. */
export type Remark = {
  /** Where in its paragraph. */
  offset: number
  rule: HouseRule | 'source'
  from: number
  to: number
  instead: string | null
  around: string
  words: string
}

type Bare = Omit<Remark, 'offset' | 'around' | 'words'>
const read = new WeakMap<Node, readonly Bare[]>()

/** All remarks in reading order; a paragraph that did not change is not read again. */
export function remarksOn(doc: Node): Remark[] {
  const remarks: Remark[] = []
  let above: HeadingLevel | 0 = 0
  doc.descendants((node, at, parent) => {
    if (!node.isTextblock) return true
    const line = lineOf(node)
    const start = at + 1
    const add = (one: Bare): void => {
      const words = line.slice(one.from, one.to)
      const around = line.slice(Math.max(0, one.from - 8), one.to + 8).replaceAll(sourceMark, '')
      remarks.push({ ...one, offset: one.from, from: start + one.from, to: start + one.to, around, words })
    }
    if (node.type.name === 'heading') {
      const level = levelOf(node)
      if (skips(above, level)) add({ rule: 'headingOrder', from: 0, to: line.length, instead: null })
      above = level
    }
    let known = read.get(node)
    if (!known) read.set(node, (known = remarksIn(node, line, parent === doc || parent?.type.name === 'listItem')))
    for (const one of known) add(one)
    return false
  })
  return remarks
}

const levelOf = (node: Node): HeadingLevel => headingLevel.catch(1).parse(node.attrs['level'])

function remarksIn(node: Node, line: string, inText: boolean): Bare[] {
  const kind: LineKind = node.type.name === 'heading' ? levelOf(node) : 'text'
  const statements = node.type.name === 'paragraph' && inText ? statementsIn(line) : []
  const faults: Fault[] = faultsIn(line, kind)
  return [...faults, ...statements.map(({ from, to }) => ({ rule: 'source' as const, from, to, instead: null }))]
}

/** One character for each position, so that places in the line are places in the text. */
const lineOf = (node: Node): string =>
  node.textBetween(0, node.content.size, '', ({ type, attrs }) => {
    if (type.name === 'hardBreak') return '\n'
    return type.name === 'footnote' && noteSource.catch('').parse(attrs['source']) !== '' ? sourceMark : '\ufffc'
  })

/** The same remark in the text as it is now, or the one of its rule that has come to stand close by; others may have written since. */
function now(editor: Editor, remark: Remark): Remark | undefined {
  const { doc } = editor.state
  const far = ({ from, offset }: Remark): number => Math.abs(from - remark.from) + Math.abs(offset - remark.offset) * doc.content.size
  const like = remarksOn(doc).filter(({ rule }) => rule === remark.rule)
  const same = like.filter(({ around }) => around === remark.around).sort((a, b) => far(a) - far(b))
  return same[0] ?? like.find(({ from }) => Math.abs(from - remark.from) <= closeBy)
}
const closeBy = 40

export function goToRemark(editor: Editor, remark: Remark): void {
  const found = now(editor, remark)
  if (!found) return
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, found.from, found.to)))
  editor.commands.focus(undefined, { scrollIntoView: false })
  scrollIntoSheet(editor, found.from)
}

/** Puts right all that have one right form, as one change. */
export function putRight(editor: Editor, remarks: readonly Remark[]): void {
  const { tr } = editor.state
  const found = remarks.flatMap((remark) => now(editor, remark) ?? [])
  for (const { from, to, instead } of [...new Map(found.map((one) => [one.from, one])).values()].sort((a, b) => b.from - a.from)) {
    if (instead === null) continue
    if (instead === '') tr.delete(from, to)
    else tr.replaceWith(from, to, editor.schema.text(instead, tr.doc.nodeAt(from)?.marks))
  }
  if (tr.docChanged) editor.view.dispatch(tr)
}

/** Where the note with a source belongs: before the mark that ends the statement. */
export function placeForSource(editor: Editor, remark: Remark): number | null {
  const found = now(editor, remark)
  if (!found) return null
  return /[。；！？]$/u.test(found.words) ? found.to - 1 : found.to
}
