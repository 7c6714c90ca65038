import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib'
import type { PDFObject, PDFPage, PDFRef } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { compact } from '../../../electron/briefing/compact.ts'
import { written } from '../../../electron/briefing/write.ts'

type Line = { of: number; page: number }

/** As Chromium makes it: every line a stretch of its own, owned by a paragraph. @param lines the paragraph and page of each, from 0 */
async function paper(lines: readonly Line[], odd = ''): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const { context } = document
  document.setTitle('纪要（一）')
  const inner = context.obj({ Type: 'Font', Subtype: 'CIDFontType2', DW: 1000 })
  const face = context.register(
    context.obj({ Type: 'Font', Subtype: 'Type0', Encoding: 'Identity-H', DescendantFonts: [context.register(inner)] }),
  )
  const root = context.nextRef()
  const paragraphs = Array.from({ length: Math.max(...lines.map(({ of }) => of)) + 1 }, () => ({
    ref: context.nextRef(),
    kids: [] as PDFObject[],
  }))
  const nums: PDFObject[] = []
  for (let at = 0; at <= Math.max(...lines.map(({ page }) => page)); at++) {
    const page = document.addPage()
    const owners: PDFRef[] = []
    const texts = lines.flatMap(({ of, page: on }, nth) => {
      const paragraph = paragraphs[of]
      if (on !== at || !paragraph) return []
      paragraph.kids.push(context.obj({ Type: 'MCR', Pg: page.ref, MCID: owners.length }))
      const begin = ['BT', `/P <</MCID ${owners.length} >>BDC`, '/F6 20 Tf', `1 0 0 -1 ${nth % 2 === 0 ? 0 : 40.5} ${100 + nth * 38.5} Tm`]
      owners.push(paragraph.ref)
      return [...begin, `<000${nth + 1}> Tj`, '19.75 0 Td <0011> Tj', 'EMC', 'ET', odd].filter((line) => line !== '')
    })
    const content = new Uint8Array(Buffer.from(['q', ...texts, 'Q'].join('\n')))
    page.node.set(PDFName.of('Contents'), context.register(PDFRawStream.of(context.obj({ Length: content.length }), content)))
    page.node.set(PDFName.of('Resources'), context.obj({ Font: { F6: face } }))
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(at))
    nums.push(PDFNumber.of(at), context.register(context.obj(owners)))
  }
  for (const { ref, kids } of paragraphs) context.assign(ref, context.obj({ Type: 'StructElem', S: 'P', P: root, K: kids }))
  const tree = { Type: 'StructTreeRoot', K: paragraphs.map(({ ref }) => ref), ParentTree: context.obj({ Nums: nums }) }
  context.assign(root, context.obj(tree))
  document.catalog.set(PDFName.of('StructTreeRoot'), root)
  return document
}

const textOf = (page: PDFPage): string => {
  const stream = page.node.Contents()
  if (!(stream instanceof PDFRawStream)) throw new TypeError('no text')
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
}

/** For each page the numbers of its stretches, and for each paragraph which of them it has; the way back from the page is the same. */
function structure(document: PDFDocument): { pages: string[][]; paragraphs: string[][] } {
  const { catalog, context } = document
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
  const pages = document.getPages()
  const owners = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray)
  const paragraphs = root
    .lookup(PDFName.of('K'), PDFArray)
    .asArray()
    .map((ref) => {
      const kids = context.lookup(ref, PDFDict).lookup(PDFName.of('K'), PDFArray)
      return kids.asArray().map((kid) => {
        if (!(kid instanceof PDFDict)) throw new TypeError('a stretch without its page')
        const at = pages.findIndex(({ ref: one }) => one === kid.get(PDFName.of('Pg')))
        const number = kid.lookup(PDFName.of('MCID'), PDFNumber).asNumber()
        expect(owners.lookup(at * 2 + 1, PDFArray).get(number)).toBe(ref)
        return `${at}.${number}`
      })
    })
  pages.forEach((page, at) => expect(owners.lookup(at * 2 + 1, PDFArray).size()).toBe(textOf(page).match(/BDC/g)?.length))
  return { pages: pages.map((page) => textOf(page).match(/(?<=MCID )\d+/g) ?? []), paragraphs }
}

describe('stretches of a paper', () => {
  it('ST2 lines of one paragraph on one page are one stretch, which the page and the paragraph both name', async () => {
    const document = await paper([0, 0, 0, 1, 1, 2].map((of) => ({ of, page: 0 })))
    compact(document)
    expect(structure(document)).toEqual({ pages: [['0', '1', '2']], paragraphs: [['0.0'], ['0.1'], ['0.2']] })
  })

  it('ST3 a paragraph that goes on over the page has one on each, and one that is come back to has two', async () => {
    const document = await paper([...[0, 0].map((of) => ({ of, page: 0 })), ...[0, 1, 0, 0].map((of) => ({ of, page: 1 }))])
    compact(document)
    expect(structure(document)).toEqual({ pages: [['0'], ['0', '1', '2']], paragraphs: [['0.0', '1.0', '1.2'], ['1.1']] })
  })

  it('ST1 where something stands between the lines they stay apart', async () => {
    const document = await paper(
      [0, 0].map((of) => ({ of, page: 0 })),
      '0 0 1 rg',
    )
    compact(document)
    expect(structure(document).paragraphs).toEqual([['0.0', '0.1']])
  })

  it('ST4 joined lines stand where they stood, each from the one before', async () => {
    const document = await paper([0, 0, 0].map((of) => ({ of, page: 0 })))
    compact(document)
    const [page] = document.getPages()
    if (!page) throw new TypeError('no page')
    const text = textOf(page)
    expect(text.match(/^.* Tm$/gm)).toEqual(['1 0 0 -1 0 100 Tm'])
    expect(text.match(/^.* Td$/gm)).toEqual(['40.5 -38.5 Td', '-40.5 -38.5 Td'])
    expect(text.match(/^.* Tc$/gm)).toEqual(['-0.25 Tc', '0 Tc'])
    expect(text.match(/Tf/g)).toHaveLength(1)
  })
})

describe('a written PDF', () => {
  it('WR1 is read back as it was, numbered without a gap, and holds nothing that nothing leads to', async () => {
    const document = await paper([0, 0, 1].map((of) => ({ of, page: 0 })))
    const lost = document.context.register(PDFNumber.of(7))
    document.context.delete(document.context.nextRef())
    const bytes = written(document)
    const read = await PDFDocument.load(bytes, { updateMetadata: false })
    expect(read.getTitle()).toBe('纪要（一）')
    expect(structure(read)).toEqual(structure(document))
    const numbers = read.context.enumerateIndirectObjects().map(([{ objectNumber }]) => objectNumber)
    expect(numbers.slice(0, -2)).toEqual(numbers.slice(0, -2).map((_, at) => at + 1))
    expect(read.context.enumerateIndirectObjects().some(([, object]) => object instanceof PDFNumber && object.asNumber() === 7)).toBe(false)
    expect(lost).toBeDefined()
    expect(written(document)).toEqual(bytes)
  })
})
