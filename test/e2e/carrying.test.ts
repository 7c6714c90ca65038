import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createHub } from '../../electron/hub/hub.ts'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import type { Host } from '../../electron/hub/uplink/hostFile.ts'
import { nothingYet } from '../../electron/hub/uplink/journal.ts'
import { createReplica, type Replica } from '../../electron/hub/uplink/replica.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { freePort } from '../helpers/freePort.ts'
import { value } from '../hub/house.ts'
import { freshProfile, launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const { bundles, receipts } = zh
const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act()
})

async function lastingProfile(): Promise<string> {
  const profile = await freshProfile()
  cleanUp.push(() => rm(profile, { recursive: true, force: true }))
  return profile
}
async function openFirstMemo({ page }: App): Promise<void> {
  await page.evaluate(() => (location.hash = '#/memos'))
  await page.locator('main a[href^="#/memos/"]').first().click()
  await page.locator('.ProseMirror[contenteditable=true]').waitFor()
}
async function fromMenu({ page }: App, entry: string): Promise<void> {
  await page.getByRole('button', { name: zh.app.person.menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}
const choose = ({ electron }: App, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

/** A copy of this profile's app, as a second office has it. */
async function secondOffice(profile: string): Promise<string> {
  const other = await lastingProfile()
  for (const entry of ['profile.json', 'workspaces']) await cp(join(profile, entry), join(other, entry), { recursive: true })
  return other
}

describe('BN texts carried by hand between two apps', () => {
  it('BN4 the receiving secretary sees what will be merged and whose key has signed it, and then has it', async () => {
    const profile = await lastingProfile()
    const first = await launchApp({ profile })
    await first.openSample()
    await openFirstMemo(first)
    await first.close()
    const other = await secondOffice(profile)
    const file = join(other, '交换.yice')

    const sender = await launchApp({ profile })
    await openFirstMemo(sender)
    await sender.page.locator('.ProseMirror p').last().click()
    await sender.page.keyboard.press('End')
    await sender.page.keyboard.type('由数据包带来的一句话。')
    await sender.page.getByText(zh.app.saveState.saved).waitFor()
    await choose(sender, file)
    await fromMenu(sender, bundles.export)
    await sender.page.getByText(bundles.exportBody).waitFor()
    await picture(sender.page, 'bundle-export')
    await sender.page.getByRole('button', { name: bundles.exportAct }).click()
    await sender.page.getByText(/^已导出 \d+ 篇文稿/).waitFor()
    await sender.close()

    const receiver = await launchApp({ profile: other })
    await openFirstMemo(receiver)
    await choose(receiver, file)
    await fromMenu(receiver, bundles.import)
    const dialog = receiver.page.getByRole('dialog')
    await dialog.getByText('由数据包带来的一句话。').waitFor()
    expect(await dialog.getByText(bundles.keyKnown.unknown).count()).toBe(1)
    await picture(receiver.page, 'bundle-import')
    await dialog.getByRole('button', { name: bundles.merge(1) }).click()
    await receiver.page.locator('.ProseMirror').getByText('由数据包带来的一句话。').waitFor()
    await fromMenu(receiver, bundles.import)
    await dialog.getByText(bundles.nothing).waitFor()
    expect(await dialog.getByRole('button', { name: bundles.merge(0), exact: true }).isDisabled()).toBe(true)
    await receiver.page.keyboard.press('Escape')
    await receiver.close()
  })
})

/** A member's machine elsewhere, admitted while the app is closed. */
async function memberElsewhere(folder: string, port: number): Promise<{ follow(): Promise<Replica> }> {
  const store = await openLevelStore(join(folder, 'documents'))
  const { members } = await openMembers(folder)
  const hub = await createHub({ store, members, path: folder, report: () => undefined })
  const { pin } = await hostKey(folder)
  hub.offer({ addresses: [`127.0.0.1:${String(port)}`], pin })
  const secretary = members.all().find(({ role }) => role === 'secretariat')?.id ?? ''
  const { invite } = value(await hub.command(secretary, 'inviteMember', { name: '王敏', role: 'expert' }))
  const credential = newCredential()
  const asked = { secret: invite.secret, credential, name: '王敏', organisation: '市工商联' }
  const { memberId } = value(await hub.join(asked))
  await hub.stop()
  return {
    async follow() {
      const inMemory = <T>(data: T) => ({ data, update: () => Promise.resolve() })
      const host = inMemory<Host>({ memberId, addresses: invite.addresses, pin, epoch: null, ended: null })
      const replica = await createReplica({
        ...{ store: await openMemoryStore(memoryDisk()), host, journal: inMemory(nothingYet), path: ':memory:' },
        report: () => undefined,
      })
      await replica.follow(credential)
      return replica
    },
  }
}

describe('SR who has this text', () => {
  it('SR1 the secretary sees on the page when the text has reached the machine of a member elsewhere, and when it has not', async () => {
    const profile = await lastingProfile()
    const first = await launchApp({ profile })
    await first.openSample()
    await first.close()
    const [workspace = ''] = await readdir(join(profile, 'workspaces'))
    const port = await freePort()
    const elsewhere = await memberElsewhere(join(profile, 'workspaces', workspace), port)

    const app = await launchApp({ profile })
    cleanUp.push(() => app.close())
    await openFirstMemo(app)
    const chip = app.page.locator('.receipts')
    await chip.getByText(receipts.short(1, 2)).waitFor()
    const hosting = await app.page.evaluate((at) => window.yice.ask('host', { port: at }), port)
    expect(hosting.ok).toBe(true)
    const replica = await elsewhere.follow()
    await chip.getByText(receipts.short(2, 2)).waitFor()
    await chip.click()
    await app.page.getByText(receipts.have(2, `${receipts.host}、王敏`)).waitFor()
    await picture(app.page, 'receipts-have')
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('dialog', { name: receipts.label }).waitFor({ state: 'detached' })
    await app.page.locator('.steps').getByRole('button', { name: zh.memos.stages.countersigning, exact: true }).click()
    await app.page
      .getByRole('dialog', { name: zh.endorsements.start })
      .getByText(receipts.have(2, `${receipts.host}、王敏`))
      .waitFor()
    await app.page.keyboard.press('Escape')
    await replica.stop()
    await app.page.locator('.ProseMirror p').last().click()
    await app.page.keyboard.type('它没有的一句。')
    await chip.getByText(receipts.short(1, 2)).waitFor()
    await chip.click()
    await app.page.getByText('回执为较早的文本').waitFor()
    await picture(app.page, 'receipts-lack')
    await app.page.keyboard.press('Escape')
  })
})
