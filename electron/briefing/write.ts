import { PDFArray, PDFDict, PDFRef, PDFStream } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib'
import { deflated } from './compact.ts'

type Context = PDFDocument['context']
/** How many objects one stream of them holds: whoever asks for one of these reads all. */
const most = 1_000

/**
 * A PDF in as few bytes as its objects take: numbered without a gap, and all that is no stream in streams of many objects (ISO 32000-1,
 * 7.5.7). What nothing leads to is left out. The library's own writer leaves each page outside of them, a fifth of 200 pages.
 */
export function written({ context }: PDFDocument): Uint8Array<ArrayBuffer> {
  const { Root, Info, ID } = context.trailerInfo
  const reached = reachedFrom([Root, Info], context)
  const plain = reached.filter(({ object }) => !(object instanceof PDFStream))
  const streams = reached.flatMap(({ ref, object }) => (object instanceof PDFStream ? [{ ref, object }] : []))
  const numbers = new Map([...plain, ...streams].map(({ ref }, at) => [ref, at + 1]))
  const chunks = Array.from({ length: Math.ceil(plain.length / most) }, (_, nth) => plain.slice(nth * most, (nth + 1) * most))
  const firstChunk = reached.length + 1
  const last = firstChunk + chunks.length

  const out = new Output()
  out.text('%PDF-1.7\n')
  out.bytes(Uint8Array.of(0x25, 0x81, 0x81, 0x81, 0x81, 0x0a))
  const inChunk = plain.map((_, at) => [2, firstChunk + Math.floor(at / most), at % most] as const)
  const placed = streams.map(({ object }, at) => {
    object.updateDict()
    return out.stream(plain.length + at + 1, textOf(object.dict, numbers), object.getContents())
  })
  const chunked = chunks.map((chunk, nth) => {
    const texts = chunk.map(({ object }) => textOf(object, numbers))
    let offset = 0
    const head = texts.map((text, at) => {
      const one = `${nth * most + at + 1} ${offset}`
      offset += text.length + 1
      return one
    })
    const names = `${head.join(' ')}\n`
    const packed = deflated(latin1(names + texts.join('\n')))
    const dict = `<</Type/ObjStm/N ${chunk.length}/First ${names.length}/Filter/FlateDecode/Length ${packed.length}>>`
    return out.stream(firstChunk + nth, dict, packed)
  })
  const from = out.length
  const entries = [[0, 0, 0xffff] as const, ...inChunk, ...[...placed, ...chunked, from].map((at) => [1, at, 0] as const)]
  const table = deflated(tableOf(entries))
  const ends = Object.entries({ Root, Info, ID }).flatMap(([name, value]) => (value ? [`/${name}`, textOf(value, numbers)] : []))
  out.stream(last, `<</Type/XRef/W[1 4 2]/Size ${last + 1}${joined(ends)}/Filter/FlateDecode/Length ${table.length}>>`, table)
  out.text(`startxref\n${from}\n%%EOF\n`)
  return out.all()
}

type Reached = { ref: PDFRef; object: PDFObject }

/** All that one comes to, what is nearer first: pages together, and elements of structure in the order of the paper. */
function reachedFrom(roots: readonly (PDFObject | undefined)[], context: Context): Reached[] {
  const reached: Reached[] = []
  const seen = new Set<PDFRef>()
  const look = (value: PDFObject | undefined): void => {
    if (value instanceof PDFRef) {
      const object = seen.has(value) ? undefined : context.lookup(value)
      seen.add(value)
      if (object !== undefined) reached.push({ ref: value, object })
    } else if (value instanceof PDFArray) value.asArray().forEach(look)
    else if (value instanceof PDFDict) value.values().forEach(look)
    else if (value instanceof PDFStream) look(value.dict)
  }
  roots.forEach(look)
  // The list grows on the way.
  for (const { object } of reached) look(object)
  return reached
}

/** A number or a name needs a space before what would else be read as part of it. */
const joins = /[^\s()<>[\]{}/%]$/
const goesOn = /^[^\s()<>[\]{}/%]/

/** With no more spaces than it needs; a reference that leads nowhere is `null`, as it would be read. */
function textOf(value: PDFObject | undefined, numbers: ReadonlyMap<PDFRef, number>): string {
  if (value instanceof PDFRef) {
    const number = numbers.get(value)
    return number === undefined ? 'null' : `${number} 0 R`
  }
  if (value instanceof PDFArray) return `[${joined(value.asArray().map((one) => textOf(one, numbers)))}]`
  if (value instanceof PDFDict) return `<<${joined(value.entries().flatMap(([name, one]) => [String(name), textOf(one, numbers)]))}>>`
  return value === undefined ? 'null' : String(value)
}

const joined = (tokens: readonly string[]): string =>
  tokens.map((token, at) => (goesOn.test(token) && joins.test(tokens[at - 1] ?? '') ? ` ${token}` : token)).join('')

function tableOf(entries: readonly (readonly [kind: number, at: number, nth: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(entries.length * 7))
  for (const [row, [kind, at, nth]] of entries.entries()) {
    view.setUint8(row * 7, kind)
    view.setUint32(row * 7 + 1, at)
    view.setUint16(row * 7 + 5, nth)
  }
  return new Uint8Array(view.buffer)
}

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

class Output {
  readonly #parts: Uint8Array[] = []
  length = 0

  bytes(part: Uint8Array): void {
    this.#parts.push(part)
    this.length += part.length
  }

  text(part: string): void {
    this.bytes(latin1(part))
  }

  /** @returns where it begins */
  stream(number: number, dict: string, contents: Uint8Array): number {
    const from = this.length
    this.text(`${number} 0 obj\n${dict}\nstream\n`)
    this.bytes(contents)
    this.text('\nendstream\nendobj\n')
    return from
  }

  all(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.length)
    let at = 0
    for (const part of this.#parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
}
