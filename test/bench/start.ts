import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchApp } from '../e2e/helpers/app.ts'
import { startBare } from './devtools.ts'
import type { Bench } from './measure.ts'

const project = resolve(import.meta.dirname, '../..')
const hello = resolve(import.meta.dirname, 'hello')

/** Set by the page when a document's editor takes keys. */
const editable = `performance.timeOrigin + performance.getEntriesByName('yice:editable')[0]?.startTime`
const painted = `performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0]?.startTime`

/** T9: from spawn to the last document editable, against the first paint of a bare window. Warm starts, interleaved. */
export const start: Bench = {
  name: 'start',
  question: 'how long from spawn until the last document can be typed in, against a bare window’s first paint (T9: 1.6 ×)',
  rounds: 10,
  async run({ rounds, log }) {
    const profile = await preparedProfile()
    const floor = { name: 'bare window, first paint', values: [] as number[] }
    const first = { name: 'Yice, first paint', values: [] as number[] }
    const ready = { name: 'Yice, last document editable', values: [] as number[] }
    for (let round = -1; round < rounds; round++) {
      const bare = await timed([hello], {}, [painted])
      const ours = await timed([project], { YICE_PROFILE: profile }, [painted, editable])
      if (round < 0) continue
      floor.values.push(...bare)
      first.values.push(...ours.slice(0, 1))
      ready.values.push(...ours.slice(1))
      log(`${round + 1}/${rounds}`)
    }
    await rm(profile, { recursive: true, force: true })
    return [[floor, first, ready]]
  },
}

async function timed(args: string[], env: Record<string, string>, marks: string[]): Promise<number[]> {
  const app = await startBare(args, env)
  try {
    const values: number[] = []
    for (const mark of marks) values.push((await until(() => app.ask(mark))) - app.startedAt)
    return values
  } finally {
    await app.stop()
  }
}

/** Asks until the page answers with a number; a page that never does ends the bench. */
async function until(ask: () => Promise<unknown>): Promise<number> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const value = await ask()
    if (typeof value === 'number' && Number.isFinite(value)) return value
    await new Promise(setImmediate)
  }
  throw new Error('The page did not become ready within 30 s')
}

/** A profile whose last place is a memo of the sample workspace. */
async function preparedProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'yice-bench-'))
  const app = await launchApp({ profile })
  await app.openSample()
  await app.page.locator('nav a[href="#/memos"]').click()
  await app.page.locator('main a[href^="#/memos/"]').first().click()
  await app.page.locator('.ProseMirror[contenteditable=true]').waitFor()
  await app.close()
  return profile
}
