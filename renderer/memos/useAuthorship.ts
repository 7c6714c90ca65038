import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { documentName } from '../../shared/documentName.ts'
import { readAuthors, type Authors } from '../../shared/documents/authors.ts'
import type { Authorship } from '../editor/authors/AuthorList.tsx'
import { inkOf } from '../hub/people.ts'
import type { View } from '../hub/register.ts'
import { useDocument, useMe, useMemberNames } from '../hub/useHub.ts'

/** Who wrote which words of a memo, as the hub noted it; `null` where one may not see it, and until it is here. */
export function useAuthorship(memoId: string): Omit<Authorship, 'body'> | null {
  const { id: me } = useMe()
  const nameOf = useMemberNames()
  const { state } = useDocument(documentName('authors', memoId))
  const doc = state.is === 'open' ? state.doc : null
  const view = useMemo(() => (doc ? authorsView(doc) : nobody), [doc])
  const authors = useSyncExternalStore(view.subscribe, view.snapshot)
  return useMemo(() => authors && { authors, me, nameOf, inkOf }, [authors, me, nameOf])
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
