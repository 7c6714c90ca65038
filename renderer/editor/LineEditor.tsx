import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore, type MouseEvent, type RefObject } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { fragmentText } from '../../shared/documents/agenda.ts'
import type { Person } from './carets.ts'
import { openLine, type LineKeys, type OpenLine } from './openLine.ts'
import { visitorsOf } from './visitors.ts'
import './editor.css'
import './line.css'

export type LineEditorProps = {
  fragment: Y.XmlFragment
  awareness: Awareness
  person: Person
  editable: boolean
  /** Name of the cell for screen readers. */
  label: string
  /** Enter begins another line of the same text. */
  lines?: boolean
  onEnter?: () => void
  onArrow?: (direction: 'up' | 'down') => void
}

/**
 * One line of shared text, such as a cell of the agenda. A table has a hundred of them, so there is an editor only while the
 * pointer or the caret, mine or another's, is in it; otherwise the same text stands there plainly.
 */
export function LineEditor(props: LineEditorProps) {
  const { fragment, awareness, label, editable } = props
  const [near, setNear] = useState(false)
  const [inside, setInside] = useState(false)
  const [refused, setRefused] = useState<Y.XmlFragment | null>(null)
  const pressedRef = useRef<Point | null>(null)
  const openRef = useRef<OpenLine | null>(null)
  const visited = useVisited(awareness, fragment)
  const writable = editable && refused !== fragment
  const wanted = refused !== fragment && (visited || (editable && (near || inside)))
  /** Taken over before the browser focuses text that is about to be replaced: the focus would be nowhere, the next keys lost. */
  const onMouseDown = (event: MouseEvent<HTMLElement>): void => {
    if (!writable || event.button !== 0 || isLive(event.target)) return
    event.preventDefault()
    pressedRef.current = { left: event.clientX, top: event.clientY }
    if (openRef.current) openRef.current.focus(pressedRef.current)
    else setInside(true)
  }
  return (
    <div
      className="line-editor"
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onMouseDown={onMouseDown}
      onFocus={() => setInside(true)}
      // A window that loses the focus gives it back to the same line.
      onBlur={() => document.hasFocus() && setInside(false)}
    >
      {wanted ? (
        <Live {...props} focus={inside} pressedRef={pressedRef} openRef={openRef} onRefuse={() => setRefused(fragment)} />
      ) : (
        <Still fragment={fragment} label={label} editable={writable} />
      )}
    </div>
  )
}

function useVisited(awareness: Awareness, fragment: Y.XmlFragment): boolean {
  const visitors = visitorsOf(awareness)
  return useSyncExternalStore(
    useCallback((changed: () => void) => visitors.subscribe(fragment, changed), [visitors, fragment]),
    () => visitors.has(fragment),
  )
}

/** Where the pointer went down, in pixels of the window. */
type Point = { left: number; top: number }

const isLive = (target: EventTarget): boolean => target instanceof Element && target.closest('[contenteditable=true]') !== null

/** Focus from the keyboard comes here first, and makes the editor that takes it over. */
function Still({ fragment, label, editable }: { fragment: Y.XmlFragment; label: string; editable: boolean }) {
  const subscribe = useCallback(
    (changed: () => void) => {
      fragment.observeDeep(changed)
      return () => fragment.unobserveDeep(changed)
    },
    [fragment],
  )
  const text = useSyncExternalStore(subscribe, () => fragmentText(fragment))
  return (
    <div
      className="line"
      role="textbox"
      aria-label={label}
      aria-readonly={!editable}
      contentEditable={false}
      tabIndex={editable ? 0 : undefined}
    >
      {text.split('\n').map((line, at) => (
        <p key={at}>{line}</p>
      ))}
    </div>
  )
}

type LiveProps = LineEditorProps & {
  focus: boolean
  pressedRef: RefObject<Point | null>
  openRef: RefObject<OpenLine | null>
  onRefuse: () => void
}

function Live({
  fragment,
  awareness,
  person: { name, colour },
  editable,
  label,
  lines = false,
  onEnter,
  onArrow,
  focus,
  pressedRef,
  openRef,
  onRefuse,
}: LiveProps) {
  const now = { onEnter: () => onEnter?.(), onArrow: (direction: 'up' | 'down') => onArrow?.(direction), focus, onRefuse }
  const latest = useRef<LineKeys & { focus: boolean; onRefuse: () => void }>(now)
  useLayoutEffect(() => {
    latest.current = now
  })
  const mount = useCallback(
    (host: HTMLElement | null) => {
      if (!host) return
      const keys = (): LineKeys => latest.current
      const onClose = (): void => latest.current.onRefuse()
      const opened = openLine({ host, fragment, awareness, person: { name, colour }, editable, label, lines, keys, onClose })
      if (!opened.ok) {
        onClose()
        return
      }
      if (latest.current.focus) opened.value.focus(pressedRef.current)
      pressedRef.current = null
      openRef.current = opened.value
      return () => {
        openRef.current = null
        opened.value.close()
      }
    },
    [fragment, awareness, name, colour, editable, label, lines, pressedRef, openRef],
  )
  return <div ref={mount} />
}
