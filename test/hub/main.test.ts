import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectClient } from '../../electron/hub/client.ts'
import { memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { forkHub } from './forkHub.ts'
import { paragraph, value } from './house.ts'

let folder = ''
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'yice-hub-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the hub as a program', { timeout: 90_000 }, () => {
  it('HB8 what was acknowledged is there after kill -9', async () => {
    const first = await forkHub(folder)
    const memberId = await first.found('智库')
    const client = await connectClient(first, memberId)
    const { id } = value(await client.command('createMemo', { title: '建议', dialogueId: null }))
    const memo = await client.open(`memo/${id}`)
    writeBlocks(memoBody(memo.doc), [paragraph('已保存的一段')])
    await memo.saved()
    await first.kill()
    client.abandon()

    const second = await forkHub(folder)
    const again = await connectClient(second, memberId)
    expect(readBlocks(memoBody((await again.open(`memo/${id}`)).doc))).toEqual([paragraph('已保存的一段')])
    await again.close()
    expect(await second.stop()).toBe(0)
  })

  it('tells who a member is, founds a workspace once, and keeps its folder for itself', async () => {
    const hub = await forkHub(folder)
    await expect(forkHub(folder)).rejects.toMatchObject({ failure: { kind: 'storeLocked' } })
    const memberId = await hub.found('智库')
    expect(await hub.ask({ type: 'whoIs', memberId })).toMatchObject({ id: memberId, role: 'secretariat' })
    await expect(hub.found('又一个')).rejects.toMatchObject({ failure: { kind: 'frozen' } })
    await hub.stop()
  })
})
