import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { resolve } from 'node:path'

/** How a second program reaches the server that has the folder open: a socket that only the same user may open. */
const placeOf = (folder: string): string => {
  const name = `yice-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : resolve(folder, 'control')
}

/** Answers lines of JSON with lines of JSON. */
export async function openControl(folder: string, answer: (asked: unknown) => Promise<unknown>): Promise<Server> {
  const place = placeOf(folder)
  if (process.platform !== 'win32') await rm(place, { force: true })
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
      if (!text.endsWith('\n')) return
      void answer(JSON.parse(text)).then(
        (told) => socket.end(`${JSON.stringify(told)}\n`),
        () => socket.destroy(),
      )
    })
  })
  const before = process.umask(0o177)
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(place, listening))
  process.umask(before)
  return server
}

/** `undefined` where no server has the folder open. */
export function askControl(folder: string, asked: unknown): Promise<unknown> {
  return new Promise((told) => {
    const socket = connect(placeOf(folder))
    let text = ''
    socket.once('connect', () => socket.write(`${JSON.stringify(asked)}\n`))
    socket.on('data', (chunk) => (text += chunk.toString('utf8')))
    socket.on('error', () => told(undefined))
    socket.on('end', () => told(text === '' ? undefined : JSON.parse(text)))
  })
}
