import { inflateSync } from 'node:zlib'
import { decodePDFRawStream, PDFArray, PDFContentStream, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject, PDFPage } from '@cantoo/pdf-lib'
import { zlibSync } from 'fflate'
import { Stretches } from './stretches.ts'

/** How far a letter may be moved by writing its place another way, in units of the page's text (a 96th of an inch): 0.003 mm. */
const tolerance = 0.01

/**
 * Writes the same pages in fewer bytes. Chromium gives each letter that has a pitch of its own a place of its own; a line of them is
 * here one string with that pitch between its letters. What it draws, its order and what is read out of it stay.
 *
 * CO1 A stretch that is not exactly as it is expected stays as it was.
 */
export function compact(document: PDFDocument): void {
  const widths = new Widths(document)
  const stretches = new Stretches(document)
  const left = new Set<PDFRef>()
  const texts: [PDFPage, Uint8Array][] = []
  for (const page of document.getPages()) {
    const parts = contentsOf(page)
    if (parts === null) continue
    const source = parts.map(({ bytes }) => latin1(bytes)).join('\n')
    for (const { ref } of parts) left.add(ref)
    texts.push([page, bytesOf(compactText(stretches.joined(page, source), (font) => widths.of(page, font)))])
  }
  stretches.settle(document)
  for (const ref of left) document.context.delete(ref)
  // Before the pages' own streams are there, which are packed once.
  recompress(document)
  for (const [page, text] of texts) page.node.set(PDFName.Contents, document.context.register(packed(document, text)))
}

/** Fonts, pictures and what else Chromium has compressed, the same way on every processor. */
function recompress(document: PDFDocument): void {
  for (const [, object] of document.context.enumerateIndirectObjects())
    if (object instanceof PDFRawStream && isDeflated(object)) object.updateContents(deflated(inflateSync(object.contents)))
}

const packed = (document: PDFDocument, bytes: Uint8Array): PDFRawStream =>
  PDFRawStream.of(document.context.obj({ Filter: 'FlateDecode' }), deflated(bytes))

/** Not by Chromium's or Node's zlib, whose bytes depend on the processor. */
export const deflated = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 9 })
const isDeflated = ({ dict }: PDFRawStream): boolean =>
  dict.get(PDFName.of('Filter')) === PDFName.FlateDecode && !dict.has(PDFName.of('DecodeParms'))

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

type Part = { ref: PDFRef; bytes: Uint8Array }

/** `null` for a page whose streams are of another kind than Chromium's and the library's. */
function contentsOf({ node, doc }: PDFPage): Part[] | null {
  const contents = node.get(PDFName.Contents)
  const array = doc.context.lookup(contents)
  const refs = array instanceof PDFArray ? array.asArray() : contents === undefined ? [] : [contents]
  const parts = refs.map((ref) => ({ ref, bytes: decoded(doc.context.lookup(ref)) }))
  const known = parts.filter((part): part is Part => part.ref instanceof PDFRef && part.bytes !== null)
  return known.length === parts.length && known.length > 0 ? known : null
}

function decoded(stream: PDFObject | undefined): Uint8Array | null {
  if (stream instanceof PDFContentStream) return stream.getUnencodedContents()
  if (!(stream instanceof PDFRawStream)) return null
  return isDeflated(stream) ? inflateSync(stream.contents) : decodePDFRawStream(stream).decode()
}

/** Width of a glyph, thousandths of the type's size; `null` for a font whose codes are not two bytes that name the glyph. */
export type WidthOf = ((code: number) => number) | null

/** The widths that a font says it has (ISO 32000-1, 9.7.4.3). */
class Widths {
  readonly #known = new Map<PDFDict, WidthOf>()
  readonly #document: PDFDocument

  constructor(document: PDFDocument) {
    this.#document = document
  }

  of({ node }: PDFPage, name: string): WidthOf {
    const fonts = node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
    const font = fonts?.lookupMaybe(PDFName.of(name), PDFDict)
    if (!font) return null
    const known = this.#known.get(font)
    if (known !== undefined) return known
    const read = this.#read(font)
    this.#known.set(font, read)
    return read
  }

  #read(font: PDFDict): WidthOf {
    if (font.get(PDFName.of('Encoding')) !== PDFName.of('Identity-H')) return null
    const inner = font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray)?.lookupMaybe(0, PDFDict)
    if (!inner) return null
    const usual = inner.lookupMaybe(PDFName.of('DW'), PDFNumber)?.asNumber() ?? 1000
    const listed = inner.lookupMaybe(PDFName.of('W'), PDFArray)
    const widths = listed === undefined ? new Map<number, number>() : widthsIn(this.#document, listed)
    return (code) => widths.get(code) ?? usual
  }
}

/** `c [w …]`, or `from to w` */
function widthsIn({ context }: PDFDocument, listed: PDFArray): Map<number, number> {
  const widths = new Map<number, number>()
  const numberAt = (array: PDFArray, at: number): number => array.lookup(at, PDFNumber).asNumber()
  for (let at = 0; at < listed.size();) {
    const first = numberAt(listed, at)
    const next = context.lookup(listed.get(at + 1))
    if (next instanceof PDFArray) {
      for (let nth = 0; nth < next.size(); nth++) widths.set(first + nth, numberAt(next, nth))
      at += 2
    } else {
      const [last, width] = [numberAt(listed, at + 1), numberAt(listed, at + 2)]
      for (let code = first; code <= last; code++) widths.set(code, width)
      at += 3
    }
  }
  return widths
}

const font = /^\/(\S+) (-?[\d.]+) Tf$/
const placed = /^1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm$/
const shown = /^(?:(-?[\d.]+) (-?[\d.]+) Td )?<([\dA-F]+)> Tj$/

/** The text objects of a stream, each letter by its line's pitch. */
export function compactText(source: string, widthOf: (font: string) => WidthOf): string {
  const text = /(?<=^|\n)BT\n((?:(?!ET\n)[^\n]*\n)*)ET(?=\n|$)/g
  return source.replace(text, (whole, inner: string) => {
    const lines = compactLines(inner.trimEnd().split('\n'), widthOf)
    return lines === null ? whole : `BT\n${lines.join('\n')}\nET`
  })
}

type Glyph = { code: number; /** From the first letter of its line. */ x: number }

function compactLines(lines: readonly string[], widthOf: (font: string) => WidthOf): string[] | null {
  const out: string[] = []
  let [width, size]: [WidthOf, number] = [null, 0]
  let line: Glyph[] = []
  /** Where the next string begins and where the line does that `Td` moves on from, both from the place of the last `Tm`. */
  let x = 0
  let origin = 0
  /** Nothing has been shown since the last `Tm`. */
  let fresh = false
  /** Where that has put the text; `null` before one that does not scale it. */
  let place: { x: number; y: number } | null = null
  /** A pitch goes on until another is set, over the end of a text object too. */
  const state = { pitch: '0' }
  const flush = (): boolean => {
    if (line.length === 0) return true
    if (!width || size <= 0) return false
    const { operators, pitch } = shownLine(line, width, size)
    out.push(...(pitch === state.pitch ? [] : [`${pitch} Tc`]), operators)
    state.pitch = pitch
    line = []
    return true
  }
  for (const one of lines) {
    const [, dx, dy, hex] = shown.exec(one) ?? []
    if (hex === undefined) {
      if (!flush()) return null
      const [, name, points] = font.exec(one) ?? []
      if (name !== undefined) [width, size] = [widthOf(name), Number(points)]
      else if (one.endsWith(' Tm')) {
        const [, left, top] = placed.exec(one) ?? []
        const next = left === undefined ? null : { x: Number(left), y: Number(top) }
        // From line to line: that is mostly the same, and where a line stands on its page never is.
        const moved = place && next ? `${short(next.x - place.x - origin)} ${short(place.y - next.y)} Td` : one
        ;[x, origin, fresh, place] = [0, 0, true, next]
        out.push(moved)
        continue
      } else if (!/^(?:EMC|.*(?:BDC|BMC))$/.test(one)) return null
      out.push(one)
      continue
    }
    if (!width || hex.length % 4 !== 0) return null
    if (dy !== undefined && Number(dy) !== 0) return null
    x += dx === undefined ? 0 : Number(dx)
    // One without a place of its own would stand behind the letter before.
    if (dx === undefined && !fresh) return null
    if (line.length === 0 && x !== origin) {
      out.push(`${short(x - origin)} 0 Td`)
      origin = x
    }
    fresh = false
    let end = x
    for (let at = 0; at < hex.length; at += 4) {
      const code = parseInt(hex.slice(at, at + 4), 16)
      line.push({ code, x: end })
      end += (width(code) * size) / 1000
    }
  }
  if (!flush()) return null
  if (state.pitch !== '0') out.push('0 Tc')
  return out
}

const short = (value: number): string => String(Number(value.toFixed(5)))

/** One string where the pitch holds it together, else an array that says where it does not (ISO 32000-1, 9.4.3). */
function shownLine(line: readonly Glyph[], width: (code: number) => number, size: number): { operators: string; pitch: string } {
  const gaps = line.slice(1).map(({ x }, at) => {
    const { code = 0, x: before = 0 } = line[at] ?? {}
    return x - before - (width(code) * size) / 1000
  })
  const pitch = usual(gaps)
  const parts: string[] = []
  let part = ''
  let off = 0
  for (const [at, { code }] of line.entries()) {
    part += literal(code)
    off += (gaps[at] ?? Number(pitch)) - Number(pitch)
    if (Math.abs(off) < tolerance) continue
    const thousandths = -Math.round((off / size) * 10_000) / 10
    parts.push(`(${part})${thousandths}`)
    part = ''
    off += (thousandths * size) / 1000
  }
  const told = Number(pitch) === 0 ? '0' : pitch
  return { operators: parts.length === 0 ? `(${part})Tj` : `[${parts.join('')}${part === '' ? '' : `(${part})`}]TJ`, pitch: told }
}

/** The gap that most letters have, as it is written. */
function usual(gaps: readonly number[]): string {
  const counts = new Map<number, number>()
  let [most, times] = [0, 0]
  for (const gap of gaps) {
    const written = Math.round(gap * 10_000) / 10_000
    const count = (counts.get(written) ?? 0) + 1
    counts.set(written, count)
    if (count > times) [most, times] = [written, count]
  }
  return String(most)
}

const literal = (code: number): string => byte(code >> 8) + byte(code & 0xff)
const byte = (value: number): string => {
  const sign = String.fromCharCode(value)
  return value === 13 ? '\\r' : sign === '(' || sign === ')' || sign === '\\' ? `\\${sign}` : sign
}
