import type { Document } from '@hocuspocus/server'
import type { HubMessage } from '../../shared/commands.ts'
import type { Failure } from '../../shared/errors.ts'

/** How often the same trouble is told again, in ms. */
const again = 5_000

/**
 * HB9 When the store cannot write, every window is told why on the register document, at most once in five seconds for one kind
 *     of failure, and told again when a write has succeeded.
 */
export class Trouble {
  readonly #register: () => Document | undefined
  readonly #now: () => number
  #told: { failure: Failure; at: number } | null = null

  constructor(register: () => Document | undefined, now: () => number = () => performance.now()) {
    this.#register = register
    this.#now = now
  }

  failing(failure: Failure): void {
    const told = this.#told
    if (told && told.failure.kind === failure.kind && this.#now() - told.at < again) return
    this.#told = { failure, at: this.#now() }
    this.#tell({ type: 'storeFailing', failure })
  }

  well(): void {
    if (!this.#told) return
    this.#told = null
    this.#tell({ type: 'storeWell' })
  }

  /** For a window that comes while the trouble lasts. */
  get now(): HubMessage | null {
    return this.#told && { type: 'storeFailing', failure: this.#told.failure }
  }

  #tell(message: HubMessage): void {
    this.#register()?.broadcastStateless(JSON.stringify(message))
  }
}
