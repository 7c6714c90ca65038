import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** How long Node takes here and now to start and end, in ms. */
export async function emptyNode(): Promise<number> {
  const began = performance.now()
  await once(spawn(process.execPath, ['--eval', '0']), 'exit')
  return performance.now() - began
}
