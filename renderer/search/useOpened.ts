import { use, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { desktopRequests, mostRecent } from '../../shared/desktop.ts'
import { issueName } from '../briefings/useDispatch.ts'
import { ask } from '../desktop.ts'
import { useMe, useRegister } from '../hub/useHub.ts'
import { toHash, type Place } from '../place.ts'
import { SpeechContext, useText } from '../text.ts'
import { forgetOpened, onOpened, openedIn, openedText, rememberOpened, type Opened } from './opened.ts'
import { forgetSearches } from './recent.ts'

export type OpenedRecord = { kind: Opened['page']; id: string; title: string; place: Place }

/** What I opened last and may still read, the latest first. */
export function useOpened(): readonly OpenedRecord[] {
  const t = useText()
  const me = useMe()
  const text = useSyncExternalStore(
    onOpened,
    useCallback(() => openedText(me.id), [me.id]),
  )
  const memos = useRegister('memos')
  const dialogues = useRegister('dialogues')
  const briefings = useRegister('briefings')
  const recommendations = useRegister('recommendations')
  return useMemo(() => {
    const titleOf = ({ page, id }: Opened): string | undefined => {
      const is = (record: { id: string }): boolean => record.id === id
      switch (page) {
        case 'memo':
          return memos.find(is)?.title
        case 'dialogue':
          return dialogues.find(is)?.title
        case 'briefing': {
          const found = briefings.find(is)
          return found && issueName(found, t)
        }
        case 'recommendation':
          return recommendations.find(is)?.measure.split('。')[0]
      }
    }
    return openedIn(text).flatMap((one) => {
      const title = titleOf(one)
      return title === undefined ? [] : [{ kind: one.page, id: one.id, title, place: { page: one.page, id: one.id } }]
    })
  }, [text, t, memos, dialogues, briefings, recommendations])
}

const items = desktopRequests.recent.request.shape.items
const shortened = ({ title, place }: OpenedRecord) => ({ title: title.slice(0, 200), place: toHash(place) })

/** Remembers the records that are opened, and shows them in the list of the system; neither when that is switched off. */
export function useRememberOpened(place: Place): void {
  const me = useMe()
  const { remember } = use(SpeechContext).preferences
  const page = 'id' in place ? place.page : null
  const id = 'id' in place ? place.id : ''
  useEffect(() => {
    if (!remember) {
      forgetOpened()
      forgetSearches()
    } else if (page !== null) rememberOpened(me.id, { page: page === 'meeting' ? 'dialogue' : page, id })
  }, [remember, me.id, page, id])
  const opened = useOpened()
  const told = JSON.stringify(remember ? opened.slice(0, mostRecent).map(shortened) : [])
  useEffect(() => void ask('recent', { items: items.parse(JSON.parse(told)) }), [told])
  // Another workspace has its own; without one there is none.
  useEffect(() => () => void ask('recent', { items: [] }), [])
}
