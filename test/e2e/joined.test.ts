import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import type { Session } from '../../shared/desktop.ts'
import type { WireEvent } from '../../electron/hub/listen/listen.ts'
import * as Y from 'yjs'
import { documentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { inviteLink } from '../../shared/invite.ts'
import { zh } from '../../shared/i18n/zh.ts'
import type { Link } from '../../shared/joined.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { value } from '../hub/house.ts'
import { openHouse, type OpenHouse } from '../hub/wire.ts'
import { freshProfile, launchApp, named, type App } from './helpers/app.ts'
import { askToJoin, introduce, linkIs } from './helpers/joining.ts'
import { picture } from './helpers/picture.ts'

const { members } = zh
const { joining } = members
const button = (where: Page | Locator, name: string): Locator => where.getByRole('button', { name, exact: true })

let the: OpenHouse
let proxy: Proxy
let profile: string
let app: App
let admitted: number
/** Called before the answer has left this process. */
let onAdmitted: () => void
beforeEach(async () => {
  admitted = 0
  onAdmitted = () => undefined
  const tell = ({ event }: WireEvent): void => {
    if (event !== 'joined') return
    admitted += 1
    onAdmitted()
  }
  the = await named('opening the house', openHouse({ tell }))
  proxy = await named(
    'opening the proxy',
    openProxy(() => the.listening.port),
  )
  profile = await freshProfile()
  app = await launchApp({ profile })
})
afterEach(async () => {
  await app.close()
  await proxy.close()
  await the.close()
  await rm(profile, { recursive: true, force: true })
})

/** The link of an invite that leads through the proxy. */
async function invitation(): Promise<string> {
  const { invite } = await the.invite('expert', '宋远')
  return inviteLink({ ...invite, addresses: [`127.0.0.1:${String(proxy.port)}`] })
}

const session = async (page: Page): Promise<Session> => value(await page.evaluate(() => window.yice.ask('session', {})))
const link = async (page: Page): Promise<Link['state'] | undefined> => (await session(page)).open?.link?.state

describe('a workspace that lives elsewhere', () => {
  it('JN1 is looked at, joined, written in online and offline, and is there after a restart; the credential is kept apart', async () => {
    const text = await invitation()
    const { page } = app
    await page.evaluate(() => window.yice.ask('introduce', { name: '宋远', organisation: '商会' }))
    expect(value(await page.evaluate((asked) => window.yice.ask('readInvite', { text: asked }), text))).toMatchObject({ workspace: '智库' })
    expect(value(await page.evaluate((asked) => window.yice.ask('lookInvite', { text: asked }), text))).toMatchObject({
      ...{ workspace: '智库', role: 'expert', pinned: true },
    })
    const { open } = value(await page.evaluate((asked) => window.yice.ask('joinWorkspace', { text: asked }), text))
    expect(open).toMatchObject({ role: 'expert', workspace: { kind: 'joined', name: '智库' } })
    await expect.poll(() => link(page), { timeout: 20_000 }).toBe('connected')
    expect(await page.evaluate(() => window.yice.ask('host', { port: 14410 }))).toEqual({ ok: false, failure: { kind: 'forbidden' } })

    const secretary = await the.client('secretariat')
    const { id } = value(await secretary.command('createMemo', { title: '融资建议', dialogueId: null }))
    value(await secretary.command('setDrafters', { id, drafters: [open?.memberId ?? ''] }))
    const here = await secretary.open(documentName('memo', id))
    const lines = (): string => blockTexts(readBlocks(memoBody(here.doc))).join('')
    await page.evaluate((memo) => (location.hash = `#/memos/${memo}`), id)
    const editor = page.locator('.ProseMirror[contenteditable=true]')
    await editor.waitFor()
    await editor.click()
    await page.keyboard.type('online ')
    await expect.poll(lines, { timeout: 10_000 }).toContain('online')

    // LV1, AU1: another member writes while this one is away.
    await page.evaluate(() => (location.hash = '#/'))
    await page.locator('.home').waitFor()
    const add = async (words: string): Promise<void> => {
      const added = new Y.XmlElement('paragraph')
      added.insert(0, [new Y.XmlText(words)])
      memoBody(here.doc).push([added])
      await here.saved()
    }
    await add('林补充的一段。')
    // LV3: the desk says so at once, and leads to what has changed.
    const changed = page.locator('.home-section', { hasText: zh.app.home.changed }).getByRole('link', { name: '融资建议' })
    await changed.waitFor()
    await picture(page, 'since-home')
    await changed.click()
    await page.locator('.compared ins', { hasText: '林补充的一段。' }).waitFor()
    await picture(page, 'since-compared')
    const bar = page.locator('.since-bar', { hasText: '林修改了 1 处' })
    await page.getByRole('link', { name: zh.versions.compare.back }).click()
    await bar.waitFor()
    await page.locator('.since-left', { hasText: '林补充的一段。' }).waitFor()
    await picture(page, 'since')
    await bar.getByRole('link', { name: zh.versions.since.show }).click()
    await page.locator('.compared ins', { hasText: '林补充的一段。' }).waitFor()
    await page.getByRole('link', { name: zh.versions.compare.back }).click()
    await editor.waitFor()
    expect(await page.locator('.since-bar').count()).toBe(0)
    await page.getByRole('button', { name: zh.editor.asides.authors, exact: true }).click()
    await page.locator('.written-by', { hasText: '林补充的一段。' }).waitFor()
    await expect
      .poll(() =>
        page
          .locator('.authors button')
          .allInnerTexts()
          .then((all) => all.join()),
      )
      .toMatch(/林.*宋远/su)
    await picture(page, 'authors')
    await editor.locator('p', { hasText: '林补充的一段。' }).click()
    await page.keyboard.press('Control+Alt+KeyW')
    await page.locator('.toast', { hasText: '林，' }).waitFor()
    await editor.locator('p', { hasText: 'online' }).click()
    await page.keyboard.press('End')

    proxy.cut()
    await expect.poll(() => link(page), { timeout: 20_000 }).toBe('offline')
    await page.keyboard.type('offline')
    await expect.poll(async () => (await session(page)).open?.link?.waiting).toBe(1)
    await page.locator('[data-save=saved]').waitFor()
    await app.close()
    app = await launchApp({ profile })
    await app.page.locator('.ProseMirror', { hasText: 'online offline' }).waitFor()
    expect(lines()).not.toContain('offline')
    await add('对方离线时林写的。')
    proxy.heal()
    await expect.poll(lines, { timeout: 20_000 }).toContain('online offline')
    // It comes after the page has opened, and the two are told apart.
    await app.page.locator('.since-bar', { hasText: '林修改了 1 处' }).waitFor()
    await expect
      .poll(async () => (await session(app.page)).open?.link, { timeout: 20_000 })
      .toMatchObject({ state: 'connected', waiting: 0 })

    const kept = JSON.parse(await readFile(join(profile, 'credentials.json'), 'utf8')) as unknown
    expect(kept).toMatchObject({ data: [{ workspaceId: open?.workspace.id }] })
    const plain = JSON.stringify(kept).includes('"sealed":false')
    expect((await session(app.page)).notices.some(({ kind }) => kind === 'noKeyring')).toBe(plain)

    value(await secretary.command('removeMember', { id: open?.memberId ?? '' }))
    await expect.poll(async () => (await session(app.page)).open?.link?.failure, { timeout: 5_000 }).toEqual({ kind: 'notMember' })
    const left = value(await app.page.evaluate((known) => window.yice.ask('removeJoined', { id: known }), open?.workspace.id ?? ''))
    expect(left).toMatchObject({ open: null, workspaces: [] })
  })

  it('SE9 a link that the system opens the app with is shown to the person, and nothing is joined', async () => {
    const text = await invitation()
    const { page, electron } = app
    await page.evaluate(() => window.yice.ask('introduce', { name: '宋远', organisation: '商会' }))
    await electron.evaluate(({ app: main }, link) => void main.emit('second-instance', {}, ['yice', '--flag', link], ''), text)
    const asked = page.getByRole('dialog')
    await asked.getByText('智库').first().waitFor()
    expect(value(await page.evaluate(() => window.yice.ask('takeInvite', {})))).toEqual({ text: null })
    expect((await session(page)).workspaces).toEqual([])
    expect(admitted).toBe(0)
  })

  it('JN2 a second invite to it offers to open what is here; an answer lost on its way is asked for again; a host that has moved is found by its key', async () => {
    await introduce(app.page, '宋远', '商会')
    const first = await invitation()
    const dialog = await askToJoin(app.page, { link: first })
    onAdmitted = () => proxy.cut()
    await button(dialog, joining.join).click()
    await dialog.getByRole('alert').waitFor()
    expect(admitted).toBe(1)
    onAdmitted = () => undefined
    proxy.heal()
    await app.close()
    app = await launchApp({ profile })
    const { page } = app
    await button(await askToJoin(page, { link: first }), joining.join).click()
    await linkIs(page, 'connected')
    expect(admitted).toBe(2)
    const { doc } = await (await the.client('secretariat')).open('register')
    expect(doc.getMap('members').size).toBe(4)

    const again = await invitation()
    await app.electron.evaluate(({ app: main }, link) => void main.emit('second-instance', {}, ['yice', link], ''), again)
    const asked = page.getByRole('dialog')
    await button(asked, joining.look).click()
    await asked.getByText(joining.known.joined).waitFor()
    await picture(page, 'known')
    await button(asked, joining.open).click()
    await asked.waitFor({ state: 'detached' })
    expect((await session(page)).workspaces).toHaveLength(1)

    proxy.cut()
    await linkIs(page, 'offline')
    const moved = await openProxy(() => the.listening.port)
    await button(page, members.link.move).click()
    const moving = page.getByRole('dialog')
    await moving.getByLabel(joining.address).fill(`127.0.0.1：${String(moved.port)}`)
    await picture(page, 'moving')
    await button(moving, members.link.moveAct).click()
    await linkIs(page, 'connected')
    await moved.close()
  })
})
