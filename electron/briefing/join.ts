import { PDFArray, PDFDict, PDFName, PDFNumber, PDFObjectCopier, PDFPageLeaf, PDFPageTree, PDFRef } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib'

const key = {
  ...{ root: PDFName.of('StructTreeRoot'), ids: PDFName.of('IDTree'), kids: PDFName.of('K'), parent: PDFName.of('P') },
  ...{ parents: PDFName.of('ParentTree'), next: PDFName.of('ParentTreeNextKey'), owner: PDFName.of('StructParents') },
  ...{ nodes: PDFName.of('Kids'), numbers: PDFName.of('Nums'), names: PDFName.of('Names') },
} as const

/**
 * Puts one document behind another, pages and structure, the names of its headers too: these must come after those that are there.
 * Of its catalog nothing else is taken.
 */
export function joinPdf(whole: PDFDocument, part: PDFDocument): void {
  const { context } = whole
  const copier = PDFObjectCopier.for(part.context, context)
  const owners = ownersIn(whole)
  const base = whole.catalog.lookup(key.root, PDFDict).lookupMaybe(key.next, PDFNumber)?.asNumber() ?? owners.length
  const tree = PDFPageTree.withContext(context, treeRef(whole))
  const node = context.register(tree)
  for (const { ref } of part.getPages()) {
    const copy = copier.copy(ref)
    const page = context.lookup(copy)
    if (!(copy instanceof PDFRef) || !(page instanceof PDFPageLeaf)) throw new TypeError('A page is none')
    const owner = page.lookupMaybe(key.owner, PDFNumber)
    if (owner) page.set(key.owner, PDFNumber.of(base + owner.asNumber()))
    page.setParent(node)
    tree.Kids().push(copy)
  }
  const count = PDFName.of('Count')
  const pages = whole.catalog.Pages()
  tree.set(count, PDFNumber.of(tree.Kids().size()))
  pages.Kids().push(node)
  pages.set(count, PDFNumber.of(pages.Count().asNumber() + tree.Kids().size()))
  joinStructure(whole, part, copier, base)
}

function joinStructure(whole: PDFDocument, part: PDFDocument, copier: PDFObjectCopier, base: number): void {
  const { context } = whole
  const root = whole.catalog.lookup(key.root, PDFDict)
  const other = part.catalog.lookupMaybe(key.root, PDFDict)
  if (!other) return
  const rootRef = refOf(whole.catalog.get(key.root))
  // What leads up to the root of the part leads to that of the whole.
  const elements = kidsOf(other).map((kid) => {
    const up = part.context.lookup(kid)
    if (up instanceof PDFDict) up.delete(key.parent)
    const copy = copier.copy(kid)
    const element = context.lookup(copy)
    if (element instanceof PDFDict) element.set(key.parent, rootRef)
    return copy
  })
  root.set(key.kids, context.obj([...kidsOf(root), ...elements]))
  const pairs = [...ownersIn(whole), ...ownersIn(part).map(([at, owner]): [number, PDFObject] => [base + at, copier.copy(owner)])]
  root.set(key.parents, context.register(context.obj({ Nums: pairs.flatMap(([at, owner]) => [PDFNumber.of(at), owner]) })))
  const last = pairs.reduce((most, [at]) => Math.max(most, at), -1)
  root.set(key.next, PDFNumber.of(last + 1))
  const names = [...namesIn(root), ...namesIn(other).map((one) => copier.copy(one))]
  if (names.length > 0) root.set(key.ids, context.obj({ Names: names }))
}

const treeRef = ({ catalog }: PDFDocument): PDFRef => refOf(catalog.get(PDFName.of('Pages')))

function refOf(object: PDFObject | undefined): PDFRef {
  if (object instanceof PDFRef) return object
  throw new TypeError('The root stands in the catalog itself')
}

function kidsOf(root: PDFDict): PDFObject[] {
  const kids = root.get(key.kids)
  const all = root.lookup(key.kids)
  if (all instanceof PDFArray) return all.asArray()
  return kids === undefined ? [] : [kids]
}

/** Who owns the stretches of each page, by the number that the page has for that (ISO 32000-1, 14.7.4.4). */
const ownersIn = ({ catalog, context }: PDFDocument): [number, PDFObject][] => {
  const pairsIn = (at: PDFObject | undefined): [number, PDFObject][] => {
    const node = context.lookup(at)
    if (!(node instanceof PDFDict)) return []
    const inner = node.lookup(key.nodes)
    const pairs = node.lookup(key.numbers)
    const flat = pairs instanceof PDFArray ? pairs.asArray() : []
    return [
      ...(inner instanceof PDFArray ? inner.asArray().flatMap(pairsIn) : []),
      ...flat.flatMap((one, nth): [number, PDFObject][] => {
        const owner = flat[nth + 1]
        return nth % 2 === 0 && one instanceof PDFNumber && owner ? [[one.asNumber(), owner]] : []
      }),
    ]
  }
  return pairsIn(catalog.lookupMaybe(key.root, PDFDict)?.get(key.parents))
}

/** As `tidyStructure` has written them: in one list. */
function namesIn(root: PDFDict): PDFObject[] {
  const names = root.lookupMaybe(key.ids, PDFDict)?.lookup(key.names)
  return names instanceof PDFArray ? names.asArray() : []
}
