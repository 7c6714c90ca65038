import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { z } from 'zod'

/**
 * An Electron started bare, as a person starts it: no test driver that holds it back before `ready`. Its page is asked over the
 * DevTools protocol afterwards, about marks it set itself, so that asking costs the figures nothing.
 */
export type BareApp = { startedAt: number; ask(expression: string): Promise<unknown>; stop(): Promise<void> }

const pages = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }))
/** Without a result while the page is being put there. */
const answer = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.unknown().optional() }).optional() }).optional(),
})

/** @param args what Electron is started with: switches, then the app folder */
export async function startBare(args: readonly string[], env: Record<string, string>): Promise<BareApp> {
  const executable = process.env['YICE_ELECTRON']
  if (!executable) throw new Error('YICE_ELECTRON is not set: run this through electron/runtime/run.mjs')
  const switches = (process.env['YICE_ELECTRON_SWITCHES'] ?? '').split(' ').filter(Boolean)
  const startedAt = Date.now()
  const child = spawn(executable, [...switches, '--remote-debugging-port=0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const port = await debuggingPort(child)
  return {
    startedAt,
    ask: (expression) => evaluate(port, expression),
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function debuggingPort(child: ChildProcess): Promise<number> {
  if (!child.stderr) throw new Error('The app has no error stream')
  for await (const line of createInterface({ input: child.stderr })) {
    const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)
    if (found) {
      child.stderr.resume()
      return Number(found[1])
    }
  }
  throw new Error('The app ended before it listened')
}

async function evaluate(port: number, expression: string): Promise<unknown> {
  const listed = await fetch(`http://127.0.0.1:${port}/json/list`)
  const page = pages.parse(await listed.json()).find(({ type, url }) => type === 'page' && !url.startsWith('devtools'))
  if (!page) return undefined
  const socket = new WebSocket(page.webSocketDebuggerUrl)
  await once(socket, 'open')
  const reply = once(socket, 'message')
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }))
  const data = z
    .tuple([z.instanceof(Buffer)])
    .rest(z.unknown())
    .parse(await reply)[0]
  socket.terminate()
  // NaN has no value on this wire; it comes as a name beside it.
  return answer.parse(JSON.parse(data.toString())).result?.result?.value
}
