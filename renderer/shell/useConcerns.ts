import { useDeferredValue, useEffect, useMemo } from 'react'
import { z } from 'zod'
import { pendingOf } from '../../shared/endorsements.ts'
import { urgencyOf } from '../../shared/followUp.ts'
import { ask } from '../desktop.ts'
import { today } from '../format.ts'
import { useMentions } from '../home/useMentions.ts'
import { useMe, useMemberNames, useRegister, useRole } from '../hub/useHub.ts'
import { home, toHash } from '../place.ts'
import { useText } from '../text.ts'

/** What waits for me. `key`: it is told once. */
type Concern = { key: string; title: string; body: string; place: string }

/** More than so many new ones at once are told as one. */
const most = 3
const day = 86_400_000

/** Tells the system what concerns me: where I am named, my word is asked, a reply is due, a dialogue is tomorrow. */
export function useConcerns(): void {
  const t = useText().desk.concerns
  const me = useMe()
  const concerns = useMine()
  useEffect(() => {
    const told = new Set(toldTo(me.id))
    const fresh = concerns.filter(({ key }) => !told.has(key))
    const shown =
      fresh.length > most
        ? [
            {
              title: t.many(fresh.length),
              body: fresh
                .map(({ body }) => body)
                .slice(0, most)
                .join('\n'),
              place: toHash(home),
            },
          ]
        : fresh.map(({ title, body, place }) => ({ title, body, place }))
    if (fresh.length > 0) {
      const keys = concerns.map(({ key }) => key)
      keepTold(me.id, keys)
    }
    void ask('concern', { count: concerns.length, fresh: shown })
  }, [concerns, me.id, t])
}

function useMine(): readonly Concern[] {
  const t = useText().desk.concerns
  const me = useMe()
  const role = useRole()
  const nameOf = useMemberNames()
  const mentions = useMentions()
  const memos = useRegister('memos')
  const endorsements = useRegister('endorsements')
  // What the system is told can wait for the frame in which the list changes.
  const recommendations = useDeferredValue(useRegister('recommendations'))
  const dialogues = useRegister('dialogues')
  return useMemo(() => {
    const now = today()
    const tomorrow = new Date(Date.parse(now) + day).toISOString().slice(0, 10)
    const mentioned = mentions.map(({ memoId, title, thread, entry, by, text }) => ({
      ...{ key: `mention ${entry}`, title: t.mention(nameOf(by), title), body: text.slice(0, 200) },
      place: toHash({ page: 'memo', id: memoId, thread }),
    }))
    const asked = memos
      .filter((memo) => pendingOf(memo, endorsements).includes(me.id))
      .map(({ id, title, frozen }) => ({
        ...{ key: `endorse ${id} ${frozen?.hash ?? ''}`, title: t.endorse, body: title },
        place: toHash({ page: 'memo', id }),
      }))
    const due = (role === 'secretariat' ? recommendations : []).flatMap((record) => {
      const { id, measure } = record
      const urgency = urgencyOf(record, now)
      return urgency === 'overdue' || urgency === 'soon'
        ? [{ key: `${urgency} ${id}`, title: t[urgency], body: measure.slice(0, 200), place: toHash({ page: 'recommendation', id }) }]
        : []
    })
    const coming = dialogues
      .filter(({ startsAt, state }) => startsAt.slice(0, 10) === tomorrow && state !== 'ended' && state !== 'archived')
      .map(({ id, title, startsAt, venue }) => ({
        ...{ key: `tomorrow ${id}`, title: t.tomorrow(startsAt.slice(11, 16)), body: [title, venue].filter(Boolean).join(' · ') },
        place: toHash({ page: 'dialogue', id }),
      }))
    return [...mentioned, ...asked, ...due, ...coming]
  }, [t, me.id, role, nameOf, mentions, memos, endorsements, recommendations, dialogues])
}

const kept = (memberId: string): string => `yice:told:${memberId}`
const keys = z.array(z.string()).catch([])
const toldTo = (memberId: string): string[] => keys.parse(JSON.parse(window.localStorage.getItem(kept(memberId)) ?? '[]'))
const keepTold = (memberId: string, now: readonly string[]): void => {
  const current = new Set(now)
  const others = toldTo(memberId).filter((key) => !current.has(key))
  // All that stands now is remembered, else it would be told again with every change.
  window.localStorage.setItem(kept(memberId), JSON.stringify([...others.slice(-500), ...now]))
}
