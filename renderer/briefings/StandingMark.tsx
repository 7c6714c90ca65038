import type { Briefing } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { Mark } from '../ui/Mark.tsx'
import { standingOf, useDispatch } from './useDispatch.ts'

/** Draft, issued, withdrawn or replaced, wherever a briefing is shown. */
export function StandingMark({ briefing }: { briefing: Briefing }) {
  const t = useText()
  const standing = standingOf(useDispatch(briefing.id))
  if (standing !== 'standing') return <Mark shape="missed">{t.dispatches.states[standing]}</Mark>
  return <Mark shape={briefing.state === 'issued' ? 'done' : 'open'}>{t.briefings.page[briefing.state]}</Mark>
}
