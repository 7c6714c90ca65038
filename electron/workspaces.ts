import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MessagePortMain } from 'electron'
import type { BriefingSource } from '../shared/briefing/source.ts'
import type { DesktopEvent, DesktopEventData, Person, Session } from '../shared/desktop.ts'
import { Refusal, type Failure } from '../shared/errors.ts'
import { diskFailure } from './hub/store/diskFailure.ts'
import type { HubEvents, HubProcess } from './hubProcess.ts'
import { longestPlace, type Profile, type ProfileWorkspace } from './profile.ts'

/** Where a workspace's documents lie: a folder of its own under the user's data, named by nothing but its id. */
export const folderOf = (userData: string, id: string): string => join(userData, 'workspaces', id)

export type WorkspacesOptions = {
  profile: Profile
  userData: string
  version: string
  sampleName: string
  startHub(folder: string, events: HubEvents): HubProcess
  tell<E extends DesktopEvent>(event: E, data: DesktopEventData<E>): void
}

/** The workspaces this person knows, and the one that is open with its hub. What opens or closes one waits for the one before. */
export class Workspaces {
  readonly #options: WorkspacesOptions
  #hub: HubProcess | null = null
  /** What the person should be told of the open workspace. */
  #notices: readonly Failure[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: WorkspacesOptions) {
    this.#options = options
    const open = this.#open
    if (open) this.#start(open)
  }

  session(): Session {
    const { person, workspaces } = this.#profile.data
    const open = this.#open
    return {
      person,
      workspaces,
      open: open ? { workspace: open, memberId: open.memberId, role: open.role } : null,
      notices: [...this.#profile.notices, ...this.#notices],
      version: this.#options.version,
    }
  }

  async introduce(person: Person): Promise<Session> {
    await this.#profile.update({ person })
    return this.#changed()
  }

  /** Founds a workspace, the person its secretary, and opens it. @throws Refusal */
  create(name: string, sample = false): Promise<Session> {
    return this.#inTurn(async () => {
      const { person } = this.#profile.data
      if (person === null) throw new Refusal({ kind: 'invalid', field: 'person' })
      const id = randomUUID()
      await this.#leave()
      await this.#makeFolder(id)
      const hub = this.#startIn(id)
      let founded: ProfileWorkspace
      try {
        const memberId = await hub.found(name, person, sample)
        const { role } = await hub.whoIs(memberId)
        founded = { id, name, openedAt: now(), sample, memberId, role, place: '' }
      } catch (error) {
        await this.#leave()
        await rm(folderOf(this.#options.userData, id), { recursive: true, force: true })
        if (this.#open) this.#start(this.#open)
        throw error
      }
      await this.#profile.update({ workspaces: [founded, ...this.#profile.data.workspaces], open: id })
      return this.#changed()
    })
  }

  openSample(): Promise<Session> {
    const sample = this.#profile.data.workspaces.find((workspace) => workspace.sample)
    return sample ? this.open(sample.id) : this.create(this.#options.sampleName, true)
  }

  /** @throws Refusal `notFound` */
  open(id: string): Promise<Session> {
    return this.#inTurn(async () => {
      const workspace = this.#profile.data.workspaces.find((known) => known.id === id)
      if (!workspace) throw new Refusal({ kind: 'notFound' })
      if (this.#open?.id !== id || this.#hub === null) {
        await this.#leave()
        this.#start(workspace)
      }
      const opened = { ...workspace, openedAt: now() }
      const others = this.#profile.data.workspaces.filter((known) => known.id !== id)
      await this.#profile.update({ workspaces: [opened, ...others], open: id })
      return this.#changed()
    })
  }

  close(): Promise<Session> {
    return this.#inTurn(async () => {
      await this.#leave()
      await this.#profile.update({ open: null })
      return this.#changed()
    })
  }

  /** Gives the hub a window's port. @throws Refusal why there is no hub */
  async connect(port: MessagePortMain): Promise<void> {
    const { hub, memberId } = this.#opened()
    await hub.connect(memberId, port)
  }

  /** @throws Refusal */
  async briefingSource(briefingId: string): Promise<BriefingSource> {
    const { hub, memberId } = this.#opened()
    return hub.briefingSource(memberId, briefingId)
  }

  /** Where the person was last in the open workspace. */
  get place(): string {
    return this.#open?.place ?? ''
  }

  keepPlace(place: string): void {
    const open = this.#open
    if (open && open.place !== place && place.length <= longestPlace) this.#note({ ...open, place })
  }

  /** Ends the hub in order; nothing may be asked afterwards. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#leave())
  }

  get #profile(): Profile {
    return this.#options.profile
  }

  get #open(): ProfileWorkspace | null {
    const { open, workspaces } = this.#profile.data
    return workspaces.find(({ id }) => id === open) ?? null
  }

  #opened(): { hub: HubProcess; memberId: string } {
    if (!this.#hub || !this.#open) throw new Refusal({ kind: 'hubDown' })
    return { hub: this.#hub, memberId: this.#open.memberId }
  }

  async #makeFolder(id: string): Promise<void> {
    const path = folderOf(this.#options.userData, id)
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
    } catch (error) {
      const failure = diskFailure(error, path)
      throw failure ? new Refusal(failure) : error
    }
  }

  #startIn(id: string): HubProcess {
    this.#notices = []
    const hub = this.#options.startHub(folderOf(this.#options.userData, id), {
      restarted: () => {
        this.#notices = []
        this.#options.tell('hubRestarted', {})
        this.#changed()
      },
      noticed: (notices) => {
        this.#notices = notices
        this.#changed()
      },
      failed: (failure) => {
        this.#notices = [failure]
        this.#changed()
      },
    })
    this.#hub = hub
    return hub
  }

  /** Opens a known workspace at once; what the hub knows better than the profile follows when it is up. */
  #start(workspace: ProfileWorkspace): void {
    const hub = this.#startIn(workspace.id)
    hub.whoIs(workspace.memberId).then(
      ({ role }) => {
        const open = this.#open
        if (hub !== this.#hub || open === null || open.role === role) return
        this.#note({ ...open, role })
        this.#changed()
      },
      // Windows have been told by `failed`; here it only means that the profile's word stands.
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      },
    )
  }

  async #leave(): Promise<void> {
    const hub = this.#hub
    this.#hub = null
    this.#notices = []
    await hub?.stop()
  }

  #note(changed: ProfileWorkspace): void {
    this.#profile.note({ workspaces: this.#profile.data.workspaces.map((known) => (known.id === changed.id ? changed : known)) })
  }

  #changed(): Session {
    const session = this.session()
    this.#options.tell('sessionChanged', session)
    return session
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

const now = (): string => new Date().toISOString()
