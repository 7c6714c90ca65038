import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { documentName } from '../../shared/documentName.ts'
import { readAuthors, type Authors } from '../../shared/documents/authors.ts'
import type { Talk } from '../../shared/documents/talk.ts'
import type { Adopted } from '../editor/authors/stretches.ts'
import type { Authorship } from '../editor/authors/AuthorList.tsx'
import { inkOf } from '../hub/people.ts'
import type { View } from '../hub/register.ts'
import { useDocument, useMe, useMemberNames } from '../hub/useHub.ts'

const adoptedIn = ({ threads }: Talk): Adopted[] =>
  threads.flatMap(({ by, replacement, quote, verdict }) =>
    replacement !== null && verdict?.outcome === 'adopted'
      ? [{ by, through: verdict.by, words: replacement, instead: quote, at: new Date(verdict.at).getTime() }]
      : [],
  )

/** The document with who wrote which words; `null` where one may not see it, and until it is here. */
export function useAuthors(memoId: string): Authors | null {
  const { state } = useDocument(documentName('authors', memoId))
  const doc = state.is === 'open' ? state.doc : null
  const view = useMemo(() => (doc ? authorsView(doc) : nobody), [doc])
  return useSyncExternalStore(view.subscribe, view.snapshot)
}

/** Who wrote which words of a memo, as the hub noted it. */
export function useAuthorship(memoId: string, talk: Talk): Omit<Authorship, 'body'> | null {
  const { id: me } = useMe()
  const nameOf = useMemberNames()
  const authors = useAuthors(memoId)
  const adopted = useMemo(() => adoptedIn(talk), [talk])
  return useMemo(() => authors && { authors, adopted, me, nameOf, inkOf }, [authors, adopted, me, nameOf])
}

const nobody: View<null> = { snapshot: () => null, subscribe: () => () => undefined }

function authorsView(doc: Y.Doc): View<Authors> {
  let held: Authors | undefined
  return {
    snapshot: () => (held ??= readAuthors(doc)),
    subscribe(changed) {
      const look = (): void => {
        held = undefined
        changed()
      }
      doc.on('update', look)
      return () => doc.off('update', look)
    },
  }
}
