import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyFolder, previewBackup, restore } from '../../electron/hub/backup.ts'
import { Backups, kept, momentOf } from '../../electron/hub/backups.ts'
import { connectClient } from '../../electron/hub/client.ts'
import { ok, refuse } from '../../shared/errors.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { bundled } from '../prove/bundle.ts'
import { forkHub } from './forkHub.ts'
import { paragraph, value } from './house.ts'

let folder = ''
let bundle = ''
beforeAll(async () => (bundle = await bundled('electron/hub/main.ts', 'hub-alone')), 60_000)
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'yice-backup-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A workspace with two memos, backed up by its own hub. */
async function workspace() {
  const hub = await forkHub(join(folder, 'data'), { bundle })
  const memberId = await hub.found('智库')
  const client = await connectClient(hub, memberId)
  const memo = async (title: string): Promise<string> => {
    const { id } = value(await client.command('createMemo', { title, dialogueId: null }))
    const opened = await client.open(`memo/${id}`)
    writeBlocks(memoBody(opened.doc), [paragraph(`${title}正文`)])
    await opened.saved()
    return id
  }
  const ids = [await memo('关于融资的建议'), await memo('关于用工的建议')] as const
  const file = join(folder, 'one.yicebackup')
  await hub.ask({ type: 'backUp', path: file })
  await client.close()
  return { hub, memberId, ids, file }
}

async function spoil(file: string, part: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  const at = text.indexOf(`{"part":"${part}"`)
  const spoilt = join(folder, 'spoilt.yicebackup')
  await writeFile(spoilt, `${text.slice(0, at + 60)}${text[at + 60] === '0' ? '1' : '0'}${text.slice(at + 61)}`)
  return spoilt
}

describe('BK a backup of the app', { timeout: 90_000 }, () => {
  it('BK4 is looked through before anything is restored, and says what is damaged by its title', async () => {
    const { hub, memberId, ids, file } = await workspace()
    await hub.stop()
    expect(await previewBackup(file)).toMatchObject({
      workspace: '智库',
      secretaries: [{ id: memberId, name: '林' }],
      ...{ members: 1, dialogues: 0, memos: 2, briefings: 0, damaged: [], isLost: false },
    })
    const spoilt = await spoil(file, `memo/${ids[0]}`)
    expect(await previewBackup(spoilt)).toMatchObject({ damaged: [{ part: `memo/${ids[0]}`, title: '关于融资的建议' }], isLost: false })
    const cut = join(folder, 'cut.yicebackup')
    const text = await readFile(file, 'utf8')
    await writeFile(cut, text.slice(0, text.indexOf(`{"part":"memo/${ids[1]}"`) + 30))
    expect((await previewBackup(cut)).damaged.map(({ title }) => title)).toContain('关于用工的建议')
    expect((await previewBackup(await spoil(file, 'register'))).isLost).toBe(true)
    await expect(previewBackup(join(folder, 'nowhere'))).rejects.toMatchObject({ failure: { kind: 'notFound' } })
  })

  it('BK2 restores what is whole when the person says so, and the trail tells what is missing', async () => {
    const { hub, memberId, ids, file } = await workspace()
    await hub.stop()
    const spoilt = await spoil(file, `memo/${ids[0]}`)
    const place = join(folder, 'place')
    await expect(restore(spoilt, () => emptyFolder(place))).rejects.toMatchObject({ failure: { kind: 'backupDamaged' } })
    await restore(spoilt, () => emptyFolder(place), { salvage: true })
    const again = await forkHub(place, { bundle })
    const client = await connectClient(again, memberId)
    const text = async (id: string): Promise<string> => blockTexts(readBlocks(memoBody((await client.open(`memo/${id}`)).doc))).join('')
    expect(await text(ids[1])).toBe('关于用工的建议正文')
    expect(await text(ids[0])).toBe('')
    const trail: unknown[] = (await client.open('register')).doc.getArray('trail').toArray()
    expect(trail.at(-1)).toMatchObject({ command: 'restoreBackup', title: '关于融资的建议' })
    await client.close()
    await again.stop()
    await expect(restore(await spoil(file, 'members'), () => emptyFolder(join(folder, 'x')), { salvage: true })).rejects.toMatchObject({
      failure: { kind: 'backupDamaged' },
    })
  })

  it('BK6 a new folder begins with a backup; a hub that falls and starts again goes on with what has been written since', async () => {
    const { hub, memberId, ids, file } = await workspace()
    await hub.stop()
    const place = join(folder, 'new')
    const first = await forkHub(place, { bundle, from: file })
    const client = await connectClient(first, memberId)
    const memo = await client.open(`memo/${ids[0]}`)
    writeBlocks(memoBody(memo.doc), [paragraph('恢复后续写')])
    await memo.saved()
    await first.kill()
    client.abandon()
    const second = await forkHub(place, { bundle, from: file })
    const again = await connectClient(second, memberId)
    expect(readBlocks(memoBody((await again.open(`memo/${ids[0]}`)).doc))).toEqual([paragraph('恢复后续写')])
    await again.close()
    await second.stop()
  })

  it('keeps its own beside the documents, and tells them with their size', async () => {
    const { hub } = await workspace()
    expect(await hub.ask({ type: 'backups', make: false })).toEqual({ kept: [], failure: null, second: null })
    const state = await hub.ask({ type: 'backups', make: true })
    const names = await readdir(join(folder, 'data/backups'))
    expect(state).toMatchObject({ kept: [{ name: names[0] }], failure: null })
    expect((await previewBackup(join(folder, 'data/backups', names[0] ?? ''))).damaged).toEqual([])
    const drive = join(folder, 'drive')
    await mkdir(drive)
    await hub.ask({ type: 'backupPlace', path: drive, name: '智库' })
    const copied = join(drive, '智库', names[0] ?? '')
    await expect.poll(() => previewBackup(copied).catch(() => null)).toMatchObject({ workspace: '智库', damaged: [] })
    expect(await hub.ask({ type: 'backupPlace', path: null, name: '' })).toMatchObject({ second: null })
    await hub.stop()
  })
})

describe('BK5 which backups stay', () => {
  const at = (day: string, time = '09:00'): string => `2026-${day}T${time}:00.000Z`

  it('the newest of each of seven days, five weeks and twelve months', () => {
    const days = Array.from({ length: 400 }, (_, back) => new Date(Date.UTC(2026, 10, 24, 9) - back * 86_400_000).toISOString())
    const stays = [...kept(days)].map((moment) => moment.slice(0, 10)).sort()
    expect(stays.slice(-7)).toEqual(
      days
        .slice(0, 7)
        .map((moment) => moment.slice(0, 10))
        .reverse(),
    )
    expect(stays).toContain('2026-11-15')
    expect(stays).toContain('2026-10-31')
    expect(stays).toContain('2025-12-31')
    expect(stays).not.toContain('2025-11-30')
    expect(stays.length).toBeLessThanOrEqual(7 + 5 + 12)
  })

  it('of one day only the newest, and the newest of all in any case', () => {
    expect([...kept([at('11-24', '08:00'), at('11-24', '10:00')])]).toEqual([at('11-24', '10:00')])
    expect(kept([])).toEqual(new Set())
  })

  it('are those whose name says when they were made, and no other file', () => {
    expect(momentOf('2026-11-24T08-30-00-000Z.yicebackup')).toBe('2026-11-24T08:30:00.000Z')
    for (const name of ['../2026-11-24T08-30-00-000Z.yicebackup', '.yicebackup', 'members.json']) expect(momentOf(name)).toBeNull()
  })

  it('a disk that refuses is told, and what was kept before stays', async () => {
    const states: unknown[] = []
    const backups = new Backups({
      folder,
      async take(path) {
        if (!path.includes('2026-11-24')) return refuse({ kind: 'diskFull', path })
        await writeFile(path, 'x')
        return ok(null)
      },
      second: { state: null, copy: () => undefined },
      changed: (state) => states.push(state),
      report: (reason) => states.push(reason),
      now: () => moment,
    })
    let moment = new Date(at('11-24'))
    await backups.make()
    moment = new Date(at('11-25'))
    expect(await backups.make()).toMatchObject({ kept: [{ at: at('11-24') }], failure: { kind: 'diskFull' } })
    expect(states).toHaveLength(2)
  })
})
