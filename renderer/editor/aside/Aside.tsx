import type { Editor } from '@tiptap/core'
import { X } from 'lucide-react'
import { useText } from '../../text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { SuggestionList, type Review } from '../suggestions/SuggestionList.tsx'
import { AuthorList, type Authorship } from '../authors/AuthorList.tsx'
import { Check } from './Check.tsx'
import { Outline } from './Outline.tsx'
import './aside.css'

export type AsidePart = 'outline' | 'check' | 'suggestions' | 'authors'
type Props = {
  review: Review | null
  authorship: Authorship | null
  part: AsidePart
  editor: Editor
  editable: boolean
  onNote: (index: number) => void
  onClose: () => void
}

/** The outline, the check, the suggestions or the authors, to the left of the sheet. */
export function Aside({ part, review, authorship, editor, editable, onNote, onClose }: Props) {
  const t = useText().editor
  if ((part === 'suggestions' && !review) || (part === 'authors' && !authorship)) return null
  return (
    <aside className="memo-aside" aria-label={t.asides[part]}>
      <header className="aside-head">
        {t.asides[part]}
        <IconButton label={t.closeAside} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className="aside-body">
        {part === 'suggestions' ? (
          review && <SuggestionList editor={editor} editable={editable} review={review} />
        ) : part === 'authors' ? (
          authorship && <AuthorList editor={editor} authorship={authorship} />
        ) : part === 'outline' ? (
          <Outline editor={editor} editable={editable} />
        ) : (
          <Check editor={editor} editable={editable} onNote={onNote} />
        )}
      </div>
    </aside>
  )
}
