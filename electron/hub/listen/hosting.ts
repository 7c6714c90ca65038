import { settle } from '../settle.ts'
import { ok, type Failure, type Result } from '../../../shared/errors.ts'
import type { HostState } from '../../../shared/hosting.ts'
import type { Hub } from '../hub.ts'
import { hostKey, type HostKey } from './hostKey.ts'
import { listen, type Listening, type ListenOptions } from './listen.ts'
import { announce, type Announced, type Multicast } from './nearby.ts'

type HostingOptions = Pick<ListenOptions, 'address' | 'names' | 'behindProxy' | 'isHealthy' | 'report' | 'tell'> & {
  hub: Hub
  folder: string
  /** `null`: without TLS; the workspace's own key unless given. */
  key?: HostKey | null
  changed: (state: HostState) => void
  /** Where the host is announced; on every network it listens on unless given. */
  multicast?: Multicast
  /** How often the machine's addresses are looked at, in ms: a laptop changes its network without telling. */
  look?: number
}

/** Switches listening on and off, and says each time anything a person sees of it has changed. */
export class Hosting {
  readonly #options: HostingOptions
  #listening: { on: Listening; pin: string | null; timer: NodeJS.Timeout } | null = null
  #shown = ''
  #announced = ''
  #announcing: Promise<Announced | null> = Promise.resolve(null)
  /** Another program holds the port it had before a restart. */
  #waiting: { failure: Failure; timer: NodeJS.Timeout } | null = null
  /** Each switching; a try that comes to its end after another has begun says nothing. */
  #switched = 0

  constructor(options: HostingOptions) {
    this.#options = options
  }

  get state(): HostState {
    const listening = this.#listening
    if (!listening) return { on: false, ...(this.#waiting && { failure: this.#waiting.failure }) }
    const { on, pin } = listening
    return { on: true, port: on.port, addresses: on.addresses(), pin, connected: on.connected() }
  }

  /** @returns the state, or `portTaken`, `keyUnreadable` or what the disk says; then it is off */
  start(port: number): Promise<Result<HostState>> {
    this.#waitNoMore()
    return this.#start(port)
  }

  /** LN9 As before a restart: where it cannot be now, it is tried again until it can or somebody switches it, and the state says why. */
  async resume(port: number): Promise<void> {
    this.#waitNoMore()
    const mine = this.#switched
    const started = await this.#start(port)
    if (mine !== this.#switched || started.ok) return
    this.#waiting = { failure: started.failure, timer: setTimeout(() => void this.resume(port), this.#pause) }
    this.#look()
  }

  #start(port: number): Promise<Result<HostState>> {
    return settle(async () => {
      await this.#close()
      const { folder, hub, tell, report, address, names = [], behindProxy = false, isHealthy = () => true, key: given } = this.#options
      const key = given === undefined ? await hostKey(folder) : given
      const on = await listen({
        ...{ hub, key, port, names, behindProxy, isHealthy, report },
        ...(address !== undefined && { address }),
        tell: (event) => {
          tell(event)
          this.#look()
        },
      })
      this.#listening = { on, pin: key?.pin ?? null, timer: setInterval(() => this.#look(), this.#pause) }
      this.#look()
      return this.state
    })
  }

  async stop(): Promise<Result<HostState>> {
    this.#waitNoMore()
    await this.#close()
    this.#look()
    await this.#announcing
    return ok(this.state)
  }

  get #pause(): number {
    return this.#options.look ?? 5_000
  }

  #waitNoMore(): void {
    this.#switched += 1
    if (this.#waiting) clearTimeout(this.#waiting.timer)
    this.#waiting = null
  }

  async #close(): Promise<void> {
    const listening = this.#listening
    if (!listening) return
    this.#listening = null
    clearInterval(listening.timer)
    this.#options.hub.offer(null)
    await listening.on.close()
  }

  #look(): void {
    const { state } = this
    const shown = JSON.stringify(state)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#options.hub.offer(state.on ? { addresses: state.addresses, pin: state.pin } : null)
    this.#options.changed(state)
    this.#announce(state)
  }

  /** One after the other, so that what is announced in the end is what holds. */
  #announce(state: HostState): void {
    const { hub, report } = this.#options
    const where = networksOf(this.#options)
    const workspace = hub.about()?.name
    const told = state.on && where && workspace !== undefined ? { host: { workspace, port: state.port }, where } : null
    const key = state.on && told ? JSON.stringify([told, state.addresses]) : ''
    if (key === this.#announced) return
    this.#announced = key
    this.#announcing = this.#announcing
      .then(async (before) => {
        await before?.close()
        return told && (await announce(told.host, told.where))
      })
      .catch((reason: unknown) => {
        report(reason)
        return null
      })
  }
}

/** Nowhere behind a proxy, whose address it is that people need, and while only this machine can come in. */
function networksOf({ multicast, address, behindProxy = false }: HostingOptions): Multicast | null {
  if (multicast) return multicast
  if (behindProxy || address === '127.0.0.1' || address === '::1') return null
  return address === undefined || address === '0.0.0.0' || address === '::' ? {} : { interfaces: [address] }
}
