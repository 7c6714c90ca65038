import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { failure, Refusal } from '../../shared/errors.ts'
import { founded, hubEvent, type ParentMessage } from '../../electron/hub/parent.ts'
import { ipcMessage, type IpcMessage } from '../../electron/hub/parentLink.ts'
import type { Port } from '../../electron/hub/socket.ts'

type Pending = { resolve: (value: unknown) => void; reject: (reason: unknown) => void }
type Call = Extract<ParentMessage, { call: string }>
type Question<C extends Call = Call> = C extends Call ? Omit<C, 'call'> : never

export type ForkedHub = {
  process: ChildProcess
  connect(port: Port, memberId: string): void
  ask(question: Question): Promise<unknown>
  found(name: string): Promise<string>
  stop(): Promise<number | null>
  kill(): Promise<void>
}

const source = { path: resolve(import.meta.dirname, '../../electron/hub/main.ts'), execArgv: ['--import', 'tsx'] }

/** The hub as a program of its own under plain Node, from its source or from a bundle, which starts faster; `from`: a new folder begins with this backup. Resolves when it is ready. @throws Refusal as the hub says it cannot start */
export function forkHub(folder: string, { bundle, from }: { bundle?: string; from?: string } = {}): Promise<ForkedHub> {
  const { path, execArgv } = bundle === undefined ? source : { path: bundle, execArgv: [] }
  const child = fork(path, ['--data', folder, ...(from === undefined ? [] : ['--from', from])], {
    execArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const sockets = new Map<string, Port>()
  const calls = new Map<string, Pending>()
  const exited = new Promise<number | null>((ended) => child.once('exit', (code) => ended(code)))
  void exited.then(() => {
    for (const { reject } of calls.values()) reject(new Refusal({ kind: 'hubDown' }))
    for (const port of sockets.values()) port.close()
  })
  const say = (message: ParentMessage | IpcMessage | (ParentMessage & { socket: string })): void => {
    // A hub that was just killed: its end is told by `exit`.
    if (child.connected) child.send(message, () => undefined)
  }
  const hub: ForkedHub = {
    process: child,
    connect(port, memberId) {
      const socket = randomUUID()
      sockets.set(socket, port)
      say({ type: 'connect', memberId, socket })
      port.on('message', (message) => say({ type: 'frame', socket, message }))
      port.on('close', () => {
        sockets.delete(socket)
        say({ type: 'hungUp', socket })
      })
      if (!child.connected) port.close()
    },
    ask(question) {
      const call = randomUUID()
      return new Promise((answered, reject) => {
        calls.set(call, { resolve: answered, reject })
        say({ ...question, call })
      })
    },
    found: async (name) =>
      founded.parse(await hub.ask({ type: 'found', name, founder: { name: '林', organisation: '' }, sample: false })).memberId,
    stop() {
      say({ type: 'stop' })
      return exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
  const settle = (call: string, settled: (pending: Pending) => void): void => {
    const pending = calls.get(call)
    calls.delete(call)
    if (pending) settled(pending)
  }
  return new Promise((ready, reject) => {
    void exited.then(() => reject(new Refusal({ kind: 'hubDown' })))
    child.on('message', (message) => {
      const woven = ipcMessage.safeParse(message)
      if (woven.success) {
        const port = sockets.get(woven.data.socket)
        if (woven.data.type === 'frame') port?.postMessage(woven.data.message)
        else port?.close()
        return
      }
      const event = hubEvent.parse(message)
      if (event.type === 'ready') ready(hub)
      if (event.type === 'failed') reject(new Refusal(failure.parse(event.failure)))
      if (event.type === 'answer') settle(event.call, (pending) => pending.resolve(event.value))
      if (event.type === 'refused') settle(event.call, (pending) => pending.reject(new Refusal(event.failure)))
    })
  })
}
