import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib'

type Context = PDFDocument['context']
const key = {
  ...{
    root: PDFName.of('StructTreeRoot'),
    ids: PDFName.of('IDTree'),
    id: PDFName.of('ID'),
    kids: PDFName.of('K'),
    parent: PDFName.of('P'),
  },
  ...{ attributes: PDFName.of('A'), headers: PDFName.of('Headers'), kind: PDFName.of('S'), parents: PDFName.of('ParentTree') },
  ...{ page: PDFName.of('Pg'), stretch: PDFName.of('MCID') },
  ...{ nodes: PDFName.of('Kids'), names: PDFName.of('Names'), numbers: PDFName.of('Nums') },
} as const
const none = PDFName.of('NonStruct')

/**
 * The structure of a paper with what a reader goes by, and no more: elements that mean nothing and hold only text give it to the one that
 * they stand in, and only headers of tables have names, because cells name them. These are numbered from 1 in the order of the paper:
 * Chromium names all by counters of its process, so that the same paper printed a second time would have other bytes.
 * @param named so many are named in what stands before it @returns with those of this one
 */
export function tidyStructure({ catalog, context }: PDFDocument, named = 0): number {
  const root = catalog.lookupMaybe(key.root, PDFDict)
  if (root === undefined) return named
  dropTree(root.get(key.ids), context)
  const elements = elementsIn(context)
  const all = nameHeaders(root, elements, context, named)
  dissolve(root, elements, context)
  for (const { dict } of elements) shorten(dict, context)
  return all
}

type Element = { ref: PDFRef; dict: PDFDict }

export const elementsIn = (context: Context): Element[] =>
  context
    .enumerateIndirectObjects()
    .flatMap(([ref, object]) =>
      object instanceof PDFDict && object.has(key.kind) && object.has(key.parent) ? [{ ref, dict: object }] : [],
    )

function nameHeaders(root: PDFDict, elements: readonly Element[], context: Context, before: number): number {
  const asked = elements.flatMap(({ dict }) => attributesOf(dict, context).map((attributes) => attributes.lookup(key.headers)))
  const wanted = new Set(asked.flatMap(strings))
  const renamed = new Map<string, string>()
  const leaves: PDFObject[] = []
  for (const { ref, dict } of elements) {
    const id = dict.lookup(key.id)
    dict.delete(key.id)
    if (!(id instanceof PDFString) || !wanted.has(id.asString())) continue
    const name = `node${String(before + renamed.size + 1).padStart(8, '0')}`
    renamed.set(id.asString(), name)
    dict.set(key.id, PDFString.of(name))
    leaves.push(PDFString.of(name), ref)
  }
  for (const { dict } of elements)
    for (const attributes of attributesOf(dict, context)) {
      const headers = attributes.get(key.headers)
      if (headers !== undefined) attributes.set(key.headers, rename(headers, renamed))
    }
  if (leaves.length > 0) root.set(key.ids, context.obj({ Names: leaves }))
  else root.delete(key.ids)
  return before + renamed.size
}

function attributesOf(dict: PDFDict, context: Context): PDFDict[] {
  const attributes = context.lookup(dict.get(key.attributes))
  const all = attributes instanceof PDFArray ? attributes.asArray().map((one) => context.lookup(one)) : [attributes]
  return all.filter((one) => one instanceof PDFDict)
}

/** Takes out elements without a meaning whose kids are stretches of a page's text. */
function dissolve(root: PDFDict, elements: readonly Element[], context: Context): void {
  const into = new Map<PDFRef, PDFRef>()
  const kidsOf = new Map<PDFRef, PDFObject[]>()
  for (const { ref, dict } of elements) {
    const parent = dict.get(key.parent)
    const kids = dict.lookup(key.kids)
    if (dict.get(key.kind) !== none || !(parent instanceof PDFRef) || !(kids instanceof PDFArray)) continue
    if (kids.size() === 0 || kids.asArray().some((kid) => kid instanceof PDFRef)) continue
    into.set(ref, parent)
    kidsOf.set(ref, kids.asArray())
  }
  for (const { dict } of elements) {
    const kids = dict.lookup(key.kids)
    if (!(kids instanceof PDFArray)) continue
    const held = kids.asArray()
    if (!held.some((kid) => kid instanceof PDFRef && into.has(kid))) continue
    dict.set(key.kids, context.obj(held.flatMap((kid) => (kid instanceof PDFRef ? (kidsOf.get(kid) ?? [kid]) : [kid]))))
  }
  for (const array of ownersIn(root.get(key.parents), context).values())
    array.asArray().forEach((owner, at) => {
      const other = owner instanceof PDFRef ? into.get(owner) : undefined
      if (other) array.set(at, other)
    })
  for (const ref of into.keys()) context.delete(ref)
}

/** Whose text all stands on one page names that once, and its stretches by their numbers alone (ISO 32000-1, 14.7.4.2). */
function shorten(dict: PDFDict, context: Context): void {
  const kids = dict.lookup(key.kids)
  if (!(kids instanceof PDFArray) || dict.has(key.page)) return
  const held = kids.asArray()
  const stretches = held.filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(key.stretch))
  const pages = new Set(stretches.map((kid) => kid.get(key.page)))
  const [page] = pages
  if (pages.size !== 1 || !(page instanceof PDFRef)) return
  dict.set(key.page, page)
  dict.set(key.kids, context.obj(held.map((kid) => (kid instanceof PDFDict ? (kid.get(key.stretch) ?? kid) : kid))))
}

/** For each page, by its number in this tree, who owns its stretches of text (ISO 32000-1, 14.7.4.4). */
export function ownersIn(at: PDFObject | undefined, context: Context): Map<number, PDFArray> {
  const node = context.lookup(at)
  const owners = new Map<number, PDFArray>()
  if (!(node instanceof PDFDict)) return owners
  const inner = node.lookup(key.nodes)
  const pairs = node.lookup(key.numbers)
  for (const kid of inner instanceof PDFArray ? inner.asArray() : [])
    for (const [number, array] of ownersIn(kid, context)) owners.set(number, array)
  for (let nth = 0; pairs instanceof PDFArray && nth + 1 < pairs.size(); nth += 2) {
    const [number, array] = [pairs.lookup(nth), pairs.lookup(nth + 1)]
    if (number instanceof PDFNumber && array instanceof PDFArray) owners.set(number.asNumber(), array)
  }
  return owners
}

/** The tree of names (ISO 32000-2, 7.9.6) is sorted by them, so that it is written anew. */
function dropTree(at: PDFObject | undefined, context: Context): void {
  const node = context.lookup(at)
  if (at instanceof PDFRef) context.delete(at)
  if (!(node instanceof PDFDict)) return
  const kids = node.lookup(key.nodes)
  if (kids instanceof PDFArray) for (const kid of kids.asArray()) dropTree(kid, context)
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
