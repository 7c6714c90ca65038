import { PDFArray, PDFDict, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib'

/** Where names of structure elements stand: on themselves, and on cells that name their headers. */
const keys = ['ID', 'Headers'].map((key) => PDFName.of(key))

/**
 * Numbers the structure elements from 1 in the order of the paper. Chromium names them by counters of its process, so that
 * the same paper printed a second time would have other bytes. The tree of names is written anew, since it is sorted by name.
 */
export function renumberNodes({ catalog, context }: PDFDocument): void {
  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict)
  if (root === undefined) return
  const elements = new Map(leaves(root.get(PDFName.of('IDTree')), context))
  const dicts = context.enumerateIndirectObjects().flatMap(([, object]) => dictsIn(object))
  const named = dicts.flatMap((dict) => keys.map((key) => ({ dict, key, value: dict.get(key) })))
  const order = new Set(named.flatMap(({ value }) => strings(value)).filter((name) => elements.has(name)))
  const renamed = new Map(Array.from(order, (name, index) => [name, `node${String(index + 1).padStart(8, '0')}`]))
  for (const { dict, key, value } of named) if (value !== undefined) dict.set(key, rename(value, renamed))
  const names = Array.from(renamed).flatMap(([old, name]) => [PDFString.of(name), ...(elements.get(old) ?? [])])
  root.set(PDFName.of('IDTree'), context.obj({ Names: names }))
}

type Context = PDFDocument['context']

/** Names and elements of a name tree (ISO 32000-2, 7.9.6), whose nodes are taken out of the file on the way. */
function leaves(at: PDFObject | undefined, context: Context): [string, [PDFObject]][] {
  const node = context.lookupMaybe(at, PDFDict)
  if (at instanceof PDFRef) context.delete(at)
  const inner =
    node
      ?.lookupMaybe(PDFName.of('Kids'), PDFArray)
      ?.asArray()
      .flatMap((kid) => leaves(kid, context)) ?? []
  const pairs = node?.lookupMaybe(PDFName.of('Names'), PDFArray)?.asArray() ?? []
  return [
    ...inner,
    ...pairs.flatMap((name, index): [string, [PDFObject]][] => {
      const element = pairs[index + 1]
      return index % 2 === 0 && name instanceof PDFString && element !== undefined ? [[name.asString(), [element]]] : []
    }),
  ]
}

function dictsIn(object: PDFObject): PDFDict[] {
  if (object instanceof PDFDict) return [object, ...object.values().flatMap(dictsIn)]
  return object instanceof PDFArray ? object.asArray().flatMap(dictsIn) : []
}

function strings(value: PDFObject | undefined): string[] {
  if (value instanceof PDFArray) return value.asArray().flatMap(strings)
  return value instanceof PDFString ? [value.asString()] : []
}

function rename(value: PDFObject, renamed: ReadonlyMap<string, string>): PDFObject {
  if (value instanceof PDFArray) {
    value.asArray().forEach((item, index) => value.set(index, rename(item, renamed)))
    return value
  }
  const name = value instanceof PDFString ? renamed.get(value.asString()) : undefined
  return name === undefined ? value : PDFString.of(name)
}
