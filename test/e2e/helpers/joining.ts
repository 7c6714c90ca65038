import type { Locator, Page } from 'playwright-core'
import { zh } from '../../../shared/i18n/zh.ts'
import { inviteLink, parseInviteLink } from '../../../shared/invite.ts'
import type { Role } from '../../../shared/roles.ts'

const { app, members } = zh
const { hosting, invites, joining } = members
const button = (page: Page | Locator, name: string): Locator => page.getByRole('button', { name, exact: true })

export async function introduce(page: Page, name: string, organisation: string): Promise<void> {
  await page.getByLabel(app.start.name).fill(name)
  await page.getByLabel(app.start.organisation).fill(organisation)
  await button(page, app.start.next).click()
}

export async function found(page: Page, workspace: string): Promise<void> {
  await page.getByText(app.start.found).click()
  await page.getByLabel(app.start.workspaceName).fill(workspace)
  await button(page, app.create).click()
  await page.locator('main').waitFor()
}

/** 主持协作, on the page of members. */
export async function switchHostingOn(page: Page, port: number): Promise<void> {
  await page.locator('nav a[href="#/members"]').click()
  await page.getByLabel(hosting.port).fill(String(port))
  await button(page, hosting.start).click()
  await page.locator('.hosting').getByText(hosting.on, { exact: true }).waitFor()
}

/** What the window shows of an invite, this once. */
export type Shown = { link: string; code: string }

/** Makes an invite and leaves it on the screen. */
export async function makeInvite(page: Page, name: string, role: Role): Promise<Shown> {
  await button(page, invites.act).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(members.name).fill(name)
  if (role !== 'expert') {
    await dialog.getByRole('button', { name: members.role }).click()
    await page.getByRole('option', { name: app.roles[role] }).click()
  }
  await button(dialog, invites.make).click()
  await dialog.getByText(invites.madeTitle(name)).waitFor()
  const text = (of: string): Promise<string> => dialog.locator(of).innerText()
  return { link: await text('.invite-link code'), code: await text('.invite-code code') }
}

export const layInviteAside = (page: Page): Promise<void> => button(page.getByRole('dialog'), invites.finish).click()

/** The same invite, with another way to the host. */
export function leadingTo(port: number, link: string): string {
  const parsed = parseInviteLink(link)
  if (!parsed.ok) throw new Error('The window shows a link that nobody can read')
  return inviteLink({ ...parsed.value, addresses: [`127.0.0.1:${String(port)}`] })
}

/** Types what was sent or read out, up to the question whose workspace it is. */
export async function askToJoin(page: Page, invite: { link: string } | { address: string; code: string }): Promise<Locator> {
  await page.getByText(joining.hint).click()
  const dialog = page.getByRole('dialog')
  if ('link' in invite) await dialog.getByLabel(joining.link).fill(invite.link)
  else {
    await dialog.getByLabel(joining.address).fill(invite.address)
    await dialog.getByLabel(joining.code).fill(invite.code)
  }
  await button(dialog, joining.look).click()
  await dialog.getByText(joining.confirmBody).waitFor()
  return dialog
}

export async function join(page: Page, dialog: Locator): Promise<void> {
  await button(dialog, joining.join).click()
  await linkIs(page, 'connected')
}

export const linkIs = (page: Page, state: 'connected' | 'offline' | 'refused'): Promise<void> =>
  page.locator(`[data-link=${state}]`).waitFor()
