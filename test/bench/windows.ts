import type { Page } from 'playwright-core'
import { launchApp } from '../e2e/helpers/app.ts'
import { quantile, type Bench } from './measure.ts'

/** A letter that the memo has nowhere else: so many of them are seen, so many keys have arrived. */
const letter = '龘'

/**
 * The moment of each key in this window, and of the paint that first shows it, on the machine's one clock. No function in it has a name: what
 * runs this bench would mark it with a helper that the page does not have.
 */
const watch = (page: Page): Promise<void> =>
  page.evaluate((letter) => {
    const marks = { keys: [] as number[], paints: [] as number[] }
    Object.assign(window, { marks })
    const editor = document.querySelector('.ProseMirror')
    if (!editor) throw new Error('No editor in this window')
    editor.addEventListener('beforeinput', () => marks.keys.push(performance.timeOrigin + performance.now()))
    new MutationObserver((records) => {
      const seen = Math.max(0, ...records.map(({ target }) => (target.textContent ?? '').split(letter).length - 1))
      requestAnimationFrame(() =>
        setTimeout(() => {
          while (marks.paints.length < seen) marks.paints.push(performance.timeOrigin + performance.now())
        }),
      )
    }).observe(editor, { characterData: true, childList: true, subtree: true })
  }, letter)

const marks = (page: Page): Promise<{ keys: number[]; paints: number[] }> => page.evaluate('window.marks')

/** From a key in one window to the paint in the other, against the paint in the window itself. */
export const windows: Bench = {
  name: 'windows',
  question: 'how long from a key in one window to the other window’s paint, against its own paint (aim: two frames, 33 ms)',
  rounds: 200,
  async run({ rounds, log }) {
    const app = await launchApp()
    await app.openSample()
    const [first, second] = await app.twoMemoWindows()
    await first.locator('.ProseMirror p').last().click()
    await first.keyboard.type('观')
    await Promise.all([watch(first), watch(second)])
    const own = { name: 'own window', values: [] as number[] }
    const other = { name: 'other window', values: [] as number[] }
    for (let round = 1; round <= rounds; round++) {
      await first.keyboard.insertText(letter)
      for (const page of [second, first]) while ((await marks(page)).paints.length < round) await page.waitForTimeout(5)
    }
    const [here, there] = [await marks(first), await marks(second)]
    for (const [at, key] of here.keys.entries()) {
      own.values.push((here.paints[at] ?? NaN) - key)
      other.values.push((there.paints[at] ?? NaN) - key)
    }
    log(`${rounds} keys; frames of 16.7 ms to the other window: p50 ${frames(other.values, 0.5)}, p95 ${frames(other.values, 0.95)}`)
    await app.close()
    return [[own, other]]
  },
}

const frames = (values: readonly number[], q: number): string => (quantile(values, q) / (1000 / 60)).toFixed(1)
