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
