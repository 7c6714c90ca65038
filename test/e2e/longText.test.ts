import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { profileWithLongMemos, sizes } from '../bench/longMemos.ts'
import { launchApp, type App } from './helpers/app.ts'

let app: App
let page: Page
let ids: readonly string[]
beforeAll(async () => {
  const made = await profileWithLongMemos()
  ids = made.ids
  app = await launchApp({ profile: made.profile })
  page = app.page
  return () => rm(made.profile, { recursive: true, force: true })
})
afterAll(() => app.close())

/** The memo of so many pages, with the caret in its first paragraph. */
async function open(pages: (typeof sizes)[number]): Promise<void> {
  await page.evaluate((at) => (location.hash = at), `#/memos/${ids[sizes.indexOf(pages)] ?? ''}`)
  await page.getByRole('heading', { name: `${String(pages)} 页的建议` }).waitFor()
  await page.locator('.ProseMirror[contenteditable=true] p').first().click()
}

const seen = z.object({
  blocks: z.number(),
  /** The block with the caret, counted from the first, and whether the caret is on the screen. */
  caret: z.number(),
  isCaretShown: z.boolean(),
  /** The blocks on the screen, and those of them that are left out. */
  first: z.number(),
  last: z.number(),
  blank: z.number(),
  /** Blocks of the text that are left out. */
  leftOut: z.number(),
})
const look = async () =>
  seen.parse(
    await page.evaluate(() => {
      const text = document.querySelector('.memo-text')
      const desk = text?.closest('.desk')?.getBoundingClientRect()
      if (!text || !desk) return null
      const { focusNode, focusOffset } = getSelection() ?? {}
      const blocks = [...text.children]
      const isLeftOut = (block: Element): boolean => getComputedStyle(block).contentVisibility === 'hidden'
      const onScreen = blocks.filter((block) => {
        const { top, bottom } = block.getBoundingClientRect()
        return bottom > desk.top && top < desk.bottom
      })
      const caret = document.createRange()
      if (focusNode) caret.setStart(focusNode, focusOffset ?? 0)
      const box = caret.getClientRects()[0] ?? (focusNode instanceof Element ? focusNode.getBoundingClientRect() : null)
      return {
        blocks: blocks.length,
        caret: blocks.findIndex((block) => block.contains(focusNode ?? null)),
        isCaretShown: box !== null && box.top >= desk.top && box.bottom <= desk.bottom,
        first: blocks.findIndex((block) => block === onScreen[0]),
        last: blocks.findIndex((block) => block === onScreen.at(-1)),
        blank: onScreen.filter(isLeftOut).length,
        leftOut: blocks.filter(isLeftOut).length,
      }
    }),
  )
/** Once nothing on the desk has moved or grown for twenty frames: what was laid out late has had its time. */
const settled = () =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [before, still] = ['', 0]
        const watch = (): void => {
          const { scrollTop = 0, scrollHeight = 0 } = document.querySelector('.desk') ?? {}
          const now = `${String(scrollTop)} ${String(scrollHeight)}`
          still = now === before ? still + 1 : 0
          before = now
          if (still === 20) resolve()
          else requestAnimationFrame(watch)
        }
        watch()
      }),
  )
const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText())
const press = async (keys: string, times: number): Promise<void> => {
  for (let time = 0; time < times; time++) await page.keyboard.press(keys)
}

test('LT1 the keys that go to either end bring the caret onto the screen, however long the text is', async () => {
  for (const pages of sizes) {
    await open(pages)
    const { blocks } = await look()
    await page.keyboard.press('Control+End')
    await expect.poll(look).toMatchObject({ caret: blocks - 1, isCaretShown: true, blank: 0 })
    await press('ArrowUp', 3)
    await page.keyboard.press('Control+Home')
    await expect.poll(look).toMatchObject({ caret: 0, isCaretShown: true, blank: 0 })
    await page.keyboard.press('Control+Shift+End')
    await expect.poll(look).toMatchObject({ caret: blocks - 1, isCaretShown: true })
    await page.keyboard.press('Control+c')
    await expect.poll(async () => (await copied()).length).toBeGreaterThan(pages * 500)
  }
})

test('LT2 keys go on from block to block, though far ones are left out', async () => {
  await open(500)
  await page.keyboard.press('Control+Home')
  let before = 0
  for (let turn = 0; turn < 14; turn++) {
    await press(turn % 2 === 0 ? 'PageDown' : 'Shift+PageDown', 3)
    const { caret } = await look()
    expect(caret - before, `turn ${String(turn)}`).toBeGreaterThan(4)
    expect(caret - before, `turn ${String(turn)}`).toBeLessThan(25)
    before = caret
  }
  await press('ArrowRight', 1)
  await press('ArrowUp', 200)
  const { caret } = await look()
  expect(before - caret).toBeGreaterThan(20)
  expect(before - caret).toBeLessThan(110)
  await expect.poll(look).toMatchObject({ isCaretShown: true, blank: 0 })
  expect((await look()).leftOut).toBeGreaterThan(1_500)
})

test('LT3 wherever the text is scrolled to, it is there; and the next key is where the caret was', async () => {
  await open(500)
  const { caret } = await look()
  for (const share of [0.5, 0.02, 0.97, 0.3, 1, 0.75]) {
    await page.evaluate((to) => {
      const desk = document.querySelector('.desk')
      if (desk) desk.scrollTop = (desk.scrollHeight - desk.clientHeight) * to
    }, share)
    await expect.poll(look).toMatchObject({ blank: 0, caret })
  }
  await page.mouse.move(700, 500)
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, -1_500)
  expect(await look()).toMatchObject({ blank: 0, caret, isCaretShown: false })
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('字')
  await expect.poll(look).toMatchObject({ caret, isCaretShown: true, blank: 0 })
})

test('LT4 words that are found far away are shown', async () => {
  await open(500)
  await page.keyboard.press('Control+f')
  const bar = page.getByRole('search')
  const last = await page
    .locator('.memo-text > h1')
    .last()
    .evaluate((block) => block.textContent)
  await bar.getByLabel('查找内容').fill(last)
  await bar.getByText(/第 1 处/).waitFor()
  await page.keyboard.press('Shift+Enter')
  await expect.poll(async () => (await look()).first).toBeGreaterThan(2_000)
  await expect.poll(look).toMatchObject({ blank: 0 })
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
})

test('LT5 a section chosen in the outline stands in the middle of the screen, and so does what is found after a jump', async () => {
  await open(500)
  await page.getByRole('button', { name: '提纲', exact: true }).click()
  const outline = page.getByRole('complementary', { name: '提纲' })
  for (const section of [2_495, 1_245, 20, 2_485]) {
    await outline.getByRole('button', { name: new RegExp(`第${String(section)}节`) }).click()
    await expect.poll(look).toMatchObject({ caret: section, isCaretShown: true, blank: 0 })
    await settled()
    expect(await look(), `section ${String(section)}`).toMatchObject({ caret: section, isCaretShown: true, blank: 0 })
  }
  await outline.getByRole('button', { name: '收起' }).click()
  await page.locator('.memo-text').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+f')
  const bar = page.getByRole('search')
  await bar.getByLabel('查找内容').fill('第1200节基本情况')
  await bar.getByText(/第 1 处/).waitFor()
  await settled()
  const { first, last, blank } = await look()
  expect(blank).toBe(0)
  expect([first <= 1_200, last >= 1_200]).toEqual([true, true])
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
})

test('LT6 while the system reads the windows aloud, nothing is left out', async () => {
  await open(500)
  await expect.poll(async () => (await look()).leftOut).toBeGreaterThan(2_000)
  await app.electron.evaluate(({ app: electron }) => (electron.accessibilitySupportEnabled = true))
  await expect.poll(async () => (await look()).leftOut).toBe(0)
  await app.electron.evaluate(({ app: electron }) => (electron.accessibilitySupportEnabled = false))
  await expect.poll(async () => (await look()).leftOut).toBeGreaterThan(2_000)
})
