import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'

const folder = process.env['YICE_PICTURES']

/** What the page looks like now, as NAME.png in the folder that YICE_PICTURES names; without one nothing is done. */
export async function picture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The same of the app's first window as it is shown: the driver's own pictures know nothing of zoom. */
export async function pictureShown(electron: ElectronApplication, name: string): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const png = await electron.evaluate(async ({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible())
    return shown ? (await shown.webContents.capturePage()).toPNG().toString('base64') : ''
  })
  await writeFile(join(folder, `${name}.png`), Buffer.from(png, 'base64'))
}
