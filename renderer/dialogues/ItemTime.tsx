import { Pin } from 'lucide-react'
import { useState } from 'react'
import { clockTime, type Slot } from '../../shared/documents/agenda.ts'
import { useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'

type Props = { time: Slot; fixedAt: string; editable: boolean; place: number; onFix: (at: string) => void }

/** When an item begins and ends: it follows from the items before it, or is fixed; what does not fit is said below. */
export function ItemTime({ time, fixedAt, editable, place, onFix }: Props) {
  const { agenda } = useText().dialogues
  const fixed = fixedAt !== ''
  return (
    <>
      <span className="item-time">
        {fixed && editable ? (
          <>
            <FixedField key={fixedAt} label={agenda.cell(place, agenda.fixedTime)} value={fixedAt} onCommit={onFix} />
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

/** Kept with Enter or when it is left; what is no time goes back to what it was. */
function FixedField({ label, value, onCommit }: { label: string; value: string; onCommit: (at: string) => void }) {
  const [draft, setDraft] = useState(value)
  const commit = (): void => {
    const typed = clockTime.safeParse(draft.trim().replace('：', ':').padStart(5, '0'))
    if (!typed.success) setDraft(value)
    else if (typed.data !== value) onCommit(typed.data)
  }
  return (
    <input
      className="fixed-time"
      aria-label={label}
      value={draft}
      maxLength={5}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        else if (event.key === 'Escape') setDraft(value)
      }}
    />
  )
}
