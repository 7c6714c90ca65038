import type { Page } from 'playwright-core'
import { launchApp, type App } from '../e2e/helpers/app.ts'
import { faultsOf } from '../e2e/helpers/cut.ts'
import { pictureShown } from '../e2e/helpers/picture.ts'
import { furnish, walk } from '../e2e/helpers/walk.ts'
import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** The smallest window there is, an office display, and a large one whose user wants large letters. */
const smallest = { width: 1024, height: 700 }
const office = { width: 1366, height: 768 }
const large = { width: 1920, height: 1080 }

/** The most revealing first, so that the small size has them. */
const rounds = [
  ['en', 200, large],
  ['zh', 100, smallest],
  ['zh', 200, large],
  ['en', 100, smallest],
  ['en', 150, large],
  ['zh', 150, large],
  ['en', 80, office],
  ['zh', 80, office],
] as const

/** ZM1 over every page, dialog, menu and panel. `YICE_PICTURES` names a folder for a picture of each. */
export const zoom: Proof = {
  name: 'zoom',
  promise: 'nothing is cut, crushed, covered or out of reach on any page, in both languages, from 80 % to 200 %',
  small: 1,
  full: rounds.length,
  run,
}

async function run({ count, log }: ProofOptions): Promise<Figures> {
  const app = await launchApp()
  try {
    await app.openSample()
    app.page.setDefaultTimeout(15_000)
    const places = await furnish(app)
    const faults: string[] = []
    let looked = 0
    for (const [language, percent, size] of rounds.slice(0, count)) {
      await speak(app, language)
      await show(app, percent / 100, size)
      const at = `${language} ${String(percent)} %`
      const visit = async (name: string, page: Page): Promise<void> => {
        looked++
        await pictureShown(app.electron, `${language}-${String(percent)}-${name}`)
        faults.push(...(await faultsOf(page)).map((fault) => `${at} ${name}: ${fault}`))
      }
      await walk(app, language, places, visit, (name, reason) => faults.push(`${at} ${name}: not opened, ${String(reason)}`))
      log(`${at}: ${String(faults.length)} faults so far`)
    }
    if (faults.length > 0) throw new Broken(`${String(faults.length)} faults\n${faults.join('\n')}`)
    return { looked, rounds: Math.min(count, rounds.length) }
  } finally {
    await app.close()
  }
}

async function speak({ page }: App, language: 'zh' | 'en'): Promise<void> {
  await page.evaluate((to) => window.yice.ask('prefer', { theme: 'light', size: 'standard', language: to, notify: false }), language)
  await page.locator(`html[lang^="${language}"]`).waitFor()
}

const show = ({ electron }: App, factor: number, size: typeof smallest): Promise<void> =>
  electron.evaluate(
    ({ BrowserWindow }, to) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isVisible()) continue
        window.setContentSize(to.size.width, to.size.height)
        window.webContents.setZoomFactor(to.factor)
      }
    },
    { factor, size },
  )
