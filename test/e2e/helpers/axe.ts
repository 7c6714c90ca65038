import axeCore from 'axe-core'
import type { Page } from 'playwright-core'

declare global {
  /** In a page that has been looked at. */
  var axe: typeof axeCore
}

/**
 * What axe finds wrong within this part of a page when nothing moves any more, a line each; `colours`: their contrast only. It is brought into the
 * page once, and of what is right nothing is told: both take longer than the looking.
 */
export async function axeFaults(page: Page, part = 'html', colours = false): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source)
  return page.evaluate(
    async ({ within, rules }) => {
      const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      await Promise.allSettled(passing.map(({ finished }) => finished))
      const { violations } = await axe.run(within, { resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) })
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    },
    { within: part, rules: colours ? ['color-contrast'] : null },
  )
}
