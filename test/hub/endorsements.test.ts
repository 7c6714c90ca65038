import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { hashOf, thaw } from '../../electron/hub/content.ts'
import { memoBody, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { endorsersOf, pendingOf, standingOf, voidOf } from '../../shared/endorsements.ts'
import { endorsement, memo, version, type Endorsement, type Memo, type Version } from '../../shared/register.ts'
import { house, paragraph, value, type House } from './house.ts'

let the: House
let secretary: HubClient
let expert: HubClient
let register: Y.Doc
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  expert = await the.client('expert')
  register = (await secretary.open('register')).doc
})
afterEach(() => the.close())

async function written(blocks: Block[] = [paragraph('降低融资成本')]): Promise<string> {
  const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  await write(id, blocks)
  return id
}
async function write(id: string, blocks: Block[]): Promise<void> {
  const opened = await secretary.open(`memo/${id}`)
  const body = memoBody(opened.doc)
  opened.doc.transact(() => {
    body.delete(0, body.length)
    writeBlocks(body, blocks)
  })
  await opened.saved()
  opened.close()
}
const memoOf = (id: string): Memo => memo.parse(register.getMap('memos').get(id))
const words = (): Endorsement[] => endorsement.array().parse([...register.getMap('endorsements').values()])
const versionsOf = (id: string): Version[] =>
  version
    .array()
    .parse([...register.getMap('versions').values()])
    .filter(({ memoId }) => memoId === id)
const countersign = (id: string, endorsers: string[]) => secretary.command('countersign', { id, endorsers, deadline: '2026-12-05' })
async function frozenHash(id: string): Promise<string> {
  await expect.poll(() => memoOf(id).frozen).not.toBeNull()
  return memoOf(id).frozen?.hash ?? ''
}
const agree = (by: HubClient, memoId: string, hash: string) => by.command('endorse', { memoId, hash, choice: 'agreed', text: '' })

describe('endorsing', () => {
  it('EN1 会签 freezes the text: who is named says 同意 or 保留意见 on exactly that text, and it stands', async () => {
    const id = await written()
    const other = await the.join('expert', '顾')
    value(await countersign(id, [the.ids.expert, other.id]))
    const hash = await frozenHash(id)
    value(await agree(expert, id, hash))
    value(await other.client.command('endorse', { memoId: id, hash, choice: 'reserved', text: '第三条宜缓' }))
    await expect
      .poll(() => standingOf(memoOf(id), words()).map(({ choice, text }) => [choice, text]))
      .toEqual([
        ['agreed', ''],
        ['reserved', '第三条宜缓'],
      ])
    expect(pendingOf(memoOf(id), words())).toEqual([])
  })

  it('EN1 nobody endorses who is not named, or another text than the frozen one, or with a reservation that says nothing', async () => {
    const id = await written()
    const other = await the.join('expert', '顾')
    value(await countersign(id, [the.ids.expert]))
    const hash = await frozenHash(id)
    expect(await agree(other.client, id, hash)).toMatchObject({ failure: { kind: 'forbidden' } })
    expect(await agree(expert, id, 'f'.repeat(64))).toMatchObject({ failure: { kind: 'textChanged' } })
    expect(await expert.command('endorse', { memoId: id, hash, choice: 'reserved', text: ' ' })).toMatchObject({
      failure: { kind: 'invalid', field: 'text' },
    })
    expect(await countersign(id, [the.ids.observer])).toMatchObject({ failure: { kind: 'invalid', field: 'endorsers' } })
  })

  it('EN1 a change makes every word void, and the very same text again makes it stand again', async () => {
    const id = await written()
    value(await countersign(id, [the.ids.expert]))
    value(await agree(expert, id, await frozenHash(id)))
    value(await secretary.command('setMemoStage', { id, stage: 'drafting' }))
    await expect.poll(() => memoOf(id).frozen).toBeNull()
    expect([standingOf(memoOf(id), words()), voidOf(memoOf(id), words()).length]).toEqual([[], 1])
    await write(id, [paragraph('降低融资成本。')])
    value(await secretary.command('setMemoStage', { id, stage: 'countersigning' }))
    await expect.poll(() => pendingOf(memoOf(id), words())).toEqual([the.ids.expert])
    expect(voidOf(memoOf(id), words())).toHaveLength(1)
    value(await secretary.command('setMemoStage', { id, stage: 'drafting' }))
    await write(id, [paragraph('降低融资成本')])
    value(await secretary.command('setMemoStage', { id, stage: 'final' }))
    await expect.poll(() => standingOf(memoOf(id), words()).length).toBe(1)
  })

  it('EN3 after a typo was mended each endorser carries their own word, with its reservation, by an act of their own', async () => {
    const id = await written()
    const other = await the.join('expert', '顾')
    value(await countersign(id, [the.ids.expert, other.id]))
    const first = await frozenHash(id)
    value(await expert.command('endorse', { memoId: id, hash: first, choice: 'reserved', text: '第三条宜缓' }))
    value(await secretary.command('setMemoStage', { id, stage: 'drafting' }))
    await write(id, [paragraph('降低融资成本。')])
    value(await secretary.command('setMemoStage', { id, stage: 'countersigning' }))
    await expect.poll(() => memoOf(id).frozen?.hash).not.toBe(first)
    const second = await frozenHash(id)
    const carry = { memoId: id, hash: second, choice: 'agreed', text: '', carries: first } as const
    expect(await other.client.command('endorse', carry)).toMatchObject({ failure: { kind: 'notFound' } })
    value(await expert.command('endorse', carry))
    await expect
      .poll(() => standingOf(memoOf(id), words()))
      .toMatchObject([{ memberId: the.ids.expert, hash: second, choice: 'reserved', text: '第三条宜缓', carried: { hash: first } }])
    expect(endorsersOf(memoOf(id), words()).map(({ standing }) => standing !== null)).toEqual([true, false])
  })

  it('EN2 a later word takes the place of the earlier, and can be withdrawn until the text is final', async () => {
    const id = await written()
    value(await countersign(id, [the.ids.expert]))
    const hash = await frozenHash(id)
    value(await agree(expert, id, hash))
    value(await expert.command('endorse', { memoId: id, hash, choice: 'declined', text: '依据不足' }))
    await expect.poll(() => words().map(({ choice }) => choice)).toEqual(['declined'])
    value(await expert.command('withdrawEndorsement', { memoId: id }))
    await expect.poll(() => words()).toEqual([])
    value(await secretary.command('remindEndorsers', { id }))
    value(await agree(expert, id, hash))
    expect(await secretary.command('remindEndorsers', { id })).toMatchObject({ failure: { kind: 'invalid' } })
    value(await secretary.command('setMemoStage', { id, stage: 'final' }))
    expect(await expert.command('withdrawEndorsement', { memoId: id })).toMatchObject({ failure: { kind: 'frozen' } })
    await expect.poll(() => memoOf(id).stage).toBe('final')
    expect(standingOf(memoOf(id), words())).toHaveLength(1)
  })

  it('EN1 the drafters, whose names are part of the text, stand still with it', async () => {
    const id = await written()
    value(await countersign(id, [the.ids.expert]))
    expect(await secretary.command('setDrafters', { id, drafters: [the.ids.expert] })).toMatchObject({ failure: { kind: 'frozen' } })
    expect(await secretary.command('renameMemo', { id, title: '新题' })).toMatchObject({ failure: { kind: 'frozen' } })
  })
})

describe('versions', () => {
  it('VS1 every change of stage keeps a version, and its hash is that of what it says', async () => {
    const id = await written()
    for (const stage of ['consulting', 'countersigning', 'drafting'] as const) value(await secretary.command('setMemoStage', { id, stage }))
    value(await secretary.command('keepVersion', { memoId: id, name: '送阅' }))
    await expect.poll(() => versionsOf(id).length).toBe(4)
    for (const { id: versionId, hash } of versionsOf(id)) {
      const { state } = value(await secretary.command('readVersion', { id: versionId }))
      expect(hashOf(thaw(Buffer.from(state, 'base64')))).toBe(hash)
    }
  })

  it('VS2 an observer reads no version of the time when the memo was a draft', async () => {
    const id = await written()
    value(await secretary.command('keepVersion', { memoId: id, name: '初稿' }))
    value(await secretary.command('setMemoStage', { id, stage: 'consulting' }))
    const observer = await the.client('observer')
    await expect.poll(() => versionsOf(id).length).toBe(2)
    const [draft, shown] = versionsOf(id).sort((a, b) => Number(a.stage !== 'drafting') - Number(b.stage !== 'drafting'))
    expect(await observer.command('readVersion', { id: draft?.id ?? '' })).toMatchObject({ failure: { kind: 'notFound' } })
    value(await observer.command('readVersion', { id: shown?.id ?? '' }))
  })

  it('VS3 restoring keeps what is there first, and is refused where the text stands still', async () => {
    const id = await written()
    const { versionId } = value(await secretary.command('keepVersion', { memoId: id, name: '初稿' }))
    await write(id, [paragraph('改后')])
    value(await secretary.command('restoreVersion', { id: versionId }))
    await expect
      .poll(() =>
        versionsOf(id)
          .map(({ reason }) => reason)
          .sort(),
      )
      .toEqual(['named', 'restore'])
    const before = versionsOf(id).find(({ reason }) => reason === 'restore')
    const { state } = value(await secretary.command('readVersion', { id: before?.id ?? '' }))
    expect(thaw(Buffer.from(state, 'base64')).blocks).toEqual([paragraph('改后')])
    expect(await expert.command('restoreVersion', { id: versionId })).toMatchObject({ failure: { kind: 'forbidden' } })
    value(await secretary.command('setMemoStage', { id, stage: 'final' }))
    expect(await secretary.command('restoreVersion', { id: versionId })).toMatchObject({ failure: { kind: 'frozen' } })
  })

  it('what a dialogue discussed is kept when it begins, once', async () => {
    const about = { kind: 'symposium', title: '座谈会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
    const dialogue = value(await secretary.command('createDialogue', about))
    const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: dialogue.id }))
    value(await secretary.command('setDialogueState', { id: dialogue.id, state: 'ended' }))
    value(await secretary.command('setDialogueState', { id: dialogue.id, state: 'preparing' }))
    value(await secretary.command('setDialogueState', { id: dialogue.id, state: 'ended' }))
    await expect.poll(() => versionsOf(id)).toMatchObject([{ reason: 'dialogue', dialogueId: dialogue.id, name: '座谈会' }])
  })
})
