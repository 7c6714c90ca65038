import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** A file that is there while a process has the store open, and stays when that process dies. */
export class Session {
  readonly #path: string
  constructor(path: string) {
    this.#path = path
  }

  /** The last process did not get to close the store and is gone. */
  get crashed(): boolean {
    if (!existsSync(this.#path)) return false
    const holder = Number(readFileSync(this.#path, 'latin1'))
    return !Number.isSafeInteger(holder) || holder <= 0 || holder === process.pid || !isAlive(holder)
  }

  begin(): void {
    writeFileSync(this.#path, String(process.pid), { mode: 0o600 })
  }

  end(): void {
    rmSync(this.#path, { force: true })
  }
}

function isAlive(holder: number): boolean {
  try {
    process.kill(holder, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
