import { History, X } from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import type { Memo } from '../../shared/register.ts'
import { instantTime } from '../format.ts'
import { useDocument, useMe, useMemberNames } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { useAuthors } from './useAuthorship.ts'
import { useSince, type Left } from './left.ts'

/** 上次离开后的修改: one quiet line above the sheet and bars in its margin, until they are put away. */
export function Since({ memo, left, editor, hidden }: { memo: Memo; left: Left | null; editor: Editor | null; hidden: boolean }) {
  const { versions: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const since = useSince(memo, left)
  const [dismissed, setDismissed] = useState<Left | null>(null)
  const isShown = since !== null && dismissed !== left && !hidden
  useMargin(memo.id, isShown ? left : null, editor)
  const names = (since?.by ?? []).map(nameOf).filter((name) => name !== '')
  return (
    <div role="status">
      {isShown && (
        <p className="since-bar">
          <History size={16} aria-hidden />
          <span>{t.since.changed(names, since.places, instantTime(since.at, locale))}</span>
          <a
            className="button plain"
            onClick={() => setDismissed(left)}
            href={toHash({ page: 'memo', id: memo.id, compare: { from: 'left', to: 'now' } })}
          >
            {t.since.show}
          </a>
          <IconButton label={t.since.dismiss} onClick={() => setDismissed(left)}>
            <X size={16} aria-hidden />
          </IconButton>
        </p>
      )}
    </div>
  )
}

const marking = () => import('../editor/authors/since.ts')

function useMargin(memoId: string, left: Left | null, editor: Editor | null): void {
  const { state } = useDocument(documentName('memo', memoId))
  const authors = useAuthors(memoId)
  const { id: me } = useMe()
  const doc = state.is === 'open' ? state.doc : null
  useEffect(() => {
    if (!left || !editor || !doc || !authors) return
    let clear = (): void => undefined
    let isGone = false
    void marking().then(({ markSince }) => {
      if (!isGone) clear = markSince(editor, { doc, authors, vector: left.vector, me })
    })
    return () => {
      isGone = true
      clear()
    }
  }, [left, editor, doc, authors, me])
}
