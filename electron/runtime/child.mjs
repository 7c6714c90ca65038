import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program in this console and ends as it ends: signals to us go on to it, and what it returns (or, for a signal,
 * 128 + its number) is the result.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [extra] added to the environment
 * @returns {Promise<number>}
 */
export async function runChild(program, args, extra = {}) {
  // Set by editors that are Electron apps themselves; it would make ours a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(program, args, { stdio: 'inherit', env: { ...env, ...extra } })
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', forward).on('SIGTERM', forward)
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
    })
  } finally {
    process.off('SIGINT', forward).off('SIGTERM', forward)
  }
}

/** A failure that people are told about in one message, without a stack. */
export class Stop extends Error {
  /** @override */
  name = 'Stop'
}

/**
 * The last catch of a script: expected failures are printed, surprises go on.
 *
 * @param {unknown} error
 */
export function endWithMessage(error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = 1
}
