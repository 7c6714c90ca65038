import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { standardStyle } from '../../shared/briefing/house.ts'
import { newBriefing, newItem, templateOf } from '../../shared/briefing/templates.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { registerWorkspace, workspace } from '../../shared/register.ts'
import { house, paragraph, value, type House } from './house.ts'

let the: House
let secretary: HubClient

beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
})
afterEach(() => the.close())

async function drafted(): Promise<string> {
  const { id: memoId } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  const opened = await secretary.open(`memo/${memoId}`)
  writeBlocks(memoBody(opened.doc), [paragraph('正文')])
  await opened.saved()
  const fields = { ...newBriefing('special', null, '2026-11-24'), masthead: '智库专报' }
  return value(await secretary.command('draftBriefing', { ...fields, items: [{ of: 'memo', id: memoId, ...newItem }] })).id
}
const styleOf = async (id: string) => value(await the.hub.briefingSource(the.ids.secretariat, id)).style
const own = { ...standardStyle, red: '#c00000', mirrored: true, boldThird: true, bodySize: 'smallThird' } as const

describe('印发样式与模板', () => {
  it('HS1 drafts follow the style of the house, an issue keeps the one it was issued in', async () => {
    const [issued, draft] = [await drafted(), await drafted()]
    value(await secretary.command('issueBriefing', { id: issued }))
    value(await secretary.command('setStyle', { style: own }))
    expect(await styleOf(draft)).toEqual(own)
    expect(await styleOf(issued)).toEqual(standardStyle)
  })

  it('HS2 a template set for one kind leaves those of the others, and the style, as they were', async () => {
    const special = { ...templateOf('special', null), masthead: '民营经济决策参考' }
    const letter = { ...templateOf('letter', null), mark: '青民智函' }
    value(await secretary.command('setStyle', { style: own }))
    value(await secretary.command('setTemplate', { kind: 'special', template: special }))
    value(await secretary.command('setTemplate', { kind: 'letter', template: letter }))
    const { doc } = await secretary.open('register')
    const read = () => workspace.parse(Object.fromEntries(doc.getMap(registerWorkspace).entries()))
    await expect.poll(() => read().templates).toEqual({ special, letter })
    expect(read().style).toEqual(own)
    expect(newBriefing('special', read(), '2026-11-24').masthead).toBe('民营经济决策参考')
    expect(newBriefing('research', read(), '2026-11-24')).toEqual(newBriefing('research', { name: '智库' }, '2026-11-24'))
  })

  it('HS3 what is no style is refused and changes nothing', async () => {
    const draft = await drafted()
    value(await secretary.command('setStyle', { style: own }))
    const wrong = { ...own, red: 'red' }
    expect((await secretary.command('setStyle', { style: wrong })).ok).toBe(false)
    expect(await styleOf(draft)).toEqual(own)
  })

  it('HS4 only the secretariat sets the style of the house', async () => {
    const expert = await the.client('expert')
    expect(await expert.command('setStyle', { style: own })).toEqual({ ok: false, failure: { kind: 'forbidden' } })
    expect(await styleOf(await drafted())).toEqual(standardStyle)
  })
})
