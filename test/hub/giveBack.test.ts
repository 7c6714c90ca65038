import { getHeapStatistics } from 'node:v8'
import { expect, it, vi } from 'vitest'
import { giveBackAtRest } from '../../electron/hub/giveBack.ts'

const megabyte = 1024 * 1024
const heap = (): number => getHeapStatistics().total_heap_size / megabyte

it('what an opening has left is given back once the hub rests, though nobody asks for memory any more', async () => {
  const before = heap()
  giveBackAtRest()
  let opened: number[][] | null = Array.from({ length: 100 }, () => Array.from({ length: 100_000 }, () => Math.random()))
  const grown = heap() - before
  expect(opened.length).toBe(100)
  expect(grown).toBeGreaterThan(60)
  opened = null
  await vi.waitFor(() => expect(heap() - before).toBeLessThan(grown / 2), { timeout: 20_000, interval: 200 })
})
