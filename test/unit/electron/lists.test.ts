import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { listLimits, readTable, tableBytes } from '../../../electron/lists/table.ts'
import { workbookBytes } from '../../../electron/lists/workbook.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-lists-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const table = [
  ['姓名', '单位'],
  ['甲', '“某”局，一处'],
  ['乙', '=1+1'],
]
async function read(name: string, bytes: Uint8Array | string): Promise<string[][]> {
  await writeFile(join(folder, name), bytes)
  return readTable(join(folder, name))
}
/** GBK of 姓名,单位 and 甲,某局. */
const gbk = new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0x0d, 0x0a, 0xbc, 0xd7, 0x2c, 0xc4, 0xb3, 0xbe, 0xd6])

describe('LS1 tables in and out', () => {
  it.each(['xlsx', 'csv'] as const)('LS1 what is written as %s is read back', async (format) => {
    const back = await read(`list.${format}`, await tableBytes(table, format, '名单', workbookBytes))
    expect(back.slice(0, 2)).toEqual(table.slice(0, 2))
  })

  it('LS1 a csv has the mark spreadsheets need, and nothing in it runs as a formula', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await tableBytes(table, 'csv', '', workbookBytes))
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text).toContain("'=1+1")
  })

  it('LS1 a csv in GBK is read as the Chinese it is', async () => {
    expect(await read('gbk.csv', gbk)).toEqual([
      ['姓名', '单位'],
      ['甲', '某局'],
    ])
  })

  it('LS2 of merged cells the first holds the text, numbers and dates are text', async () => {
    const rows = [
      [{ value: '参会名单', columnSpan: 2 }, null],
      [{ value: '姓名' }, { value: '电话' }],
      [{ value: '甲' }, { value: 13800000000 }],
      [{ value: '乙' }, { value: new Date(Date.UTC(2026, 10, 24)), format: 'yyyy-mm-dd' }],
    ]
    expect(await read('merged.xlsx', await writeXlsxFile(rows).toBuffer())).toEqual([
      ['参会名单', ''],
      ['姓名', '电话'],
      ['甲', '13800000000'],
      ['乙', '2026-11-24'],
    ])
  })

  it('LS3 what is no table is unreadable, and too much is too large', async () => {
    await expect(read('none.xlsx', 'not a zip')).rejects.toThrow('unreadable')
    await expect(read('long.csv', 'a\n'.repeat(listLimits.rows + 1))).rejects.toThrow('tooLarge')
    await expect(read('large.csv', new Uint8Array(listLimits.bytes + 1))).rejects.toThrow('tooLarge')
  })
})
