import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { pageNumberFile } from '../../electron/briefing/fonts.ts'
import { compose } from '../../shared/briefing/compose.ts'
import { printAll } from './print.ts'
import type { Prints } from './print.ts'
import { linesOf, read } from './read.ts'
import type { Piece, ReadPage, ReadPaper } from './read.ts'
import { ledgerRows, longLedger, plain, source } from './sample.ts'
import { bare, paperText, withoutPages } from './texts.ts'

const mm = (value: number): number => (value * 72) / 25.4
const block = { left: mm(28), right: mm(28 + 156), bottom: mm(35), top: mm(297 - 37) }
const isPageNumber = ({ y }: Piece): boolean => y < block.bottom
const textLines = (page: ReadPage | undefined) => linesOf((page?.pieces ?? []).filter((piece) => !isPageNumber(piece)))

let prints: Prints['prints']
let varied: ReadPaper
let full: ReadPaper
let withdrawn: ReadPaper
let ledger: ReadPaper

beforeAll(async () => {
  const gone = { ...plain, withdrawn: { day: '2026-09-20', replacedBy: '民营经济智库专报第4期' } }
  const papers = [source, plain, source, gone].map((one) => compose(one))
  prints = (await printAll([...papers, longLedger, longLedger])).prints
  const [first, second, , fourth, fifth] = prints
  if (!first || !second || !fourth || !fifth) throw new Error('Nothing was printed')
  ledger = await read(fifth.pdf)
  varied = await read(first.pdf)
  full = await read(second.pdf)
  withdrawn = await read(fourth.pdf)
}, 300_000)

describe('BP a briefing on paper, read back by another program', () => {
  it('BP1 every page is A4, and as many as were told', () => {
    expect(varied.pages).toHaveLength(prints[0]?.pages ?? 0)
    for (const { width, height } of [...varied.pages, ...full.pages]) {
      expect(width).toBeCloseTo(mm(210), 2)
      expect(height).toBeCloseTo(mm(297), 2)
    }
  })

  it('BP2 a full page has 22 lines that fill the text block', () => {
    // The last but one may be short, when text has gone along with the imprint.
    for (const page of full.pages.slice(1, -2)) {
      const lines = textLines(page)
      expect(lines).toHaveLength(22)
      const first = lines[0]?.y ?? 0
      const last = lines.at(-1)?.y ?? 0
      expect((first - last) / 21).toBeCloseTo(mm(225) / 22, 1)
      expect(first).toBeLessThan(block.top)
      expect(block.top - first).toBeLessThan(mm(225) / 22)
      expect(last - block.bottom).toBeLessThan(mm(225) / 22)
    }
  })

  it('BP3 a full line has 28 characters from margin to margin', () => {
    const lines = full.pages.slice(1, -1).flatMap(textLines)
    const whole = lines.filter(({ text }) => Array.from(bare(text)).length === 28)
    expect(whole.length).toBeGreaterThan(lines.length / 4)
    expect(Math.max(...lines.map(({ text }) => Array.from(bare(text)).length))).toBe(28)
    for (const { left, right } of whole) {
      expect(left).toBeCloseTo(block.left, 0)
      expect(Math.abs(right - block.right)).toBeLessThan(1)
    }
  })

  it('BP4 lines that mix faces keep the distance', () => {
    const lines = textLines(varied.pages[1])
    expect(lines).toHaveLength(22)
    lines.slice(1).forEach(({ y }, index) => expect((lines[index]?.y ?? 0) - y).toBeCloseTo(mm(225) / 22, 0))
  })

  it('BP5 no text leaves the text block but the page numbers', () => {
    for (const { pieces } of [...varied.pages, ...full.pages]) {
      for (const { x, y, width } of pieces.filter((piece) => !isPageNumber(piece))) {
        expect(x).toBeGreaterThan(block.left - 0.5)
        expect(x + width).toBeLessThan(block.right + 1)
        expect(y).toBeLessThan(block.top)
      }
    }
  })

  it('BP6 page numbers stand right on odd and left on even pages, the dash 7 mm below the text', async () => {
    const font = fontkit.create(await readFile(resolve(import.meta.dirname, '../../out/fonts', pageNumberFile)))
    const dashTop = (font.glyphForCodePoint(0x2014).bbox.maxY / font.unitsPerEm) * 14
    for (const [index, { pieces }] of [...varied.pages.entries(), ...full.pages.entries()]) {
      const [line, ...more] = linesOf(pieces.filter(isPageNumber))
      expect(more).toEqual([])
      expect(bare(line?.text ?? '')).toBe(`—${index + 1}—`)
      if (index % 2 === 0) expect(line?.right).toBeCloseTo(block.right - 14, 0)
      else expect(line?.left).toBeCloseTo(block.left + 14, 0)
      expect((line?.y ?? 0) + dashTop).toBeCloseTo(block.bottom - mm(7), 1)
    }
  })

  it('BP7 the imprint ends with the text block of the last page', () => {
    const last = varied.pages.at(-1)
    const rules = (last?.boxes ?? []).filter(({ left, right, top, bottom }) => right - left > mm(150) && top - bottom < mm(1))
    expect(Math.min(...rules.map(({ bottom }) => bottom))).toBeCloseTo(block.bottom, 0)
    expect(bare(textLines(last).at(-1)?.text ?? '')).toBe('（共印60份）')
  })

  it('BP8 fonts are embedded TrueType and nothing else', async () => {
    for (const { pdf } of prints) {
      const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
      const dicts = context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
      const of = (type: string) => dicts.filter((dict) => dict.get(PDFName.of('Type')) === PDFName.of(type))
      const kinds = new Set(of('Font').map((dict) => dict.get(PDFName.of('Subtype'))?.toString()))
      expect(kinds).toEqual(new Set(['/Type0', '/CIDFontType2']))
      const embedded = of('FontDescriptor').map((dict) =>
        dict
          .keys()
          .map(String)
          .filter((key) => key.startsWith('/FontFile')),
      )
      expect(embedded.length).toBeGreaterThan(2)
      expect(new Set(embedded.flat())).toEqual(new Set(['/FontFile2']))
      expect(embedded.every(({ length }) => length === 1)).toBe(true)
    }
  })

  it('BP9 the text comes out whole and in order, without false spaces', () => {
    for (const [paper, from] of [
      [varied, source],
      [full, plain],
    ] as const) {
      const pieces = paper.pages.flatMap((page) => page.pieces.filter((piece) => !isPageNumber(piece)))
      const text = pieces.map((piece) => piece.text).join('')
      const wanted = compose(from)
      expect(withoutPages(bare(text), wanted)).toBe(bare(paperText(wanted)))
      expect(text.match(/\p{Script=Han}\s+\p{Script=Han}/gu)).toBeNull()
    }
  })

  it('BP10 the file says in Chinese what it is, and has an outline', () => {
    expect(varied.info).toMatchObject({
      Title: '民营经济智库专报第3期（总第15期）',
      Author: '青岛民营经济智库秘书处',
      CreationDate: 'D:20260908000000Z',
    })
    expect(varied.language).toBe('zh-CN')
    expect(varied.outline.slice(0, 3)).toEqual([source.texts[0]?.title, '一、基本情况', '（一）企业反映的主要情况'])
    expect(varied.outline).toContain(source.texts[1]?.title)
  })

  it('BP11 the same briefing printed again has the same bytes', () => {
    expect(Buffer.compare(prints[0]?.pdf ?? Buffer.of(0), prints[2]?.pdf ?? Buffer.of(1))).toBe(0)
  })

  it('BP12 what was withdrawn says so over the text block of every page, and its text stands where it stood', () => {
    const [before, after] = [full.pages, withdrawn.pages].map((pages) => pages.map((page) => linesOf(page.pieces)))
    expect(after).toHaveLength(before?.length ?? 0)
    for (const [at, lines] of (after ?? []).entries()) {
      const [first, ...rest] = lines
      expect(bare(first?.text ?? '')).toBe('已撤回（2026年9月20日），由民营经济智库专报第4期替代')
      expect(first?.y).toBeGreaterThan(block.top)
      expect(rest).toEqual(before?.[at])
    }
  })

  it('BP14 a ledger that is made in parts is one paper: every row once and in order, the head on each page, numbered through', () => {
    const [, , , , printed, again] = prints
    expect(ledger.pages).toHaveLength(printed?.pages ?? 0)
    expect(ledger.pages.map(({ pieces }) => pieces.filter(({ text }) => text === '序号').length)).toEqual(ledger.pages.map(() => 1))
    const texts = ledger.pages.map(({ pieces }) => pieces.map(({ text }) => text).join('|'))
    expect(texts.flatMap((text) => text.match(/第\d+条建议/g) ?? [])).toEqual(ledgerRows.map(([, said]) => said))
    texts.forEach((text, at) => expect(text.replaceAll('|', '')).toContain(`— ${at + 1} —`))
    expect(texts.filter((text) => text.replaceAll('|', '').includes('办理台账'))).toHaveLength(1)
    expect(ledger.info).toMatchObject({ Title: '办理台账' })
    expect(Buffer.compare(printed?.pdf ?? Buffer.of(0), again?.pdf ?? Buffer.of(1))).toBe(0)
  })

  it('BP14 every page of it knows who owns its text, and every header that a cell names is there', async () => {
    const document = await PDFDocument.load(prints[4]?.pdf ?? new Uint8Array(), { updateMetadata: false })
    const root = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
    const numbers = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray)
    const owned = new Set(numbers.asArray().flatMap((one) => (one instanceof PDFNumber ? [one.asNumber()] : [])))
    const asked = document.getPages().map(({ node }) => node.lookup(PDFName.of('StructParents'), PDFNumber).asNumber())
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.every((one) => owned.has(one))).toBe(true)
    const names = root.lookup(PDFName.of('IDTree'), PDFDict).lookup(PDFName.of('Names'), PDFArray)
    const said = names.asArray().flatMap((one) => (one instanceof PDFString ? [one.asString()] : []))
    expect(said).toEqual([...said].sort())
    expect(new Set(said).size).toBe(said.length)
    expect(said.length).toBeGreaterThan(3)
  })

  it('BP13 it asks every program to print it as large as it is and on both sides', async () => {
    const document = await PDFDocument.load(prints[0]?.pdf ?? new Uint8Array(), { updateMetadata: false })
    const preferences = document.catalog.getViewerPreferences()
    expect([preferences?.getPrintScaling(), preferences?.getDuplex()]).toEqual(['None', 'DuplexFlipLongEdge'])
  })
})
