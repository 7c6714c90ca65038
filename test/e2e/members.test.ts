import { loadavg, cpus } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { zh } from '../../shared/i18n/zh.ts'
import { freePort } from '../helpers/freePort.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { launchApp, type App } from './helpers/app.ts'
import { faultsOf } from './helpers/cut.ts'
import { askToJoin, found, introduce, join, layInviteAside, leadingTo, linkIs, makeInvite, switchHostingOn } from './helpers/joining.ts'
import { picture } from './helpers/picture.ts'

const { app: words, members, memos } = zh
const [lin, song, meng] = ['林知远', '宋怀瑾', '孟庆和']
/** As long as they come. */
const workspace = '青岛西海岸新区民营经济高质量发展政策研究与政企常态化沟通协商联合智库工作室（筹备组）'
const office = '中国（山东）自由贸易试验区青岛片区管理委员会民营经济发展促进与营商环境优化工作领导小组办公室政策研究处'
const title = '关于改善中小企业融资的建议'

/** So many ms on a machine that is not already behind with its work. */
const promised = (ms: number): number => ms * Math.max(1, (loadavg()[0] ?? 0) / cpus().length)
const within = <T>(ms: number, ask: () => Promise<T>) => expect.poll(ask, { timeout: promised(ms), interval: 20 })

const sheet = (page: Page) => page.locator('.ProseMirror')
/** What is written, without the carets of others that stand in it. */
const text = (page: Page): Promise<string> =>
  sheet(page).evaluate((element) => {
    const copy = element.cloneNode(true)
    if (copy instanceof Element) for (const caret of copy.querySelectorAll('.caret')) caret.remove()
    return copy.textContent ?? ''
  })
/** The names in the head of the memo. */
const present = async (page: Page): Promise<string> => (await page.locator('.page-acts .people').getAttribute('aria-label')) ?? ''
const here = (...names: string[]): string => words.presence.here(names.sort((a, b) => a.localeCompare(b, 'zh')))
const sees = (page: Page, ...names: string[]): Promise<void> => within(2_000, () => present(page)).toBe(here(...names))
async function write(page: Page, sentence: string): Promise<void> {
  await sheet(page).locator('p').last().click()
  await page.keyboard.press('End')
  await page.keyboard.type(sentence)
}
const listed = (page: Page, name: string) => page.locator('main .member', { hasText: name })
const canWrite = async (page: Page): Promise<boolean> => (await sheet(page).getAttribute('contenteditable')) === 'true'

let host: App
let expert: App
let observer: App
let toExpert: Proxy
let toObserver: Proxy
let memo = ''
beforeAll(async () => {
  const port = await freePort()
  ;[host, expert, observer] = await Promise.all([launchApp(), launchApp(), launchApp()])
  ;[toExpert, toObserver] = await Promise.all([openProxy(() => port), openProxy(() => port)])
  await introduce(host.page, lin, '秘书处')
  await found(host.page, workspace)
  await switchHostingOn(host.page, port)
})
afterAll(async () => {
  await Promise.all([expert.close(), observer.close()])
  await host.close()
  await Promise.all([toExpert.close(), toObserver.close()])
})

/** Three people, each at an app of their own; what the wire between them does is up to the proxies. */
describe('a memo in three offices', () => {
  it('MB1 whom the secretary invites joins by what the window shows, after seeing whose workspace it is, however long its name', async () => {
    const forExpert = await makeInvite(host.page, song, 'expert')
    await layInviteAside(host.page)
    const invite = host.page.getByRole('button', { name: members.invites.act, exact: true })
    await expect.poll(() => invite.evaluate((button) => button === document.activeElement)).toBe(true)
    const forObserver = await makeInvite(host.page, meng, 'observer')
    await layInviteAside(host.page)
    const print = await host.page.locator('.hosting dd.copied code', { hasText: /^\w{4}(-\w{4}){3}$/ }).innerText()

    await introduce(expert.page, song, '市工商联')
    const asked = await askToJoin(expert.page, { address: `127.0.0.1:${String(toExpert.port)}`, code: forExpert.code })
    expect(await asked.innerText()).toContain(workspace)
    expect(await asked.locator('.fingerprint').innerText()).toBe(print)
    expect(await host.page.locator('main').innerText()).not.toContain('市工商联')
    await join(expert.page, asked)

    await introduce(observer.page, meng, office)
    await join(observer.page, await askToJoin(observer.page, { link: leadingTo(toObserver.port, forObserver.link) }))
    for (const name of [song, meng]) await listed(host.page, name).waitFor()
    await expect.poll(() => host.page.locator('.hosting .connected').count()).toBe(2)
    for (const app of [host, expert, observer]) expect(await faultsOf(app.page)).toEqual([])
  })

  it('MB2 all three open the same memo and see one another; the observer reads and cannot write', async () => {
    const { page } = host
    await page.locator('nav a[href="#/memos"]').click()
    await page.getByRole('button', { name: memos.create, exact: true }).click()
    await page.getByRole('dialog').getByLabel(memos.fields.title).fill(title)
    await page.getByRole('dialog').getByRole('button', { name: words.create, exact: true }).click()
    await write(page, '一是用好续贷政策。')
    await page.getByRole('button', { name: memos.editDrafters }).click()
    await page.getByRole('option', { name: song }).click()
    await page.keyboard.press('Escape')
    await page.locator('.steps').getByRole('button', { name: memos.stages.consulting, exact: true }).click()
    memo = new URL(page.url()).hash

    for (const { page: there } of [expert, observer]) {
      await there.locator('nav a[href="#/memos"]').click()
      await there.locator(`main a[href="${memo}"]`).click()
      await sheet(there).getByText('一是用好续贷政策。').waitFor()
    }
    for (const app of [host, expert, observer]) await sees(app.page, lin, song, meng)
    expect(await canWrite(expert.page)).toBe(true)
    expect(await canWrite(observer.page)).toBe(false)
    await observer.page.getByText(memos.readOnly).waitFor()
    await write(observer.page, '列席人员所写')
    await write(expert.page, '二是降低担保费率。')
    await sheet(page).getByText('二是降低担保费率。').waitFor()
    await sheet(observer.page).getByText('二是降低担保费率。').waitFor()
    for (const app of [host, expert, observer]) expect(await text(app.page)).not.toContain('列席人员所写')
  })

  it('MB3 who is there is right within 2 s: after leaving and coming back, over a slow wire, after a cut and a silent death', async () => {
    await observer.page.locator('nav a[href="#/memos"]').click()
    for (const app of [host, expert]) await sees(app.page, lin, song)
    await observer.page.locator(`main a[href="${memo}"]`).click()
    for (const app of [host, expert, observer]) await sees(app.page, lin, song, meng)

    toExpert.delay(200)
    toExpert.cut()
    await Promise.all([sees(host.page, lin, meng), sees(observer.page, lin, meng), sees(expert.page, song)])
    await linkIs(expert.page, 'offline')
    toExpert.heal()
    await linkIs(expert.page, 'connected')
    for (const app of [host, expert, observer]) await sees(app.page, lin, song, meng)
    toExpert.delay(0)

    toObserver.halfOpen()
    await Promise.all([sees(host.page, lin, song), sees(expert.page, lin, song), sees(observer.page, meng)])
    await linkIs(observer.page, 'offline')
    toObserver.heal()
    await Promise.all([host, expert, observer].map((app) => sees(app.page, lin, song, meng)))
  })

  it('MB4 what the expert writes while the wire is cut is said to wait here, and merges once; undo takes back only one’s own', async () => {
    const { page } = expert
    toExpert.cut()
    await linkIs(page, 'offline')
    await write(page, '三是离线所写。')
    await page.getByText(members.link.offline(1)).waitFor()
    expect((await faultsOf(page)).filter((fault) => fault.includes('footer.status'))).toEqual([])
    await write(host.page, '四是同时所写。')
    expect(await text(host.page)).not.toContain('离线所写')
    toExpert.heal()
    await linkIs(page, 'connected')
    for (const app of [host, expert, observer]) {
      await sheet(app.page).getByText('四是同时所写。').waitFor()
      await expect.poll(async () => (await text(app.page)).split('三是离线所写。').length).toBe(2)
    }
    expect(new Set(await Promise.all([host, expert, observer].map((app) => text(app.page)))).size).toBe(1)
    await page.getByText(members.link.synced).waitFor()

    await sheet(page).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => text(host.page)).not.toContain('离线所写')
    for (let nth = 0; nth < 10; nth++) await page.keyboard.press('Control+z')
    await expect.poll(() => text(page)).not.toContain('二是降低担保费率')
    for (const sentence of ['一是用好续贷政策。', '四是同时所写。'])
      for (const app of [host, expert]) expect(await text(app.page)).toContain(sentence)
  })

  it('MB5 another role, undone too, and being removed are in effect within a second; a secretary elsewhere invites as one at the host', async () => {
    const secretary = await host.windowFrom(() => host.page.evaluate(() => window.yice.ask('openWindow', { place: '#/members' })))
    const setRole = async (role: 'secretariat' | 'observer'): Promise<void> => {
      await secretary.getByRole('button', { name: members.changeRole(song) }).click()
      await secretary.getByRole('option', { name: words.roles[role] }).click()
    }
    await setRole('observer')
    await within(1_000, () => canWrite(expert.page)).toBe(false)
    await secretary.getByRole('button', { name: words.undo }).click()
    await within(1_000, () => canWrite(expert.page)).toBe(true)
    await expect.poll(() => text(expert.page)).toContain('四是同时所写。')

    await secretary.getByRole('button', { name: members.remove(meng) }).click()
    await secretary.getByRole('dialog').getByRole('button', { name: members.removeAct, exact: true }).click()
    await within(1_000, () => observer.page.locator('[data-link=refused]').count()).toBe(1)
    await observer.page.getByText(members.link.refusedNext).waitFor()
    await sees(host.page, lin, song)
    expect(await text(observer.page)).toContain('四是同时所写。')
    await expect.poll(() => listed(secretary, meng).count()).toBe(0)

    await setRole('secretariat')
    await expert.page.locator('nav a[href="#/members"]').click()
    await makeInvite(expert.page, '周明哲', 'expert')
    await layInviteAside(expert.page)
    for (const page of [expert.page, secretary]) await page.locator('.invites li', { hasText: '周明哲' }).waitFor()

    // Whoever is entered by name is invited as that person.
    await secretary.getByRole('button', { name: members.add, exact: true }).click()
    await secretary.getByRole('dialog').getByLabel(members.name).fill('许清禾')
    await secretary.getByRole('dialog').getByRole('button', { name: members.add, exact: true }).click()
    await secretary.getByRole('button', { name: members.invite('许清禾'), exact: true }).click()
    await secretary.getByRole('dialog').getByText(members.invites.isEntered('许清禾', words.roles.expert)).waitFor()
    await secretary.keyboard.press('Escape')
    // Typed, the name may also be that of somebody else.
    await secretary.getByRole('button', { name: members.invites.act, exact: true }).click()
    const asked = secretary.getByRole('dialog')
    await asked.getByLabel(members.name).fill('许清禾')
    await asked.getByText(members.invites.isEntered('许清禾', words.roles.expert)).waitFor()
    await asked.getByRole('button', { name: members.invites.who }).click()
    await secretary.getByRole('option', { name: members.invites.another }).click()
    await asked.getByText(members.invites.namesake).waitFor()
    await picture(secretary, 'members-namesake')
    await asked.getByRole('button', { name: members.invites.make }).click()
    await layInviteAside(secretary)
    await secretary.locator('.invites li', { hasText: '许清禾' }).waitFor()
    expect(await secretary.getByRole('button', { name: members.invite('许清禾'), exact: true }).count()).toBe(1)
  })
})
