import { useMemo } from 'react'
import { lineages, type Lineage, type Origin } from '../../shared/lineage.ts'
import { useRegister } from '../hub/useHub.ts'

/** The line of one record as the register has it now. */
export function useLineage({ of, id }: Origin): Lineage {
  const topics = useRegister('topics')
  const dialogues = useRegister('dialogues')
  const issues = useRegister('issues')
  const memos = useRegister('memos')
  const recommendations = useRegister('recommendations')
  const briefings = useRegister('briefings')
  const lineOf = useMemo(
    () => lineages({ topics, dialogues, issues, memos, recommendations, briefings }),
    [topics, dialogues, issues, memos, recommendations, briefings],
  )
  return useMemo(() => lineOf({ of, id }), [lineOf, of, id])
}
