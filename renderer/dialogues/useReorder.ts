import { useState, type PointerEvent, type RefObject } from 'react'

type Reorder = {
  /** The row in hand, and where it would come to lie. */
  from: number | null
  to: number | null
  grab: (event: PointerEvent<HTMLElement>, at: number) => void
}
type Drag = { from: number; to: number }

/** Drags a row of a table by its grip. Esc lets go of it where it was. The keyboard way is the row's. */
export function useReorder(table: RefObject<HTMLTableElement | null>, move: (from: number, to: number) => void): Reorder {
  const [drag, setDrag] = useState<Drag | null>(null)
  const grab = (event: PointerEvent<HTMLElement>, from: number): void => {
    if (event.button !== 0) return
    const grip = event.currentTarget
    const gesture = new AbortController()
    let to = from
    const on = <K extends keyof HTMLElementEventMap>(type: K, hear: (event: HTMLElementEventMap[K]) => void): void =>
      grip.addEventListener(type, hear, { signal: gesture.signal })
    const end = (): void => {
      gesture.abort()
      setDrag(null)
    }
    grip.setPointerCapture(event.pointerId)
    grip.focus()
    setDrag({ from, to })
    on('pointermove', ({ clientY }) => {
      to = rowAt(table.current, clientY)
      setDrag({ from, to })
    })
    on('pointerup', () => {
      end()
      move(from, to)
    })
    on('pointercancel', end)
    on('keydown', (key) => {
      if (key.key === 'Escape') end()
    })
  }
  return { from: drag?.from ?? null, to: drag?.to ?? null, grab }
}

function rowAt(table: HTMLTableElement | null, y: number): number {
  const rows = [...(table?.tBodies[0]?.rows ?? [])]
  const found = rows.findIndex((row) => y < row.getBoundingClientRect().bottom)
  return found === -1 ? rows.length - 1 : found
}
