import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

/** What is promised within a time says so itself; else a condition is given the time that a busy machine needs. */
const expect = { poll: { timeout: 10_000 } }

/** Projects by folder: the quick ones run side by side, windows one after another. */
export default defineConfig({
  root,
  test: {
    projects: [
      project('unit', ['test/*.test.ts', 'test/unit/**/*.test.{ts,tsx}']),
      project('store', ['test/store/**/*.test.ts']),
      project('hub', ['test/hub/**/*.test.ts']),
      project('prove', ['test/prove/**/*.test.ts'], { testTimeout: 120_000, fileParallelism: false }),
      project('e2e', ['test/e2e/**/*.test.ts', 'test/briefing/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
})

/**
 * What a test prints goes to the terminal by itself: handed on to the runner, a line that something closing prints after the last test
 * fails the whole run.
 */
function project(name: string, include: string[], options: object = {}) {
  return { root, test: { name, include, testTimeout: 30_000, disableConsoleIntercept: true, expect, ...options } }
}
