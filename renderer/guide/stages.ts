import { standingOf } from '../briefings/useDispatch.ts'
import { useRegister } from '../hub/useHub.ts'
import type { Place } from '../place.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import { dialogueState, followUpStatus, memoStage, topicState } from '../../shared/register.ts'
import type { Explained } from './asked.ts'

export const explained: readonly Explained[] = ['dialogue', 'topic', 'memo', 'briefing', 'followUp']

type Stage = { id: string; name: string; help: Text['help']['stages']['memo']['final'] }

/** The stages of a kind, in the order they follow one another. */
export function stagesOf(of: Explained, { help, dialogues, topics, memos, briefings, dispatches, recommendations }: Text): Stage[] {
  const { stages } = help
  const { page } = briefings
  switch (of) {
    case 'dialogue':
      return dialogueState.options.map((id) => ({ id, name: dialogues.states[id], help: stages.dialogue[id] }))
    case 'topic':
      return topicState.options.map((id) => ({ id, name: topics.states[id], help: stages.topic[id] }))
    case 'memo':
      return memoStage.options.map((id) => ({ id, name: memos.stages[id], help: stages.memo[id] }))
    case 'briefing':
      return [
        { id: 'draft', name: page.draft, help: stages.briefing.draft },
        { id: 'standing', name: page.issued, help: stages.briefing.standing },
        { id: 'withdrawn', name: dispatches.states.withdrawn, help: stages.briefing.withdrawn },
        { id: 'replaced', name: dispatches.states.replaced, help: stages.briefing.replaced },
      ]
    case 'followUp':
      return [
        ...followUpStatus.options.map((id) => ({ id, name: recommendations.statuses[id], help: stages.followUp[id] })),
        { id: 'closed', name: recommendations.closed, help: stages.followUp.closed },
      ]
  }
}

/** What the page is about, and the stage its record is at. */
export function useStageHere(place: Place): { of: Explained; at: string | null } {
  const dialogues = useRegister('dialogues')
  const memos = useRegister('memos')
  const briefings = useRegister('briefings')
  const dispatches = useRegister('dispatches')
  const recommendations = useRegister('recommendations')
  const one = <T extends { id: string }>(all: readonly T[]): T | undefined =>
    'id' in place ? all.find(({ id }) => id === place.id) : undefined
  switch (place.page) {
    case 'memos':
    case 'memo':
      return { of: 'memo', at: one(memos)?.stage ?? null }
    case 'briefings':
    case 'briefing':
    case 'house':
    case 'ledger': {
      const briefing = one(briefings)
      const record = one(dispatches)
      return { of: 'briefing', at: briefing?.state === 'issued' ? (record ? standingOf(record) : 'standing') : (briefing?.state ?? null) }
    }
    case 'recommendations':
    case 'recommendation':
    case 'board':
    case 'figures': {
      const record = one(recommendations)
      return { of: 'followUp', at: record?.closed ? 'closed' : (record?.status ?? null) }
    }
    case 'dialogue':
      return place.part === 'topics' ? { of: 'topic', at: null } : { of: 'dialogue', at: one(dialogues)?.state ?? null }
    case 'home':
    case 'dialogues':
    case 'calendar':
    case 'meeting':
    case 'members':
    case 'keeping':
      return { of: 'dialogue', at: one(dialogues)?.state ?? null }
  }
}
