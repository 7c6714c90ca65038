import type { NodeType, Schema } from '@tiptap/pm/model'
import { yXmlFragmentToProseMirrorRootNode, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { documentMeta } from '../../shared/documents/memo.ts'
import { ok, refuse, type Failure, type Result } from '../../shared/errors.ts'

/**
 * G1 An editor is bound only to a document it knows in full, and is unbound before it would delete what it does not know:
 * y-tiptap 3.0.9 deletes, for everyone, what its schema cannot build, even in an editor that is read-only (reliability.md §0).
 */
export function admit(fragment: Y.XmlFragment, schema: Schema, known: number): Result<void> {
  const failure = newer(fragment, known) ?? unknownIn(fragment, schema)
  return failure ? refuse(failure) : ok(undefined)
}

/** As `admit`, and tried for real: the whole text is built by y-tiptap, which must not write anything for that. */
export function admitWhole(doc: Y.Doc, root: string, schema: Schema, known: number): Result<void> {
  const fragment = doc.getXmlFragment(root)
  const seen = admit(fragment, schema, known)
  if (!seen.ok) return seen
  return withoutWriting(doc, () => yXmlFragmentToProseMirrorRootNode(fragment, schema)) ? ok(undefined) : refuse(unknown(root))
}

class Written extends Error {}
const nobody = -1

/**
 * Whether something gets by without a change of the document; it is held back from making one. What y-tiptap (3.0.9) writes while it builds:
 * it deletes, by `transact`, what its schema cannot build, and moves together what this very client has left side by side. A copy of the document
 * would do as well, and takes as long to make as the text to show.
 */
function withoutWriting(doc: Y.Doc, act: () => void): boolean {
  const { clientID } = doc
  doc.clientID = nobody
  Object.assign(doc, {
    transact: () => {
      throw new Written()
    },
  })
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof Written) return false
    throw error
  } finally {
    doc.clientID = clientID
    Reflect.deleteProperty(doc, 'transact')
  }
}

/**
 * Looks at every change by others before the editor does, and calls `close` for the first one the schema does not know.
 * `close` must destroy the editor at once: the binding's own observer runs next. Register before the editor is made.
 */
export function watch(fragment: Y.XmlFragment, schema: Schema, known: number, close: (failure: Failure) => void): () => void {
  const meta = fragment.doc ? documentMeta(fragment.doc) : undefined
  const look = (failure: Failure | undefined): void => {
    if (!failure) return
    stop()
    close(failure)
  }
  const onMeta = (): void => look(newer(fragment, known))
  const onChange = (events: Y.YEvent<Y.XmlFragment | Y.XmlText>[], { origin }: Y.Transaction): void => {
    if (origin === ySyncPluginKey) return
    look(first(events, (event) => changed(event, fragment, schema)))
  }
  let stopped = false
  const stop = (): void => {
    if (stopped) return
    stopped = true
    meta?.unobserve(onMeta)
    fragment.unobserveDeep(onChange)
  }
  meta?.observe(onMeta)
  fragment.observeDeep(onChange)
  return stop
}

const unknown = (name: string): Failure => ({ kind: 'schemaUnknown', name })

function newer(fragment: Y.XmlFragment, known: number): Failure | undefined {
  const found = fragment.doc ? documentMeta(fragment.doc).get('schema') : undefined
  return typeof found === 'number' && found > known ? { kind: 'schemaNewer', found, known } : undefined
}

function first<T>(values: Iterable<T>, look: (value: T) => Failure | undefined): Failure | undefined {
  for (const value of values) {
    const failure = look(value)
    if (failure) return failure
  }
  return undefined
}

/** The deepest nesting that is read; deeper ones are refused, as the hub does. */
const depthLimit = 100

function unknownIn(fragment: Y.XmlFragment, schema: Schema): Failure | undefined {
  return children(fragment, schema.topNodeType) ?? first(fragment.toArray(), (child) => unknownNode(child, schema, 1))
}

function unknownNode(node: Child, schema: Schema, depth: number): Failure | undefined {
  if (depth > depthLimit) return unknown('depth')
  if (node instanceof Y.XmlText) return unknownText(node, schema)
  if (!(node instanceof Y.XmlElement)) return unknown('hook')
  const type = elementType(node, schema)
  if (!type) return unknown(node.nodeName)
  return (
    attributes(node.getAttributes(), type) ??
    children(node, type) ??
    first(node.toArray(), (child) => unknownNode(child, schema, depth + 1))
  )
}

/** An element may not pass for the text or for the document, which y-tiptap would take at its word. */
function elementType({ nodeName }: { nodeName: string }, schema: Schema): NodeType | undefined {
  const type = Object.hasOwn(schema.nodes, nodeName) ? schema.nodes[nodeName] : undefined
  return type === schema.topNodeType || type?.isText ? undefined : type
}

type Child = Y.XmlElement | Y.XmlText | Y.XmlHook

function attributes(given: Record<string, unknown>, type: NodeType): Failure | undefined {
  const known = type.spec.attrs ?? {}
  return first(Object.entries(given), ([name, value]) => {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined
    const fits = rule !== undefined && allowed(rule.validate, value)
    return fits ? undefined : unknown(`${type.name}.${name}`)
  })
}

function allowed(validate: string | ((value: unknown) => void) | undefined, value: unknown): boolean {
  if (typeof validate !== 'function') return true
  try {
    validate(value)
    return true
  } catch {
    return false
  }
}

/** Whether the schema allows these children here; for a whole document only which, for it may be empty before the first key. */
function children(parent: Y.XmlFragment, type: NodeType): Failure | undefined {
  const { schema } = type
  let match = type.contentMatch
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText && child.length === 0) continue
    const name = child instanceof Y.XmlElement ? child.nodeName : 'text'
    const childType = child instanceof Y.XmlElement ? elementType(child, schema) : schema.nodes['text']
    const next = childType && match.matchType(childType)
    if (!next) return unknown(childType ? `${type.name} › ${name}` : name)
    match = next
  }
  return type === type.schema.topNodeType || match.validEnd ? undefined : unknown(type.name)
}

/** Reads the items themselves, which is cheaper than a delta: this runs over a whole memo before its first picture. */
function unknownText(text: Y.XmlText, schema: Schema): Failure | undefined {
  const parent = text.parent instanceof Y.XmlElement ? schema.nodes[text.parent.nodeName] : undefined
  for (let item = text._start; item !== null; item = item.right) {
    const { content, deleted } = item
    if (deleted || content instanceof Y.ContentString) continue
    const failure = content instanceof Y.ContentFormat ? unknownMark(content, schema, parent) : unknown('embed')
    if (failure) return failure
  }
  return undefined
}

function unknownMark({ key, value }: Y.ContentFormat, schema: Schema, parent: NodeType | undefined): Failure | undefined {
  const mark = Object.hasOwn(schema.marks, key) ? schema.marks[key] : undefined
  const ends = (value as unknown) === null
  return ends || (mark && (!parent || parent.allowsMarkType(mark))) ? undefined : unknown(key)
}

/** What one event brought: new children in full, changed attributes and text where they are. */
function changed(event: Y.YEvent<Y.XmlFragment | Y.XmlText>, fragment: Y.XmlFragment, schema: Schema): Failure | undefined {
  const { target } = event
  if (target instanceof Y.XmlText) return unknownText(target, schema)
  const type = target === fragment ? schema.topNodeType : target instanceof Y.XmlElement ? elementType(target, schema) : undefined
  if (!type) return unknown('hook')
  const own = target instanceof Y.XmlElement ? attributes(target.getAttributes(), type) : undefined
  return own ?? children(target, type) ?? first(added(event), (child) => unknownNode(child, schema, depthOf(target) + 1))
}

const added = (event: Y.YEvent<Y.XmlFragment | Y.XmlText>): Child[] =>
  [...event.changes.added].flatMap(({ content }) => content.getContent().filter(isChild))

const isChild = (value: unknown): value is Child =>
  value instanceof Y.XmlElement || value instanceof Y.XmlText || value instanceof Y.XmlHook

function depthOf(node: Y.XmlFragment): number {
  let depth = 0
  for (let at: unknown = node; at instanceof Y.XmlElement; at = at.parent) depth++
  return depth
}
