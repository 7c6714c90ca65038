import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { askControl } from '../../electron/hub/control.ts'

const line = z.looseObject({ event: z.string() })
const listening = z.object({ port: z.int() })

/** One node of a cluster as a program of its own, killed and started again on the port it had. */
export class ServerProcess {
  readonly #words: string[]
  readonly #folder: string
  #child: ChildProcess | null = null
  port = 0
  readonly log: string[] = []

  constructor(program: string, folder: string, words: string[]) {
    this.#folder = folder
    this.#words = [program, '--data', folder, '--address', '127.0.0.1', ...words]
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.#words, '--port', String(this.port)], { stdio: ['ignore', 'inherit', 'pipe'] })
    this.#child = child
    const lines = createInterface(child.stderr)
    await new Promise<void>((ready, failed) => {
      child.once('exit', (code) => failed(new Error(`the node ended with ${String(code)}: ${this.log.slice(-3).join(' ')}`)))
      lines.on('line', (text) => {
        this.log.push(text)
        const said = line.safeParse(parsed(text)).data
        if (said?.event !== 'listening') return
        this.port = listening.parse(said).port
        ready()
      })
    })
  }

  ask(order: unknown): Promise<unknown> {
    return askControl(this.#folder, order)
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
