import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlaceSettings, SecondPlace } from '../../electron/hub/secondPlace.ts'

let folder = ''
let drive = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-second-'))
  drive = join(folder, 'drive')
  await mkdir(drive)
  await mkdir(join(folder, 'backups'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const name = '智库 1a2b3c4d'
const fileOf = (day: string): string => `2026-11-${day}T09-00-00-000Z.yicebackup`
const make = (day: string, content = `备份 ${day}`): Promise<void> => writeFile(join(folder, 'backups', fileOf(day)), content)
const there = async (): Promise<string[]> => (await readdir(join(drive, name))).filter((one) => one.includes('.yicebackup')).sort()

async function place(options: { again?: number; patience?: number } = {}) {
  const reports: unknown[] = []
  const second = new SecondPlace({
    folder: join(folder, 'backups'),
    settings: await openPlaceSettings(folder),
    changed: () => undefined,
    report: (reason) => void reports.push(reason),
    ...options,
  })
  return { second, reports }
}
const settled = (second: SecondPlace) => expect.poll(() => second.state?.isCopying).toBe(false)

describe('BK7 the second place of backups', () => {
  it('has a copy of each that is kept, the same to the byte, and of each that comes', async () => {
    await make('23')
    await make('24', '内容'.repeat(1_000_000))
    const { second } = await place()
    expect(second.state).toBeNull()
    await second.choose(drive, name)
    await settled(second)
    expect(await there()).toEqual([fileOf('23'), fileOf('24')])
    const hash = async (path: string) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
    expect(await hash(join(drive, name, fileOf('24')))).toBe(await hash(join(folder, 'backups', fileOf('24'))))
    expect(second.state).toMatchObject({ path: join(drive, name), newest: '2026-11-24T09:00:00.000Z', failure: null })
    await make('25')
    second.copy()
    await expect.poll(there).toContain(fileOf('25'))
    second.end()
  })

  it('is known again after a start, keeps what is there when it is given up, and copies nothing more', async () => {
    await make('24')
    const { second } = await place()
    await second.choose(drive, name)
    await settled(second)
    second.end()
    const again = (await place()).second
    again.copy()
    await expect.poll(() => again.state?.newest).toBe('2026-11-24T09:00:00.000Z')
    await again.forget()
    expect(again.state).toBeNull()
    await make('25')
    again.copy()
    expect(await there()).toEqual([fileOf('24')])
    again.end()
  })

  it('keeps by the same rule, but all that are still kept here', async () => {
    const { second } = await place()
    await second.choose(drive, name)
    await settled(second)
    // Two of one day: the older went here when the newer came.
    await writeFile(join(drive, name, '2026-11-24T08-00-00-000Z.yicebackup'), 'old')
    await make('24')
    second.copy()
    await expect.poll(there).toEqual([fileOf('24')])
    second.end()
  })

  it('what was cut off in the middle of a copy is no backup, and is written anew', async () => {
    const { second } = await place()
    await second.choose(drive, name)
    await settled(second)
    await writeFile(join(drive, name, `${fileOf('24')}.part`), '半')
    await make('24')
    second.copy()
    await expect.poll(() => second.state?.newest).toBe('2026-11-24T09:00:00.000Z')
    expect(await there()).toEqual([fileOf('24')])
    second.end()
  })
})

describe('BK8 a second place that is out of reach', () => {
  it('is told, and caught up with once it is back', async () => {
    const { second } = await place({ again: 20 })
    await second.choose(drive, name)
    await settled(second)
    await rename(drive, `${drive}-away`)
    await make('24')
    second.copy()
    await expect.poll(() => second.state?.failure).toEqual({ kind: 'placeGone', path: join(drive, name) })
    await rename(`${drive}-away`, drive)
    await expect.poll(() => second.state).toMatchObject({ newest: '2026-11-24T09:00:00.000Z', failure: null })
    expect(await there()).toEqual([fileOf('24')])
    second.end()
  })

  it('an empty folder of its name, as an unplugged drive leaves one, is not taken for it', async () => {
    const { second } = await place()
    await second.choose(drive, name)
    await settled(second)
    await rename(drive, `${drive}-away`)
    await mkdir(join(drive, name), { recursive: true })
    await make('24')
    second.copy()
    await expect.poll(() => second.state?.failure?.kind).toBe('placeGone')
    expect(await readdir(join(drive, name))).toEqual([])
    second.end()
  })

  it.skipIf(process.platform === 'win32')('one that hangs is told, holds up nothing, and is gone on with when it answers', async () => {
    const { second } = await place({ patience: 30 })
    await second.choose(drive, name)
    await settled(second)
    const mark = join(drive, name, 'yice-backups.txt')
    const says = await readFile(mark, 'utf8')
    // Whoever opens a pipe waits until somebody writes.
    await rm(mark)
    execFileSync('mkfifo', [mark])
    await make('24')
    second.copy()
    await expect.poll(() => second.state?.failure?.kind).toBe('placeGone')
    await writeFile(mark, says)
    await expect.poll(() => second.state).toMatchObject({ newest: '2026-11-24T09:00:00.000Z', failure: null })
    second.end()
  })

  it('one that cannot be chosen is refused, and the one before stays', async () => {
    const { second } = await place()
    await second.choose(drive, name)
    await settled(second)
    await expect(second.choose(join(folder, 'nowhere'), name)).rejects.toMatchObject({ failure: { kind: 'folderGone' } })
    expect(second.state?.path).toBe(join(drive, name))
    second.end()
  })
})
