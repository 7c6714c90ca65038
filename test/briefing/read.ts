import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFPageProxy } from 'pdfjs-dist'
import { z } from 'zod'

/** A piece of text in points from the lower left corner of its page. */
export type Piece = { text: string; x: number; y: number; width: number; size: number; /** As the file names it. */ font: string }
export type Box = { left: number; bottom: number; right: number; top: number }
export type ReadPage = { width: number; height: number; pieces: Piece[]; boxes: Box[]; images: Box[] }
export type ReadPaper = { pages: ReadPage[]; outline: string[]; info: Record<string, unknown>; language: string | null }

const node: z.ZodType<{ title: string; items: unknown[] }> = z.object({ title: z.string(), items: z.array(z.unknown()) })
const metadata = z.object({ info: z.record(z.string(), z.unknown()) })

/** The paper as another program sees it. */
export async function read(pdf: Uint8Array): Promise<ReadPaper> {
  const task = getDocument({ data: pdf.slice(), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false })
  const paper = await task.promise
  try {
    const pages: ReadPage[] = []
    for (let number = 1; number <= paper.numPages; number++) pages.push(await readPage(await paper.getPage(number)))
    const { info } = metadata.parse(await paper.getMetadata())
    return { pages, outline: titles(await paper.getOutline()), info, language: z.string().nullable().parse(info['Language']) }
  } finally {
    await task.destroy()
  }
}

const titles = (nodes: unknown): string[] =>
  z
    .array(node)
    .nullable()
    .parse(nodes)
    ?.flatMap(({ title, items }) => [title, ...titles(items)]) ?? []

const item = z.object({ str: z.string(), fontName: z.string(), width: z.number(), transform: z.array(z.number()).length(6) })

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 })
  const { boxes, images } = await drawn(page)
  const { items } = await page.getTextContent()
  const pieces = items.flatMap((raw): Piece[] => {
    const { str, width: wide, transform, fontName } = item.parse(raw)
    const [size = 0, , , , x = 0, y = 0] = transform
    return str.trim() === '' ? [] : [{ text: str, x, y, width: wide, size, font: fontOf(page, fontName) }]
  })
  return { width, height, pieces, boxes, images }
}

const named = z.object({ name: z.string() })
/** Known once the page's operators have been read. */
const fontOf = (page: PDFPageProxy, name: string): string => named.catch({ name: '' }).parse(page.commonObjs.get(name)).name

type Matrix = [number, number, number, number, number, number]
const matrix = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
const path = z.tuple([z.unknown(), z.unknown(), z.object({ 0: z.number(), 1: z.number(), 2: z.number(), 3: z.number() })])

/** What every drawn path and every picture takes up; rules are narrow boxes. */
async function drawn(page: PDFPageProxy): Promise<{ boxes: Box[]; images: Box[] }> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const stack: Matrix[] = []
  const images: Box[] = []
  let now: Matrix = [1, 0, 0, 1, 0, 0]
  const boxes = fnArray.flatMap((operation, index): Box[] => {
    const args: unknown = argsArray[index]
    if (operation === OPS.save) stack.push(now)
    if (operation === OPS.restore) now = stack.pop() ?? now
    if (operation === OPS.transform) now = multiply(now, matrix.parse(args))
    // A picture fills the unit square of its moment.
    if (operation === OPS.paintImageXObject) images.push(boxOf(now, 0, 0, 1, 1))
    const drawn = operation === OPS.constructPath ? path.safeParse(args) : undefined
    if (!drawn?.success) return []
    return [boxOf(now, drawn.data[2][0], drawn.data[2][1], drawn.data[2][2], drawn.data[2][3])]
  })
  return { boxes, images }
}

function boxOf(at: Matrix, a: number, b: number, c: number, d: number): Box {
  const [x1, y1] = place(at, a, b)
  const [x2, y2] = place(at, c, d)
  return { left: Math.min(x1, x2), right: Math.max(x1, x2), bottom: Math.min(y1, y2), top: Math.max(y1, y2) }
}

const place = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f]
const multiply = (outer: Matrix, [a, b, c, d, e, f]: Matrix): Matrix => {
  const [oa, ob, oc, od] = outer
  const [x, y] = place(outer, e, f)
  return [oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d, x, y]
}

/** Pieces that stand on one line, from left to right, the upper line first. */
export function linesOf(pieces: readonly Piece[]): { y: number; text: string; left: number; right: number }[] {
  const rows: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row?.[0] && Math.abs(row[0].y - piece.y) < 2) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => {
    const sorted = row.sort((a, b) => a.x - b.x)
    return {
      y: sorted[0]?.y ?? 0,
      text: sorted.map(({ text }) => text).join(''),
      left: Math.min(...sorted.map(({ x }) => x)),
      right: Math.max(...sorted.map(({ x, width }) => x + width)),
    }
  })
}
