import { CircleQuestionMark } from 'lucide-react'
import { useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { show, type Explained } from './asked.ts'

/** Beside a stage: what it means. */
export function HelpButton({ of }: { of: Explained }) {
  const t = useText().help
  return (
    <IconButton label={t.open} aria-haspopup="dialog" onClick={() => show({ guide: 'help', of })}>
      <CircleQuestionMark size={16} aria-hidden />
    </IconButton>
  )
}
