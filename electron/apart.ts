import { utilityProcess } from 'electron'

/** `message`: what the program is told once it runs. */
type Asking = { signal?: AbortSignal; message?: unknown }

/**
 * Runs a program of ours in a process of its own for one answer: what a file from elsewhere does to a parser is felt in no window.
 * `null` when it fell, took longer than `patience`, in ms, or was called off by the signal.
 */
export function askApart(program: string, words: string[], patience: number, { signal, message }: Asking = {}): Promise<unknown> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(program, words, { serviceName: 'Yice reader' })
    const stop = (): void => void child.kill()
    const limit = setTimeout(stop, patience)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    if (message !== undefined) child.once('spawn', () => child.postMessage(message))
    child.once('message', (answer: unknown) => {
      resolve(answer)
      child.kill()
    })
    child.once('exit', () => {
      clearTimeout(limit)
      signal?.removeEventListener('abort', stop)
      resolve(null)
    })
  })
}
