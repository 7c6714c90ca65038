import { join } from 'node:path'
import type { DesktopEvent, DesktopEventData } from '../shared/desktop.ts'
import { Refusal, type Failure } from '../shared/errors.ts'
import type { HostState } from '../shared/hosting.ts'
import type { Link, RefusedEdit } from '../shared/joined.ts'
import type { Credentials } from './credentials.ts'
import type { HubEvents, HubProcess } from './hubProcess.ts'
import type { Profile, ProfileWorkspace } from './profile.ts'

/** Where a workspace's documents lie: a folder of its own under the user's data, named by nothing but its id. */
export const folderOf = (userData: string, id: string): string => join(userData, 'workspaces', id)

/** `credential` of a joined workspace, `null` where it has been lost; `backup`: a new workspace begins with it. */
export type Beginning = { credential?: string | null; backup?: { path: string; salvage: boolean } }

/** A hub, and who the person at this machine is there. */
export type Seat = { hub: HubProcess; memberId: string }

export type OpenWorkspaceOptions = {
  profile: Profile
  userData: string
  credentials: Credentials
  startHub(folder: string, events: HubEvents, beginning: Beginning): HubProcess
  tell<E extends DesktopEvent>(event: E, data: DesktopEventData<E>): void
}

/** The workspace that the profile says is open: its hub, and what that hub has last said of itself. */
export class OpenWorkspace {
  readonly #options: OpenWorkspaceOptions
  /** Called when what a session says of it has changed. */
  readonly #changed: () => void
  #hub: HubProcess | null = null
  #notices: readonly Failure[] = []
  #hosting: HostState = { on: false }
  #link: Link | null = null
  #refused: RefusedEdit[] = []

  constructor(options: OpenWorkspaceOptions, changed: () => void) {
    this.#options = options
    this.#changed = changed
  }

  /** As the profile knows it. */
  get known(): ProfileWorkspace | null {
    const { open, workspaces } = this.#options.profile.data
    return workspaces.find(({ id }) => id === open) ?? null
  }

  get isRunning(): boolean {
    return this.#hub !== null
  }

  /** What the person should be told of it. */
  get notices(): readonly Failure[] {
    const { known } = this
    const keyring: Failure[] = known && this.#options.credentials.isPlain(known.id) ? [{ kind: 'noKeyring' }] : []
    return [...this.#notices, ...failures(this.#hosting), ...keyring]
  }

  /** How the line to the host stands; `null` where it lives here. */
  get link(): Link | null {
    return this.#link
  }

  get hosting(): HostState {
    return this.#hosting
  }

  /** All that the host has refused and the person has not discarded, the oldest first. */
  get refused(): RefusedEdit[] {
    return this.#refused
  }

  /** @throws Refusal `hubDown` */
  seat(): Seat {
    const { known } = this
    if (!this.#hub || !known) throw new Refusal({ kind: 'hubDown' })
    return { hub: this.#hub, memberId: known.memberId }
  }

  /** @throws Refusal `hubDown`; `forbidden` unless I am the secretariat of a workspace that lives here */
  hosted(): Seat {
    const seat = this.seat()
    if (this.known?.kind !== 'local' || this.known.role !== 'secretariat') throw new Refusal({ kind: 'forbidden' })
    return seat
  }

  /** Opens a known workspace at once; what the hub knows better than the profile follows when it is up. */
  start(workspace: ProfileWorkspace): void {
    if (workspace.kind === 'joined') {
      this.#link = { state: 'connecting', since: new Date().toISOString(), waiting: 0, failure: null }
      this.startIn(workspace.id, { credential: this.#options.credentials.get(workspace.id) })
      return
    }
    this.#link = null
    const hub = this.startIn(workspace.id)
    hub.whoIs(workspace.memberId).then(
      ({ role }) => {
        if (hub === this.#hub) this.#setRole(role)
      },
      // Windows have been told by `failed`; here it only means that the profile's word stands.
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      },
    )
  }

  /** Starts the hub of a workspace that the profile may not know yet. */
  startIn(id: string, beginning: Beginning = {}): HubProcess {
    this.#notices = []
    this.#hosting = { on: false }
    this.#refused = []
    this.#hub = this.#options.startHub(folderOf(this.#options.userData, id), this.#events(), beginning)
    return this.#hub
  }

  /** Ends the hub in order. */
  async leave(): Promise<void> {
    const hub = this.#hub
    this.#hub = null
    this.#link = null
    this.#notices = []
    await hub?.stop()
  }

  /** Something about it that nobody waits for. */
  note(change: Partial<ProfileWorkspace>): void {
    const { profile } = this.#options
    const { open, workspaces } = profile.data
    profile.note({ workspaces: workspaces.map((known) => (known.id === open ? { ...known, ...change } : known)) })
  }

  #events(): HubEvents {
    const options = this.#options
    return {
      restarted: () => {
        this.#notices = []
        this.#host({ on: false })
        options.tell('hubRestarted', {})
        this.#changed()
      },
      noticed: (notices) => {
        this.#notices = notices
        this.#changed()
      },
      hosted: (state) => this.#host(state),
      backedUp: (state) => options.tell('backupStateChanged', state),
      linked: (link, role) => {
        this.#link = link
        options.tell('linkChanged', link)
        if (role !== null) this.#setRole(role)
      },
      refused: (edits) => {
        this.#refused = edits
        options.tell('refusedEditsChanged', edits)
      },
      failed: (failure) => {
        this.#notices = [failure]
        this.#changed()
      },
    }
  }

  #host(state: HostState): void {
    const before = failures(this.#hosting)
    this.#hosting = state
    this.#options.tell('hostStateChanged', state)
    if (JSON.stringify(before) !== JSON.stringify(failures(state))) this.#changed()
  }

  #setRole(role: ProfileWorkspace['role']): void {
    const { known } = this
    if (known === null || known.role === role) return
    this.note({ role })
    this.#changed()
  }
}

const failures = (hosting: HostState): Failure[] => (!hosting.on && hosting.failure ? [hosting.failure] : [])
