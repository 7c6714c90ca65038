import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { readChange, type Change } from '../../../shared/documents/suggestions.ts'

export const isLine = (node: Node): boolean => ['paragraph', 'heading', 'recommendation'].includes(node.type.name)
/** Nodes that come and go whole; what is in them is not looked at when they do. */
export const isWhole = (node: Node): boolean => ['table', 'tableRow', 'figure', 'chart'].includes(node.type.name)
const holdsLines = (node: Node): boolean => ['blockquote', 'bulletList', 'orderedList', 'listItem'].includes(node.type.name)

export const nodeChange = (node: Node): Change | null => readChange(node.attrs['suggestedNode'])
export const breakChange = (node: Node): Change | null => readChange(node.attrs['suggestedBreak'])

/** Where the line ends that the one at `pos` would go on with; lists and quotes are no border, tables, cells and figures are. */
export function lineBefore(doc: Node, pos: number): number | null {
  let $at = doc.resolve(pos)
  while ($at.index() === 0) {
    if (!holdsLines($at.parent)) return null
    $at = doc.resolve($at.before())
  }
  let end = $at.pos
  let node = $at.nodeBefore
  while (node && holdsLines(node)) {
    end -= 1
    node = node.lastChild
  }
  return node && isLine(node) ? end - 1 : null
}

export function lineAfter(doc: Node, end: number): number | null {
  const $end = doc.resolve(end)
  if ($end.depth === 0) return null
  let $at = doc.resolve($end.after())
  while ($at.depth > 0 && $at.index() === $at.parent.childCount) {
    if (!holdsLines($at.parent)) return null
    $at = doc.resolve($at.after())
  }
  let at = $at.pos
  let node = $at.nodeAfter
  while (node && holdsLines(node)) {
    at += 1
    node = node.firstChild
  }
  return node && isLine(node) ? at : null
}

/** Lets the line at `pos` go on with the one before it. An item whose first line that was gives the rest to the item before. */
export function joinLine(tr: Transaction, pos: number): boolean {
  const end = lineBefore(tr.doc, pos)
  const line = tr.doc.nodeAt(pos)
  if (end === null || !line) return false
  const $pos = tr.doc.resolve(pos)
  const { parent: item } = $pos
  if (end === pos - 1) tr.join(pos)
  else if (item.type.name === 'listItem' && $pos.index() === 0 && $pos.index(-1) > 0) {
    const at = $pos.before()
    if (end === at - 2) tr.join(at, 2)
    else {
      tr.delete(at, at + item.nodeSize)
      tr.insert(at - 1, item.content.cut(line.nodeSize))
      tr.insert(end, line.content)
    }
  } else {
    removeNode(tr, pos)
    tr.insert(end, line.content)
  }
  return true
}

/** With the lists and quotes that would be empty without it. */
export function removeNode(tr: Transaction, pos: number): void {
  let $pos = tr.doc.resolve(pos)
  let node = tr.doc.nodeAt(pos)
  while (node && $pos.parent.childCount === 1 && (holdsLines($pos.parent) || ['table', 'tableRow'].includes($pos.parent.type.name))) {
    node = $pos.parent
    $pos = tr.doc.resolve($pos.before())
  }
  if (node) tr.delete($pos.pos, $pos.pos + node.nodeSize)
}
