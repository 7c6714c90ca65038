import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { ledger } from '../../shared/i18n/zh/ledger.ts'
import { read } from '../briefing/read.ts'
import { freePort } from '../helpers/freePort.ts'
import { launchApp, type App } from './helpers/app.ts'
import { askToJoin, found, introduce, join, layInviteAside, makeInvite, switchHostingOn } from './helpers/joining.ts'
import { picture } from './helpers/picture.ts'

const { app: words, briefings, dialogues, editor, memos, recommendations, topics } = zh
const [lin, song, meng] = ['林知远', '宋砚秋', '孟知行']
const title = '技能人才供需对接座谈会'
const topic = '旺季技能工人短缺与跨企业调剂'
const entrepreneur = '潮远公司董事长韩立岑'
const measure = '向企业开放公共实训基地，旺季前公布开放时段。'
const [lead, reply, progress] = ['市人社局', '已印发开放办法，首批开放三处基地。', '正在与三处实训基地商定开放时段。']

let host: App
let expert: App
let observer: App
let folder: string
beforeAll(async () => {
  const port = await freePort()
  folder = await mkdtemp(pathOf(tmpdir(), 'yice-followed-'))
  ;[host, expert, observer] = await Promise.all([launchApp(), launchApp(), launchApp()])
  await introduce(host.page, lin, '秘书处')
  await found(host.page, '青岛民营经济智库')
  await switchHostingOn(host.page, port)
  const enter = async (page: Page, name: string, organisation: string, code: string): Promise<void> => {
    await introduce(page, name, organisation)
    await join(page, await askToJoin(page, { address: `127.0.0.1:${String(port)}`, code }))
  }
  const forExpert = await makeInvite(host.page, song, 'expert')
  await layInviteAside(host.page)
  const forObserver = await makeInvite(host.page, meng, 'observer')
  await layInviteAside(host.page)
  await Promise.all([enter(expert.page, song, '滨海大学', forExpert.code), enter(observer.page, meng, '滨海区工商联', forObserver.code)])
})
afterAll(async () => {
  await Promise.all([expert.close(), observer.close()])
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })
/** All that anybody types from here on. */
const typed: string[] = []
const fill = async (field: Locator, text: string): Promise<void> => {
  typed.push(text)
  await field.fill(text)
}
const type = async (page: Page, text: string): Promise<void> => {
  typed.push(text)
  await page.keyboard.type(text)
}

test('FO1 a topic that was proposed for an entrepreneur is followed to 销号 by three members, and the ledger shows the whole line', async () => {
  const [{ page }, { page: there }, { page: beside }] = [host, expert, observer]

  // The secretary plans a meeting; the expert proposes what an entrepreneur asks for, and it comes onto the agenda.
  await page.locator('nav a[href="#/dialogues"]').click()
  await button(page, dialogues.create).click()
  await fill(page.getByRole('dialog').getByLabel(dialogues.fields.title), title)
  await button(page.getByRole('dialog'), words.create).click()
  await page.getByText(dialogues.agenda.empty, { exact: false }).waitFor()
  const place = new URL(page.url()).hash
  await there.locator('nav a[href="#/dialogues"]').click()
  await there.locator(`main a[href="${place}"]`).first().click()
  for (const who of [there, page]) await who.locator(`nav.parts a[href="${place}/topics"]`).click()
  await button(there, topics.propose).click()
  const proposal = there.getByRole('dialog')
  await fill(proposal.getByLabel(topics.fields.title), topic)
  await fill(proposal.getByLabel(topics.fields.source), entrepreneur)
  await button(proposal, topics.propose).click()
  await page.locator('.topic', { hasText: topic }).waitFor()
  await button(page, topics.promote).click()

  // The expert writes on it: whence it comes is there already.
  const proposed = there.locator('.topic', { hasText: topics.onAgenda(1) })
  await proposed.waitFor()
  await button(proposed, memos.writeOn).click()
  await picture(there, 'story-write-on')
  await button(there.getByRole('dialog'), words.create).click()
  const sheet = there.locator('.ProseMirror[contenteditable=true]')
  await sheet.locator('.recommendation-measure').click()
  await type(there, measure)
  await fill(there.getByLabel(editor.lead), lead)
  await fill(there.getByLabel(editor.term), '2026年12月底前')
  await there.locator('[data-save=saved]').waitFor()
  const memo = memos.about(topic)

  // The secretary settles it and issues it.
  await page.locator('nav a[href="#/memos"]').click()
  await page.locator('.records-link', { hasText: memo }).click()
  await page.locator('.recommendation-measure', { hasText: measure }).waitFor()
  await page.locator('.steps').getByRole('button', { name: memos.stages.final, exact: true }).click()
  await page.locator('.steps .here', { hasText: memos.stages.final }).waitFor()
  await page.locator('nav a[href="#/briefings"]').click()
  await button(page, briefings.page.compile).first().click()
  await page.getByRole('dialog').locator('.checklist label', { hasText: memo }).getByRole('checkbox').check()
  await button(page.getByRole('dialog'), briefings.page.make).click()
  await button(page, briefings.page.issue).click()
  await button(page.getByRole('dialog'), briefings.page.issue).click()
  await page.getByText(briefings.page.numberAndTotal(1, 1)).waitFor()

  // It is followed by itself; the observer looks on from another office.
  for (const who of [page, beside]) {
    await who.locator('nav a[href="#/recommendations"]').click()
    await who.locator('.records-link', { hasText: measure }).click()
    await who.locator('.line').waitFor()
  }
  const { fields, statuses } = recommendations
  const note = page.getByLabel(recommendations.progress.add).first()
  await fill(note, progress)
  await note.press('Enter')
  await beside.locator('.notes', { hasText: progress }).waitFor()
  await fill(page.getByLabel(fields.reply, { exact: true }), reply)
  await page.getByLabel(fields.reply, { exact: true }).blur()
  await page.getByRole('button', { name: fields.status, exact: false }).click()
  await page.getByRole('option', { name: statuses.adopted, exact: true }).click()
  await beside.locator('.line', { hasText: statuses.adopted }).waitFor()
  await button(page, recommendations.close).click()
  await beside.locator('.page-head, header', { hasText: recommendations.closed }).first().waitFor()
  await picture(beside, 'story-followed')

  // Back along the line by keys and links, to where it was raised.
  const line = beside.locator('.line')
  const stops = line.locator('[data-stop]')
  expect(await stops.allInnerTexts()).toEqual([
    `${topic}（${entrepreneur}）`,
    title,
    topic,
    memo,
    measure,
    expect.stringContaining('第 1 期'),
  ])
  await stops.first().focus()
  for (let at = 0; at < 3; at++) await beside.keyboard.press('ArrowDown')
  await beside.keyboard.press('Enter')
  await beside.locator('.ProseMirror', { hasText: measure }).waitFor()
  await button(beside, recommendations.line.title).click()
  await picture(beside, 'story-memo-line')
  await beside.getByRole('dialog').locator('.line').getByRole('link', { name: topic }).first().click()
  await beside.locator('.topic', { hasText: topic }).waitFor()

  // The ledger, printed and as a workbook, by whoever reads.
  await beside.locator('nav a[href="#/recommendations"]').click()
  const save = async (format: 'pdf' | 'xlsx'): Promise<string> => {
    const path = pathOf(folder, `ledger.${format}`)
    await observer.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await button(beside, recommendations.ledger.act).click()
    await beside.getByRole('menuitem', { name: recommendations.ledger.formats[format] }).click()
    await beside.getByText(recommendations.ledger.saved(path)).waitFor()
    return path
  }
  const whole = [topic, entrepreneur, title, memo, measure, lead, progress, reply, statuses.adopted, lin]
  // Cell by cell, as it was painted: read by lines the columns would stand between each other.
  const { pages } = await read(new Uint8Array(await readFile(await save('pdf'))))
  const printed = pages
    .flatMap(({ pieces }) => pieces.map(({ text }) => text))
    .join('')
    .replaceAll(/\s/g, '')
  for (const said of [...whole, '第1期']) expect(printed).toContain(said)
  const [head = [], row = []] = await readSheet(await readFile(await save('xlsx')))
  for (const said of whole) expect(row.some((cell) => String(cell).includes(said))).toBe(true)
  expect(row[head.indexOf(ledger.columns.closedOn)]).toBeInstanceOf(Date)

  // Nobody has typed an id.
  expect(typed.join('\n')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
})
