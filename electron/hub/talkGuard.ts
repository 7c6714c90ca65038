import type { beforeSyncPayload, Extension } from '@hocuspocus/server'
import * as Y from 'yjs'
import { parseName } from '../../shared/documentName.ts'
import { authorOf, entry, maySet, talkEntries } from '../../shared/documents/talk.ts'
import { Closed } from './closed.ts'
import type { Drafts } from './rights.ts'
import type { Whole } from './schemaGuard.ts'
import type { Visitor } from './visitor.ts'

/**
 * HB18 In the talk about a memo nobody speaks for another: a change may set and remove the entries of the member who brings it and
 *      no others, and decide only what they may decide (TK1, TK2). What a change does is seen on a copy, so that no form of update
 *      gets around it.
 */
export const talkGuarded = (drafts: Drafts, readings: WeakMap<beforeSyncPayload, Whole>): Extension<Visitor> => ({
  extensionName: 'talkGuard',
  beforeSync(payload) {
    const name = parseName(payload.documentName)
    if (name?.kind !== 'talk' || !readings.get(payload)?.news) return Promise.resolve()
    const { memberId } = payload.context
    return isAllowed(payload.document, payload.payload, memberId, drafts(memberId, name.id))
      ? Promise.resolve()
      : Promise.reject(new Closed({ kind: 'forbidden' }))
  },
})

function isAllowed(doc: Y.Doc, update: Uint8Array, member: string, mayDraft: boolean): boolean {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const entries = talkEntries(copy)
  const touched = new Set<string>()
  entries.observe(({ keysChanged }) => keysChanged.forEach((key) => typeof key === 'string' && touched.add(key)))
  Y.applyUpdate(copy, update)
  const allowed = [...touched].every((key) => {
    if (authorOf(key) !== member) return false
    const made = entry.safeParse(entries.get(key)).data
    return !entries.has(key) || (made !== undefined && maySet(member, mayDraft, made))
  })
  copy.destroy()
  return allowed
}
