import { useEffect, useState } from 'react'
import type { SearchAnswer, SearchKind, SearchSpan } from '../../shared/search.ts'
import { useCommand } from '../hub/useHub.ts'

/** While texts are still being read the question is asked again so often, in ms. */
const again = 400

/** The answer to what is typed; the last one stays until the next is there. */
export function useSearch(text: string, kind: SearchKind | null, span: SearchSpan | null): { answer: SearchAnswer | null; of: string } {
  const command = useCommand()
  const [found, setFound] = useState<{ answer: SearchAnswer | null; of: string }>({ answer: null, of: '' })
  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      const answer = await command('search', { text, kind, span })
      if (stopped || !answer.ok) return
      setFound({ answer: answer.value, of: text })
      if (answer.value.reading) timer = setTimeout(() => void ask(), again)
    }
    if (text.trim() !== '') void ask()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [command, text, kind, span])
  return text.trim() === '' ? { answer: null, of: '' } : found
}
