import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { unzipSync } from 'fflate'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { readPdf } from '../helpers/readPdf.ts'
import { freePort } from '../helpers/freePort.ts'
import { launchApp, type App } from './helpers/app.ts'
import { askToJoin, found, introduce, join, layInviteAside, makeInvite, switchHostingOn } from './helpers/joining.ts'
import { picture } from './helpers/picture.ts'

const { app: words, attendees, dialogues, meeting, minutes, papers, recommendations, topics } = zh
const [lin, song] = ['林知远', '宋砚秋']
const title = '技能人才供需对接座谈会'
const otherTitle = '实训基地走访座谈会'
const topic = '旺季技能工人短缺与跨企业调剂'
const task = '公布公共实训基地的开放时段'

let host: App
let expert: App
let folder: string
beforeAll(async () => {
  const port = await freePort()
  folder = await mkdtemp(pathOf(tmpdir(), 'yice-story-'))
  ;[host, expert] = await Promise.all([launchApp(), launchApp()])
  await introduce(host.page, lin, '秘书处')
  await found(host.page, '青岛民营经济智库')
  await switchHostingOn(host.page, port)
  const { code } = await makeInvite(host.page, song, 'expert')
  await layInviteAside(host.page)
  await introduce(expert.page, song, '滨海大学')
  await join(expert.page, await askToJoin(expert.page, { address: `127.0.0.1:${String(port)}`, code }))
})
afterAll(async () => {
  await expert.close()
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })
const saved = (page: Page): Promise<void> => page.locator('[data-save=saved]').waitFor()
const choose = (path: string): Promise<unknown> =>
  host.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

test('ST1 a dialogue from the call for topics to the archive, by a secretary and the expert who chairs it', async () => {
  const { page } = host
  const there = expert.page

  // The secretary plans a meeting that the expert is to chair.
  const plan = async (called: string): Promise<string> => {
    await page.locator('nav a[href="#/dialogues"]').click()
    await button(page, dialogues.create).click()
    const form = page.getByRole('dialog')
    await form.getByLabel(dialogues.fields.title).fill(called)
    await form.getByLabel(dialogues.fields.venue).fill('市工商联三楼会议室')
    await form.getByLabel(dialogues.fields.chair).fill(song)
    await button(form, words.create).click()
    await page.getByText(dialogues.agenda.empty, { exact: false }).waitFor()
    return new URL(page.url()).hash
  }
  const place = await plan(title)
  const go = (part: string, who = page): Promise<unknown> => who.evaluate((hash) => (location.hash = hash), `${place}/${part}`)

  // The expert proposes a topic; it is accepted and becomes an item of the agenda.
  await there.locator('nav a[href="#/dialogues"]').click()
  await there.locator(`main a[href="${place}"]`).first().click()
  await go('topics', there)
  await button(there, topics.propose).click()
  const proposal = there.getByRole('dialog')
  await proposal.getByLabel(topics.fields.title).fill(topic)
  await proposal.getByLabel(topics.fields.source).fill('韩立岑')
  await button(proposal, topics.propose).click()
  await go('topics')
  await page.locator('.topic', { hasText: topic }).waitFor()
  await button(page, topics.accept).click()
  await button(page, topics.promote).click()
  await there.locator('.topic', { hasText: topics.onAgenda(1) }).waitFor()

  // Whoever is to come, from a table; and what has to be settled before they are told.
  await go('attendees')
  const list = pathOf(folder, 'list.csv')
  await writeFile(
    list,
    `姓名,单位,职务,身份,回执\n${song},滨海大学,研究员,专家,参加\n韩立岑,潮远公司,董事长,企业,参加\n程牧野,市人社局,处长,政府,参加\n`,
  )
  await choose(list)
  await button(page, attendees.import).click()
  await button(page.getByRole('dialog'), attendees.importAll(3)).click()
  await page.locator('tr[data-attendee]').nth(2).waitFor()
  await go('plan')
  const { items } = dialogues.plan
  for (const [field, text] of [
    ['approver', '许清禾'],
    ['mealRule', '不安排用餐'],
    ['costBearer', '智库秘书处'],
  ] as const) {
    await page.getByLabel(items[field], { exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: `${items.approvedOn}: ${words.setDay}` }).click()
  await page.getByLabel(dialogues.plan.confirm).click()
  await page.getByText(dialogues.plan.ready).waitFor()
  const step = async (state: keyof typeof dialogues.states): Promise<void> => {
    await button(page.getByRole('list', { name: dialogues.stateSteps }), dialogues.states[state]).click()
    await page.locator('.steps .here', { hasText: dialogues.states[state] }).waitFor()
  }
  await step('announced')

  // That the invitations went out is noted once for all three.
  await go('attendees')
  await button(page, attendees.invite).click()
  await button(page.getByRole('dialog'), attendees.inviteAct(3)).click()
  await page.getByText(attendees.invitedNow(3)).waitFor()
  const invited = page.getByLabel(attendees.cell('韩立岑', attendees.list.invited), { exact: true })
  await expect.poll(() => invited.inputValue()).toBe('letter')

  // Both write the agenda at once; then it is confirmed, and nobody writes it any more.
  await go('agenda')
  const cell = (who: Page, at: number, column: string): Locator => who.locator('tr[data-item]').nth(at).locator(`td[data-column=${column}]`)
  await go('agenda', there)
  await cell(there, 0, 'content').click()
  await there.keyboard.press('End')
  await button(page, dialogues.agenda.add).click()
  await cell(page, 1, 'segment').click()
  await page.keyboard.type('会议小结')
  await there.keyboard.type('（限八分钟）')
  await cell(page, 0, 'content').getByText('限八分钟').waitFor()
  await cell(there, 1, 'segment').getByText('会议小结').waitFor()
  await Promise.all([saved(page), saved(there)])
  await picture(page, 'whole-agenda')

  // AG3 AG4 Who is asked to be in two meetings at once is marked, and so is what runs past the planned end.
  const { chairsElsewhere, speaksElsewhere, overrun } = dialogues.agenda
  await plan(otherTitle)
  await button(page, dialogues.agenda.add).click()
  await cell(page, 0, 'segment').click()
  await page.keyboard.type('座谈')
  await cell(page, 0, 'speaker').click()
  await page.keyboard.type('韩立岑')
  await page.locator('.speaker-clash', { hasText: speaksElsewhere('韩立岑', title, '14:00', '14:10') }).waitFor()
  await saved(page)
  await go('agenda')
  await page.locator('.speaker-clash', { hasText: speaksElsewhere('韩立岑', otherTitle, '14:00', '14:15') }).waitFor()
  await page.locator('.agenda-foot .item-clash', { hasText: chairsElsewhere(song, otherTitle, '14:00', '14:15') }).waitFor()
  const planned = page.getByRole('textbox', { name: dialogues.fields.endsAt })
  await planned.fill('14:20')
  await planned.press('Enter')
  await page.locator('.agenda-foot .item-clash', { hasText: overrun(5) }).waitFor()
  await there
    .locator('tr[data-item]')
    .nth(1)
    .locator('.item-clash', { hasText: overrun(5) })
    .waitFor()
  await picture(page, 'whole-clashes')
  await planned.fill('')
  await planned.press('Enter')
  await page.getByText(overrun(5)).first().waitFor({ state: 'detached' })
  await button(page, dialogues.agenda.confirm).click()
  await there.locator('td.agenda-acts').first().waitFor({ state: 'detached' })

  // The papers, each opened again.
  const paper = async (entry: string, act: string, file: string): Promise<Uint8Array> => {
    const path = pathOf(folder, file)
    await choose(path)
    await button(page.locator('.papers-list li', { hasText: entry }), act).click()
    await page.getByText(dialogues.papers.saved(path)).waitFor()
    return new Uint8Array(await readFile(path))
  }
  const pdf = async (name: keyof typeof papers.names): Promise<string> =>
    (await readPdf(await paper(papers.names[name], dialogues.papers.pdf, `${name}.pdf`))).text
  const word = async (name: keyof typeof papers.names): Promise<string> => {
    const parts = unzipSync(await paper(papers.names[name], dialogues.papers.word, `${name}.docx`))
    return new TextDecoder().decode(parts['word/document.xml'])
  }
  await go('papers')
  expect(await pdf('agenda')).toContain(`${topic}（限八分钟）`)
  expect(await pdf('runSheet')).toContain('企业代表有：潮远公司董事长韩立岑')
  expect(await pdf('letters')).toContain('市人社局处长程牧野：')
  expect(await word('letters')).toContain('潮远公司董事长韩立岑')
  expect(await pdf('cards')).toContain('程牧野')
  expect(await pdf('seating')).toContain(papers.seats.government)
  const calendar = new TextDecoder().decode(await paper(dialogues.papers.calendar, dialogues.papers.saveCalendar, 'dialogue.ics'))
  expect(calendar.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`)

  // In the room: by keys, and in the chair's window the same.
  const room = await host.windowFrom(() => button(page, meeting.open).click())
  await room.getByText(meeting.ahead).waitFor()
  await there.evaluate((hash) => (location.hash = hash), `${place}/meeting`)
  await room.keyboard.press('PageDown')
  await room.locator('.meeting[data-phase=running]').waitFor()
  await room.keyboard.press('1')
  await there.locator('[data-speaks]', { hasText: '韩立岑' }).waitFor()
  await there.getByText(meeting.place(1, 2), { exact: false }).waitFor()
  expect(await button(there, meeting.goOn).count()).toBe(0)
  await picture(room, 'whole-meeting')
  await room.keyboard.press('PageDown')
  await there.getByText(meeting.place(2, 2), { exact: false }).waitFor()
  await button(room, meeting.end).click()
  await button(room, meeting.endSure).click()
  await there.getByText(meeting.over).waitFor()
  await room.close()
  await page.locator('.steps .here', { hasText: dialogues.states.ended }).waitFor()

  // The minutes, by two at once; what was agreed is captured, corrected, removed and brought back.
  await go('attendees')
  const { columns } = attendees.list
  for (const name of [song, '韩立岑', '程牧野'])
    await page.getByLabel(attendees.cell(name, columns.attendance), { exact: true }).selectOption('present')
  await go('minutes')
  await button(page, minutes.start).click()
  await page.getByRole('button', { name: minutes.setRecorders }).click()
  await page.getByRole('option', { name: song }).click()
  await page.keyboard.press('Escape')
  await go('minutes', there)
  await there.locator('.capture').first().waitFor()
  await there.getByRole('textbox', { name: minutes.note(1) }).click()
  await page.getByRole('textbox', { name: minutes.note(2) }).click()
  await Promise.all([there.keyboard.type('韩立岑介绍旺季缺工情况。'), page.keyboard.type('宋砚秋作了小结。')])
  await page
    .getByRole('textbox', { name: minutes.note(1) })
    .getByText('旺季缺工')
    .waitFor()
  const capture = there.locator('.capture').first()
  await capture.getByLabel(minutes.fields.kind).selectOption('task')
  await capture.getByLabel(minutes.fields.text).fill('公布实训基地开放时段')
  await capture.getByLabel(minutes.fields.owner).fill('市人社局')
  await there.keyboard.press('Enter')
  const number = page.getByRole('textbox', { name: minutes.fields.number })
  await number.fill('青民智纪要〔2026〕3号')
  await number.press('Enter')
  const row = page.locator('.issue-written')
  await row.locator('textarea').fill(task)
  await page.keyboard.press('Enter')
  await expect.poll(() => there.locator('.issue-written textarea').inputValue()).toBe(task)
  await button(row, minutes.remove(task)).click()
  await row.waitFor({ state: 'detached' })
  await button(page.locator('.toast', { hasText: minutes.removed(task) }), words.undo).click()
  await row.waitFor()
  await Promise.all([saved(page), saved(there)])
  await picture(page, 'whole-minutes')

  // The secretary waits for the chair, who approves in person; what is open is followed from then on.
  await page.getByText(minutes.awaits(song)).waitFor()
  await button(there, minutes.approve).click()
  await page.getByText(`主持人${song}于`, { exact: false }).waitFor()
  await expect.poll(() => page.locator('.minutes-list :is([contenteditable=true], .capture)').count()).toBe(0)
  await picture(page, 'whole-approved')
  await page.locator('.issue-followed').getByRole('link', { name: minutes.followed }).click()
  await page.locator('blockquote', { hasText: task }).waitFor()
  await picture(page, 'whole-followed')
  await page.locator('.lineage').getByRole('link', { name: recommendations.line.issueList }).click()
  await page.locator('.minutes-list').waitFor()

  // What it leaves behind.
  await go('papers')
  const printed = await pdf('minutes')
  for (const said of ['青民智纪要〔2026〕3号', '韩立岑介绍旺季缺工情况。', '宋砚秋作了小结。', task, '市人社局', papers.minutes.present])
    expect(printed).toContain(said)
  expect(await word('minutes')).toContain(task)
  // Once it was run the chair's sheet says when each item really began and ended.
  expect(await pdf('runSheet')).toMatch(/实际起止：\d\d:\d\d—\d\d:\d\d/)
  const volume = pathOf(folder, 'archive.pdf')
  await choose(volume)
  await button(page, dialogues.archive.pdf).click()
  await page.getByText(dialogues.papers.saved(volume)).waitFor()
  expect((await readPdf(new Uint8Array(await readFile(volume)))).text).toContain(task)
  const shelf = pathOf(folder, 'shelf')
  await mkdir(shelf)
  await choose(shelf)
  await button(page, dialogues.archive.folder).click()
  await page.getByText(dialogues.archive.exported(''), { exact: false }).waitFor()
  const [kept = ''] = await readdir(shelf)
  const files = await readdir(pathOf(shelf, kept))
  for (const kind of ['.pdf', '.docx', '.xlsx', '.ics', '.txt']) expect(files.some((file) => file.endsWith(kind))).toBe(true)
  const index = await readFile(pathOf(shelf, kept, files.find((file) => file.endsWith('.txt')) ?? ''), 'utf8')
  for (const file of files) {
    const bytes = new Uint8Array(await readFile(pathOf(shelf, kept, file)))
    if (file.endsWith('.pdf')) expect((await readPdf(bytes)).text, file).toMatch(/\p{Script=Han}/u)
    else if (/\.(docx|xlsx)$/.test(file)) expect(Object.keys(unzipSync(bytes)), file).toContain('[Content_Types].xml')
    if (!file.endsWith('.txt')) expect(index).toContain(`${file}\t${String(bytes.length)}`)
  }
  await step('archived')
  await there.locator('.steps .here', { hasText: dialogues.states.archived }).waitFor()
})
