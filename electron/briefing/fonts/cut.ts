/** What a face needs to draw a few letters in a PDF, and to be read by the library that puts it there. */
const copied = ['OS/2', 'name', 'cvt ', 'fpgm', 'prep'] as const

/**
 * A TrueType font with no more than the glyphs of these characters, numbered anew; the first is the one for what is missing. `glyphOf`
 * says which glyph of the font draws a code point.
 */
export function cutFont(file: Uint8Array, text: string, glyphOf: (code: number) => number): Uint8Array {
  const tables = tablesOf(file)
  const table = (name: string): DataView => {
    const found = tables.get(name)
    if (!found) throw new TypeError(`The font has no ${name}`)
    return found
  }
  const [head, hhea, maxp, loca, glyf, hmtx] = ['head', 'hhea', 'maxp', 'loca', 'glyf', 'hmtx'].map(table)
  if (!head || !hhea || !maxp || !loca || !glyf || !hmtx) throw new TypeError('The font has no outlines')
  const isLong = head.getInt16(50) === 1
  const start = (glyph: number): number => (isLong ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2)
  const outline = (glyph: number): Uint8Array =>
    new Uint8Array(glyf.buffer, glyf.byteOffset + start(glyph), start(glyph + 1) - start(glyph)).slice()

  const codes = [...new Set(Array.from(text, (sign) => sign.codePointAt(0) ?? 0))].sort((a, b) => a - b)
  const kept = [0]
  const keep = (glyph: number): number => {
    const at = kept.indexOf(glyph)
    return at === -1 ? kept.push(glyph) - 1 : at
  }
  const mapped = codes.map((code) => ({ code, glyph: keep(glyphOf(code)) }))
  const outlines: Uint8Array[] = []
  // Glyphs made of others add theirs to the list on the way.
  for (let at = 0; at < kept.length; at++) outlines.push(renamed(outline(kept[at] ?? 0), keep))

  const longMetrics = hhea.getUint16(34)
  const metrics = kept.flatMap((glyph) => {
    const last = Math.min(glyph, longMetrics - 1)
    const bearing = glyph < longMetrics ? hmtx.getInt16(glyph * 4 + 2) : hmtx.getInt16(longMetrics * 4 + (glyph - longMetrics) * 2)
    return [hmtx.getUint16(last * 4), bearing & 0xffff]
  })
  let offset = 0
  const places = [0, ...outlines.map(({ length }) => (offset += padded(length)))]
  return sfnt([
    ['head', changed(head, (view) => view.setInt16(50, 1))],
    ['hhea', changed(hhea, (view) => view.setUint16(34, kept.length))],
    ['maxp', changed(maxp, (view) => view.setUint16(4, kept.length))],
    ['hmtx', words16(metrics)],
    ['loca', words32(places)],
    ['glyf', joined(outlines)],
    ['cmap', cmapOf(mapped)],
    // Version 3: no names of glyphs.
    ['post', changed(new DataView(bytesOf(table('post')).slice(0, 32).buffer), (view) => view.setUint32(0, 0x30000))],
    ...copied.flatMap((name): [string, Uint8Array][] => {
      const found = tables.get(name)
      return found ? [[name, bytesOf(found)]] : []
    }),
  ])
}

function tablesOf(file: Uint8Array): Map<string, DataView> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, nth): [string, DataView] => {
      const at = 12 + nth * 16
      const name = String.fromCharCode(...file.subarray(at, at + 4))
      return [name, new DataView(file.buffer, file.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12))]
    }),
  )
}

/** A glyph that is made of others names these by number (OpenType, glyf: Composite Glyph Table). */
function renamed(outline: Uint8Array, keep: (glyph: number) => number): Uint8Array {
  const view = new DataView(outline.buffer)
  if (outline.length === 0 || view.getInt16(0) >= 0) return outline
  const [wide, scaled, more, both, square] = [0x1, 0x8, 0x20, 0x40, 0x80]
  for (let at = 10, flags = more; (flags & more) !== 0;) {
    flags = view.getUint16(at)
    view.setUint16(at + 2, keep(view.getUint16(at + 2)))
    at += 4 + ((flags & wide) !== 0 ? 4 : 2) + ((flags & scaled) !== 0 ? 2 : (flags & both) !== 0 ? 4 : (flags & square) !== 0 ? 8 : 0)
  }
  return outline
}

/** Format 12, a group a character. */
function cmapOf(mapped: readonly { code: number; glyph: number }[]): Uint8Array {
  const groups = words32([16 + mapped.length * 12, 0, mapped.length, ...mapped.flatMap(({ code, glyph }) => [code, code, glyph])])
  const head = [...words16([0, 1, 3, 10]), ...words32([12]), ...words16([12, 0])]
  return Uint8Array.from([...head, ...groups])
}

function sfnt(parts: readonly [string, Uint8Array][]): Uint8Array {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1))
  let offset = 12 + sorted.length * 16
  const entries = sorted.flatMap(([name, bytes]) => {
    const entry = [...Array.from(name, (sign) => sign.charCodeAt(0)), ...words32([0, offset, bytes.length])]
    offset += padded(bytes.length)
    return entry
  })
  return joined([
    Uint8Array.from([...words32([0x10000]), ...words16([sorted.length, 0, 0, 0]), ...entries]),
    ...sorted.map(([, bytes]) => bytes),
  ])
}

const padded = (length: number): number => Math.ceil(length / 4) * 4
const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice()

function changed(table: DataView, change: (view: DataView) => void): Uint8Array {
  const bytes = bytesOf(table)
  change(new DataView(bytes.buffer))
  return bytes
}

/** One behind the other, each on a place that four divides. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + padded(length), 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += padded(part.length)
  }
  return all
}

function words16(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2))
  values.forEach((value, at) => view.setUint16(at * 2, value))
  return new Uint8Array(view.buffer)
}

function words32(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  values.forEach((value, at) => view.setUint32(at * 4, value))
  return new Uint8Array(view.buffer)
}
