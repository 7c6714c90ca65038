import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { openProfile } from '../../electron/profile.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp } from '../e2e/helpers/app.ts'
import { plantLibrary } from '../prove/library.ts'
import { random } from '../prove/proof.ts'
import { quantile, type Bench, type Series } from './measure.ts'

const documents = 5_000
/** So many frames are watched a time. */
const frames = 240

/** A workspace of real size: what reading it costs the windows, and how long an answer takes to be seen in one. */
export const search: Bench = {
  name: 'search',
  question: `what reading ${documents.toLocaleString('en')} documents costs the frames of a window, and how long from a key to the hits in it`,
  rounds: 3,
  async run({ rounds, log }) {
    const profile = await mkdtemp(join(tmpdir(), 'yice-bench-'))
    const words = await preparedLibrary(profile)
    log(`${documents} documents are there`)
    const idle: Series = { name: 'frame, all texts read', values: [] }
    const reading: Series = { name: 'frame, while texts are read', values: [] }
    const asked: Series = { name: 'key to hits in the window', values: [] }
    for (let round = 0; round < rounds; round++) {
      const app = await launchApp({ profile })
      // Opening the register is another matter: what is watched here is what reading the texts costs after that.
      await app.page.locator('.status [data-save=saved]').waitFor({ timeout: 60_000 })
      const gaps = await framesOf(app.page)
      reading.values.push(...gaps)
      log(`${round + 1}/${rounds}: frames over 34 ms while reading, by number: ${late(gaps)}`)
      const from = Date.now()
      await app.page.keyboard.press('Control+k')
      const field = app.page.getByRole('combobox', { name: zh.search.placeholder })
      await field.fill('稿件')
      await app.page.locator('.search-foot').getByText(/^共/).waitFor({ timeout: 600_000 })
      log(`${round + 1}/${rounds}: all read ${Date.now() - from} ms after the first frames`)
      for (const { word } of words.slice(round * 20, round * 20 + 20)) {
        await field.fill('')
        asked.values.push(await keyToHits(app.page, word))
      }
      await app.page.keyboard.press('Escape')
      idle.values.push(...(await framesOf(app.page)))
      await app.close()
    }
    const dropped = (values: readonly number[]): number => values.filter((gap) => gap > 34).length
    log(`frames over 34 ms: ${dropped(reading.values)} of ${reading.values.length} while reading, ${dropped(idle.values)} when read`)
    log(`key to hits: p95 ${quantile(asked.values, 0.95).toFixed(1)} ms`)
    await rm(profile, { recursive: true, force: true })
    return [[idle, reading], [asked]]
  },
}

const late = (gaps: readonly number[]): string =>
  gaps.flatMap((gap, at) => (gap > 34 ? [`${at} (${gap.toFixed(0)} ms)`] : [])).join(', ') || 'none'

/** A workspace made by the app, and the library put into its store while nothing runs. */
async function preparedLibrary(profile: string) {
  const app = await launchApp({ profile })
  await app.page.evaluate(async () => {
    await window.yice.ask('introduce', { name: '林知远', organisation: '' })
    await window.yice.ask('createWorkspace', { name: '大库' })
  })
  await app.page.locator('nav.rail').waitFor()
  await app.close()
  const [workspace] = (await openProfile(profile)).data.workspaces
  if (!workspace) throw new Error('The app has made no workspace')
  const store = await openLevelStore(join(profile, 'workspaces', workspace.id, 'documents'))
  const { register, words } = await plantLibrary(store, documents, random(7), workspace.memberId)
  await store.append('register', Y.encodeStateAsUpdate(register))
  await store.close()
  return words
}

/** The time between frames, in ms, over so many of them. */
const framesOf = (page: Page): Promise<number[]> =>
  page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = []
        let last = performance.now()
        // A method: what names functions here is not there in the page.
        const frame = {
          next(now: number) {
            gaps.push(now - last)
            last = now
            if (gaps.length > count) resolve(gaps.slice(1))
            else requestAnimationFrame((at) => frame.next(at))
          },
        }
        requestAnimationFrame((at) => frame.next(at))
      }),
    frames,
  )

/** From the key that completes a word until a hit with the word marked is painted. */
const keyToHits = async (page: Page, word: string): Promise<number> => {
  const seen = await page.evaluateHandle(
    (wanted) => ({
      after: new Promise<number>((resolve) => {
        let from = 0
        document.addEventListener('input', () => (from = performance.now()), { once: true })
        const watch = new MutationObserver(() => {
          if (document.querySelector('.search-hit mark')?.textContent !== wanted) return
          watch.disconnect()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
        })
        watch.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    }),
    word,
  )
  await page.keyboard.insertText(word)
  return seen.evaluate(({ after }) => after)
}
