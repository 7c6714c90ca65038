import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../text.ts'
import { goToSection, moveSection, outlineOf, sectionAt, stepSection } from './sections.ts'

/** The headings of the memo. Enter goes there; a section is dragged to another place, or moved with Alt+↑ and Alt+↓. */
export function Outline({ editor, editable }: { editor: Editor; editable: boolean }) {
  const t = useText().editor
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [said, say] = useState('')
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      now.isDestroyed ? null : { items: outlineOf(now.state.doc), current: sectionAt(now.state.doc, now.state.selection.head) },
  })
  if (!state) return null
  const { items, current } = state
  if (items.length === 0) return <p className="aside-empty">{t.noHeadings}</p>

  const focus = (at: number): void => list.current?.querySelectorAll<HTMLElement>('button')[at]?.focus()
  const tell = (from: number, to: number | null): void => {
    if (to === null) return
    say(t.sectionMoved(items[from]?.text ?? '', to + 1))
    requestAnimationFrame(() => focus(to))
  }
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by === null) return
    event.preventDefault()
    if (!event.altKey) focus(at + by)
    else if (editable) tell(at, stepSection(editor, at, by))
  }
  const drop = (before: number): void => {
    if (dragged !== null) tell(dragged, moveSection(editor, dragged, before))
    setDragged(null)
    setOver(null)
  }
  return (
    <>
      <ol className="outline" ref={list} aria-label={t.outline}>
        {items.map(({ level, number, text }, at) => (
          <li
            key={at}
            className={`outline-${level}${over === at && dragged !== null ? ' drop-above' : ''}`}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              setOver(at)
            }}
            onDrop={() => drop(at)}
          >
            <button
              type="button"
              draggable={editable}
              aria-current={at === current ? 'location' : undefined}
              aria-keyshortcuts={editable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
              tabIndex={at === Math.max(0, current) ? 0 : -1}
              onClick={() => goToSection(editor, at)}
              onKeyDown={(event) => onKeyDown(event, at)}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setData('text/plain', text)
                setDragged(at)
              }}
              onDragEnd={() => drop(dragged ?? 0)}
            >
              <span className="outline-number">{number}</span>
              {text || t.untitledHeading}
            </button>
          </li>
        ))}
        <li
          className={`outline-end${over === items.length && dragged !== null ? ' drop-above' : ''}`}
          onDragOver={(event) => {
            if (dragged === null) return
            event.preventDefault()
            setOver(items.length)
          }}
          onDrop={() => drop(items.length)}
        />
      </ol>
      {editable && <p className="aside-hint">{t.outlineHint}</p>}
      <p className="spoken" role="status">
        {said}
      </p>
    </>
  )
}
