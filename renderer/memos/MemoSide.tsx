import { History, Stamp } from 'lucide-react'
import { pendingOf } from '../../shared/endorsements.ts'
import type { Memo, Version } from '../../shared/register.ts'
import { useMe, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Inspector } from '../ui/Inspector.tsx'
import type { Attempt } from '../ui/useAttempt.ts'
import { Endorsements } from './Endorsements.tsx'
import type { Left } from './left.ts'
import { Versions } from './Versions.tsx'

export type Side = 'versions' | 'endorsements'

/** What can be opened beside the sheet. Whoever is waited for sees it at once. */
export function SideButtons({ memo, side, onSide }: { memo: Memo; side: Side | null; onSide: (side: Side | null) => void }) {
  const { versions, endorsements: t } = useText()
  const pending = pendingOf(memo, useRegister('endorsements'))
  const isMine = pending.includes(useMe().id)
  const toggle = (which: Side): void => onSide(side === which ? null : which)
  return (
    <>
      <Button
        look={isMine && side !== 'endorsements' ? 'primary' : 'quiet'}
        icon={<Stamp size={16} aria-hidden />}
        aria-pressed={side === 'endorsements'}
        onClick={() => toggle('endorsements')}
      >
        {isMine ? t.waiting : t.title}
      </Button>
      <Button look="quiet" icon={<History size={16} aria-hidden />} aria-pressed={side === 'versions'} onClick={() => toggle('versions')}>
        {versions.title}
      </Button>
    </>
  )
}

type Props = {
  memo: Memo
  left: Left | null
  side: Side
  onAttempt: Attempt
  onRestore: ((version: Version) => void) | null
  onClose: () => void
}

export function MemoSide({ memo, left, side, onAttempt, onRestore, onClose }: Props) {
  const { versions, endorsements } = useText()
  return (
    <Inspector title={side === 'versions' ? versions.title : endorsements.title} closeLabel={versions.close} onClose={onClose}>
      {side === 'versions' ? <Versions {...{ memo, left }} onRestore={onRestore} /> : <Endorsements memo={memo} onAttempt={onAttempt} />}
    </Inspector>
  )
}
