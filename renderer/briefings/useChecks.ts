import { useEffect, useMemo, useState } from 'react'
import { checkPages, type Finding } from '../../shared/briefing/preflight.ts'
import type { Briefing } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { setPages, type PageText } from './search.ts'

/** What the check finds, anew with every setting of the pages; `null` until it was made once, and of an issued briefing. */
export function useChecks(briefing: Briefing, texts: readonly PageText[] | null): readonly Finding[] | null {
  const [found, setFound] = useState<readonly Finding[] | null>(null)
  const draft = briefing.state === 'draft'
  const { id } = briefing
  useEffect(() => {
    // The pages are set anew whenever the record or a text has changed.
    if (!draft || texts === null) return
    let left = false
    void ask('checkBriefing', { id }).then((answer) => {
      if (!left && answer.ok) setFound(answer.value.findings)
    })
    return () => {
      left = true
    }
  }, [id, draft, texts])
  const signed = briefing.kind === 'letter' || briefing.kind === 'document' || briefing.kind === 'research'
  const pages = useMemo(
    () => (texts ? checkPages(setPages(texts), signed ? briefing.compiler : null) : []),
    [texts, signed, briefing.compiler],
  )
  return draft && found ? [...found, ...pages] : null
}
