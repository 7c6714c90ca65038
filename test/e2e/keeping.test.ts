import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { auditEntry, recommendation } from '../../shared/register.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { whole } from '../../shared/i18n/zh/whole.ts'
import { freshProfile, launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const { keeping, app: words } = zh
const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act()
})

const choose = ({ electron }: App, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

describe('BK backups as the secretariat sees them', () => {
  it('BK4 one is made now, carried away, found damaged, and what is whole of it becomes a new workspace', async () => {
    const profile = await freshProfile()
    cleanUp.push(() => rm(profile, { recursive: true, force: true }))
    const app = await launchApp({ profile })
    const { page } = app
    await app.openSample()
    await page.getByRole('button', { name: words.person.menu }).click()
    await page.getByRole('menuitem', { name: words.person.keeping }).click()
    await page.getByText(keeping.backups.none).waitFor()
    await page.getByRole('button', { name: keeping.backups.make }).click()
    await page.getByRole('button', { name: /^恢复 .*的备份$/ }).waitFor()
    const drive = join(profile, '移动硬盘')
    await mkdir(drive)
    await choose(app, drive)
    await page.getByRole('button', { name: keeping.backups.second.set }).click()
    await page.getByText(/^已存并核对至/).waitFor()
    expect(await readdir(join(drive, (await readdir(drive))[0] ?? ''))).toHaveLength(2)
    await picture(app.page, 'keeping')

    const file = join(profile, '带走.yicebackup')
    await choose(app, file)
    await page.getByRole('button', { name: keeping.backups.save }).click()
    await page.getByText(keeping.backups.saved(file)).waitFor()
    const text = await readFile(file, 'utf8')
    const at = text.indexOf('{"part":"memo/') + 80
    await writeFile(file, `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`)

    await page.getByRole('button', { name: keeping.backups.fromFile }).click()
    await page.getByText(keeping.restore.damaged(1)).waitFor()
    await page.getByText(/^建议稿：/).waitFor()
    await picture(app.page, 'restore')
    await page.getByRole('button', { name: keeping.restore.actRest }).click()
    await page
      .getByText(/（恢复自 \d{4}-\d\d-\d\d）/)
      .first()
      .waitFor()
    await page.evaluate(() => (location.hash = '#/keeping'))
    await page.getByRole('row', { name: words.trail.restoreBackup }).waitFor()

    await page.getByRole('button', { name: words.person.menu }).click()
    await page.getByRole('menuitem', { name: words.person.switchWorkspace }).click()
    await page.getByRole('button', { name: words.start.restore }).waitFor()
    await picture(app.page, 'restore-start')
    expect(await page.getByRole('button', { name: /恢复自/ }).count()).toBe(1)
    await app.close()
  })

  it('the trail answers who did what and when', async () => {
    const app = await launchApp()
    const { page } = app
    await app.openSample()
    await page.evaluate(() => (location.hash = '#/keeping'))
    await page.getByRole('searchbox', { name: keeping.filters.text }).fill('座谈')
    await page.getByRole('button', { name: new RegExp(keeping.filters.everything) }).click()
    await page.getByRole('option', { name: words.trail.createDialogue }).click()
    const rows = page.getByRole('grid', { name: keeping.title }).getByRole('row')
    await expect.poll(() => rows.filter({ hasText: words.trail.createDialogue }).count()).toBeGreaterThan(0)
    expect(await rows.filter({ hasText: words.trail.createMemo }).count()).toBe(0)
    await picture(app.page, 'trail')
    await page.getByRole('searchbox', { name: keeping.filters.text }).fill('没有这样的事')
    await page.getByText(keeping.none).waitFor()
    await page.getByRole('button', { name: keeping.clear }).first().click()
    await rows.filter({ hasText: words.trail.createMemo }).first().waitFor()
    await app.close()
  })
})

describe('WA what is kept without the app', () => {
  it('WA1 the whole workspace becomes a folder of files that say what they are, and a run that was stopped leaves nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-whole-'))
    cleanUp.push(() => rm(folder, { recursive: true, force: true }))
    const app = await launchApp()
    cleanUp.push(() => app.close())
    const { page } = app
    await app.openSample()
    await page.evaluate(() => (location.hash = '#/keeping'))
    await choose(app, folder)
    const act = page.getByRole('button', { name: keeping.whole.act })
    await act.click()
    await page.getByRole('dialog').getByRole('button', { name: words.cancel }).click()
    await page.getByText(zh.app.exporting.cancelled).waitFor()
    await expect.poll(() => readdir(folder)).toEqual([])

    await act.click()
    await page.getByText(keeping.whole.saved(''), { exact: false }).waitFor()
    await picture(app.page, 'whole')
    const [name = '', ...others] = await readdir(folder)
    expect(others).toEqual([])
    const files = await readdir(join(folder, name))
    for (const kind of ['.pdf', '.md', '.xlsx', '.json', '.txt']) expect(files.some((file) => file.endsWith(kind))).toBe(true)
    const index = await readFile(join(folder, name, `00 ${whole.contents}.txt`), 'utf8')
    const digest = async (file: string): Promise<string> =>
      createHash('sha256')
        .update(await readFile(join(folder, name, file)))
        .digest('hex')
    for (const file of files.filter((one) => !one.endsWith('.txt'))) expect(index).toContain(`${file}\t`)
    expect(index).toContain(await digest(`${whole.ledger}.pdf`))
    const kept = z
      .object({ records: z.object({ recommendations: z.array(recommendation) }), trail: z.array(auditEntry) })
      .parse(JSON.parse(await readFile(join(folder, name, `${whole.register}.json`), 'utf8')))
    expect(kept.records.recommendations.length).toBeGreaterThan(0)
    expect(kept.trail.length).toBeGreaterThan(0)
  })

  it('WA2 the record of acts is exported as it stands in the list', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-trail-'))
    cleanUp.push(() => rm(folder, { recursive: true, force: true }))
    const app = await launchApp()
    cleanUp.push(() => app.close())
    const { page } = app
    await app.openSample()
    await page.evaluate(() => (location.hash = '#/keeping'))
    await page.getByRole('searchbox', { name: keeping.filters.text }).fill('账款')
    const path = join(folder, 'trail.csv')
    await choose(app, path)
    await page.getByRole('button', { name: keeping.trail.act, exact: true }).click()
    await page.getByRole('menuitem', { name: keeping.trail.formats.csv }).click()
    await page.getByText(keeping.trail.saved(path)).waitFor()
    const [head = '', ...rows] = (await readFile(path, 'utf8')).replace('\ufeff', '').trim().split('\r\n')
    expect(head.split(',')).toEqual(keeping.trail.head)
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) expect(row).toContain('账款')
  })
})
