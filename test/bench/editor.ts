import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type CDPSession, type ElectronApplication, type Page } from 'playwright-core'
import { build } from 'vite'
import { z } from 'zod'
import { electronBinary, launchApp, type App } from '../e2e/helpers/app.ts'
import { comments, profileWithLongMemos, sizes } from './longMemos.ts'
import { quantile, type Bench, type Series } from './measure.ts'
import { treeMemory } from './memory.ts'

const bare = resolve(import.meta.dirname, 'bare')
const hello = resolve(import.meta.dirname, 'hello')
/** Keys a round, and how long each takes its turn, in ms. */
const typing = { keys: 20, delay: 40 }
/** So long after the last key what was put off is still counted, in ms. */
const rest = 700

const sides = ['plain text box', 'bare TipTap', 'Yice'] as const
type Side = (typeof sides)[number]
type Figures = { open: Series; key: Series }
const figures = (side: Side, pages: number): Figures => ({
  open: { name: `${side}, ${String(pages)} pages, shown`, values: [] },
  key: { name: `${side}, ${String(pages)} pages, a key`, values: [] },
})

/** T6, T7, T8, T10 of performance.md: toolbar, outline, a colleague's caret and all comments there, as they ship. */
export const editor: Bench = {
  name: 'editor',
  question: `work a key and time to show a memo of ${sizes.join(', ')} pages with ${String(comments)} comments, against TipTap alone and a plain text box`,
  rounds: 5,
  async run({ rounds, log }) {
    const folder = await builtPage()
    const { profile, ids } = await profileWithLongMemos()
    try {
      const groups = await sideBySide({ folder, profile, ids, rounds, log })
      // Of what another Electron has loaded too, each would count but a share.
      return [...groups, await memories(profile, ids.at(-1) ?? '', log)]
    } finally {
      await rm(profile, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    }
  },
}

type Sides = { folder: string; profile: string; ids: readonly string[]; rounds: number; log: (line: string) => void }

async function sideBySide({ folder, profile, ids, rounds, log }: Sides): Promise<Series[][]> {
  const electron = await openBare(join(folder, 'index.html'))
  const app = await launchApp({ profile })
  try {
    const plain = await electron.firstWindow()
    const groups: Series[][] = []
    for (const [nth, pages] of sizes.entries()) {
      const all = await atSize({ app, plain, pages, id: ids[nth] ?? '', rounds })
      groups.push(
        sides.map((side) => all[side].open),
        sides.map((side) => all[side].key),
      )
      log(`${String(pages)} pages`)
    }
    tell(groups, log)
    await app.close()
    return groups
  } finally {
    await electron.close()
  }
}

async function builtPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yice-bare-'))
  await build({
    ...{ root: bare, configFile: false, logLevel: 'silent' },
    build: {
      ...{ outDir: folder, minify: true },
      lib: { entry: join(bare, 'page.ts'), formats: ['iife'], name: 'bare', fileName: () => 'page.js' },
    },
  })
  await cp(join(bare, 'index.html'), join(folder, 'index.html'))
  return folder
}

function openBare(path: string): Promise<ElectronApplication> {
  const { executablePath, switches } = electronBinary()
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'NODE_OPTIONS',
  )
  return _electron.launch({ executablePath, args: [...switches, bare], env: { ...Object.fromEntries(own), YICE_BARE: path } })
}

type Size = { app: App; plain: Page; pages: number; id: string; rounds: number }

async function atSize({ app, plain, pages, id, rounds }: Size): Promise<Record<Side, Figures>> {
  const all = { 'plain text box': figures(sides[0], pages), 'bare TipTap': figures(sides[1], pages), Yice: figures(sides[2], pages) }
  const place = `#/memos/${id}`
  await showMemo(app.page, place)
  const colleague = await app.windowFrom(() => app.page.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
  await colleague.locator('.ProseMirror[contenteditable=true]').waitFor()
  await colleague.locator('.ProseMirror p').first().click()
  await app.page.locator('.ProseMirror .caret').first().waitFor({ state: 'attached' })
  const own = await app.page.context().newCDPSession(app.page)
  const theirs = await plain.context().newCDPSession(plain)
  for (const session of [own, theirs]) await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  for (let round = 0; round <= rounds; round++) {
    // The first warms up.
    const keep = (series: Series, value: number): void => {
      if (round > 0) series.values.push(value)
    }
    for (const side of sides) {
      if (side === 'Yice') {
        await app.page.evaluate(() => (location.hash = '#/memos'))
        await app.page.locator('.records').waitFor()
        await app.page.bringToFront()
        keep(all[side].open, await showMemo(app.page, place))
        await app.page.waitForTimeout(rest * 2)
        keep(all[side].key, await workOfKeys(app.page, own))
      } else {
        await plain.bringToFront()
        keep(
          all[side].open,
          z.number().parse(await plain.evaluate(`window.show('${side === 'bare TipTap' ? 'tiptap' : 'box'}', ${String(pages)})`)),
        )
        await plain.waitForTimeout(rest)
        keep(all[side].key, await workOfKeys(plain, theirs))
      }
    }
  }
  await colleague.close()
  return all
}

/** From the address to the paint of the editor with the caret at the end of its text. A text: pages have no helpers of this process. */
async function showMemo(page: Page, place: string): Promise<number> {
  const took: unknown = await page.evaluate(`new Promise((resolve) => {
    const from = performance.now()
    location.hash = ${JSON.stringify(place)}
    const look = () => {
      const text = document.querySelector('.ProseMirror[contenteditable=true]')
      if (!text) return requestAnimationFrame(look)
      text.focus()
      const last = text.lastElementChild
      getSelection().setBaseAndExtent(last, last.childNodes.length, last, last.childNodes.length)
      last.scrollIntoView({ block: 'center' })
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve(performance.now() - from)
        channel.port2.postMessage(null)
      })
    }
    look()
  })`)
  return z.number().parse(took)
}

/** Work of the page's main thread for one key by the processor's clock, less what it does in the same time without one; in ms. */
async function workOfKeys(page: Page, session: CDPSession): Promise<number> {
  const idle = await workOf(session, () => page.waitForTimeout(typing.keys * typing.delay + rest))
  const busy = await workOf(session, async () => {
    await page.keyboard.type('a'.repeat(typing.keys), { delay: typing.delay })
    await page.waitForTimeout(rest)
  })
  return Math.max(0, busy - idle) / typing.keys
}

async function workOf(session: CDPSession, during: () => Promise<void>): Promise<number> {
  const now = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await now()
  await during()
  return (await now()) - before
}

function tell(groups: readonly Series[][], log: (line: string) => void): void {
  const median = (side: Side, pages: number, what: string): number =>
    quantile(groups.flat().find(({ name }) => name === `${side}, ${String(pages)} pages, ${what}`)?.values ?? [], 0.5)
  const ratio = (name: string, value: number, aim: number): void => log(`${name} ${value.toFixed(2)} (aim ${String(aim)})`)
  ratio('T6 a key at 500 pages × plain text box', median('Yice', 500, 'a key') / median('plain text box', 500, 'a key'), 0.95)
  ratio('T7 a key at 500 pages × at 10', median('Yice', 500, 'a key') / median('Yice', 10, 'a key'), 2)
  ratio('T8 500 pages shown × plain text box', median('Yice', 500, 'shown') / median('plain text box', 500, 'shown'), 1)
}

/** V8 and Blink collect in a page by themselves within a minute, in ms. */
const longRest = 75_000

/** T10: the whole tree of processes 3 s after opening, and in the last round once all has come to rest. */
async function memories(profile: string, id: string, log: (line: string) => void): Promise<Series[]> {
  const { executablePath, switches } = electronBinary()
  const floor: Series = { name: 'hello world', values: [], unit: 'MB' }
  const ours: Series = { name: 'Yice, 500 pages', values: [], unit: 'MB' }
  const rested: Series = { name: 'Yice, 500 pages, at rest', values: [], unit: 'MB' }
  for (let round = 0; round < 3; round++) {
    const electron = await _electron.launch({ executablePath, args: [...switches, hello] })
    const page = await electron.firstWindow()
    await page.waitForTimeout(3_000)
    floor.values.push(await treeMemory(electron.process().pid ?? 0))
    await electron.close()
    const app = await launchApp({ profile })
    await showMemo(app.page, `#/memos/${id}`)
    await app.page.waitForTimeout(3_000)
    ours.values.push(await treeMemory(app.electron.process().pid ?? 0))
    if (round === 2) {
      await app.page.waitForTimeout(longRest)
      rested.values.push(await treeMemory(app.electron.process().pid ?? 0))
    }
    await app.close()
  }
  const ratio = ({ values }: Series): string => (quantile(values, 0.5) / quantile(floor.values, 0.5)).toFixed(2)
  log(`T10 memory × hello world ${ratio(ours)}, at rest ${ratio(rested)} (aim 1.35)`)
  return [floor, ours, rested]
}
