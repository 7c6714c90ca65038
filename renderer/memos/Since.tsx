import { History, X } from 'lucide-react'
import { useState } from 'react'
import type { Memo } from '../../shared/register.ts'
import { instantTime } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { useSince, type Left } from './left.ts'

/** 上次离开后的修改: one quiet line above the sheet, until it is put away. */
export function Since({ memo, left, hidden }: { memo: Memo; left: Left | null; hidden: boolean }) {
  const { versions: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const since = useSince(memo, left)
  const [dismissed, setDismissed] = useState<Left | null>(null)
  const isShown = since !== null && dismissed !== left && !hidden
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
