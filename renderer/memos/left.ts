import { useEffect, useState } from 'react'
import * as Y from 'yjs'
import type { LeftMark } from '../../shared/commands.ts'
import { documentName } from '../../shared/documentName.ts'
import { changedBy, readAuthors } from '../../shared/documents/authors.ts'
import { compareContents, placesIn } from '../../shared/documents/compare.ts'
import { blocksNow } from '../../shared/documents/memo.ts'
import type { Memo } from '../../shared/register.ts'
import { onDesktop } from '../desktop.ts'
import { useCommand, useDocument, useIsLocal, useMe, useRegisterState } from '../hub/useHub.ts'
import { bytesOf, readState, type KeptText } from './texts.ts'

/** What a memo was when I last left it on this machine. */
export type Left = {
  at: string
  /** Built when it is first asked for. */
  text: () => KeptText
  vector: ReadonlyMap<number, number>
  touched: ReadonlyMap<string, number>
}

/** Tells the hub that I am at this memo, and that I leave it; `null` where I never was, and until the hub has answered. */
export function useLeft(memoId: string): Left | null {
  const command = useCommand()
  const isReady = useRegisterState().state.is === 'open'
  const [found, setFound] = useState<{ memoId: string; left: Left } | null>(null)
  useEffect(() => {
    if (!isReady) return
    let isGone = false
    void command('enterMemo', { id: memoId }).then((answer) => {
      if (!isGone && answer.ok && answer.value.left) setFound({ memoId, left: readMark(answer.value.left) })
    })
    return () => {
      isGone = true
      // A hub that is away marks by itself what is open when it ends.
      void command('leaveMemo', { id: memoId })
    }
  }, [command, memoId, isReady])
  return found?.memoId === memoId ? found.left : null
}

export function readMark({ at, title, state, vector, touched }: LeftMark): Left {
  let held: KeptText | null = null
  const text = (): KeptText => {
    const { content, ...kept } = readState(bytesOf(state))
    return { ...kept, content: { ...content, title } }
  }
  return {
    at,
    text: () => (held ??= text()),
    vector: Y.decodeStateVector(bytesOf(vector)),
    touched: new Map(Object.entries(touched)),
  }
}

/** What others changed since I left: in how many places, and who, as far as that is noted. */
export type Since = { at: string; places: number; by: string[] }

/**
 * Looked for when there is time, once a visit: what colleagues write while I am here I see. On a joined machine again while texts may still
 * be on their way from the host. `null` where there is nothing.
 */
export function useSince(memo: Memo, left: Left | null): Since | null {
  const { id: me } = useMe()
  const text = useDocument(documentName('memo', memo.id)).state
  const beside = useDocument(documentName('authors', memo.id)).state
  const [found, setFound] = useState<{ left: Left; arrived: number; since: Since | null } | null>(null)
  const doc = text.is === 'open' ? text.doc : null
  const authors = beside.is === 'open' ? beside.doc : null
  const arrived = useArrivals(doc, authors)
  const isKnown = beside.is !== 'opening'
  const { title } = memo
  const isLooked = found?.left === left && found.arrived === arrived
  useEffect(() => {
    if (!left || !doc || !isKnown || isLooked) return
    const look = (): void => setFound({ left, arrived, since: sinceLeft(left, { title, doc, authors, me }) })
    const handle = window.requestIdleCallback(look, { timeout: longestWait })
    return () => window.cancelIdleCallback(handle)
  }, [left, doc, authors, arrived, isKnown, isLooked, title, me])
  return found && found.left === left ? found.since : null
}
/** In ms: to wait for a moment without work; for texts to arrive from a host that has just been reached, and to be calm. */
const longestWait = 2_000
const arriving = 10_000
const calm = 700

/** Counts how often more of the text has come from the host, for a while after the page has opened or the host was reached. */
function useArrivals(doc: Y.Doc | null, authors: Y.Doc | null): number {
  const isLocal = useIsLocal()
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (isLocal || !doc) return
    let until = performance.now() + arriving
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      if (performance.now() > until) return
      clearTimeout(timer)
      timer = setTimeout(() => setCount((before) => before + 1), calm)
    }
    const fromHost = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
      if (!local) later()
    }
    const stop = onDesktop('linkChanged', ({ state }) => {
      if (state === 'connected') until = performance.now() + arriving
    })
    doc.on('update', fromHost)
    authors?.on('update', later)
    return () => {
      stop()
      clearTimeout(timer)
      doc.off('update', fromHost)
      authors?.off('update', later)
    }
  }, [isLocal, doc, authors])
  return count
}

type Now = { title: string; doc: Y.Doc; authors: Y.Doc | null; me: string }

/** Only my own changes are none. */
export function sinceLeft(left: Left, { title, doc, authors, me }: Now): Since | null {
  const noted = authors ?? new Y.Doc()
  const changed = changedBy(readAuthors(noted), doc, left.vector, left.touched)
  // What this very window has written and the host has not noted yet is mine.
  const own = Y.getState(doc.store, doc.clientID) > (left.vector.get(doc.clientID) ?? 0)
  changed.delete(me)
  const others = [...changed].filter((by) => by !== null)
  if (others.length === 0 && (!changed.has(null) || own)) return null
  const places = placesIn(compareContents(left.text().content, { title, blocks: blocksNow(doc) }))
  return places === 0 ? null : { at: left.at, places, by: others }
}
