import { useMemo } from 'react'
import type { BriefingItem } from '../../shared/register.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'

/** What a briefing can take up: a memo that has not gone out, the minutes of a dialogue, its agenda. */
export type Source = Pick<BriefingItem, 'of' | 'id'> & {
  title: string
  /** Where it stands, in words. */ standing: string
  /** Cannot change any more. */ settled: boolean
}

export const keyOf = ({ of, id }: Pick<BriefingItem, 'of' | 'id'>): string => `${of} ${id}`

const order = ['memo', 'minutes', 'agenda']

/** By what they are, the newest first. */
export function useSources(): readonly Source[] {
  const t = useText()
  const memos = useRegister('memos')
  const dialogues = useRegister('dialogues')
  return useMemo(() => {
    const { page } = t.briefings
    const settled = (yes: boolean): Pick<Source, 'standing' | 'settled'> => ({
      standing: yes ? page.settled : page.unsettled,
      settled: yes,
    })
    const dated: (Source & { at: string })[] = [
      ...memos
        .filter(({ stage }) => stage !== 'submitted')
        .map(({ id, title, stage, frozen, createdAt }) => ({
          ...{ of: 'memo' as const, id, title, at: createdAt },
          ...{ standing: t.memos.stages[stage], settled: frozen !== null },
        })),
      ...dialogues.flatMap(({ id, title, minutes, agendaConfirmed, createdAt }) => [
        ...(minutes ? [{ of: 'minutes' as const, id, title, at: createdAt, ...settled(minutes.approved !== null) }] : []),
        { of: 'agenda' as const, id, title, at: createdAt, ...settled(agendaConfirmed !== null) },
      ]),
    ]
    return dated.sort((a, b) => order.indexOf(a.of) - order.indexOf(b.of) || b.at.localeCompare(a.at))
  }, [t, memos, dialogues])
}

/** The title of an item, whether or not it can still be taken up. */
export function useTitleOf(): (item: Pick<BriefingItem, 'of' | 'id'>) => string {
  const t = useText()
  const memos = useRegister('memos')
  const dialogues = useRegister('dialogues')
  return ({ of, id }) => (of === 'memo' ? memos : dialogues).find((one) => one.id === id)?.title ?? t.app.unnamed
}
