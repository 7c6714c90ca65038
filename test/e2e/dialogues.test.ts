import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable } from '../../electron/lists/table.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { hasWord, papersOf } from '../../shared/papers/paper.ts'
import { readPdf } from '../helpers/readPdf.ts'
import { launchApp, type App } from './helpers/app.ts'

const { attendees, dialogues, papers } = zh
let app: App
let folder: string
let place: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-dialogue-'))
  app = await launchApp()
  await app.openSample()
  await app.page.locator('nav a[href="#/dialogues"]').click()
  const first = app.page.locator('.records a[href^="#/dialogues/"]').first()
  place = (await first.getAttribute('href')) ?? ''
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const go = (part: string): Promise<unknown> => app.page.evaluate((hash) => (location.hash = hash), `${place}/${part}`)
const button = (name: string): Locator => app.page.getByRole('button', { name, exact: true })
/** What the next dialogs of the system answer. */
const choose = (path: string): Promise<unknown> =>
  app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

test('DG1 a list in GBK is shown with what is wrong in it, comes in whole, and goes out as a workbook', async () => {
  const { page } = app
  await go('attendees')
  const rows = page.locator('tr[data-attendee]')
  await rows.first().waitFor()
  const before = await rows.count()
  const path = join(folder, 'list.csv')
  /** 姓名,单位,身份 · 甲,某局,政府 · 乙,某司,嘉宾 in GBK. */
  await writeFile(path, Buffer.from('d0d5c3fb2cb5a5cebb2cc9edb7dd0d0abcd72cc4b3bed62cd5feb8ae0d0ad2d22cc4b3cbbe2cbcceb1f60d0a', 'hex'))
  await choose(path)
  await button(attendees.import).click()
  const preview = page.getByRole('dialog')
  await preview.getByText(attendees.problems.side).waitFor()
  await preview.getByRole('button', { name: attendees.importGood(1, 1) }).click()
  await expect.poll(() => rows.count()).toBe(before + 1)
  const out = join(folder, 'list.xlsx')
  await choose(out)
  await button(attendees.export).click()
  await page.getByRole('menuitem', { name: attendees.formats.xlsx }).click()
  await page.getByText(attendees.exported(out)).waitFor()
  const table = await readTable(out)
  expect(table[0]?.slice(0, 2)).toEqual([attendees.list.columns.name, attendees.list.columns.organisation])
  expect(table.at(-1)?.slice(0, 5)).toEqual(['甲', '某局', '', '', '政府'])
})

test('DG2 the list is filled in with keys alone: Enter adds and goes on, the arrows walk, Alt moves', async () => {
  const { page } = app
  const rows = page.locator('tr[data-attendee]')
  const before = await rows.count()
  await page.locator('.new-row input').first().focus()
  await page.keyboard.type('戚怀瑾')
  await page.keyboard.press('Tab')
  await page.keyboard.type('青岛听涛食品有限公司')
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBe(before + 1)
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.className)).toBe('new-row')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect
    .poll(() =>
      rows
        .nth(before - 1)
        .locator('input')
        .first()
        .inputValue(),
    )
    .toBe('戚怀瑾')
})

test('DG3 nobody is invited before the plan is complete, and the page says what is missing', async () => {
  const { page } = app
  await page.getByRole('list', { name: dialogues.stateSteps }).getByRole('button', { name: dialogues.states.announced }).click()
  await page.getByText(zh.failures({ kind: 'planIncomplete', missing: ['approvedOn', 'conductConfirmed'] })).waitFor()
  await go('plan')
  await page.getByRole('button', { name: `${dialogues.plan.items.approvedOn}: ${zh.app.setDay}` }).click()
  await page.getByLabel(dialogues.plan.confirm).click()
  await page.getByText(dialogues.plan.ready).waitFor()
  await page.getByRole('list', { name: dialogues.stateSteps }).getByRole('button', { name: dialogues.states.announced }).click()
  await page.locator('.steps .here', { hasText: dialogues.states.announced }).waitFor()
})

test('DG9 what is taken off the agenda or off the list comes back with undo as it was', async () => {
  const { page } = app
  const { topics } = zh
  const undo = (said: string): Promise<void> =>
    page.locator('.toast', { hasText: said }).getByRole('button', { name: zh.app.undo, exact: true }).click()
  await go('topics')
  await button(topics.promote).first().click()
  await button(topics.takeOff).click()
  await undo(topics.takenOff)
  await button(topics.takeOff).click()
  await button(topics.takeOff).waitFor({ state: 'detached' })
  await go('attendees')
  const vetting = page.getByLabel(attendees.cell('丁若谷', attendees.list.columns.vetting), { exact: true })
  await vetting.selectOption('unfit')
  await button(attendees.remove('丁若谷')).click()
  await vetting.waitFor({ state: 'detached' })
  await undo(attendees.removed('丁若谷'))
  await expect.poll(() => vetting.inputValue()).toBe('unfit')
  await vetting.selectOption('passed')
})

test('DG4 every paper is printed from what was filled in, with the fonts in it, and a calendar file beside them', async () => {
  const { page } = app
  await go('papers')
  const title = await page.locator('.page-heading input').inputValue()
  const saved = async (entry: string, act: string, file: string): Promise<Buffer> => {
    const path = join(folder, file)
    await choose(path)
    await page.locator('.papers-list li', { hasText: entry }).getByRole('button', { name: act, exact: true }).click()
    await page.getByText(dialogues.papers.saved(path)).waitFor()
    return readFile(path)
  }
  const pdf = async (name: keyof typeof papers.names) =>
    readPdf(new Uint8Array(await saved(papers.names[name], dialogues.papers.pdf, `${name}.pdf`)))
  const agenda = await pdf('agenda')
  expect(agenda.text).toContain(`${title}${papers.names.agenda}`)
  expect(agenda.text).toContain('（星期三）09:00—11:30')
  expect(agenda.pages[0]?.number).toBe(1)
  expect(agenda.fonts.every(({ embedded, type }) => embedded && type === 'TrueType')).toBe(true)
  const runSheet = await pdf('runSheet')
  expect(runSheet.text).toContain('山东衡屿律师事务所律师顾闻溪')
  expect(runSheet.text).toContain('下面进行主题报告')
  const letters = await pdf('letters')
  expect(letters.pages).toHaveLength(9)
  expect(letters.text.split(papers.letter.title(title))).toHaveLength(9 + 1)
  expect(letters.text).toContain('市司法局：')
  // In the masthead and under the text, and nothing of the next letter at the foot of one.
  expect(letters.text.split('青岛民营经济智库秘书处')).toHaveLength(2 * 9 + 1)
  expect(letters.pages.every(({ number }) => number === null)).toBe(true)
  const cards = await pdf('cards')
  expect(cards.text).toContain('荀以宁')
  expect(cards.text).not.toContain('陆明川')
  expect((await pdf('seating')).text).toContain(papers.seats.government)
  const word = await saved(papers.names.agenda, dialogues.papers.word, 'agenda.docx')
  expect(word.subarray(0, 2).toString()).toBe('PK')
  const calendar = (await saved(dialogues.papers.calendar, dialogues.papers.saveCalendar, 'dialogue.ics')).toString('utf8')
  expect(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(calendar.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`)
})

test('DG5 minutes are written and captured in place, approved and locked, and printed', async () => {
  const { page } = app
  const { minutes } = zh
  await go('minutes')
  await page.getByText(minutes.carried).waitFor()
  await button(minutes.start).click()
  await page.getByRole('textbox', { name: minutes.note(1) }).click()
  await page.keyboard.type('会议由顾闻溪主持。')
  await page.keyboard.press('Enter')
  await page.keyboard.type('通报了上次事项。')
  const capture = page.locator('.capture').first()
  await capture.getByLabel(minutes.fields.text).fill('明确征求意见的最短期限')
  await capture.getByLabel(minutes.fields.owner).fill('市司法局')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.issue-written textarea').inputValue()).toBe('明确征求意见的最短期限')
  await page.locator('[data-save=saved]').waitFor()
  await button(minutes.record).click()
  await page.getByRole('dialog').getByLabel(minutes.how).fill('在纸质稿上签字')
  await page.getByRole('dialog').getByRole('button', { name: minutes.recordAct }).click()
  await expect.poll(() => page.locator('.minutes-list [contenteditable=true]').count()).toBe(0)
  await page.locator('.capture').first().waitFor({ state: 'detached' })
  await go('papers')
  const path = join(folder, 'minutes.pdf')
  await choose(path)
  await page
    .locator('.papers-list li', { hasText: papers.names.minutes })
    .getByRole('button', { name: dialogues.papers.pdf, exact: true })
    .click()
  await page.getByText(dialogues.papers.saved(path)).waitFor()
  const { text } = await readPdf(new Uint8Array(await readFile(path)))
  expect(text).toContain('会议由顾闻溪主持。通报了上次事项。')
  expect(text).toContain('明确征求意见的最短期限')
})

test('DG6 a dialogue that is over is archived: one paper with cover and contents, and a folder with an index', async () => {
  const { page } = app
  const { archive } = dialogues
  await page.getByRole('list', { name: dialogues.stateSteps }).getByRole('button', { name: dialogues.states.ended }).click()
  await page.getByText(archive.ended).waitFor()
  const volume = join(folder, 'archive.pdf')
  await choose(volume)
  await button(archive.pdf).click()
  await page.getByText(dialogues.papers.saved(volume)).waitFor()
  const { text, pages } = await readPdf(new Uint8Array(await readFile(volume)))
  for (const part of [papers.archive.basis, papers.archive.attendees, papers.archive.issues]) expect(text).toContain(part)
  expect(pages.slice(0, 2).map(({ number }) => number)).toEqual([null, 2])
  await choose(folder)
  await button(archive.folder).click()
  const title = await page.locator('.page-heading input').inputValue()
  const made = join(folder, `${title}${papers.archive.folder}`)
  await page.getByText(archive.exported(made)).waitFor()
  const names = await readdir(made)
  expect(names).toContain('01 归档卷.pdf')
  const index = await readFile(join(made, `00 ${papers.archive.contents}.txt`), 'utf8')
  for (const name of names.filter((one) => !one.startsWith('00'))) expect(index).toContain(name)
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
})

test('DG7 a list of 120 is walked by keys to its end and beyond, and only what is near the picture is in the page', async () => {
  const { page } = app
  await page.evaluate(() => (location.hash = '#/dialogues'))
  await button(dialogues.create).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(dialogues.fields.title).fill('企业用工大调研')
  await form.getByRole('button', { name: zh.app.create }).click()
  await page.getByText(dialogues.agenda.empty, { exact: false }).waitFor()
  await page.evaluate(() => (location.hash = `${location.hash}/attendees`))
  const path = join(folder, 'long.csv')
  await writeFile(path, `姓名,单位\n${Array.from({ length: 120 }, (_, nth) => `来宾${String(nth + 1)},某企业`).join('\n')}\n`)
  await choose(path)
  await button(attendees.import).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: attendees.importAll(120) })
    .click()
  const rows = page.locator('tr[data-attendee]')
  await rows.nth(20).waitFor()
  expect(await rows.count()).toBeLessThan(80)
  const focused = (): Promise<string | undefined> =>
    page.evaluate(() =>
      document.activeElement instanceof HTMLInputElement ? document.activeElement.value : document.activeElement?.tagName,
    )
  await rows.first().locator('input').first().focus()
  for (let nth = 2; nth <= 120; nth++) {
    await page.keyboard.press('ArrowDown')
    if (nth % 40 === 0) expect(await focused()).toBe(`来宾${String(nth)}`)
  }
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.closest('tr')?.className)).toBe('new-row')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('来宾120')
  // What one is in stays where one was, wherever the page is scrolled to.
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 0))
  await rows.first().waitFor()
  expect(await focused()).toBe('来宾120')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('来宾119')
})

test('DG8 an enterprise that is 匿名 is in no file that goes out: not while it is named, and by its code once it is not', async () => {
  const { page } = app
  const names = ['韩立岑', '青岛潮远海工装备有限公司']
  const out = await mkdtemp(join(folder, 'out-'))
  const saved = async (act: () => Promise<void>, file: string): Promise<Uint8Array> => {
    const path = join(out, file)
    await choose(path)
    await act()
    await page.locator('.toast', { hasText: path }).waitFor()
    return new Uint8Array(await readFile(path))
  }
  const entry = (name: string) => page.locator('.papers-list li', { hasText: name })
  const press = (name: string, act: string) => () => entry(name).getByRole('button', { name: act, exact: true }).click()

  await go('attendees')
  await page.getByRole('button', { name: attendees.cell(names[0] ?? '', attendees.anonymous) }).click()
  await page.locator('.anonymous.on', { hasText: attendees.code('A') }).waitFor()

  // The agenda still names who speaks: it does not go out, and the page says why.
  await go('papers')
  await choose(join(out, 'never.pdf'))
  await press(papers.names.agenda, dialogues.papers.pdf)()
  await page.getByText(zh.failures({ kind: 'protectedNames', names: [names[0] ?? ''] })).waitFor()
  expect(await readdir(out)).toEqual([])
  await go('agenda')
  const speaker = page.locator('tr[data-item]').nth(2).locator('td[data-column=speaker]')
  await speaker.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('企业A代表、陆明川、丁若谷')
  await speaker.getByText('企业A代表').waitFor()
  await page.locator('[data-save=saved]').waitFor()

  const files: Record<string, Uint8Array> = {}
  await go('papers')
  for (const kind of papersOf('symposium')) {
    const name = papers.names[kind]
    if (kind !== 'archive') files[`${kind}.pdf`] = await saved(press(name, dialogues.papers.pdf), `${kind}.pdf`)
    if (hasWord(kind)) files[`${kind}.docx`] = await saved(press(name, dialogues.papers.word), `${kind}.docx`)
  }
  files['dialogue.ics'] = await saved(press(dialogues.papers.calendar, dialogues.papers.saveCalendar), 'dialogue.ics')
  files['archive.pdf'] = await saved(() => button(dialogues.archive.pdf).click(), 'archive.pdf')
  const list = (label: string) => async (): Promise<void> => {
    await button(label).click()
    await page.getByRole('menuitem', { name: attendees.formats.xlsx }).click()
  }
  await go('minutes')
  files['issues.xlsx'] = await saved(list(zh.minutes.export), 'issues.xlsx')
  await go('topics')
  files['topics.xlsx'] = await saved(list(zh.topics.export), 'topics.xlsx')
  const shelf = await mkdtemp(join(folder, 'shelf-'))
  await choose(shelf)
  await button(dialogues.archive.folder).click()
  await page.locator('.toast', { hasText: shelf }).waitFor()
  const [kept = ''] = await readdir(shelf)
  for (const file of await readdir(join(shelf, kept))) files[file] = new Uint8Array(await readFile(join(shelf, kept, file)))

  let coded = 0
  for (const [file, bytes] of Object.entries(files)) {
    const said = await textIn(file, bytes)
    expect(said.length, file).toBeGreaterThan(20)
    if (said.includes('企业A')) coded++
    // Their own letter says whom it is for, and nothing else names them; in the archive it does not.
    const named = names.map((name) => said.split(name).length - 1)
    expect(named, file).toEqual(file.startsWith('letters') ? [1, 1] : [0, 0])
  }
  expect(coded).toBeGreaterThan(10)
})

/** All that a file says, blanks left out. */
async function textIn(file: string, bytes: Uint8Array): Promise<string> {
  const text = file.endsWith('.pdf')
    ? (await readPdf(bytes)).text
    : /\.(docx|xlsx)$/.test(file)
      ? Object.entries(unzipSync(bytes))
          .filter(([name]) => name.endsWith('.xml'))
          .map(([, part]) => new TextDecoder().decode(part).replace(/<[^>]*>/g, ''))
          .join('')
      : new TextDecoder().decode(bytes)
  return text.replace(/\s/g, '')
}
