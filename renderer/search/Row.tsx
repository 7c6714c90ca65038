import type { ReactNode } from 'react'

type Props = { at: number; isHere: boolean; onChoose: (elsewhere: boolean) => void; children: ReactNode }

/** One of what can be chosen under the search field; with Ctrl in a window of its own. */
export const Row = ({ at, isHere, onChoose, children }: Props) => (
  <li
    id={`hit-${at}`}
    role="option"
    aria-selected={isHere}
    className="search-hit"
    ref={(element) => {
      if (isHere) element?.scrollIntoView({ block: 'nearest' })
    }}
    onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
  >
    {children}
  </li>
)
