import { Unplug } from 'lucide-react'
import type { Link } from '../../shared/joined.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { useLink } from './useLink.ts'

/** The host does not let this member in any more: why, what is safe, and the way on. */
export function LinkNotice({ first }: { first: Link | null }) {
  const { failures, members } = useText()
  const link = useLink(first)
  if (link?.state !== 'refused') return null
  return (
    <div className="notice-row">
      <div className="notice" role="alert">
        <Unplug size={16} aria-hidden />
        <p>
          {failures(link.failure ?? { kind: 'notMember' })} {members.link.refusedNext}
        </p>
        <Button onClick={() => void ask('closeWorkspace', {})}>{members.link.toStart}</Button>
      </div>
    </div>
  )
}
