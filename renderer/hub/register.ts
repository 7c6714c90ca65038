import type * as Y from 'yjs'
import type { z } from 'zod'
import {
  attendee,
  auditEntry,
  briefing,
  dispatch,
  dialogue,
  endorsement,
  issue,
  member,
  memo,
  recommendation,
  registerTrail,
  registerWorkspace,
  topic,
  version,
  workspace,
  type AuditEntry,
  type RegisterRecord,
  type RegisterRoot,
  type Workspace,
} from '../../shared/register.ts'

export type View<T> = { snapshot: () => T; subscribe: (changed: () => void) => () => void }
type Lists = {
  readonly [R in RegisterRoot]: View<readonly RegisterRecord<R>[]> & {
    /** Parses one record after the other. */ ahead: () => Iterable<unknown>
  }
}

/**
 * The register as the pages read it. A snapshot is the same object until its part of the register changes, and a record the
 * same object until it changes itself, so a page renders only for what it shows. Records a newer version wrote in another
 * shape are left out.
 */
export class Register {
  readonly lists: Lists
  readonly trail: View<readonly AuditEntry[]>
  readonly workspace: View<Workspace | null>

  constructor(doc: Y.Doc) {
    this.lists = {
      members: list(doc, 'members', member),
      dialogues: list(doc, 'dialogues', dialogue),
      attendees: list(doc, 'attendees', attendee),
      topics: list(doc, 'topics', topic),
      issues: list(doc, 'issues', issue),
      memos: list(doc, 'memos', memo),
      versions: list(doc, 'versions', version),
      endorsements: list(doc, 'endorsements', endorsement),
      briefings: list(doc, 'briefings', briefing),
      dispatches: list(doc, 'dispatches', dispatch),
      recommendations: list(doc, 'recommendations', recommendation),
    }
    const trail = doc.getArray<unknown>(registerTrail)
    const entries = remembering(auditEntry)
    this.trail = view(trail, () => trail.toArray().flatMap(entries))
    const about = doc.getMap<unknown>(registerWorkspace)
    this.workspace = view(about, () => workspace.nullable().catch(null).parse(about.toJSON()))
  }

  /**
   * Parses what no page has asked for yet while the window has nothing else to do: the first page with a long list opens as fast as
   * the second. Returns how to call it off.
   */
  readAhead(): () => void {
    const records = ahead(Object.values(this.lists))
    const some = (deadline: IdleDeadline): void => {
      while (deadline.timeRemaining() > spare) if (records.next().done) return
      handle = window.requestIdleCallback(some)
    }
    let handle = window.requestIdleCallback(some)
    return () => window.cancelIdleCallback(handle)
  }
}
/** In ms: a record takes far less. */
const spare = 2

function* ahead(lists: readonly { ahead: () => Iterable<unknown> }[]): Generator {
  for (const one of lists) yield* one.ahead()
}

function list<S extends z.ZodType>(doc: Y.Doc, root: RegisterRoot, schema: S) {
  const map = doc.getMap<unknown>(root)
  const read = remembering(schema)
  return {
    ...view<readonly z.output<S>[]>(map, () => {
      const records: z.output<S>[] = []
      map.forEach((value) => records.push(...read(value)))
      return records
    }),
    *ahead() {
      for (const value of map.values()) yield read(value)
    },
  }
}

/** Parses each stored value once: Yjs hands out the same object until the record is replaced. */
function remembering<S extends z.ZodType>(schema: S): (value: unknown) => z.output<S>[] {
  const seen = new WeakMap<object, z.output<S>[]>()
  return (value) => {
    if (typeof value !== 'object' || value === null) return []
    const known = seen.get(value)
    if (known) return known
    const { success, data } = schema.safeParse(value)
    const found = success ? [data] : []
    seen.set(value, found)
    return found
  }
}

function view<T>(type: { observeDeep: (changed: () => void) => void }, read: () => T): View<T> {
  let held: { value: T } | undefined
  const listeners = new Set<() => void>()
  type.observeDeep(() => {
    held = undefined
    for (const listener of [...listeners]) listener()
  })
  return {
    snapshot: () => (held ??= { value: read() }).value,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
