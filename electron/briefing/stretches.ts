import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject, PDFPage } from '@cantoo/pdf-lib'
import { elementsIn, ownersIn } from './structure.ts'

const key = {
  ...{ kids: PDFName.of('K'), page: PDFName.of('Pg'), stretch: PDFName.of('MCID') },
  ...{ root: PDFName.of('StructTreeRoot'), parents: PDFName.of('ParentTree'), ofPage: PDFName.of('StructParents') },
} as const

/** Of a page's text (a marked-content sequence, ISO 32000-1, 14.7.4.2): whose it is, and as which of the kids. */
type Stretch = { owner: PDFDict; at: number }

/** What lies between two lines of one paragraph as Chromium writes them. */
const seam = 'EMC\nET\nBT\n'
const opening = /(?<=^|\n)\/(\S+) <<\/MCID (\d+) >>BDC\n/
const font = /^\/\S+ \S+ Tf$/gm

/**
 * Lines that follow each other on a page and in the element that they belong to are one stretch: Chromium makes one of every line, and
 * each is named in its page, in its element, and in the way back from the page.
 *
 * ST1 A page whose stretches are not exactly as they are expected keeps them.
 */
export class Stretches {
  readonly #held = new Map<PDFRef, Map<number, Stretch>>()
  readonly #kids = new Map<PDFDict, (PDFObject | null)[]>()
  readonly #owners: ReadonlyMap<number, PDFArray>

  constructor({ catalog, context }: PDFDocument) {
    this.#owners = ownersIn(catalog.lookupMaybe(key.root, PDFDict)?.get(key.parents), context)
    for (const { dict } of elementsIn(context)) {
      const kids = dict.lookup(key.kids)
      if (!(kids instanceof PDFArray)) continue
      this.#kids.set(dict, kids.asArray().slice())
      kids.asArray().forEach((kid, at) => {
        const [page, number] = kid instanceof PDFDict ? [kid.get(key.page), kid.get(key.stretch)] : [dict.get(key.page), kid]
        if (!(page instanceof PDFRef) || !(number instanceof PDFNumber)) return
        const held = this.#held.get(page) ?? new Map<number, Stretch>()
        this.#held.set(page, held.set(number.asNumber(), { owner: dict, at }))
      })
    }
  }

  /** The text of a page with its stretches joined and numbered anew. @param source as Chromium has written it */
  joined({ ref, node }: PDFPage, source: string): string {
    const held = this.#held.get(ref)
    const number = node.lookup(key.ofPage)
    const owners = number instanceof PDFNumber ? this.#owners.get(number.asNumber()) : undefined
    const [start = '', ...rest] = source.split(opening)
    const found = stretchesOf(rest)
    const known = new Set(found.map(({ id }) => id))
    if (!held || !owners || known.size !== found.length || found.length !== held.size || found.length !== owners.size()) return source
    if (found.some(({ id }) => !held.has(id))) return source

    const out = [start]
    const owned: PDFObject[] = []
    let face = ''
    for (const [nth, { tag, id, text }] of found.entries()) {
      const stretch = held.get(id)
      if (!stretch) continue
      const before = found[nth - 1]
      const last = out.at(-1) ?? ''
      if (before?.tag === tag && follows(held.get(before.id), stretch) && last.endsWith(seam)) {
        out[out.length - 1] = last.slice(0, -seam.length)
        out.push(face !== '' && text.startsWith(`${face}\n`) ? text.slice(face.length + 1) : text)
        this.#set(stretch, null)
      } else {
        out.push(`/${tag} <</MCID ${owned.length} >>BDC\n${text}`)
        this.#set(stretch, owned.length)
        owned.push(owners.get(id))
      }
      face = text.match(font)?.at(-1) ?? face
    }
    while (owners.size() > 0) owners.remove(owners.size() - 1)
    for (const owner of owned) owners.push(owner)
    return out.join('')
  }

  /** Writes into the elements what has been joined. */
  settle({ context }: PDFDocument): void {
    for (const [dict, kids] of this.#kids) dict.set(key.kids, context.obj(kids.filter((kid) => kid !== null)))
  }

  #set({ owner, at }: Stretch, number: number | null): void {
    const kids = this.#kids.get(owner)
    const kid = kids?.[at]
    if (!kids || !kid) return
    if (number !== null && kid instanceof PDFDict) kid.set(key.stretch, PDFNumber.of(number))
    else kids[at] = number === null ? null : PDFNumber.of(number)
  }
}

const follows = (before: Stretch | undefined, { owner, at }: Stretch): boolean => before?.owner === owner && before.at + 1 === at

type Found = { tag: string; id: number; text: string }

/** @param parts tag, number and text, over and over */
function stretchesOf(parts: readonly string[]): Found[] {
  return Array.from({ length: Math.floor(parts.length / 3) }, (_, nth) => {
    const [tag = '', id = '', text = ''] = parts.slice(nth * 3, nth * 3 + 3)
    return { tag, id: Number(id), text }
  })
}
