import { utilityProcess } from 'electron'

/**
 * Runs a program of ours in a process of its own for one answer: what a file from elsewhere does to a parser is felt in no window.
 * `null` when it fell or took longer than `patience`, in ms.
 */
export function askApart(program: string, words: string[], patience: number): Promise<unknown> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(program, words, { serviceName: 'Yice reader' })
    const limit = setTimeout(() => child.kill(), patience)
    child.once('message', (answer: unknown) => {
      resolve(answer)
      child.kill()
    })
    child.once('exit', () => {
      clearTimeout(limit)
      resolve(null)
    })
  })
}
