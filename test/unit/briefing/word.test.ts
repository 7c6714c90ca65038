import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { wordOf } from '../../../electron/word/sheets.ts'
import type { TextPaper } from '../../../shared/papers/paper.ts'
import { filling, paperOf, rich, textOf } from '../../briefing/kinds.ts'
import type { BriefingKind } from '../../../shared/briefing/kinds.ts'

/** @param page of every place that contents lead to; `null` for a paper that was not printed */
async function partsOf(kind: BriefingKind, page: number | null): Promise<{ file: Uint8Array; document: string; headers: string[] }> {
  const { content, about } = paperOf(kind, [textOf(kind, [...rich, ...filling(240)])])
  if (content.form !== 'text') throw new TypeError('A briefing is text')
  const sheets = content.sheets.map((sheet) => ({
    ...sheet,
    contents: { ...sheet.contents, entries: sheet.contents.entries.map((one) => (page === null ? one : { ...one, page })) },
  }))
  const paged: TextPaper = { ...content, sheets }
  const file = await wordOf(paged, about)
  const parts = Object.entries(unzipSync(file))
  const document = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
  return { file, document, headers: parts.flatMap(([name, bytes]) => (/^word\/header\d/.test(name) ? [strFromU8(bytes)] : [])) }
}

describe('a Word file', () => {
  it('WD1 is the same to the byte when it is made again, places in it included', async () => {
    const [one, other] = [await partsOf('research', 3), await partsOf('research', 3)]
    expect(other.file).toEqual(one.file)
    const ids = (of: 'Start' | 'End'): string[] => one.document.match(new RegExp(`(?<=<w:bookmark${of} [^>]*w:id=")\\d+`, 'g')) ?? []
    expect(ids('Start')).toEqual(ids('End'))
    expect(new Set(ids('Start')).size).toBe(ids('Start').length)
  })

  it('WD3 contents have the page of each entry, and lead to it', async () => {
    const { document } = await partsOf('research', 17)
    const led = document.match(/(?<=PAGEREF )\S+/g) ?? []
    const places = document.match(/(?<=<w:bookmarkStart [^>]*w:name=")[^"]+/g) ?? []
    expect(led.length).toBeGreaterThan(3)
    expect(places.toSorted()).toEqual(led.toSorted())
    expect(document.match(/>17</g)).toHaveLength(led.length)
  })

  it('WD4 contents of a paper that was not printed have no empty place for a number', async () => {
    const { document } = await partsOf('research', null)
    expect(document).not.toContain('PAGEREF')
    expect(document).not.toContain('w:leader="dot"/></w:tabs></w:pPr><w:r><w:tab/>')
  })

  it('WD5 a letter begins 27 mm under the edge of its first page, where the masthead has room, and 37 mm on all others', async () => {
    const mm = (value: number): number => Math.round((value / 25.4) * 1440)
    const { document, headers } = await partsOf('letter', null)
    expect(document).toContain(`w:top="${mm(27)}"`)
    // Headers begin at 14 mm; that of the first page holds nothing down.
    expect(headers.map((xml) => Number(/w:line="(\d+)"/.exec(xml)?.[1])).toSorted((a, b) => a - b)).toEqual([20, mm(23), mm(23)])
    const other = await partsOf('bulletin', null)
    expect(other.document).toContain(`w:top="${mm(37)}"`)
    expect(other.headers).toEqual([])
  })
})
