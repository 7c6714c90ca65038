import { once } from 'node:events'
import { utilityProcess } from 'electron'

/** `messages`: what the program is told once it runs, each as soon as it is there. */
type Asking = { signal?: AbortSignal; messages?: Iterable<unknown> | AsyncIterable<unknown> }

/**
 * Runs a program of ours in a process of its own for one answer: what a file from elsewhere does to a parser is felt in no window, nor
 * is what takes long. `null` when it fell, took longer than `patience` after what it was told last, in ms, or was called off by the signal.
 * @throws what `messages` throw
 */
export async function askApart(
  program: string,
  words: string[],
  patience: number,
  { signal, messages = [] }: Asking = {},
): Promise<unknown> {
  const child = utilityProcess.fork(program, words, { serviceName: 'Yice reader' })
  const stop = (): void => void child.kill()
  const limit = setTimeout(stop, patience)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  const answer = new Promise<unknown>((resolve) => {
    child.once('message', resolve)
    child.once('exit', () => resolve(null))
  })
  const tell = async (): Promise<unknown> => {
    await once(child, 'spawn')
    for await (const message of messages) {
      // It has fallen: nothing more is made for it.
      if (child.pid === undefined) break
      child.postMessage(message)
      limit.refresh()
    }
    return answer
  }
  try {
    return await Promise.race([answer, tell()])
  } finally {
    clearTimeout(limit)
    signal?.removeEventListener('abort', stop)
    stop()
  }
}
