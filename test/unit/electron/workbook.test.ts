import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { workbookBytes } from '../../../electron/lists/workbook.ts'

const head = ['序号', '建议、问题', '到期日', '记录时间', '电话', '比例']
const rows = [
  ['1', '完善涉企政策办理机制，明确办理时限，结果向企业反馈；\n逐项公开。', '2026-11-24', '2026-11-24 09:05:00', '053282100000', '12.5'],
  ['10', '短', '', '', '13800000000', '7'],
  ['2', '=1+1', '2026-02-31', '', '', ''],
]
const wide = (columns: number): string[][] => [
  Array.from({ length: columns }, (_, at) => `第${String(at + 1)}列`),
  Array.from({ length: columns }, () => '字'.repeat(30)),
]
const partsOf = async (sheets: Parameters<typeof workbookBytes>[0]): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(await workbookBytes(sheets))).map(([name, bytes]) => [name, strFromU8(bytes)]))

describe('WB1 a workbook as it is handed on', () => {
  it('WB1 days are days, counts are numbers, and what only looks like one stays as it was typed', async () => {
    const back = await readSheet(Buffer.from(await workbookBytes([{ name: '办理台账', table: [head, ...rows] }])))
    expect(back[0]).toEqual(head)
    const [, [number, measure, due, moment, ...others] = []] = back
    expect([number, measure, due, ...others]).toEqual([1, rows[0]?.[1], new Date('2026-11-24T00:00:00Z'), '053282100000', 12.5])
    // A moment is a fraction of a day in a workbook.
    expect(Math.abs((moment instanceof Date ? moment.getTime() : 0) - Date.UTC(2026, 10, 24, 9, 5))).toBeLessThan(10)
    expect(back[2]).toEqual([10, '短', null, null, '13800000000', 7])
    expect(back[3]?.slice(0, 3)).toEqual([2, '=1+1', '2026-02-31'])
  })

  it('WB1 the head stays in sight, filters, and is on every printed page; long texts break', async () => {
    const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/workbook.xml': book = '' } = await partsOf([
      { name: '办理台账', table: [head, ...rows] },
    ])
    expect(sheet).toContain('ySplit="1"')
    expect(sheet).toContain('<autoFilter ref="A1:F4"/>')
    expect(sheet).toMatch(/fitToWidth="1" fitToHeight="0"/)
    expect(book).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'办理台账'!$1:$1</definedName>`)
    const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, one]) => Number(one))
    expect(widths).toHaveLength(6)
    expect(Math.max(...widths)).toBe(40)
    expect(widths[2]).toBeGreaterThanOrEqual(12)
  })

  it('WB1 what is too wide for one page goes over several, each with the first two columns', async () => {
    const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/workbook.xml': book = '' } = await partsOf([{ name: '甲/乙&丙', table: wide(30) }])
    expect(sheet).toMatch(/orientation="landscape"/)
    expect(Number(/fitToWidth="(\d+)"/.exec(sheet)?.[1])).toBeGreaterThan(3)
    expect(sheet).toContain('xSplit="2"')
    expect(book).toContain(`'甲 乙&#38;丙'!$A:$B,'甲 乙&#38;丙'!$1:$1`)
    expect(sheet).toContain('<autoFilter ref="A1:AD2"/>')
  })
})
