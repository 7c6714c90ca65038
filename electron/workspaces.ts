import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MessagePortMain } from 'electron'
import type { BackupPreview } from '../shared/backup.ts'
import type { Person, Preferences, Session } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import type { HostState } from '../shared/hosting.ts'
import { addressIn } from '../shared/invite.ts'
import type { LookedUp, RefusedEdit } from '../shared/joined.ts'
import { momentOf } from './hub/backups.ts'
import { diskFailure } from './hub/store/diskFailure.ts'
import { look as lookAt, type Invited } from './hub/uplink/invitation.ts'
import type { HubProcess } from './hubProcess.ts'
import { knownAs, acceptInvitation, workspaceOf } from './joining.ts'
import { folderOf, OpenWorkspace, type Beginning, type OpenWorkspaceOptions, type Seat } from './openWorkspace.ts'
import { longestPlace, type Profile, type ProfileWorkspace } from './profile.ts'

export type WorkspacesOptions = OpenWorkspaceOptions & {
  version: string
  /** Whether something reads the windows now; `tellSession` when that changes. */
  screenReader(): boolean
  sampleName: string
  /** What a workspace restored from a backup of that day is called. */
  restoredName(workspace: string, day: string): string
}

/** The workspaces this person knows, of which one may be open. What opens or closes one waits for the one before. */
export class Workspaces {
  readonly #options: WorkspacesOptions
  readonly #open: OpenWorkspace
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: WorkspacesOptions) {
    this.#options = options
    this.#open = new OpenWorkspace(options, () => this.#changed())
    const { known } = this.#open
    if (known) this.#open.start(known)
  }

  session(): Session {
    const { person, preferences, workspaces } = this.#profile.data
    const { known, link, notices } = this.#open
    return {
      person,
      preferences,
      workspaces,
      open: known ? { workspace: known, memberId: known.memberId, role: known.role, link } : null,
      notices: [...this.#profile.notices, ...notices],
      screenReader: this.#options.screenReader(),
      version: this.#options.version,
    }
  }

  async prefer(preferences: Preferences): Promise<Session> {
    await this.#profile.update({ preferences })
    return this.#changed()
  }

  async introduce(person: Person): Promise<Session> {
    await this.#profile.update({ person })
    return this.#changed()
  }

  /** Founds a workspace, the person its secretary, and opens it. @throws Refusal */
  create(name: string, sample = false): Promise<Session> {
    return this.#inTurn(async () => {
      const person = this.#introduced()
      return this.#beginIn({}, name, sample, (hub) => hub.found(name, person, sample))
    })
  }

  openSample(): Promise<Session> {
    const sample = this.#profile.data.workspaces.find((workspace) => workspace.sample)
    return sample ? this.open(sample.id) : this.create(this.#options.sampleName, true)
  }

  /**
   * A new workspace with what the backup holds, opened as the member of its secretariat who I am, or else the first: whoever has the
   * file may read all of it. @throws Refusal `backupDamaged`, the disk
   */
  restore({ path, workspace, at, secretaries, damaged }: BackupPreview): Promise<Session> {
    return this.#inTurn(() => {
      const { person, workspaces } = this.#profile.data
      const mine = new Set(workspaces.map(({ memberId }) => memberId))
      const me = secretaries.find(({ id }) => mine.has(id)) ?? secretaries.find(({ name }) => name === person?.name) ?? secretaries[0]
      if (!me) throw new Refusal({ kind: 'backupDamaged', path, part: 'members' })
      const backup = { path, salvage: damaged.length > 0 }
      return this.#beginIn({ backup }, this.#options.restoredName(workspace, dayHere(at ?? now())), false, () => Promise.resolve(me.id))
    })
  }

  /** Where a backup that the open workspace keeps lies. @throws Refusal `forbidden`, `notFound` */
  backupPath(name: string): string {
    this.hosted()
    const { known } = this.#open
    if (known === null || momentOf(name) === null) throw new Refusal({ kind: 'notFound' })
    return join(this.#folder(known.id), 'backups', name)
  }

  /** Uses an invitation up and opens the workspace, which fills as it arrives. @throws Refusal of the host, the way there, the disk */
  join(invited: Invited): Promise<Session> {
    return this.#inTurn(async () => {
      const person = this.#introduced()
      const id = workspaceOf(invited.secret)
      const { workspaces } = this.#profile.data
      if (workspaces.some((known) => known.id === id)) return this.#openKnown(id)
      // First what can fail here: the invitation works once.
      const folder = await this.#makeFolder(id)
      const joined = await acceptInvitation({
        ...{ invited, person, folder },
        credentials: this.#options.credentials,
        keep: (workspace) => this.#profile.update({ workspaces: [workspace, ...this.#profile.data.workspaces], open: id }),
      })
      await this.#open.leave()
      this.#open.start(joined)
      return this.#changed()
    })
  }

  /** Whose workspace an invitation opens, and whether it is one of mine. @throws Refusal of the host, the way there */
  async look(invited: Invited): Promise<LookedUp> {
    const offered = await lookAt(invited, this.#options.credentials.get(workspaceOf(invited.secret)))
    const { known: open, hosting } = this.#open
    const { workspaces } = this.#profile.data
    return { ...offered, known: await knownAs(offered, { workspaces, open, hosting, folderOf: (id) => this.#folder(id) }) }
  }

  /** Where the host of the open workspace is now. @throws Refusal `invalid`, or of the way there: it must show the same key */
  async moveHost(typed: string): Promise<void> {
    const address = addressIn(typed)
    if (address === null) throw new Refusal({ kind: 'invalid', field: 'address' })
    if (this.#open.known?.kind !== 'joined') throw new Refusal({ kind: 'forbidden' })
    await this.seat().hub.moveHost(address)
  }

  /** Removes a joined workspace from this machine. @throws Refusal `notFound`, `forbidden` for one that lives here */
  removeJoined(id: string): Promise<Session> {
    return this.#inTurn(async () => {
      const { workspaces, open } = this.#profile.data
      if (this.#find(id).kind !== 'joined') throw new Refusal({ kind: 'forbidden' })
      if (open === id) await this.#open.leave()
      await this.#profile.update({ workspaces: workspaces.filter((known) => known.id !== id), open: open === id ? null : open })
      await this.#options.credentials.remove(id)
      await rm(this.#folder(id), { recursive: true, force: true })
      return this.#changed()
    })
  }

  /** @throws Refusal `forbidden` unless I am the secretariat of a workspace that lives here */
  hostState(): HostState {
    this.hosted()
    return this.#open.hosting
  }

  refusedEdits(): RefusedEdit[] {
    return this.#open.refused
  }

  /** @throws Refusal */
  async discardRefused(id: string): Promise<RefusedEdit[]> {
    await this.seat().hub.discardRefused(id)
    return this.#open.refused
  }

  /** @throws Refusal `notFound` */
  open(id: string): Promise<Session> {
    return this.#inTurn(() => this.#openKnown(id))
  }

  close(): Promise<Session> {
    return this.#inTurn(async () => {
      await this.#open.leave()
      await this.#profile.update({ open: null })
      return this.#changed()
    })
  }

  /** Gives the hub a window's port. @throws Refusal why there is no hub */
  async connect(port: MessagePortMain): Promise<void> {
    const { hub, memberId } = this.seat()
    await hub.connect(memberId, port)
  }

  /** The hub of the open workspace, and who I am there. @throws Refusal `hubDown` */
  seat(): Seat {
    return this.#open.seat()
  }

  /** The same where I am the secretariat of a workspace that lives here. @throws Refusal `hubDown`, `forbidden` */
  hosted(): Seat {
    return this.#open.hosted()
  }

  /** Where the person was last in the open workspace. */
  get place(): string {
    return this.#open.known?.place ?? ''
  }

  keepPlace(place: string): void {
    const { known } = this.#open
    if (known && known.place !== place && place.length <= longestPlace) this.#open.note({ place })
  }

  /** Ends the hub in order; nothing may be asked afterwards. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#open.leave())
  }

  get #profile(): Profile {
    return this.#options.profile
  }

  #folder(id: string): string {
    return folderOf(this.#options.userData, id)
  }

  #introduced(): Person {
    const { person } = this.#profile.data
    if (person === null) throw new Refusal({ kind: 'invalid', field: 'person' })
    return person
  }

  #find(id: string): ProfileWorkspace {
    const workspace = this.#profile.data.workspaces.find((known) => known.id === id)
    if (!workspace) throw new Refusal({ kind: 'notFound' })
    return workspace
  }

  async #openKnown(id: string): Promise<Session> {
    const workspace = this.#find(id)
    if (this.#open.known?.id !== id || !this.#open.isRunning) {
      await this.#open.leave()
      this.#open.start(workspace)
    }
    const others = this.#profile.data.workspaces.filter((known) => known.id !== id)
    await this.#profile.update({ workspaces: [{ ...workspace, openedAt: now() }, ...others], open: id })
    return this.#changed()
  }

  /** A workspace of its own on this machine. What fails leaves none, and opens the one that was open. */
  async #beginIn(beginning: Beginning, name: string, sample: boolean, first: (hub: HubProcess) => Promise<string>): Promise<Session> {
    const id = randomUUID()
    await this.#open.leave()
    await this.#makeFolder(id)
    const hub = this.#open.startIn(id, beginning)
    let begun: ProfileWorkspace
    try {
      const memberId = await first(hub)
      const { role } = await hub.whoIs(memberId)
      begun = { id, name, openedAt: now(), sample, kind: 'local', memberId, role, place: '' }
    } catch (error) {
      await this.#open.leave()
      await rm(this.#folder(id), { recursive: true, force: true })
      const { known } = this.#open
      if (known) this.#open.start(known)
      throw error
    }
    await this.#profile.update({ workspaces: [begun, ...this.#profile.data.workspaces], open: id })
    return this.#changed()
  }

  async #makeFolder(id: string): Promise<string> {
    const path = this.#folder(id)
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
      return path
    } catch (error) {
      const failure = diskFailure(error, path)
      throw failure ? new Refusal(failure) : error
    }
  }

  #changed(): Session {
    const session = this.session()
    this.#options.tell('sessionChanged', session)
    return session
  }

  /** To all windows, as it is now. */
  tellSession(): void {
    this.#changed()
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

const now = (): string => new Date().toISOString()
/** The day at this machine, `2026-11-24`. */
const dayHere = (instant: string): string => new Intl.DateTimeFormat('sv').format(new Date(instant))
