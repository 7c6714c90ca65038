import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CDPSession, Page } from 'playwright-core'
import { launchApp, type App } from './helpers/app.ts'
import { axeFaults } from './helpers/axe.ts'
import { picture } from './helpers/picture.ts'

let app: App
let page: Page
let other: Page
let devtools: CDPSession
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  page = app.page
  await page.locator('nav a[href="#/memos"]').click()
  await page.getByRole('button', { name: '新建建议稿' }).click()
  await page.getByRole('dialog').getByLabel('标题').fill('关于民营企业用工的建议')
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
  await sheet(page).waitFor()
  const place = new URL(page.url()).hash
  other = await app.windowFrom(() => page.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
  await sheet(other).waitFor()
  devtools = await page.context().newCDPSession(page)
  await sheet(page).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.type('企业融资难')
  await page.keyboard.press('Enter')
  await page.keyboard.type('用工成本高')
  await page.getByRole('button', { name: '修订', exact: true }).click()
  await page.keyboard.press('Control+Shift+e')
  await page.getByText('修订模式已打开').waitFor()
})
afterAll(() => app.close())

const sheet = (of: Page) => of.locator('.ProseMirror[contenteditable=true]')
const pane = () => page.getByRole('complementary', { name: '修订' })
/** The text as it is read, with what is suggested: +in+ and -gone-. */
const shown = (of: Page): Promise<string[]> =>
  sheet(of).evaluate((text) =>
    [...text.querySelectorAll('p, h1, figcaption')].map((line) => {
      const copy = document.createElement('div')
      copy.append(...[...line.childNodes].map((node) => node.cloneNode(true)))
      copy.querySelectorAll('.caret, .ProseMirror-trailingBreak').forEach((node) => node.remove())
      copy.querySelectorAll('ins').forEach((node) => node.replaceWith(`+${node.textContent}+`))
      copy.querySelectorAll('del').forEach((node) => node.replaceWith(`-${node.textContent}-`))
      return copy.textContent.replaceAll('++', '').replaceAll('--', '').replaceAll('\ufeff', '')
    }),
  )
const both = async (lines: string[]): Promise<void> => {
  await expect.poll(() => shown(page)).toEqual(lines)
  await expect.poll(() => shown(other)).toEqual(lines)
}
const rejectAll = async (): Promise<void> => {
  await pane().getByRole('button', { name: '全部拒绝…' }).click()
  await pane().getByText('没有待处理的修订').waitFor()
}
const toEnd = async (of: Page, line: number): Promise<void> => {
  await sheet(of).locator('p').nth(line).click()
  await of.keyboard.press('End')
}

test('SG4 Backspace and Delete with real keys pass over what is gone, join paragraphs and put in no space of their own', async () => {
  await toEnd(page, 0)
  await page.keyboard.type(' a👨‍👩‍👧')
  await page.keyboard.press('Backspace')
  for (let times = 0; times < 4; times++) await page.keyboard.press('Backspace')
  await both(['企业融-资难-', '用工成本高'])
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await both(['-企业-融-资难-', '用工成本高'])
  await sheet(page).locator('p').nth(1).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await both(['-企业融资难-', '用工成本高'])
  expect(await sheet(page).locator('.break-deletion').count()).toBe(1)
  await picture(page, 'suggesting-gone')
  await rejectAll()
  await both(['企业融资难', '用工成本高'])
})

test('SG2 Enter, a heading, typing over a selection and a paste of paragraphs are suggested; what counts stays as it was; axe finds nothing', async () => {
  await sheet(page).locator('p').first().click()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.type('用电')
  await both(['企业', '-融资-+用电+难', '用工成本高'])
  await sheet(page).locator('p').nth(2).click()
  await page.keyboard.press('Control+Alt+1')
  await sheet(page).locator('h1.restyled').waitFor()
  await page.keyboard.press('End')
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/html', '<p>甲段</p><p>乙段</p>')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect.poll(async () => (await shown(page)).join('/')).toContain('+乙段+')
  await pane().getByText('乙段').waitFor()
  await picture(page, 'suggesting-suggested')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeFaults(page)).toEqual([])
  }
  await rejectAll()
  await both(['企业融资难', '用工成本高'])
})

test('SG2 pinyin composed in suggestion mode while a colleague types in the paragraph gives exactly the chosen characters on both sides', async () => {
  await sheet(page).locator('p').first().click()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await toEnd(other, 0)
  await page.bringToFront()
  for (const letters of ['p', 'pu', 'pu bian']) {
    await devtools.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length })
    await other.keyboard.type('乙')
  }
  await devtools.send('Input.insertText', { text: '普遍' })
  await both(['企业+普遍+融资难乙乙乙', '用工成本高'])
  await devtools.send('Input.imeSetComposition', { text: 'de', selectionStart: 2, selectionEnd: 2 })
  await devtools.send('Input.insertText', { text: '的' })
  await both(['企业+普遍的+融资难乙乙乙', '用工成本高'])
  await page.keyboard.press('Control+z')
  // One undo takes back what came within half a second: where the machine is slow, only the second of the two.
  if ((await shown(page)).join('').includes('普遍')) await page.keyboard.press('Control+z')
  await both(['企业融资难乙乙乙', '用工成本高'])
})

test('SG5 a memo with open suggestions is not frozen; accepted from the list by keys, it is, and undo takes an acceptance back', async () => {
  await toEnd(page, 1)
  await page.keyboard.type('，须降低')
  await expect.poll(() => pane().getByRole('listitem').count()).toBe(1)
  await page
    .getByRole('button', { name: '定稿' })
    .or(page.getByRole('radio', { name: '定稿' }))
    .first()
    .click()
  await page.getByText('处修订未处理').first().waitFor()
  await picture(page, 'suggesting-refused')
  const focused = (): Promise<string | null | undefined> => page.evaluate(() => document.activeElement?.textContent)
  await pane().getByRole('listitem').first().focus()
  await expect.poll(focused).toContain('插入“，须降低”')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('接受')
  await page.keyboard.press('Enter')
  await both(['企业融资难乙乙乙', '用工成本高，须降低'])
  await page.getByText('已接受 1 处修订').waitFor()
  await page.getByRole('button', { name: '撤销', exact: true }).last().click()
  await both(['企业融资难乙乙乙', '用工成本高+，须降低+'])
  await pane().getByRole('button', { name: '全部接受' }).click()
  await page
    .getByRole('button', { name: '定稿' })
    .or(page.getByRole('radio', { name: '定稿' }))
    .first()
    .click()
  await page.locator('.read-only').waitFor()
})
