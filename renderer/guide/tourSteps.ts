import { useMemo } from 'react'
import type { Text } from '../../shared/i18n/zh.ts'
import { useRegister } from '../hub/useHub.ts'
import type { Place } from '../place.ts'

export type TourStep = {
  step: keyof Text['tour']['steps']
  place: Place
  /** What it speaks of, once it is there; the first that is. */ shows: string
}

/** The way of the work, by the records there are; where one is missing, by the list it would be in. */
export function useTourSteps(): readonly TourStep[] {
  const dialogues = useRegister('dialogues')
  const memos = useRegister('memos')
  const briefings = useRegister('briefings')
  return useMemo(() => {
    const coming = dialogues.find(({ state }) => state === 'preparing' || state === 'announced') ?? dialogues[0]
    const held = dialogues.find(({ minutes }) => minutes !== null)
    const memo = memos.find(({ stage }) => stage === 'consulting') ?? memos[0]
    const briefing = briefings.find(({ state }) => state === 'issued') ?? briefings[0]
    const atMemo: Place = memo ? { page: 'memo', id: memo.id } : { page: 'memos' }
    return [
      { step: 'home', place: { page: 'home' }, shows: '.home' },
      {
        step: 'agenda',
        place: coming ? { page: 'dialogue', id: coming.id } : { page: 'dialogues' },
        shows: '.dialogue .steps, main .panel',
      },
      {
        step: 'minutes',
        place: held ? { page: 'dialogue', id: held.id, part: 'minutes' } : { page: 'dialogues' },
        shows: '.minutes-part, main .panel',
      },
      { step: 'memo', place: atMemo, shows: '.memo-main .sheet, main .panel' },
      { step: 'stages', place: atMemo, shows: '.memo-steps, main .panel' },
      { step: 'briefing', place: briefing ? { page: 'briefing', id: briefing.id } : { page: 'briefings' }, shows: '.preview, main .panel' },
      { step: 'followUp', place: { page: 'recommendations' }, shows: 'main .panel' },
      { step: 'search', place: { page: 'recommendations' }, shows: '.rail-act' },
      { step: 'members', place: { page: 'members' }, shows: '.hosting, main .panel' },
      { step: 'end', place: { page: 'home' }, shows: '.me' },
    ]
  }, [dialogues, memos, briefings])
}
