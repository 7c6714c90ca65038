import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Hosting } from '../../electron/hub/listen/hosting.ts'
import type { HostState } from '../../shared/hosting.ts'
import { house, value, type House } from './house.ts'

let the: House
let folder = ''
let hosting: Hosting
let states: HostState[]
beforeEach(async () => {
  the = await house()
  folder = await mkdtemp(join(tmpdir(), 'yice-hosting-'))
  states = []
  hosting = new Hosting({
    ...{ hub: the.hub, folder, address: '127.0.0.1', look: 50, multicast: { interfaces: [] } },
    tell: () => undefined,
    changed: (state) => states.push(state),
    report: (reason) => the.reports.push(reason),
  })
})
afterEach(async () => {
  vi.useRealTimers()
  await hosting.stop()
  expect(the.reports).toEqual([])
  await the.close()
  await rm(folder, { recursive: true, force: true })
})

/** Another program, on a port that was free. */
async function otherProgram(): Promise<{ port: number; end: () => Promise<unknown> }> {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => other.once('listening', listening))
  const at = other.address()
  return { port: typeof at === 'object' && at ? at.port : 0, end: () => new Promise((ended) => other.close(ended)) }
}

describe('主持协作 after a restart', () => {
  it('LN9 says that another program holds its port, and comes on by itself when the port is free', async () => {
    const { port, end } = await otherProgram()
    await hosting.resume(port)
    expect(hosting.state).toEqual({ on: false, failure: { kind: 'portTaken', port } })
    expect(states).toEqual([hosting.state])
    await end()
    await expect.poll(() => hosting.state).toMatchObject({ on: true, port })
    expect(states.at(-1)).toEqual(hosting.state)
  })

  it('LN9 is not tried again once somebody has switched it, off or to another port', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { port, end } = await otherProgram()
    await hosting.resume(port)
    expect(vi.getTimerCount()).toBe(1)
    await hosting.stop()
    expect([hosting.state, vi.getTimerCount()]).toEqual([{ on: false }, 0])
    await hosting.resume(port)
    const started = value(await hosting.start(0))
    expect([hosting.state, vi.getTimerCount()]).toEqual([started, 0])
    await end()
  })
})
