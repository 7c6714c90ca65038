import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import { print } from '../../shared/i18n/zh/print.ts'
import writeXlsxFile, { type Cell, type CellObject, type Feature } from 'write-excel-file/node'

/** A table of a workbook, head first. */
export type BookSheet = { name: string; table: string[][] }

/** Widths in letters of the type below; a Chinese character takes two. A long text breaks in its cell. */
const width = { least: 6, most: 40, air: 2 } as const
/** So many letters stand beside each other on A4: upright, lying, and lying at three quarters of the size, which is still read with ease. */
const across = { upright: 92, lying: 140, small: 186 } as const
/** The distance of two lines of the type below, pt. */
const line = 15
const look = { fontFamily: print.bookFace, fontSize: 11 } as const
const border = { borderStyle: 'thin', borderColor: '#b5b5b5' } as const
const body = { ...border, wrap: true, alignVertical: 'top' } as const
const head = { ...border, wrap: true, alignVertical: 'center', align: 'center', fontWeight: 'bold', backgroundColor: '#ececec' } as const

/**
 * WB1 A workbook as a secretary hands it on: days are days and counts are numbers, and both sort as such, the head stays in sight, is on
 *     every printed page and filters its columns, columns are as wide as what stands in them, and nothing is cut off on paper: what is
 *     too wide goes over several sheets, each of which begins with the first two columns.
 */
export async function workbookBytes(sheets: readonly BookSheet[]): Promise<Uint8Array> {
  const pages = sheets.map(pageOf)
  return writeXlsxFile(
    sheets.map(({ name, table }, at) => ({
      data: cellsOf(table, pages[at]?.widths ?? []),
      sheet: nameOf(name),
      columns: pages[at]?.widths.map((one) => ({ width: one })) ?? [],
      stickyRowsCount: 1,
      ...(pages[at]?.kept && { stickyColumnsCount: pages[at].kept }),
      ...(pages[at]?.lies && { orientation: 'landscape' as const }),
    })),
    { ...look, features: [printed(sheets, pages)] },
  ).toBuffer()
}

/** A name of a sheet has 31 letters at most, and none of these. */
const nameOf = (name: string): string => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)

function cellsOf(table: string[][], widths: readonly number[]): Cell[][] {
  const numbers = (table[0] ?? []).map((_, column) => isCount(table, column))
  return table.map((row, nth) => {
    // Said for each row: LibreOffice shows one line of a text that breaks where nothing is said.
    const height = heightOf(row, widths)
    return row.map((value, at) => ({
      ...(nth === 0 ? { value, type: String, ...head } : cellOf(value, numbers[at] ?? false)),
      // What they are counted by stands in the middle, away from what is counted.
      ...(at === 0 && numbers[0] && { align: 'center' as const }),
      ...(at === 0 && { height }),
    }))
  })
}

/** Of its longest text, pt; no row is higher than a spreadsheet can have them. */
function heightOf(row: readonly string[], widths: readonly number[]): number {
  const lines = row.map((value, at) =>
    value.split('\n').reduce((sum, one) => sum + Math.max(1, Math.ceil(lettersOf(one, Infinity) / ((widths[at] ?? width.most) - 1))), 0),
  )
  return Math.min(409, Math.max(1, ...lines) * line + 3)
}

/** Whether all of a column are numbers as one counts with: codes, telephones and years of seven digits or more are none. */
const isCount = (table: string[][], column: number): boolean =>
  table.slice(1).every((row) => /^$|^-?\d{1,6}(?:\.\d{1,4})?$/.test(row[column] ?? '') && isWritten(row[column] ?? ''))
/** Nothing is lost in a number that is written as it stands. */
const isWritten = (value: string): boolean => value === '' || String(Number(value)) === value

const day = /^\d{4}-\d\d-\d\d$/
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

function cellOf(value: string, numbers: boolean): CellObject {
  if (value === '') return { ...body }
  if (numbers) return { value: Number(value), type: Number, ...body }
  // The library writes the time of UTC; what is no day of the calendar stays text.
  const at = day.test(value) ? `${value}T00:00:00Z` : moment.test(value) ? `${value.replace(' ', 'T')}Z` : ''
  const instant = new Date(at)
  if (at === '' || Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(value.slice(0, 10)))
    return { value, type: String, ...body }
  return { value: instant, type: Date, format: day.test(value) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss', align: 'left', ...body }
}

/** How a sheet is printed. `kept`: so many columns stand at the beginning of each page. */
type Page = { widths: number[]; lies: boolean; kept: number; wide: number }

function pageOf({ table }: BookSheet): Page {
  const widths = widthsOf(table)
  const all = widths.reduce((sum, one) => sum + one, 0)
  const first = (widths[0] ?? 0) + (widths[1] ?? 0)
  const lies = all > across.upright
  // With room for what is next to them.
  const kept = all > across.small && first < across.small / 2 ? 2 : 0
  const again = kept === 0 ? 0 : first
  return { widths, lies, kept, wide: all > across.small ? Math.ceil((all - again) / (across.small - again)) : 1 }
}

function widthsOf(table: string[][]): number[] {
  return (table[0] ?? []).map((label, column) => {
    let most = Math.min(lettersOf(label), width.most / 2)
    for (const row of table.slice(1)) {
      most = Math.max(most, lettersOf(row[column] ?? ''))
      if (most >= width.most) break
    }
    return Math.min(width.most, Math.max(width.least, most + width.air))
  })
}

/** Of the longest line, as far as it matters. */
function lettersOf(text: string, enough: number = width.most): number {
  let [most, long] = [0, 0]
  for (const letter of text) {
    long = letter === '\n' ? 0 : long + (letter > '\u2e80' ? 2 : 1)
    most = Math.max(most, long)
    if (most >= enough) break
  }
  return most
}

/** What the library has no words for: pages wide, what stands on each of them, filters (ECMA-376 part 1, 18.3.1). */
function printed(sheets: readonly BookSheet[], pages: readonly Page[]): Feature<Buffer | Blob | Stream> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, _, { sheetIndex }) {
            const table = sheets[sheetIndex]?.table ?? []
            const ref = `A1:${letterOf((table[0] ?? []).length)}${Math.max(1, table.length)}`
            return xml
              .replace('<sheetViews', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews')
              .replace('</sheetData>', `</sheetData><autoFilter ref="${ref}"/>`)
              .replace(/<pageMargins[^>]*\/>(?:<pageSetup[^>]*\/>)?/, paged(pages[sheetIndex]))
          },
        },
        'xl/workbook.xml': {
          // A sheet may be called what `replace` reads as a pattern.
          transform: (xml) => xml.replace('<definedNames/>', () => `<definedNames>${sheets.map(titled(pages)).join('')}</definedNames>`),
        },
      },
    },
  }
}

/** A4, as many pages wide as they are, numbered in the middle of the foot. Margins in inches. */
const paged = (page: Page | undefined): string =>
  [
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.35"/>',
    `<pageSetup paperSize="9" orientation="${page?.lies ? 'landscape' : 'portrait'}" fitToWidth="${page?.wide ?? 1}" fitToHeight="0"/>`,
    '<headerFooter><oddHeader>&amp;C&amp;A</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>',
  ].join('')

const titled =
  (pages: readonly Page[]) =>
  ({ name }: BookSheet, at: number): string => {
    const sheet = `'${escaped(nameOf(name))}'`
    const columns = pages[at]?.kept ? `${sheet}!$A:$${letterOf(pages[at].kept)},` : ''
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${columns}${sheet}!$1:$1</definedName>`
  }

const escaped = (text: string): string => text.replace(/[<>&]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)

/** `1` is A, `27` AA. */
const letterOf = (column: number): string =>
  column <= 0 ? '' : letterOf(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
