import { useEffect, useState } from 'react'
import type { Holder } from '../../shared/commands.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { useCommand, useMay } from '../hub/useHub.ts'

/** How often the hub is asked while a page shows it, in ms: a machine reports a second after its text has stood still. */
const pause = 4_000

/**
 * Which members' machines elsewhere hold all of these texts exactly as they stand; asked again and again. Empty where nobody has a
 * machine elsewhere, or while the host cannot be asked. `documents` must be stable.
 */
export function useHolders(documents: readonly DocumentName[]): readonly Holder[] {
  const command = useCommand()
  const may = useMay('whoHolds')
  const [holders, setHolders] = useState<readonly Holder[]>([])
  useEffect(() => {
    if (!may || documents.length === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const look = async (): Promise<void> => {
      const answers = await Promise.all(documents.map((document) => command('whoHolds', { document })))
      if (gone) return
      const all = answers.map((answer) => (answer.ok ? answer.value.holders : null))
      setHolders(all.includes(null) ? [] : together(all.flatMap((some) => some ?? [])))
      timer = setTimeout(() => void look(), pause)
    }
    void look()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [command, may, documents])
  return holders
}

/** Of several texts whoever holds every one, since the last receipt. */
function together(all: readonly Holder[]): Holder[] {
  const members = new Map<string, Holder>()
  for (const one of all) {
    const before = members.get(one.memberId)
    const at = before?.at && one.at ? (before.at > one.at ? before.at : one.at) : (before?.at ?? one.at)
    members.set(one.memberId, before ? { ...one, at, same: before.same && one.same } : one)
  }
  return [...members.values()]
}
