import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { Preferences } from '../../../shared/desktop.ts'
import { en } from '../../../shared/i18n/en.ts'
import { zh, type Text } from '../../../shared/i18n/zh.ts'
import type { App } from './app.ts'

export const languages: Record<Preferences['language'], Text> = { zh, en }

/** Records of the sample that have pages of their own. */
type Places = {
  held: string
  coming: string
  drafting: string
  consulting: string
  submitted: string
  issued: string
  draft: string
  record: string
}
type Walker = { app: App; page: Page; t: Text; places: Places }
/** What opens over a page: by which act, and what then stands there. Esc leaves it. */
type Float = { name: string; open: (walker: Walker) => Promise<unknown>; shown?: string; /** Pressed again it goes. */ toggles?: true }
type Room = { name: string; place: (places: Places) => string; shown: string; floats?: readonly Float[] }

const press = (within: Page | Locator, name: string): Promise<void> => within.getByRole('button', { name, exact: true }).first().click()
const float = (name: string, act: (t: Text) => string, shown = '.dialog'): Float => ({
  name,
  shown,
  open: ({ page, t }) => press(page, act(t)),
})
const menu = (name: string, entry: (t: Text) => string, shown = '.dialog'): Float => ({
  name,
  shown,
  open: async ({ page, t }) => {
    await press(page, t.app.person.menu)
    await page.getByRole('menuitem', { name: entry(t) }).click()
  },
})
const tool = (name: string, part: 'outline' | 'check' | 'suggestions'): Float => ({
  name,
  shown: '.memo-aside .aside-body',
  toggles: true,
  open: ({ page, t }) => page.locator('.toolbar').getByRole('button', { name: t.editor.asides[part], exact: true }).click(),
})

const rooms: readonly Room[] = [
  {
    name: 'home',
    place: () => '#/',
    shown: '.latest',
    floats: [
      { name: 'search', shown: '.search-foot', open: ({ page }) => page.keyboard.press('Control+k') },
      {
        name: 'found',
        shown: '.search-hit',
        open: async ({ page }) => {
          await page.keyboard.press('Control+k')
          await page.getByRole('combobox').fill('民营企业')
        },
      },
      { name: 'person', shown: '.me-card', open: ({ page, t }) => press(page, t.app.person.menu) },
      menu('preferences', (t) => t.app.person.preferences, '.preferences'),
      menu('keys', (t) => t.app.person.keys, '.keys'),
      menu('bundle-out', (t) => t.bundles.export),
      menu('bundle-in', (t) => t.bundles.import),
    ],
  },
  {
    name: 'dialogues',
    place: () => '#/dialogues',
    shown: '.records-link',
    floats: [
      float('dialogue-new', (t) => t.dialogues.create),
      {
        name: 'dialogue-kind',
        shown: '.popover .option',
        open: async ({ page, t }) => {
          await press(page, t.dialogues.create)
          await page.locator('.dialog .choice-button').first().click()
        },
      },
      {
        name: 'dialogue-day',
        shown: '.calendar',
        open: async ({ page, t }) => {
          await press(page, t.dialogues.create)
          await page.locator('.dialog .moment-group button').first().click()
        },
      },
    ],
  },
  { name: 'calendar', place: () => '#/dialogues/calendar', shown: '.month-grid' },
  {
    name: 'agenda',
    place: ({ coming }) => coming,
    shown: 'tr[data-item]',
    floats: [float('dialogue-line', (t) => t.recommendations.line.title)],
  },
  { name: 'agenda-held', place: ({ held }) => held, shown: 'tr[data-item]' },
  { name: 'plan', place: ({ coming }) => `${coming}/plan`, shown: '.plan' },
  {
    name: 'topics',
    place: ({ coming }) => `${coming}/topics`,
    shown: '.topic',
    floats: [
      float('topic-new', (t) => t.topics.propose),
      float('topic-decline', (t) => t.topics.decline),
      float('topic-merge', (t) => t.topics.merge),
      float('topic-export', (t) => t.topics.export, '.popover .option'),
    ],
  },
  { name: 'attendees', place: ({ held }) => `${held}/attendees`, shown: 'tr[data-attendee]' },
  { name: 'minutes', place: ({ held }) => `${held}/minutes`, shown: '.minutes-list li' },
  { name: 'minutes-ahead', place: ({ coming }) => `${coming}/minutes`, shown: '.minutes-part .empty' },
  { name: 'papers', place: ({ held }) => `${held}/papers`, shown: '.papers-list' },
  { name: 'meeting', place: ({ coming }) => `${coming}/meeting`, shown: '.meeting-head' },
  { name: 'meeting-held', place: ({ held }) => `${held}/meeting`, shown: '.meeting-speakers li' },
  { name: 'memos', place: () => '#/memos', shown: '.records-link', floats: [float('memo-new', (t) => t.memos.create)] },
  {
    name: 'memo',
    place: ({ consulting }) => consulting,
    shown: '.ProseMirror .rec, .ProseMirror h2, .ProseMirror p',
    floats: [
      tool('outline', 'outline'),
      tool('check', 'check'),
      tool('suggestions', 'suggestions'),
      {
        name: 'find',
        shown: '.find-bar',
        open: async ({ page }) => {
          await page.locator('.ProseMirror').focus()
          await page.keyboard.press('Control+h')
        },
      },
      {
        name: 'versions',
        toggles: true,
        shown: '.inspector .versions',
        open: ({ page, t }) => page.locator('.page-acts').getByRole('button', { name: t.versions.title, exact: true }).click(),
      },
      {
        name: 'version-keep',
        shown: '.dialog',
        open: async ({ page, t }) => {
          await page.locator('.page-acts').getByRole('button', { name: t.versions.title, exact: true }).click()
          await press(page, t.versions.keep)
        },
      },
      {
        name: 'endorsements',
        toggles: true,
        shown: '.inspector-note',
        open: ({ page, t }) => page.locator('.page-acts').getByRole('button', { name: t.endorsements.title, exact: true }).click(),
      },
      {
        name: 'countersign',
        shown: '.dialog',
        open: ({ page, t }) => page.locator('.steps').getByRole('button', { name: t.memos.stages.countersigning, exact: true }).click(),
      },
      float('adoption', (t) => t.talk.adoption.title),
      float('memo-export', (t) => t.memos.export.act, '.popover .option'),
      float('memo-line', (t) => t.recommendations.line.title),
    ],
  },
  {
    name: 'memo-endorsing',
    place: ({ drafting }) => drafting,
    shown: '.ProseMirror p',
    floats: [
      {
        name: 'endorsers',
        toggles: true,
        shown: '.endorsers',
        open: ({ page }) => page.locator('.page-acts [aria-pressed]').nth(1).click(),
      },
    ],
  },
  {
    name: 'memo-submitted',
    place: ({ submitted }) => submitted,
    shown: '.ProseMirror p',
    floats: [
      {
        name: 'compare',
        shown: '.compared',
        open: async ({ page, t }) => {
          await page.locator('.page-acts').getByRole('button', { name: t.versions.title, exact: true }).click()
          await page.locator('.version-head').first().click()
          await page.getByRole('link', { name: t.versions.withNow }).click()
        },
      },
    ],
  },
  { name: 'briefings', place: () => '#/briefings', shown: '.records-link', floats: [float('compile', (t) => t.briefings.page.compile)] },
  {
    name: 'briefing',
    place: ({ issued }) => issued,
    shown: '.pdf-page[data-drawn]',
    floats: [float('withdraw', (t) => t.dispatches.withdraw)],
  },
  {
    name: 'briefing-draft',
    place: ({ draft }) => draft,
    shown: '.pdf-page[data-drawn]',
    floats: [
      float('issue', (t) => t.briefings.page.issue),
      float('discard', (t) => t.briefings.page.discard),
      { name: 'item', shown: '.item-abridge', open: ({ page }) => page.locator('.item-more').first().click() },
      {
        name: 'preflight',
        shown: '.checks, .checks-none',
        open: ({ page }) => page.locator('.briefing-side .parts button').nth(1).click(),
      },
    ],
  },
  { name: 'house', place: () => '#/house', shown: '.house-fields' },
  { name: 'ledger', place: () => '#/ledger', shown: '.records-link', floats: [float('verify', (t) => t.dispatches.verify)] },
  {
    name: 'register',
    place: () => '#/recommendations',
    shown: '.records-link',
    floats: [
      {
        name: 'filter-keep',
        shown: '.dialog',
        open: async ({ page, t }) => {
          await page.locator('.filter').nth(1).click()
          await press(page, t.recommendations.saved.keep)
        },
      },
      float('ledger-export', (t) => t.recommendations.ledger.act, '.popover .option'),
      { name: 'bulk', shown: '.bulk', open: ({ page }) => page.locator('tbody .box').first().click() },
      float('remind-all', (t) => t.recommendations.bulk.remind),
    ],
  },
  { name: 'board', place: () => '#/recommendations/board', shown: '.card' },
  {
    name: 'figures',
    place: () => '#/recommendations/figures',
    shown: '.drawn svg',
    floats: [float('figures-export', (t) => t.figures.export, '.popover .option')],
  },
  {
    name: 'record',
    place: ({ record }) => record,
    shown: '.measure',
    floats: [
      float('remind', (t) => t.recommendations.bulk.remind),
      { name: 'status', shown: '.popover .option', open: ({ page }) => page.locator('.facts .choice-button').first().click() },
      {
        name: 'reason',
        shown: '.dialog',
        open: async ({ page, t }) => {
          await page.locator('.facts .choice-button').first().click()
          await page.getByRole('option', { name: t.recommendations.statuses.rejected }).click()
        },
      },
    ],
  },
  {
    name: 'members',
    place: () => '#/members',
    shown: '.records-row',
    floats: [
      float('member-new', (t) => t.members.add),
      float('invite', (t) => t.members.invites.act),
      { name: 'member-remove', shown: '.dialog', open: ({ page }) => page.locator('.records-row .button.icon').last().click() },
    ],
  },
  {
    name: 'keeping',
    place: () => '#/keeping',
    shown: '.backups li',
    floats: [
      { name: 'restore', shown: '.backup', open: ({ page }) => page.locator('.backups li .button').first().click() },
      float('trail-export', (t) => t.keeping.trail.act, '.popover .option'),
    ],
  },
]

/** Called at each stop, while it stands there. */
export type Visit = (name: string, page: Page) => Promise<void>

/** Told of what could not be opened, and why; the walk goes on. */
export type Missed = (name: string, reason: unknown) => void

/**
 * Every page, and what opens over it, of the sample workspace, in the language the window speaks. Ends where no workspace is open, with the
 * choice of one, and opens the sample again.
 */
export async function walk(app: App, language: Preferences['language'], places: Places, visit: Visit, missed: Missed): Promise<void> {
  const { page } = app
  const walker: Walker = { app, page, t: languages[language], places }
  const at = async (name: string, shown: string): Promise<void> => {
    const what = page.locator(shown).first()
    await what.waitFor({ timeout: 15_000 }).catch((cause: unknown) => {
      throw new Error(`“${name}” did not come: no ${shown}`, { cause })
    })
    await settled(page)
    await visit(name, page)
  }
  for (const { name, place, shown, floats = [] } of rooms) {
    const hash = place(places)
    const go = (): Promise<unknown> => page.evaluate((to) => (location.hash = to), hash)
    await go()
    try {
      await at(name, shown)
    } catch (reason) {
      missed(name, reason)
      continue
    }
    for (const one of floats) {
      try {
        await one.open(walker)
        await at(one.name, one.shown ?? '.dialog')
        await leave(page)
        if (one.toggles) await one.open(walker)
      } catch (reason) {
        missed(one.name, reason)
        await page.reload()
        await page.locator('nav.rail').waitFor()
      }
      await go()
    }
  }
  await outside(walker, at)
}

/** Nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)))
    for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done))
  })
}

const floating = '.shade, .popover'
async function leave(page: Page): Promise<void> {
  for (let tries = 0; tries < 4 && (await page.locator(floating).count()) > 0; tries++) {
    const count = await page.locator(floating).count()
    await page.keyboard.press('Escape')
    await page.waitForFunction(([of, before]) => document.querySelectorAll(of).length < before, [floating, count] as const)
  }
}

/** Where no workspace is open. */
async function outside({ page, t }: Walker, at: (name: string, shown: string) => Promise<void>): Promise<void> {
  const { start } = t.app
  await page.evaluate(() => window.yice.ask('closeWorkspace', {}))
  await at('start', '.ways')
  await press(page, start.change)
  await at('introduction', '.introduction')
  await press(page, start.next)
  await page.getByText(start.found).click()
  await at('founding', '.founding')
  await press(page, t.app.cancel)
  await page.getByText(t.members.joining.hint).click()
  await at('joining', '.dialog')
  await leave(page)
  await page.locator('.recent button').first().click()
  await page.locator('nav.rail').waitFor()
}

/** What the walk needs beyond the sample: a draft of a briefing, a memo that waits for endorsements, a backup, a file for a bundle. */
export async function furnish(app: App): Promise<Places> {
  const { page, electron, profile } = app
  const { memos, endorsements, briefings, keeping } = zh
  await electron.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    },
    join(profile, '交换.yice'),
  )
  const to = (hash: string): Promise<unknown> => page.evaluate((at) => (location.hash = at), hash)
  const href = async (list: string, text?: string): Promise<string> => {
    await to(`#/${list}`)
    const links = page.locator('.records-row', text === undefined ? {} : { hasText: text }).locator(`a[href^="#/${list}/"]`)
    return (await links.first().getAttribute('href')) ?? ''
  }
  const held = await href('dialogues', zh.dialogues.states.ended)
  const coming = await href('dialogues', zh.dialogues.states.preparing)
  const drafting = await href('memos', memos.stages.drafting)
  const consulting = await href('memos', memos.stages.consulting)
  const submitted = await href('memos', memos.stages.submitted)
  const issued = await href('briefings', briefings.page.issued)
  const record = await href('recommendations', zh.recommendations.statuses.underway)

  await to(drafting)
  await page.locator('.steps').getByRole('button', { name: memos.stages.countersigning, exact: true }).click()
  await page.getByRole('dialog').getByLabel('林知远').check()
  await press(page.getByRole('dialog'), endorsements.startAct)
  await page.locator('.ProseMirror[contenteditable=false]').waitFor()

  await to('#/briefings')
  await press(page, briefings.page.compile)
  await page.locator('.checklist label').first().click()
  await press(page.getByRole('dialog'), briefings.page.make)
  await page.locator('.pdf-page[data-drawn]').first().waitFor()
  const draft = new URL(page.url()).hash

  await to('#/keeping')
  await press(page, keeping.backups.make)
  await page.locator('.backups li').first().waitFor()
  await press(page, zh.app.person.menu)
  await page.getByRole('menuitem', { name: zh.bundles.export }).click()
  await press(page.getByRole('dialog'), zh.bundles.exportAct)
  await page.getByText(/^已导出 \d+ 篇文稿/).waitFor()
  // What was told meanwhile would lie over the first pages.
  await page.reload()
  await page.locator('nav.rail').waitFor()
  return { held, coming, drafting, consulting, submitted, issued, draft, record }
}
