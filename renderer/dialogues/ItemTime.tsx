import { Pin } from 'lucide-react'
import type { Slot } from '../../shared/documents/agenda.ts'
import { useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { ClockField } from '../ui/ClockField.tsx'

type Props = { time: Omit<Slot, 'id'>; fixedAt: string; editable: boolean; place: number; onFix: (at: string) => void }

/** When an item begins and ends: it follows from the items before it, or is fixed; what does not fit is said below. */
export function ItemTime({ time, fixedAt, editable, place, onFix }: Props) {
  const { agenda } = useText().dialogues
  const fixed = fixedAt !== ''
  return (
    <>
      <span className="item-time">
        {fixed && editable ? (
          <>
            <ClockField key={fixedAt} label={agenda.cell(place, agenda.fixedTime)} value={fixedAt} onCommit={onFix} />
            <span>{agenda.until(time.to)}</span>
          </>
        ) : (
          <span>{agenda.range(time.from, time.to)}</span>
        )}
        {editable && (
          <IconButton
            label={agenda.cell(place, fixed ? agenda.unfix : agenda.fix)}
            aria-pressed={fixed}
            onClick={() => onFix(fixed ? '' : time.from)}
          >
            <Pin size={13} aria-hidden />
          </IconButton>
        )}
      </span>
      {time.gap < 0 && <span className="item-clash">{agenda.overlap(-time.gap)}</span>}
      {time.gap > 0 && <span className="item-gap">{agenda.gap(time.gap)}</span>}
    </>
  )
}
