import type { LucideIcon } from 'lucide-react'

/** What opens beside or above the sheet, with its button in the toolbar; one without `open` is an act. */
export type Pane = { id: string; name: string; keys?: string; icon: LucideIcon; open?: boolean; toggle: () => void }
