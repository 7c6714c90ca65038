import { useCallback, useMemo, useState } from 'react'
import type { Planned } from '../../shared/dialogues/clashes.ts'
import { documentName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import type { Dialogue } from '../../shared/register.ts'
import { useDocumentChanges, useOpenDocuments, useRegister } from '../hub/useHub.ts'

const dayMs = 86_400_000
/** So many at most are read: more take place at once only in an import gone wrong. */
const most = 8

/** Other meetings of the same day, and those that may reach into it over midnight, with their agendas as they stand. */
export function useOtherAgendas({ id, startsAt }: Dialogue): Planned[] {
  const dialogues = useRegister('dialogues')
  const others = useMemo(() => {
    const near = (at: string): boolean => Math.abs(Date.parse(at.slice(0, 10)) - Date.parse(startsAt.slice(0, 10))) <= dayMs
    return dialogues.filter((one) => one.id !== id && near(one.startsAt)).slice(0, most)
  }, [dialogues, id, startsAt])
  const key = others.map((one) => one.id).join()
  const names = useMemo(() => key.split(',').flatMap((one) => (one === '' ? [] : [documentName('agenda', one)])), [key])
  const [version, setVersion] = useState(0)
  const again = useCallback(() => setVersion((last) => last + 1), [])
  useDocumentChanges(names, again, again)
  const find = useOpenDocuments()
  return useMemo(
    () =>
      others.flatMap(({ id, title, chair, startsAt }) => {
        const doc = find(documentName('agenda', id))
        return doc ? [{ id, title, chair, startsAt, items: readAgenda(doc) }] : []
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- their texts are read again after each change to them
    [others, find, version],
  )
}
