import { useEffect, useRef, useState } from 'react'
import type { Failure, Result } from '../../shared/errors.ts'

/** One question at a time; an answer that comes after the dialog is gone is not heard. */
export function useOneAtATime() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => void (here.current = false)
  }, [])
  function run<T>(question: Promise<Result<T>>, then: (value: T) => void): void {
    setBusy(true)
    setFailure(null)
    void question.then((answer) => {
      if (!here.current) return
      setBusy(false)
      if (answer.ok) then(answer.value)
      else setFailure(answer.failure)
    })
  }
  /** Something else is typed: what was wrong with it before says nothing now. */
  const forget = (): void => setFailure(null)
  return { busy, failure, run, forget }
}
