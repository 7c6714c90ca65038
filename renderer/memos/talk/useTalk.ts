import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { documentMeta } from '../../../shared/documents/memo.ts'
import {
  authorOf,
  keyOf,
  readTalk,
  talkEntries,
  talkSchemaNumber,
  type Anchor,
  type Entry,
  type Talk,
} from '../../../shared/documents/talk.ts'
import type { Memo } from '../../../shared/register.ts'
import type { Review } from '../../editor/suggestions/SuggestionList.tsx'
import { inkOf } from '../../hub/people.ts'
import type { View } from '../../hub/register.ts'
import { useDocument, useMe, useMemberNames, useRole } from '../../hub/useHub.ts'

/** What is said about a memo, and my hand in it. */
export type TalkDesk = {
  talk: Talk
  me: string
  /** I may say something. */
  writable: boolean
  /** I decide what becomes of it. */
  drafts: boolean
  set: (entry: Entry, key?: string) => string
  /** Gives what puts it back. */
  remove: (key: string) => () => void
  /** Says where the letters of a thread are now: one entry a member and thread, the latest counts. */
  move: (thread: string, anchor: Anchor) => void
}

const nothing: Talk = { threads: [], decided: [], seen: new Set() }
const silent: View<Talk> = { snapshot: () => nothing, subscribe: () => () => undefined }

export function useTalk(memo: Memo): TalkDesk {
  const { id: me } = useMe()
  const role = useRole()
  const { state } = useDocument(documentName('talk', memo.id))
  const doc = state.is === 'open' ? state.doc : null
  const view = useMemo(() => (doc ? talkView(doc) : silent), [doc])
  const talk = useSyncExternalStore(view.subscribe, view.snapshot)
  const writable = state.is === 'open' && state.writable
  const drafts = writable && (role === 'secretariat' || memo.drafters.includes(me))
  return useMemo(
    () => ({
      ...{ talk, me, writable, drafts },
      set: (entry, key = keyOf(me, crypto.randomUUID())) => {
        if (doc) doc.transact(() => write(doc, key, entry))
        return key
      },
      remove(key) {
        const was = doc && talkEntries(doc).get(key)
        doc?.transact(() => talkEntries(doc).delete(key))
        return () => {
          if (was) doc.transact(() => talkEntries(doc).set(key, was))
        }
      },
      move: (thread, anchor) => {
        const found = talk.threads.find(({ key }) => key === thread)
        if (!doc || !found || (!drafts && found.by !== me)) return
        const own = found.moves.find(({ key }) => authorOf(key) === me)?.key ?? keyOf(me, crypto.randomUUID())
        doc.transact(() => write(doc, own, { kind: 'moved', thread, anchor, n: (found.moves[0]?.n ?? 0) + 1 }))
      },
    }),
    [doc, talk, me, writable, drafts],
  )
}

function write(doc: Y.Doc, key: string, entry: Entry): void {
  if (!documentMeta(doc).has('schema')) documentMeta(doc).set('schema', talkSchemaNumber)
  talkEntries(doc).set(key, entry)
}

function talkView(doc: Y.Doc): View<Talk> {
  let held: Talk | undefined
  return {
    snapshot: () => (held ??= readTalk(doc)),
    subscribe(changed) {
      const look = (): void => {
        held = undefined
        changed()
      }
      talkEntries(doc).observe(look)
      return () => talkEntries(doc).unobserve(look)
    },
  }
}

/** The same function whatever is said: an editor keeps it. */
export function useCarry({ move }: TalkDesk): TalkDesk['move'] {
  const latest = useRef(move)
  useEffect(() => {
    latest.current = move
  }, [move])
  return useCallback((thread, anchor) => latest.current(thread, anchor), [])
}

/** How what becomes of suggestions in the text is recorded beside what becomes of comments. */
export function useReview({ me, set, remove }: TalkDesk): Review {
  const nameOf = useMemberNames()
  const latest = useRef({ set, remove, nameOf })
  useEffect(() => {
    latest.current = { set, remove, nameOf }
  }, [set, remove, nameOf])
  return useMemo(
    () => ({
      ...{ me, inkOf },
      nameOf: (member) => latest.current.nameOf(member),
      record(proposals, outcome, reason) {
        const at = new Date().toISOString()
        const keys = proposals.map((proposal) => latest.current.set({ kind: 'verdict', at, thread: null, proposal, outcome, reason }))
        return () => keys.forEach((key) => latest.current.remove(key))
      },
    }),
    [me],
  )
}
