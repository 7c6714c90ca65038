import type { ReactNode } from 'react'

/** An empty page says what belongs here and offers the first step. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{text}</p>
      {children}
    </div>
  )
}
