import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DocumentName } from '../../shared/documentName.ts'
import type { Preview } from '../../shared/desktop.ts'
import { refuse, type Failure, type Result } from '../../shared/errors.ts'
import { useDocumentChanges } from '../hub/useHub.ts'
import { readPdf, type Pdf } from './pdf.ts'

/** How long texts must rest before they are set again, in ms. */
const rest = 500

/** A surprise is logged as one, and shown so that the person can try again. */
function unexpected(reason: unknown): Result<never> {
  reportError(reason)
  return refuse({ kind: 'printFailed' })
}

const read = async (answer: Result<Preview>): Promise<Result<Pdf>> =>
  answer.ok ? { ok: true, value: await readPdf(answer.value.pdf) } : answer

export type ShownPreview = { shown: Pdf | null; failure: Failure | null; busy: boolean; again: () => void }

/** `load` is another one when what it prints has changed; `follows` are documents that it prints. Both must be stable. */
export type PreviewOf = { load: () => Promise<Result<Preview>>; follows: readonly DocumentName[] }

/** A PDF as it stands. The old one stays until the new one is there. */
export function usePreview({ load, follows }: PreviewOf): ShownPreview {
  const [shown, setShown] = useState<Pdf | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [settled, setSettled] = useState<object | null>(null)
  const [round, setRound] = useState(0)
  const printed = useRef(false)
  const again = useCallback(() => setRound((before) => before + 1), [])
  useDocumentChanges(follows, again)
  const wish = useMemo(() => ({ load, round }), [load, round])

  useEffect(() => {
    const give = new AbortController()
    // The first picture comes at once.
    const clock = setTimeout(() => void print(), printed.current ? rest : 0)
    printed.current = true
    const print = async (): Promise<void> => {
      const answer = await wish.load().then(read).catch(unexpected)
      if (give.signal.aborted) {
        if (answer.ok) answer.value.close()
        return
      }
      if (answer.ok) setShown(answer.value)
      setFailure(answer.ok ? null : answer.failure)
      setSettled(wish)
    }
    return () => {
      clearTimeout(clock)
      give.abort()
    }
  }, [wish])
  useEffect(() => () => shown?.close(), [shown])

  return { shown, failure, busy: settled !== wish, again }
}
