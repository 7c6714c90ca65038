import { useEffect, useMemo, useState } from 'react'
import type { SetPage } from '../../shared/briefing/preflight.ts'
import type { Pdf, PDFPageProxy } from './pdf.ts'

/** A piece of text on a page, in points from its upper left corner. */
type Piece = { text: string; left: number; top: number; width: number; height: number }
export type PageText = { page: number; pieces: Piece[] }
/** Where words were found: boxes on one page, in points. */
export type Found = { page: number; boxes: Omit<Piece, 'text'>[] }

const mm = 25.4 / 72

/** What stands on the pages, read out of the PDF itself; `null` until it is read. */
export function usePageTexts(pdf: Pdf | null): readonly PageText[] | null {
  const [read, setRead] = useState<{ of: Pdf; texts: PageText[] } | null>(null)
  useEffect(() => {
    if (!pdf) return
    let left = false
    void Promise.all(pdf.pages.map(pageText)).then(
      (texts) => {
        if (!left) setRead({ of: pdf, texts })
      },
      (reason: unknown) => {
        // Closed meanwhile, because another one has come.
        if (!left) throw reason
      },
    )
    return () => {
      left = true
    }
  }, [pdf])
  return read !== null && read.of === pdf ? read.texts : null
}

async function pageText(page: PDFPageProxy): Promise<PageText> {
  const { height: paper } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const pieces = items.flatMap((item): Piece[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [size = 0, , , , x = 0, y = 0] = item.transform.map(Number)
    return [{ text: item.str, left: x, top: paper - y - size * 0.88, width: item.width, height: size }]
  })
  return { page: page.pageNumber, pieces }
}

/** Words over pieces and lines, spaces apart, in the order of the paper. */
export function useFound(texts: readonly PageText[] | null, words: string): readonly Found[] {
  return useMemo(() => {
    const wanted = words.replace(/\s/gu, '')
    return wanted === '' || texts === null ? [] : texts.flatMap((text) => findOn(text, wanted))
  }, [texts, words])
}

function findOn({ page, pieces }: PageText, wanted: string): Found[] {
  const signs = pieces.flatMap((piece) => {
    const letters = Array.from(piece.text)
    return letters.map((sign, at) => ({ sign, piece, at, of: letters.length }))
  })
  const solid = signs.filter(({ sign }) => !/\s/u.test(sign))
  const text = solid.map(({ sign }) => (sign.length === 1 ? sign : '\ufffd')).join('')
  const found: Found[] = []
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    const boxes = new Map<Piece, Omit<Piece, 'text'>>()
    for (const { piece, at: nth, of } of solid.slice(at, at + wanted.length)) {
      const each = piece.width / of
      const before = boxes.get(piece)
      const left = before?.left ?? piece.left + nth * each
      boxes.set(piece, { left, top: piece.top, width: piece.left + (nth + 1) * each - left, height: piece.height })
    }
    found.push({ page, boxes: [...boxes.values()] })
  }
  return found
}

/** For the check: the lines of each page, in mm. */
export const setPages = (texts: readonly PageText[]): SetPage[] =>
  texts.map(({ pieces }) => {
    const rows: Piece[][] = []
    for (const piece of [...pieces].sort((a, b) => a.top + a.height - (b.top + b.height) || a.left - b.left)) {
      const row = rows.at(-1)
      const [first] = row ?? []
      if (row && first && Math.abs(first.top + first.height - piece.top - piece.height) < 3) row.push(piece)
      else rows.push([piece])
    }
    return {
      lines: rows.map((row) => ({
        top: Math.min(...row.map(({ top }) => top)) * mm,
        left: Math.min(...row.map(({ left }) => left)) * mm,
        right: Math.max(...row.map(({ left, width }) => left + width)) * mm,
        text: row.map(({ text }) => text).join(''),
      })),
    }
  })
