import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import './inspector.css'

type Props = { title: string; closeLabel: string; onClose: () => void; acts?: ReactNode; children: ReactNode }

/** What stands beside the work and can be closed. */
export const Inspector = ({ title, closeLabel, onClose, acts, children }: Props) => (
  <aside className="inspector" aria-label={title}>
    <header className="inspector-head">
      <h2>{title}</h2>
      {acts}
      <IconButton label={closeLabel} onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </header>
    <div className="inspector-body">{children}</div>
  </aside>
)
