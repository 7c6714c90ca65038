import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { formatting, mark as markRule, readRestyled, textStyles, type SuggestedBy } from '../../../shared/documents/suggestions.ts'
import { authorOf } from '../../../shared/documents/talk.ts'
import { breakChange, joinLine, nodeChange, removeNode } from './lines.ts'

/**
 * SG3 Accepting all that is suggested gives the text as it was typed, refusing all gives the text as it was; each suggestion alone, of
 *     whomever, can be accepted or refused in any order.
 */
export function settle(tr: Transaction, isChosen: (id: string) => boolean, accept: boolean): void {
  const { schema } = tr.doc.type
  const letters: { from: number; to: number }[] = []
  const nodes: number[] = []
  const joins: number[] = []
  tr.doc.descendants((node, pos) => {
    const end = pos + node.nodeSize
    for (const { type, attrs } of node.isText ? node.marks : []) {
      const is = type.name
      if ((is !== 'insertion' && is !== 'deletion' && is !== 'formatting') || !isChosen(String(attrs['id']))) continue
      if (is === (accept ? 'deletion' : 'insertion')) letters.push({ from: pos, to: end })
      else {
        tr.removeMark(pos, end, type)
        if (is === 'formatting' && !accept) reform(tr, pos, end, formatting.parse(attrs).was)
      }
    }
    const restyled = readRestyled(node.attrs['suggestedStyle'])
    if (restyled && isChosen(restyled.id)) {
      const { type, attrs } = restyled.was
      const held = Object.fromEntries(
        ['suggestedNode', 'suggestedBreak'].flatMap((name) => (name in node.attrs ? [[name, node.attrs[name] as unknown]] : [])),
      )
      if (accept || node.isInline) tr.setNodeAttribute(pos, 'suggestedStyle', null)
      else tr.setNodeMarkup(pos, schema.nodes[type], { ...attrs, ...held, suggestedStyle: null })
      if (!accept && node.isInline) for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(pos, name, value)
    }
    const whole = nodeChange(node)
    if (whole && isChosen(whole.id)) {
      if ((whole.kind === 'deletion') === accept) nodes.push(pos)
      else tr.setNodeAttribute(pos, 'suggestedNode', null)
    }
    const broken = breakChange(node)
    if (broken && isChosen(broken.id)) {
      if ((broken.kind === 'deletion') === accept) joins.push(pos)
      else tr.setNodeAttribute(pos, 'suggestedBreak', null)
    }
  })
  const first = tr.steps.length
  const now = (pos: number): number | null => {
    const { deletedAfter, pos: at } = tr.mapping.slice(first).mapResult(pos, 1)
    return deletedAfter ? null : at
  }
  for (const { from, to } of letters.reverse()) tr.delete(from, to)
  for (const pos of nodes.reverse()) {
    const at = now(pos)
    if (at !== null) removeNode(tr, at)
  }
  for (const pos of joins.reverse()) {
    const at = now(pos)
    const node = at === null ? null : tr.doc.nodeAt(at)
    if (at === null || !node || joinLine(tr, at)) continue
    if (node.content.size === 0 && !accept) removeNode(tr, at)
    else tr.setNodeAttribute(at, 'suggestedBreak', null)
  }
}

function reform(tr: Transaction, from: number, to: number, was: string): void {
  const { marks } = tr.doc.type.schema
  for (const style of textStyles) {
    const type = marks[style]
    if (!type) continue
    if (was.split(' ').includes(style)) tr.addMark(from, to, type.create())
    else tr.removeMark(from, to, type)
  }
}

export type Kind = 'inserted' | 'deleted' | 'formatted' | 'split' | 'joined' | 'restyled' | 'added' | 'removed'
/** A suggestion as it is listed: where it begins and ends, and what it would take and give. */
export type Listed = SuggestedBy & {
  by: string
  from: number
  to: number
  before: string
  after: string
  kinds: ReadonlySet<Kind>
  /** What kind of node comes or goes, or what a paragraph was. */
  of: string | null
}

export function suggestionsIn(doc: Node): Listed[] {
  const found = new Map<string, Listed & { kinds: Set<Kind> }>()
  const put = (
    by: SuggestedBy | null | undefined,
    kind: Kind,
    from: number,
    to: number,
    more: { before?: string; after?: string; of?: string },
  ): void => {
    if (!by) return
    const known = found.get(by.id)
    const one = known ?? { id: by.id, at: by.at, by: authorOf(by.id), from, to, before: '', after: '', kinds: new Set<Kind>(), of: null }
    one.to = Math.max(one.to, to)
    one.before += more.before ?? ''
    one.after += more.after ?? ''
    one.of ??= more.of ?? null
    one.kinds.add(kind)
    found.set(by.id, one)
  }
  doc.descendants((node, pos) => {
    const end = pos + node.nodeSize
    const text = node.text ?? ''
    for (const { type, attrs } of node.isText ? node.marks : []) {
      const by = markRule.safeParse({ id: attrs['id'] as unknown, at: attrs['at'] as unknown }).data
      if (type.name === 'insertion') put(by, 'inserted', pos, end, { after: text })
      if (type.name === 'deletion') put(by, 'deleted', pos, end, { before: text })
      if (type.name === 'formatting') put(by, 'formatted', pos, end, { before: text, after: text })
    }
    const of = node.type.name
    const whole = nodeChange(node)
    const words = node.textContent
    if (whole?.kind === 'insertion') put(whole, 'added', pos, end, { of, ...(isRead(node) && { after: words }) })
    if (whole?.kind === 'deletion') put(whole, 'removed', pos, end, { of, before: words })
    const broken = breakChange(node)
    if (broken) put(broken, broken.kind === 'insertion' ? 'split' : 'joined', pos, pos + 1, {})
    put(readRestyled(node.attrs['suggestedStyle']), 'restyled', pos, end, { of, before: words, after: words })
  })
  return [...found.values()]
}
/** Letters of an inserted paragraph are marked themselves. */
const isRead = ({ type }: Node): boolean => type.name === 'table' || type.name === 'tableRow'
