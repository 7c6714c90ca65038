import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { zh } from '../../shared/i18n/zh.ts'
import { followed } from './followed.ts'
import { quantile, type Bench, type Series } from './measure.ts'

const count = 20_000

/** Home, the list of 督办 scrolled and filtered, with so many records, against frames in which nothing happens. */
export const register: Bench = {
  name: 'register',
  question: `how long home takes with ${count.toLocaleString('en')} records (aim: 300 ms), and a frame of scrolling and filtering their list (16 ms at p95)`,
  rounds: 20,
  async run({ rounds, log }) {
    const { app, profile } = await followed(count)
    const { page } = app
    // What runs this bench marks named functions with a helper that the page does not have.
    await page.evaluate('window.__name = (named) => named')
    await go(page, '#/recommendations', 'table.records tbody tr[data-record]')
    log(`${count} records are open`)
    const home: Series = { name: 'home', values: [] }
    const list: Series = { name: 'the list of them', values: [] }
    for (let round = 0; round < rounds; round++) {
      home.values.push(await go(page, '#/', '.home-follow-up, main h2'))
      list.values.push(await go(page, '#/recommendations', 'table.records tbody tr[data-record]'))
    }
    const still = await watched(page, { most: 120 })
    const scrolled = await watched(page, { most: 300, step: 180 })
    const pressed = await asked(page, rounds)
    const p95 = (values: readonly number[]): string => quantile(values, 0.95).toFixed(1)
    log(`home p95 ${p95(home.values)} ms; a frame p95: scrolling ${p95(scrolled.frames)} ms, filtering ${p95(pressed.frames)} ms`)
    await app.close()
    await rm(profile, { recursive: true, force: true })
    return [
      [
        { name: 'a frame of nothing', values: still.frames },
        { name: 'a frame of scrolling', values: scrolled.frames },
        { name: 'a frame of filtering', values: pressed.frames },
      ],
      [
        { name: 'work of a frame of nothing', values: still.work },
        { name: 'work of a frame of scrolling', values: scrolled.work },
        { name: 'work of a frame of filtering', values: pressed.work },
      ],
      [home, list, { name: 'from a filter to its list', values: pressed.answers }],
    ]
  },
}

/** From the address to the frame after what it shows is there, ms. */
const go = (page: Page, hash: string, shown: string): Promise<number> =>
  page.evaluate(
    ([to, selector]) =>
      new Promise<number>((done) => {
        const from = performance.now()
        window.location.hash = to ?? ''
        const look = (): void => {
          if (document.querySelector(selector ?? '')) requestAnimationFrame(() => done(performance.now() - from))
          else requestAnimationFrame(look)
        }
        look()
      }),
    [hash, shown],
  )

/** Of the frames of a while, in ms: the time from one to the next, and what the page worked until each was painted. */
type Frames = { frames: number[]; work: number[] }

/** So many frames, each so many pixels further down. */
const watched = (page: Page, { most, step = 0 }: { most: number; step?: number }): Promise<Frames> =>
  page.evaluate(
    ([total, pixels]) =>
      new Promise<Frames>((done) => {
        const body = document.querySelector('.page-body')
        const seen: Frames = { frames: [], work: [] }
        const painted = new MessageChannel()
        let last = performance.now()
        painted.port1.onmessage = () => {
          seen.work.push(performance.now() - last)
          if (seen.frames.length > (total ?? 0)) done({ frames: seen.frames.slice(1), work: seen.work.slice(1) })
          else requestAnimationFrame(next)
        }
        const next = (now: number): void => {
          seen.frames.push(now - last)
          last = now
          body?.scrollBy(0, pixels ?? 0)
          painted.port2.postMessage(null)
        }
        requestAnimationFrame(next)
      }),
    [most, step],
  )

/** Views pressed and words typed one after another, each until its list is painted and three frames longer; `answers`: how long that took, ms. */
async function asked(page: Page, rounds: number): Promise<Frames & { answers: number[] }> {
  await page.evaluate(() => document.querySelector('.page-body')?.scrollTo(0, 0))
  const all: Frames & { answers: number[] } = { frames: [], work: [], answers: [] }
  const words = zh.recommendations.filters
  const acts = [
    ...[words.overdue, words.closed, words.all].map((label) => ({ label, text: null })),
    ...['第', '第1', '第12', ''].map((text) => ({ label: null, text })),
  ]
  for (let round = 0; round < rounds; round++)
    for (const act of acts) {
      const one = await page.evaluate(
        ({ label, text }) =>
          new Promise<Frames & { answer: number }>((done) => {
            const seen: Frames & { answer: number } = { frames: [], work: [], answer: 0 }
            const painted = new MessageChannel()
            const of = (): string | null | undefined => document.querySelector('table.records')?.getAttribute('aria-rowcount')
            const before = of()
            let after = 0
            let last = 0
            let from = 0
            painted.port1.onmessage = () => {
              seen.work.push(performance.now() - last)
              if ((of() !== before || text === '第') && seen.answer === 0) seen.answer = performance.now() - from
              if (seen.answer > 0 && ++after > 3) done(seen)
              else requestAnimationFrame(next)
            }
            const next = (now: number): void => {
              if (last > 0) seen.frames.push(now - last)
              last = now
              if (from === 0) {
                from = performance.now()
                if (text === null)
                  [...document.querySelectorAll<HTMLElement>('.filter')].find((button) => button.textContent.startsWith(label))?.click()
                else {
                  const field = document.querySelector<HTMLInputElement>('.filters input[type=search]')
                  // React hears of what is set past its own property.
                  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
                  field?.dispatchEvent(new Event('input', { bubbles: true }))
                }
              }
              painted.port2.postMessage(null)
            }
            requestAnimationFrame(next)
          }),
        act,
      )
      all.frames.push(...one.frames)
      all.work.push(...one.work)
      all.answers.push(one.answer)
    }
  return all
}
