import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket, createConnection } from 'node:net'
import { Stop } from './child.mjs'
import { displayFailed } from './messages.mjs'
import { hasDisplay } from './platform.mjs'

const screen = '1600x1000x24'

/**
 * A display to show windows on. Where the machine has one nothing is started; otherwise a virtual one (Xvfb) of
 * 1600 × 1000 points on a free number. `env` is to be added to the environment of what shows windows. The display ends
 * with `stop()`, and also, however this process ends (SIGKILL included), with this process.
 *
 * @returns {Promise<{ env: Record<string, string>, virtual: boolean, stop: () => void }>}
 */
export async function withDisplay() {
  if (hasDisplay()) return { env: {}, virtual: false, stop: () => undefined }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-terminate'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Out of reach of the terminal's Ctrl+C, which would take the display from under windows that are still closing.
    detached: true,
  })
  const number = await displayNumber(server)
  const client = await firstClient(number).catch((error) => {
    server.kill()
    throw error
  })
  server.unref()
  for (const pipe of server.stdio) if (pipe instanceof Socket) pipe.unref()
  return {
    env: { DISPLAY: `:${number}` },
    virtual: true,
    stop: () => {
      client.destroy()
      server.kill()
    },
  }
}

/**
 * Xvfb writes the number once it accepts clients.
 *
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<number>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let log = ''
    let number = ''
    const fail = () => reject(new Stop(displayFailed(log)))
    server.on('error', (error) => {
      log += error.message
      fail()
    })
    server.on('exit', fail)
    server.stderr?.on('data', (chunk) => (log += chunk))
    server.stdio[3]?.on('data', (chunk) => {
      number += chunk
      if (number.endsWith('\n')) resolve(Number(number))
    })
  })
}

/**
 * `-terminate` makes the server end with its last client. This one, which only says the first words of the X protocol
 * (X11R7, "Connection Setup": little-endian, version 11.0, no authorization), lasts as long as this process: the system
 * closes its socket even when we are killed.
 *
 * @param {number} number
 */
async function firstClient(number) {
  const client = createConnection(`/tmp/.X11-unix/X${number}`)
  client.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  await once(client, 'data')
  // Nothing that could still go wrong with it matters: without the display, what it was for has failed by itself.
  client.on('error', () => client.destroy())
  client.resume()
  client.unref()
  return client
}
