import type { DocumentName } from '../../../shared/documentName.ts'
import type { StoredVersion } from './documentStore.ts'
import { emptyHead, encodeHead, encodeInfo, encodeVersion, keyOf, seal, withNumber, type Head } from './records.ts'

export type Write = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string }
/** What one call changes, said against the head as it stands when its turn comes. @throws RangeError where it cannot be */
export type Plan = (head: Head) => { writes: Write[]; head: Head }
/** `bytes`: about how much room it takes. */
export type Change = { name: DocumentName; plan: Plan; bytes: number; done: () => void; failed: (reason: unknown) => void }

const put = (key: string, value: Uint8Array): Write => ({ type: 'put', key, value: seal(key, value) })
const del = (key: string): Write => ({ type: 'del', key })
const updateKeys = (name: DocumentName, { base }: Head, through: number): string[] =>
  Array.from({ length: through - base }, (_, index) => keyOf.update(name, base + index + 1))

export const append =
  (name: DocumentName, update: Uint8Array): Plan =>
  (head) => {
    const through = head.through + 1
    return { writes: [put(keyOf.update(name, through), update)], head: { ...head, through } }
  }

export const compact =
  (name: DocumentName, state: Uint8Array, through: number): Plan =>
  (head) => {
    if (through < head.base || through > head.through) throw new RangeError(`${name} holds no update ${through}`)
    const covered = updateKeys(name, head, through).map(del)
    return {
      writes: [put(keyOf.state(name), withNumber(through, state)), ...covered],
      head: { ...head, base: through, stateKept: true },
    }
  }

export const keepVersion =
  (version: StoredVersion): Plan =>
  (head) => {
    const { document, id } = version
    return {
      writes: [put(keyOf.versionInfo(document, id), encodeInfo(version)), put(keyOf.version(id), encodeVersion(version))],
      head: { ...head, versions: head.versions + 1 },
    }
  }

/** `found`: keys of updates that are there, which need not be those that the head of a damaged document knows. */
export const remove =
  (name: DocumentName, found: string[]): Plan =>
  (head) => {
    const keys = new Set([keyOf.state(name), ...found, ...updateKeys(name, head, head.through)])
    return { writes: [...keys].map(del), head: { ...head, base: head.through, stateKept: false } }
  }

/** One batch of all changes in their order; a change that cannot be is refused by itself. */
export function combine(changes: Change[], current: ReadonlyMap<DocumentName, Head>) {
  const heads = new Map<DocumentName, Head>()
  const writes: Write[] = []
  const planned = changes.filter(({ name, plan, failed }) => {
    try {
      const step = plan(heads.get(name) ?? current.get(name) ?? emptyHead)
      // One by one: a call takes some 100,000 arguments, and a long tail has more keys.
      for (const write of step.writes) writes.push(write)
      heads.set(name, step.head)
      return true
    } catch (error) {
      failed(error)
      return false
    }
  })
  for (const [name, head] of heads) writes.push(put(keyOf.head(name), encodeHead(head)))
  return { writes, heads, planned }
}
