import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openJsonFile, type Migration } from '../../electron/hub/store/jsonFile.ts'
import { fill } from './levelPlace.ts'
import { freshFolder, readOnlyView, refused, smallDisk } from './harness.ts'

const schema = z.object({ names: z.array(z.string().min(1)) })
const defaults = { names: [] }
const migrations: Migration[] = [
  { name: 'one name becomes a list', step: (data) => ({ names: [z.object({ name: z.string() }).parse(data).name] }) },
]
const open = (path: string) => openJsonFile({ path, schema, defaults, migrations })
const saved = (...names: string[]): string => JSON.stringify({ version: 1, data: { names } })

let folder: string
let path: string
beforeEach(() => {
  folder = freshFolder()
  path = join(folder, 'members.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const asides = (): string[] => readdirSync(folder).filter((file) => file.includes('.unreadable-'))

test('JF1 no file gives the defaults and no notice, and writes nothing', async () => {
  const file = await open(path)
  expect(file).toMatchObject({ data: defaults, notices: [] })
  expect(readdirSync(folder)).toEqual([])
})

const badFiles: [string, Uint8Array | string][] = [
  ['empty', ''],
  ['only NUL bytes', new Uint8Array(512)],
  ['half-written', saved('王小明', '李芳').slice(0, 30)],
  ['cut inside a character', Buffer.from(saved('王小明')).subarray(0, -6)],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"王小明"'],
  ['another program’s object', '{"theme":"dark"}'],
  ['the wrong shape', '{"version":1,"data":{"names":"王小明"}}'],
  ['a shape no migration takes', '{"version":0,"data":{"names":[]}}'],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['from a newer program', '{"version":2,"data":{"names":[]}}'],
]

describe('JF2 a file that cannot be read is set aside as it was', () => {
  test.each(badFiles)('%s: the last good copy goes on', async (_, bytes) => {
    writeFileSync(path, bytes)
    writeFileSync(`${path}.bak`, saved('王小明'))
    const file = await open(path)
    expect(file.data).toEqual({ names: ['王小明'] })
    const [aside = ''] = asides()
    expect(file.notices).toEqual([{ kind: 'fileUnreadable', path, keptAs: join(folder, aside) }])
    expect(readFileSync(join(folder, aside))).toEqual(Buffer.from(bytes))
    await file.update(({ names }) => ({ names: [...names, '李芳'] }))
    const again = await open(path)
    expect(again).toMatchObject({ data: { names: ['王小明', '李芳'] }, notices: [] })
    expect(readFileSync(join(folder, aside))).toEqual(Buffer.from(bytes))
  })

  test('without a last good copy the defaults go on', async () => {
    writeFileSync(path, '{')
    const file = await open(path)
    expect(file.data).toEqual(defaults)
    expect(file.notices).toHaveLength(1)
  })

  test('a last good copy that is bad too is set aside too', async () => {
    writeFileSync(path, '{')
    writeFileSync(`${path}.bak`, '[')
    const file = await open(path)
    expect(file.notices.map((notice) => notice.kind)).toEqual(['fileUnreadable', 'fileUnreadable'])
    expect(asides().map((aside) => readFileSync(join(folder, aside), 'utf8'))).toEqual(expect.arrayContaining(['{', '[']))
  })

  test('a folder in its place is moved aside', async () => {
    mkdirSync(path)
    const file = await open(path)
    expect(file.notices).toHaveLength(1)
    await file.update(() => ({ names: ['王小明'] }))
    expect((await open(path)).data).toEqual({ names: ['王小明'] })
  })

  test('two bad files of one second keep both', async () => {
    for (const bad of ['{', '[']) {
      writeFileSync(path, bad)
      await open(path)
    }
    expect(asides()).toHaveLength(2)
  })

  test('where it cannot be set aside it is not written over', async ({ skip }) => {
    writeFileSync(path, '{')
    const view = readOnlyView(folder)
    if (typeof view === 'string') return skip(view)
    try {
      const file = await open(join(view.path, 'members.json'))
      expect(file).toMatchObject({ data: defaults, notices: [{ kind: 'fileUnreadable' }] })
      expect(await refused(file.update(() => ({ names: ['王小明'] })))).toMatchObject({ kind: 'notWritable' })
    } finally {
      view.unmount()
    }
    expect(readFileSync(path, 'utf8')).toBe('{')
  })
})

test('JF3 an older file is brought to the present shape', async () => {
  writeFileSync(path, '{"version":0,"data":{"name":"王小明"}}')
  const file = await open(path)
  expect(file).toMatchObject({ data: { names: ['王小明'] }, notices: [] })
  await file.update((data) => data)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, data: { names: ['王小明'] } })
})

test('JF4 overlapping updates all arrive, in order', async () => {
  const file = await open(path)
  const names = Array.from({ length: 200 }, (_, nth) => String(nth))
  await Promise.all(names.map((name) => file.update((data) => ({ names: [...data.names, name] }))))
  expect(file.data.names).toEqual(names)
  expect((await open(path)).data.names).toEqual(names)
})

test('JF4 an update counts before it is on disk', async () => {
  const file = await open(path)
  const onItsWay = file.update(() => ({ names: ['王小明'] }))
  expect(file.data.names).toEqual(['王小明'])
  await onItsWay
  await file.settled()
})

test('JF4 an update that does not fit the schema changes nothing', async () => {
  const file = await open(path)
  await file.update(() => ({ names: ['王小明'] }))
  await expect(file.update(() => ({ names: [''] }))).rejects.toThrow(z.ZodError)
  expect(file.data.names).toEqual(['王小明'])
})

test('JF4 what an interrupted write left behind is neither read nor in the way', async () => {
  const file = await open(path)
  await file.update(() => ({ names: ['王小明'] }))
  writeFileSync(join(folder, '.members.json.tmp'), saved('half').slice(0, 9))
  const again = await open(path)
  expect(again.data.names).toEqual(['王小明'])
  await again.update(() => ({ names: ['李芳'] }))
  expect(existsSync(join(folder, '.members.json.tmp'))).toBe(false)
  expect(JSON.parse(readFileSync(`${path}.bak`, 'utf8'))).toMatchObject({ data: { names: ['王小明'] } })
})

test('JF5 a full disk refuses, leaves the old file, and the next update carries both changes', async ({ skip }) => {
  const disk = smallDisk(1024)
  if (typeof disk === 'string') return skip(disk)
  try {
    const small = join(disk.path, 'members.json')
    const file = await open(small)
    await file.update(() => ({ names: ['王小明'] }))
    await fill(disk.path)
    expect(await refused(file.update(({ names }) => ({ names: [...names, '李芳'] })))).toEqual({ kind: 'diskFull', path: small })
    expect((await open(small)).data.names).toEqual(['王小明'])
    expect(readdirSync(disk.path).sort()).toEqual(['ballast', 'members.json'])
    rmSync(join(disk.path, 'ballast'))
    await file.update(({ names }) => ({ names: [...names, '赵强'] }))
    expect((await open(small)).data.names).toEqual(['王小明', '李芳', '赵强'])
  } finally {
    disk.unmount()
  }
})
