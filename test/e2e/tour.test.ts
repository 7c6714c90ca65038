import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { perform } from '../tour/stage.ts'
import { story } from '../tour/story.ts'

test('TR1 the whole line runs by real clicks and keys, from the first run to a saved PDF', { timeout: 240_000 }, async () => {
  const out = await mkdtemp(join(tmpdir(), 'yice-tour-'))
  const told = await perform(story, out, (line) => console.log(line))
  expect(told.map(({ name }) => name)).toHaveLength(story.length)
  expect(told.filter(({ failure }) => failure !== undefined)).toEqual([])
  await rm(out, { recursive: true, force: true })
})
