import { useCallback, useState } from 'react'
import type { Failure, Result } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { toast } from './toasts.ts'

export type Attempt = <T>(answer: Promise<Result<T>>, then?: (value: T) => void) => void

/**
 * Acts on a page whose failure is shown there until the next act succeeds. Giving up is no failure; that the host cannot be reached
 * is said in passing, as it says nothing about the page.
 */
export function useAttempt(): { failure: Failure | null; attempt: Attempt } {
  const [failure, setFailure] = useState<Failure | null>(null)
  const { failures } = useText()
  const attempt = useCallback<Attempt>(
    (answer, then) => {
      void answer.then((result) => {
        if (result.ok) {
          setFailure(null)
          then?.(result.value)
        } else if (isPassing(result.failure)) toast(failures(result.failure), { about: result.failure.kind })
        else if (result.failure.kind !== 'cancelled') setFailure(result.failure)
      })
    },
    [failures],
  )
  return { failure, attempt }
}

const isPassing = ({ kind }: Failure): boolean => kind === 'offline' || kind === 'unanswered'
