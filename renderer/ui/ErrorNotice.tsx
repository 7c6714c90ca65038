import { TriangleAlert } from 'lucide-react'
import type { Failure } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { Button } from './Button.tsx'

type Props = {
  failure: Failure
  /** What people call the fields that a failure may name. */
  labels?: Readonly<Record<string, string>>
  onRetry?: () => void
}

/** The one way a failure is shown: what happened, what is safe, what to do; a word and a shape, not a colour alone. */
export function ErrorNotice({ failure, labels = {}, onRetry }: Props) {
  const t = useText()
  const named = failure.kind === 'invalid' ? { ...failure, field: labels[failure.field] ?? failure.field } : failure
  return (
    <div className="notice" role="alert">
      <TriangleAlert size={16} aria-hidden />
      <p>{t.failures(named)}</p>
      {onRetry && <Button onClick={onRetry}>{t.app.retry}</Button>}
    </div>
  )
}
