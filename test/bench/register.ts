import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { dialogue, followUpStatus, recommendation } from '../../shared/register.ts'
import { freshProfile, launchApp } from '../e2e/helpers/app.ts'
import { random } from '../prove/proof.ts'
import { quantile, type Bench, type Series } from './measure.ts'

const count = 20_000

/** Home, the list of 督办 scrolled and filtered, with so many records, against frames in which nothing happens. */
export const register: Bench = {
  name: 'register',
  question: `how long home takes with ${count.toLocaleString('en')} records (aim: 300 ms), and a frame of scrolling and filtering their list (16 ms at p95)`,
  rounds: 20,
  async run({ rounds, log }) {
    const profile = await freshProfile()
    const workspaceId = await foundIn(profile)
    await fill(join(profile, 'workspaces', workspaceId, 'documents'))
    const app = await launchApp({ profile })
    const { page } = app
    // What runs this bench marks named functions with a helper that the page does not have.
    await page.evaluate('window.__name = (named) => named')
    await page.evaluate((id) => window.yice.ask('openWorkspace', { id }), workspaceId)
    await go(page, '#/recommendations', 'table.records tbody tr[data-record]')
    log(`${count} records are open`)
    const home: Series = { name: 'home', values: [] }
    const list: Series = { name: 'the list of them', values: [] }
    for (let round = 0; round < rounds; round++) {
      home.values.push(await go(page, '#/', '.home-follow-up, main h2'))
      list.values.push(await go(page, '#/recommendations', 'table.records tbody tr[data-record]'))
    }
    const still: Series = { name: 'a frame of nothing', values: await frames(page, 120, 0) }
    const scrolled: Series = { name: 'a frame of scrolling', values: await frames(page, 300, 180) }
    const filtered: Series = { name: 'a filter, to its frame', values: await filters(page, rounds) }
    log(
      `home p50 ${quantile(home.values, 0.5).toFixed(0)} ms; scrolling p95 ${quantile(scrolled.values, 0.95).toFixed(1)} ms; filter p95 ${quantile(filtered.values, 0.95).toFixed(1)} ms`,
    )
    await app.close()
    await rm(profile, { recursive: true, force: true })
    return [
      [still, scrolled, filtered],
      [home, list],
    ]
  },
}

/** A workspace of this profile; the app has ended when its id is known. */
async function foundIn(profile: string): Promise<string> {
  const app = await launchApp({ profile })
  const opened = await app.page.evaluate(async () => {
    await window.yice.ask('introduce', { name: '林知远', organisation: '秘书处' })
    return window.yice.ask('createWorkspace', { name: '青岛民营经济智库' })
  })
  await app.close()
  if (!opened.ok || !opened.value.open) throw new Error('The workspace was not made')
  return opened.value.open.workspace.id
}

/** Records as the hub would have written them over many years. */
async function fill(folder: string): Promise<void> {
  const store = await openLevelStore(folder)
  const doc = new Y.Doc()
  const { state, updates } = await store.load('register')
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  const chance = random(1)
  const pick = <T>(of: readonly T[], otherwise: T): T => of[Math.floor(chance() * of.length)] ?? otherwise
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => made.push(update))
  const dialogueId = crypto.randomUUID()
  const by = crypto.randomUUID()
  doc.transact(() => {
    doc.getMap('dialogues').set(
      dialogueId,
      dialogue.parse({
        ...{ id: dialogueId, kind: 'symposium', title: '座谈会', startsAt: '2026-11-20T14:00', venue: '', chair: '', organiser: '' },
        ...{ state: 'ended', agendaConfirmed: null, createdBy: by, createdAt: '2026-11-01T02:00:00.000Z' },
      }),
    )
    for (let nth = 0; nth < count; nth++) {
      const id = crypto.randomUUID()
      const day = new Date(Date.UTC(2020 + Math.floor(chance() * 7), Math.floor(chance() * 12), 1 + Math.floor(chance() * 28)))
      const status = pick(followUpStatus.options.slice(1), 'received')
      doc.getMap('recommendations').set(
        id,
        recommendation.parse({
          ...{ id, memoId: crypto.randomUUID(), briefingId: null, measure: `第${nth}条：完善涉企政策办理机制，明确时限。`, term: '年内' },
          ...{ submittedAt: day.toISOString(), lead: pick(departments, '市人社局'), due: day.toISOString().slice(0, 10), status },
          closed: chance() < 0.5 ? { by, at: day.toISOString() } : null,
        }),
      )
    }
  })
  for (const update of made) await store.append('register', update)
  await store.append(documentName('agenda', dialogueId), Y.encodeStateAsUpdate(new Y.Doc()))
  await store.close()
}
const departments = ['市人社局', '市财政局', '市工业和信息化局', '市市场监管局、市国资委', '市住房城乡建设局', '市司法局']

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

/** So many frames, each so many pixels further down; the time between two, ms. */
const frames = (page: Page, most: number, step: number): Promise<number[]> =>
  page.evaluate(
    ([total, pixels]) =>
      new Promise<number[]>((done) => {
        const body = document.querySelector('.page-body')
        const times: number[] = []
        let last = performance.now()
        const next = (now: number): void => {
          times.push(now - last)
          last = now
          body?.scrollBy(0, pixels ?? 0)
          if (times.length > (total ?? 0)) done(times.slice(1))
          else requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    [most, step],
  )

/** Pressed one after another, to the frame after the list has changed, ms. */
async function filters(page: Page, rounds: number): Promise<number[]> {
  await page.evaluate(() => document.querySelector('.page-body')?.scrollTo(0, 0))
  const times: number[] = []
  const words = zh.recommendations.filters
  for (let round = 0; round < rounds; round++)
    for (const name of [words.overdue, words.closed, words.all])
      times.push(
        await page.evaluate(
          (label) =>
            new Promise<number>((done) => {
              const button = [...document.querySelectorAll<HTMLElement>('.filter')].find(({ textContent }) => textContent.startsWith(label))
              const from = performance.now()
              button?.click()
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)))
            }),
          name,
        ),
      )
  return times
}
