import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { longestList } from '../../shared/commands.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from '../e2e/helpers/app.ts'
import { workDuring } from './mainThread.ts'
import { quantile, type Bench, type Series } from './measure.ts'
import { busyProfile, size } from './secretariat.ts'

/** In ms, from the click. */
const aim = 200

/** What is pressed, and what stands there once the page is open. */
type Visit = { name: string; href: string; shows: string }

const visits = (id: string): Visit[] => [
  { name: 'home', href: '#/', shows: 'main .page-body a' },
  { name: 'dialogues', href: '#/dialogues', shows: '.records tr[data-record]' },
  { name: 'calendar', href: '#/dialogues/calendar', shows: 'main [role=gridcell]' },
  { name: 'dialogue, agenda', href: `#/dialogues/${id}`, shows: `tr[data-item]:nth-child(${String(size.items)})` },
  { name: 'dialogue, planning', href: `#/dialogues/${id}/plan`, shows: '.plan .facts' },
  { name: 'dialogue, topics', href: `#/dialogues/${id}/topics`, shows: '.topic' },
  { name: 'dialogue, participants', href: `#/dialogues/${id}/attendees`, shows: 'tr[data-attendee]' },
  { name: 'dialogue, minutes', href: `#/dialogues/${id}/minutes`, shows: `.minutes-list > li:nth-child(${String(size.items)})` },
  { name: 'dialogue, papers', href: `#/dialogues/${id}/papers`, shows: '.papers-list' },
  { name: 'memos', href: '#/memos', shows: '.records tr[data-record]' },
  { name: 'briefings', href: '#/briefings', shows: '.records tr[data-record]' },
  { name: 'recommendations', href: '#/recommendations', shows: '.records tr[data-record]' },
  { name: 'members', href: '#/members', shows: '.records tr[data-record]' },
]

/** A text, because what runs this bench marks every named function with a helper that the page does not have. Answers in ms. */
const timed = (act: string, shows: string): string => `new Promise((resolve) => {
  const channel = new MessageChannel()
  const from = performance.now()
  ${act}
  requestAnimationFrame(function look() {
    if (document.querySelector(${JSON.stringify(shows)}) === null) return requestAnimationFrame(look)
    channel.port1.onmessage = () => resolve(performance.now() - from) // After this frame's paint.
    channel.port2.postMessage(null)
  })
})`

/** From the click on a link to the paint of what it leads to. */
const clicked = (page: Page, { href, shows }: Visit): Promise<number> =>
  page.evaluate(
    timed(
      `const link = document.createElement('a'); link.href = ${JSON.stringify(href)}; document.body.append(link); link.click(); link.remove()`,
      shows,
    ),
  )
/** What the machine takes from an act to the paint of one word. */
const floorOf = async (page: Page): Promise<number> => {
  const took: number = await page.evaluate(
    timed("const word = document.createElement('p'); word.id = 'floor'; word.textContent = '字'; document.body.append(word)", '#floor'),
  )
  await page.evaluate("document.querySelector('#floor').remove()")
  return took
}

/** From frame to frame, for so many ms. */
const frames = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(`new Promise((resolve) => {
    const all = []
    const begin = performance.now()
    let last
    requestAnimationFrame(function frame(now) {
      if (last !== undefined) all.push(now - last)
      last = now
      if (now - begin < ${String(ms)}) requestAnimationFrame(frame)
      else resolve(all)
    })
  })`)

const people = 3
const typedFor = 8_000
/** Three windows in one agenda of 40 items, each typing in a cell of its own; the frames of the first, against its frames at rest. */
async function typing(app: App, id: string): Promise<Series[]> {
  const place = `#/dialogues/${id}`
  await app.page.evaluate((hash) => (location.hash = hash), place)
  const windows = [app.page]
  while (windows.length < people)
    windows.push(
      await app.windowFrom(() => app.page.evaluate((at) => window.yice.ask('openWindow', { place: at, fullScreen: false }), place)),
    )
  for (const page of windows)
    await page
      .locator('tr[data-item]')
      .nth(size.items - 1)
      .waitFor()
  const rest = await frames(app.page, typedFor / 2)
  await Promise.all(
    windows.map((page, at) =>
      page
        .locator('tr[data-item]')
        .nth(at * 3)
        .locator('td[data-column=content]')
        .click(),
    ),
  )
  let typing = true
  const typists = windows.map(async (page) => {
    while (typing) await page.keyboard.type('企业用工情况', { delay: 60 })
  })
  const busy = await frames(app.page, typedFor)
  const work = await workDuring(app, app.page, () => app.page.waitForTimeout(typedFor))
  typing = false
  await Promise.all(typists)
  return [
    { name: 'frames at rest', values: rest },
    { name: `frames while ${String(people)} type`, values: busy },
    { name: `work a frame while ${String(people)} type`, values: work.frames },
  ]
}

/** The longest list there may be, brought in where half of all participants are: the tasks of the window meanwhile. */
async function importing(app: App, id: string): Promise<Series[]> {
  const folder = await mkdtemp(join(tmpdir(), 'yice-bench-list-'))
  const path = join(folder, 'list.csv')
  const rows = Array.from(
    { length: longestList },
    (_, nth) => `客人${String(nth)},第${String(nth % 3000)}家海洋装备制造有限公司,总经理,企业`,
  )
  await writeFile(path, ['姓名,单位,职务,身份', ...rows].join('\n'))
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)
  await app.page.evaluate((hash) => (location.hash = hash), `#/dialogues/${id}/attendees`)
  const { attendees } = zh
  const dialog = app.page.getByRole('dialog')
  await app.page.getByRole('button', { name: attendees.import, exact: true }).waitFor()
  const read = await workDuring(app, app.page, async () => {
    await app.page.getByRole('button', { name: attendees.import, exact: true }).click()
    await dialog.getByRole('button', { name: attendees.importAll(longestList) }).waitFor()
  })
  const brought = await workDuring(app, app.page, async () => {
    await dialog.getByRole('button', { name: attendees.importAll(longestList) }).click()
    await app.page.getByText(attendees.imported(longestList)).waitFor()
  })
  await rm(folder, { recursive: true, force: true })
  return [
    { name: `a task while ${String(longestList)} rows are read`, values: read.tasks },
    { name: 'a task while they are brought in', values: brought.tasks },
  ]
}

export const pages: Bench = {
  name: 'pages',
  question: `how long from the click until a page stands there, with ${size.dialogues} dialogues, ${size.attendees} attendees and ${size.topics} topics (aim: ${aim} ms)`,
  rounds: 20,
  async run({ rounds, log }) {
    const { profile, id } = await busyProfile(log)
    const app = await launchApp({ profile })
    try {
      await app.page.locator('main a[href^="#/dialogues/"]').first().waitFor()
      // As long as somebody looks at the first page: meanwhile the others are fetched and the records parsed.
      await app.page.waitForTimeout(5_000)
      const floor: Series = { name: 'one word', values: [] }
      const all = visits(id).map((visit) => ({ visit, series: { name: visit.name, values: [] as number[] } }))
      const first: string[] = []
      for (let round = 0; round <= rounds; round++) {
        for (const { visit, series } of all) {
          await app.page.evaluate(() => (location.hash = '#/keeping'))
          await app.page.locator('main h1').first().waitFor()
          floor.values.push(await floorOf(app.page))
          const took = await clicked(app.page, visit)
          // The first time its program is read and its records are parsed.
          if (round === 0) first.push(`${visit.name} ${took.toFixed(0)}`)
          else series.values.push(took)
        }
      }
      log(`the first time, in ms: ${first.join(', ')}`)
      const slow = all.filter(({ series }) => quantile(series.values, 0.95) > aim).map(({ visit }) => visit.name)
      log(slow.length === 0 ? `all within ${aim} ms at p95` : `over ${aim} ms at p95: ${slow.join(', ')}`)
      return [[floor, ...all.map(({ series }) => series)], await typing(app, id), await importing(app, id)]
    } finally {
      await app.close()
      await rm(profile, { recursive: true, force: true })
    }
  },
}
