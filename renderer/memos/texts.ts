import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { z } from 'zod'
import { authorIds, canonicalContent } from '../../shared/documents/content.ts'
import { documentName } from '../../shared/documentName.ts'
import { blocksNow, documentMeta, memoBody, readBlocks, type MemoContent } from '../../shared/documents/memo.ts'
import { picturesIn, readPictures, type Pictures } from '../../shared/documents/pictures.ts'
import type { Memo } from '../../shared/register.ts'
import { useCommand, useDocument, useMemberNames, type Command } from '../hub/useHub.ts'

/** A memo's text at one time: as the comparison reads it, and as Yjs can build an editor's document from it. */
export type KeptText = { content: MemoContent; state: Uint8Array; /** What was kept with it. */ pictures: Pictures }

const head = z.object({ title: z.string().catch(''), authors: z.array(z.string()).catch([]) })

export function readState(state: Uint8Array): KeptText {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const content = { ...head.parse(documentMeta(doc).toJSON()), blocks: readBlocks(memoBody(doc)) }
  const pictures = readPictures(doc, picturesIn(content.blocks))
  doc.destroy()
  return { content, state, pictures }
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

/** Versions never change: each is asked for once. */
const kept = new Map<string, KeptText>()
const mostKept = 20

export async function readVersion(command: Command, id: string): Promise<KeptText | null> {
  const known = kept.get(id)
  if (known) return known
  const answer = await command('readVersion', { id })
  if (!answer.ok) return null
  const text = readState(bytesOf(answer.value.state))
  if (kept.size >= mostKept) kept.clear()
  kept.set(id, text)
  return text
}

/** SHA-256 as the hub takes it, computed here. */
export async function hashOf(content: MemoContent): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalContent(content)))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What a memo says right now. */
const contentNow = (memo: Memo, doc: Y.Doc, nameOf: (id: string) => string): MemoContent => ({
  title: memo.title,
  authors: authorIds(memo).map(nameOf),
  blocks: blocksNow(doc),
})

/** Reading the whole text rests while keys come. */
const rests = 400

/** The text of an open memo, some hundred milliseconds behind. `null` until it is here. */
export function useContentNow(memo: Memo): MemoContent | null {
  const { state } = useDocument(documentName('memo', memo.id))
  const doc = state.is === 'open' ? state.doc : null
  const nameOf = useMemberNames()
  const held = useRef<{ doc: Y.Doc; memo: Memo; content: MemoContent } | null>(null)
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const later = (): void => {
        clearTimeout(timer)
        timer = setTimeout(() => {
          held.current = null
          changed()
        }, rests)
      }
      doc?.on('update', later)
      return () => {
        clearTimeout(timer)
        doc?.off('update', later)
      }
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => {
    if (!doc) return null
    if (held.current?.doc !== doc || held.current.memo !== memo) held.current = { doc, memo, content: contentNow(memo, doc, nameOf) }
    return held.current.content
  })
}

export type Loaded<T> = { is: 'opening' } | { is: 'here'; value: T } | { is: 'missing' }

/** A kept version, asked of the hub. */
export function useVersion(id: string | null): Loaded<KeptText> {
  const command = useCommand()
  const [found, setFound] = useState<{ id: string; text: KeptText | null } | null>(null)
  useEffect(() => {
    if (id === null) return
    let isGone = false
    void readVersion(command, id).then((text) => {
      if (!isGone) setFound({ id, text })
    })
    return () => {
      isGone = true
    }
  }, [command, id])
  if (id === null || found?.id !== id) return { is: 'opening' }
  return found.text ? { is: 'here', value: found.text } : { is: 'missing' }
}
