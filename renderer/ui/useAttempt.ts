import { useCallback, useState } from 'react'
import type { Failure, Result } from '../../shared/errors.ts'

export type Attempt = <T>(answer: Promise<Result<T>>, then?: (value: T) => void) => void

/** Acts on a page whose failure is shown there until the next act succeeds. Giving up is no failure. */
export function useAttempt(): { failure: Failure | null; attempt: Attempt } {
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useCallback<Attempt>((answer, then) => {
    void answer.then((result) => {
      if (result.ok) {
        setFailure(null)
        then?.(result.value)
      } else if (result.failure.kind !== 'cancelled') setFailure(result.failure)
    })
  }, [])
  return { failure, attempt }
}
