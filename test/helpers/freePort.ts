import { createServer } from 'node:net'

/** Below every system's range of ports that are given out by themselves (32,768 on Linux, 49,152 elsewhere), above those that services have. */
const [first, last] = [15_000, 32_000]

/**
 * A port that is free, for a program that is started later. None that the system gives to a connection of its own in the meantime:
 * whoever listens where such a connection was, or has just been, is told that the port is taken.
 */
export async function freePort(): Promise<number> {
  const port = first + Math.floor(Math.random() * (last - first))
  const server = createServer()
  const isFree = await new Promise<boolean>((told) => {
    server.once('error', () => told(false))
    server.listen(port, () => told(true))
  })
  if (!isFree) return freePort()
  await new Promise((closed) => server.close(closed))
  return port
}
