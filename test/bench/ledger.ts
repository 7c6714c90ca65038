import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as milliseconds } from 'node:timers/promises'
import type { App } from '../e2e/helpers/app.ts'
import { followed } from './followed.ts'
import { quantile, type Bench } from './measure.ts'
import { treeMemory } from './memory.ts'

const recordsARound = 1_000
const MiB = 2 ** 20
/** What is written of a record in the years until it is closed. */
const said = {
  reply: '经研究，已将该项建议纳入本年度重点工作，明确由综合处牵头，会同有关处室制定实施细则，并于季度末前向社会公开办理结果。'.repeat(2),
  progress: ['已召开专题会议研究。', '已征求有关部门意见，正在修改。', '已形成初稿，报分管领导审定。'].map((text, at) => ({
    ...{ at: `2026-0${at + 3}-12T02:00:00.000Z`, by: crypto.randomUUID(), text },
  })),
}

/** 办理台账, as somebody asks for it in the window: how long no other window would be answered. */
export const ledger: Bench = {
  name: 'ledger',
  question: `办理台账 of ${recordsARound.toLocaleString('en')} records a round, all in one: how long it takes, its size and memory, and what it leaves of the main process to others (20 is the most)`,
  rounds: 2,
  async run({ rounds, log }) {
    const { app, profile, ids } = await followed(rounds * recordsARound, said)
    const folder = await mkdtemp(join(tmpdir(), 'yice-ledger-'))
    await app.page.locator('.home-follow-up, main h2').first().waitFor()
    const still = await stallsDuring(app, () => milliseconds(5_000))
    const groups = [[{ name: 'main process, nothing done', values: still }]]
    for (const format of ['xlsx', 'pdf'] as const) {
      const path = join(folder, `ledger.${format}`)
      await app.electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
      const memory = watchMemory(app)
      const from = performance.now()
      const stalls = await stallsDuring(app, async () => {
        const saved = await app.page.evaluate((asked) => window.yice.ask('saveFollowUp', asked), { ids, scope: '', format })
        if (!saved.ok) throw new Error(`The ledger was not written: ${saved.failure.kind}`)
      })
      const seconds = (performance.now() - from) / 1000
      const { before, most } = memory.end()
      const { size } = await stat(path)
      log(
        `${format} of ${ids.length} records: ${seconds.toFixed(0)} s, ${(size / MiB).toFixed(1)} MiB; memory of all processes ${before.toFixed(0)} MiB, ${most.toFixed(0)} at most; the main process did not answer for ${Math.max(...stalls).toFixed(0)} ms at most, p99 ${quantile(stalls, 0.99).toFixed(0)}`,
      )
      groups[0]?.push({ name: `main process, ${format}`, values: stalls })
    }
    await app.close()
    await rm(folder, { recursive: true, force: true })
    await rm(profile, { recursive: true, force: true })
    return groups
  },
}

/** The times from one turn of the main process to the next, ms; it is asked for one every 10 ms. */
async function stallsDuring({ electron }: App, act: () => Promise<unknown>): Promise<number[]> {
  const turns = await electron.evaluateHandle(() => {
    const gaps: number[] = []
    let last = performance.now()
    const clock = setInterval(() => {
      const now = performance.now()
      gaps.push(now - last)
      last = now
    }, 10)
    return { gaps, clock }
  })
  await act()
  const gaps = await turns.evaluate((_, { gaps: all, clock }) => {
    clearInterval(clock)
    return all
  }, turns)
  await turns.dispose()
  return gaps
}

/** Once a second, in MiB. */
function watchMemory({ electron }: App): { end(): { before: number; most: number } } {
  const seen: number[] = []
  const look = (): void => void treeMemory(electron.process().pid ?? 0).then((now) => seen.push(now))
  look()
  const clock = setInterval(look, 1_000)
  return {
    end() {
      clearInterval(clock)
      return { before: seen[0] ?? 0, most: Math.max(...seen) }
    },
  }
}
