import { useCallback, useRef, useSyncExternalStore, type ReactNode } from 'react'
import * as Y from 'yjs'
import { textDelta } from '../../shared/documents/memo.ts'

type Line = { level: number; text: string }

/** The bare text of a document that must not be bound to an editor, whatever its blocks are called. Reading changes nothing. */
export function PlainText({ fragment, notice, header }: { fragment: Y.XmlFragment; notice: string; header?: ReactNode }) {
  const lines = useLines(fragment)
  return (
    <div className="memo-editor">
      <p className="notice" role="status">
        {notice}
      </p>
      <div className="desk">
        <div className="sheet">
          {header}
          <div className="memo-text plain">
            {lines.map((line, at) => (line.level > 0 ? heading(line, at) : <p key={at}>{line.text}</p>))}
          </div>
        </div>
      </div>
    </div>
  )
}

const tags = ['h1', 'h2', 'h3', 'h4'] as const
function heading({ level, text }: Line, at: number) {
  const Tag = tags[level - 1] ?? 'h1'
  return <Tag key={at}>{text}</Tag>
}

function useLines(fragment: Y.XmlFragment): Line[] {
  const lines = useRef<Line[] | null>(null)
  const subscribe = useCallback(
    (changed: () => void) => {
      const onChange = (): void => {
        lines.current = null
        changed()
      }
      fragment.observeDeep(onChange)
      return () => fragment.unobserveDeep(onChange)
    },
    [fragment],
  )
  return useSyncExternalStore(
    subscribe,
    useCallback(() => (lines.current ??= linesOf(fragment)), [fragment]),
  )
}

/** Deeper than this a document is an attack, not a text. */
const depthLimit = 100

function linesOf(parent: Y.XmlFragment, depth = 0): Line[] {
  const children = parent.toArray()
  const text = children.map((child) => (child instanceof Y.XmlText ? plain(child) : '')).join('')
  const level = parent instanceof Y.XmlElement && parent.nodeName === 'heading' ? Number(parent.getAttribute('level')) : 0
  const below = depth < depthLimit ? children.flatMap((child) => (child instanceof Y.XmlElement ? linesOf(child, depth + 1) : [])) : []
  return text ? [{ level, text }, ...below] : below
}

const plain = (text: Y.XmlText): string =>
  textDelta
    .parse(text.toDelta())
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
