import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'

import type { SearchAnswer, SearchKind } from '../../shared/search.ts'
import { house, paragraph, value, type House } from './house.ts'

let the: House
let secretary: HubClient
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
})
afterEach(() => the.close())

async function memo(title: string, ...texts: string[]): Promise<string> {
  const { id } = value(await secretary.command('createMemo', { title, dialogueId: null }))
  const opened = await secretary.open(`memo/${id}`)
  writeBlocks(memoBody(opened.doc), texts.map(paragraph))
  await opened.saved()
  return id
}
const find = async (text: string, kind: SearchKind | null = null, who: HubClient = secretary): Promise<SearchAnswer> =>
  value(await who.command('search', { text, kind }))
const ids = async (text: string, who: HubClient = secretary): Promise<string[]> => (await find(text, null, who)).hits.map(({ id }) => id)

describe('finding', () => {
  it('FD1 finds a word of two characters and one of six in mid-sentence, and shows what stands around it', async () => {
    const id = await memo('账款', '一些采购方在格式合同中约定背靠背付款条款，中小企业往往只能接受。')
    await expect.poll(() => ids('约定')).toEqual([id])
    expect(await ids('背靠背付款条')).toEqual([id])
    const [hit] = (await find('背靠背付款')).hits
    const [from = 0, to = 0] = hit?.marks[0] ?? []
    expect(hit?.excerpt.slice(from, to)).toBe('背靠背付款')
    expect(hit?.excerpt).toContain('格式合同中约定')
  })

  it('FD1 every word must be there, wherever; capitals and wide letters count as small ones', async () => {
    const both = await memo('甲', '接入ＭＥＳ系统', '数据归企业所有')
    await memo('乙', '接入MES系统')
    await expect.poll(() => ids('mes 数据')).toEqual([both])
    expect(await ids('数据 没有的词')).toEqual([])
    expect(await ids('   ')).toEqual([])
  })

  it('FD1 titles stand before texts, and each kind is counted', async () => {
    const inText = await memo('别的', '关于数字化的话')
    const inTitle = await memo('数字化改造', '正文')
    await expect.poll(() => ids('数字化')).toEqual([inTitle, inText])
    expect((await find('数字化')).counts).toMatchObject({ memo: 2, dialogue: 0, briefing: 0, recommendation: 0, person: 0 })
    expect((await find('数字化', 'person')).hits).toEqual([])
    expect((await find('林', 'person')).counts.person).toBeGreaterThan(0)
  })

  it('FD2 nothing of a text is found by one who may not open it', async () => {
    await memo('内部', '尚未公开的判断')
    const observer = await the.client('observer')
    await expect.poll(() => ids('尚未公开')).toHaveLength(1)
    expect(await find('尚未公开', null, observer)).toMatchObject({ hits: [], counts: { memo: 0 } })
  })

  it('FD3 what is typed is found within 100 ms, and what was deleted no more', async () => {
    const id = await memo('稿', '原来的话')
    await expect.poll(() => ids('原来的话')).toEqual([id])
    const opened = await secretary.open(`memo/${id}`)
    const waits: number[] = []
    for (const word of ['后来的话', '再后来的话', '最后的话']) {
      memoBody(opened.doc).delete(0, memoBody(opened.doc).length)
      writeBlocks(memoBody(opened.doc), [paragraph(word)])
      await opened.saved()
      const typed = performance.now()
      await expect.poll(() => ids(word), { interval: 5 }).toEqual([id])
      waits.push(performance.now() - typed)
    }
    // Other work of the machine may hold up one of them, hardly all.
    expect(Math.min(...waits)).toBeLessThan(100)
    expect(await ids('原来的话')).toEqual([])
  })
})
