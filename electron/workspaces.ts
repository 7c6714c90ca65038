import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MessagePortMain } from 'electron'
import type { BackupPreview, BackupState } from '../shared/backup.ts'
import type { BundlePreview } from '../shared/bundle.ts'
import type { OutwardSource } from '../shared/briefing/source.ts'
import type { DesktopEvent, DesktopEventData, Person, Preferences, Session } from '../shared/desktop.ts'
import type { AdoptionSource } from '../shared/papers/adoption.ts'
import type { MemoSource } from '../shared/papers/memo.ts'
import type { RegisterSource } from '../shared/papers/register.ts'
import type { DialogueSource } from '../shared/papers/source.ts'
import { Refusal, type Failure } from '../shared/errors.ts'
import type { HostState } from '../shared/hosting.ts'
import { addressIn, fingerprint } from '../shared/invite.ts'
import type { Link, LookedUp, Offered, RefusedEdit } from '../shared/joined.ts'
import type { Credentials } from './credentials.ts'
import { momentOf } from './hub/backups.ts'
import { newCredential } from './hub/members.ts'
import { diskFailure } from './hub/store/diskFailure.ts'
import { peekHost, writeHostFile } from './hub/uplink/hostFile.ts'
import { join as joinHost, look as lookAt, type Invited } from './hub/uplink/invitation.ts'
import type { HubEvents, HubProcess } from './hubProcess.ts'
import { longestPlace, type Profile, type ProfileWorkspace } from './profile.ts'

/** The workspace that an invitation's secret leads to. */
function idOf(secret: string): string {
  const hash = createHash('sha256').update(secret).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x40
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Where a workspace's documents lie: a folder of its own under the user's data, named by nothing but its id. */
export const folderOf = (userData: string, id: string): string => join(userData, 'workspaces', id)

export type WorkspacesOptions = {
  profile: Profile
  userData: string
  version: string
  sampleName: string
  /** What a workspace restored from a backup of that day is called. */
  restoredName(workspace: string, day: string): string
  credentials: Credentials
  startHub(folder: string, events: HubEvents, beginning: Beginning): HubProcess
  tell<E extends DesktopEvent>(event: E, data: DesktopEventData<E>): void
}

/** `credential` of a joined workspace, `null` where it has been lost; `backup`: a new workspace begins with it. */
export type Beginning = { credential?: string | null; backup?: { path: string; salvage: boolean } }

/** The workspaces this person knows, and the one that is open with its hub. What opens or closes one waits for the one before. */
export class Workspaces {
  readonly #options: WorkspacesOptions
  #hub: HubProcess | null = null
  /** What the person should be told of the open workspace. */
  #notices: readonly Failure[] = []
  #hosting: HostState = { on: false }
  #link: Link | null = null
  #refused: RefusedEdit[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: WorkspacesOptions) {
    this.#options = options
    const open = this.#open
    if (open) this.#start(open)
  }

  session(): Session {
    const { person, preferences, workspaces } = this.#profile.data
    const open = this.#open
    return {
      person,
      preferences,
      workspaces,
      open: open ? { workspace: open, memberId: open.memberId, role: open.role, link: this.#link } : null,
      notices: [...this.#profile.notices, ...this.#notices, ...this.#keyringNotices],
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
      const { person } = this.#profile.data
      if (person === null) throw new Refusal({ kind: 'invalid', field: 'person' })
      return this.#beginIn({}, name, sample, (hub) => hub.found(name, person, sample))
    })
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

  /** @throws Refusal `forbidden` unless I am the secretariat of a workspace that lives here */
  async backups(make: boolean): Promise<BackupState> {
    return this.#hosted().backups(make)
  }

  /** Where copies of them go: a folder of that name within `path`, or nowhere. @throws Refusal `forbidden`, `folderGone`, the disk */
  async backupPlace(path: string | null, name: string): Promise<BackupState> {
    return this.#hosted().backupPlace(path, name)
  }

  /** @throws Refusal */
  async backUp(path: string): Promise<void> {
    await this.#hosted().backUp(path)
  }

  /** Where a backup that the open workspace keeps lies. @throws Refusal `forbidden`, `notFound` */
  backupPath(name: string): string {
    this.#hosted()
    if (this.#open === null || momentOf(name) === null) throw new Refusal({ kind: 'notFound' })
    return join(folderOf(this.#options.userData, this.#open.id), 'backups', name)
  }

  openSample(): Promise<Session> {
    const sample = this.#profile.data.workspaces.find((workspace) => workspace.sample)
    return sample ? this.open(sample.id) : this.create(this.#options.sampleName, true)
  }

  /** Uses an invitation up and opens the workspace, which fills as it arrives. @throws Refusal of the host, the way there, the disk */
  join(invited: Invited): Promise<Session> {
    return this.#inTurn(async () => {
      const { person } = this.#profile.data
      if (person === null) throw new Refusal({ kind: 'invalid', field: 'person' })
      const id = idOf(invited.secret)
      if (this.#profile.data.workspaces.some((known) => known.id === id)) return this.#openKnown(id)
      const { credentials } = this.#options
      // First what can fail here: the invitation works once. Kept before it is said, and found by the invitation: where the answer is
      // lost it can be asked for again (IV7), also by the app started anew.
      const folder = await this.#makeFolder(id)
      const credential = credentials.get(id) ?? newCredential()
      await credentials.put(id, credential)
      let joined: ProfileWorkspace
      try {
        const { memberId, addresses, pin, workspace, role } = await joinHost(invited, person, credential)
        await writeHostFile(folder, { memberId, addresses: [...addresses], pin })
        joined = { id, name: workspace, openedAt: now(), sample: false, kind: 'joined', memberId, role, place: '' }
        await this.#profile.update({ workspaces: [joined, ...this.#profile.data.workspaces], open: id })
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        if (error instanceof Refusal && error.failure.kind.startsWith('invite')) await credentials.remove(id)
        throw error
      }
      await this.#leave()
      this.#start(joined)
      return this.#changed()
    })
  }

  /** Removes a joined workspace from this machine. @throws Refusal `notFound`, `forbidden` for one that lives here */
  removeJoined(id: string): Promise<Session> {
    return this.#inTurn(async () => {
      const { workspaces, open } = this.#profile.data
      const workspace = workspaces.find((known) => known.id === id)
      if (!workspace) throw new Refusal({ kind: 'notFound' })
      if (workspace.kind !== 'joined') throw new Refusal({ kind: 'forbidden' })
      if (open === id) await this.#leave()
      await this.#profile.update({ workspaces: workspaces.filter((known) => known.id !== id), open: open === id ? null : open })
      await this.#options.credentials.remove(id)
      await rm(folderOf(this.#options.userData, id), { recursive: true, force: true })
      return this.#changed()
    })
  }

  /** @throws Refusal `forbidden` unless I am the secretariat of a workspace that lives here */
  hostState(): HostState {
    this.#hosted()
    return this.#hosting
  }

  /** @throws Refusal */
  async host(port: number | null): Promise<HostState> {
    return this.#hosted().host(port)
  }

  /** @throws Refusal */
  async exportBundle(document: string | null, path: string): Promise<{ texts: number }> {
    const { hub, memberId } = this.#opened()
    return hub.exportBundle(memberId, document, path)
  }

  /** @throws Refusal `forbidden` unless I am the secretariat of a workspace that lives here */
  async previewBundle(path: string): Promise<BundlePreview> {
    return this.#hosted().previewBundle(this.#opened().memberId, path)
  }

  /** @throws Refusal */
  async mergeBundle(id: string): Promise<{ texts: number }> {
    return this.#hosted().mergeBundle(this.#opened().memberId, id)
  }

  /** Whose workspace an invitation opens, and whether it is one of mine. @throws Refusal of the host, the way there */
  async look(invited: Invited): Promise<LookedUp> {
    const offered = await lookAt(invited, this.#options.credentials.get(idOf(invited.secret)))
    return { ...offered, known: await this.#known(offered) }
  }

  /** Where the host of the open workspace is now. @throws Refusal `invalid`, or of the way there: it must show the same key */
  async moveHost(typed: string): Promise<void> {
    const address = addressIn(typed)
    if (address === null) throw new Refusal({ kind: 'invalid', field: 'address' })
    if (this.#open?.kind !== 'joined') throw new Refusal({ kind: 'forbidden' })
    await this.#opened().hub.moveHost(address)
  }

  refusedEdits(): RefusedEdit[] {
    return this.#refused
  }

  /** @throws Refusal */
  async discardRefused(id: string): Promise<RefusedEdit[]> {
    await this.#opened().hub.discardRefused(id)
    return this.#refused
  }

  /** @throws Refusal `notFound` */
  open(id: string): Promise<Session> {
    return this.#inTurn(() => this.#openKnown(id))
  }

  async #openKnown(id: string): Promise<Session> {
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
  async briefingSource(briefingId: string): Promise<OutwardSource> {
    const { hub, memberId } = this.#opened()
    return hub.briefingSource(memberId, briefingId)
  }

  /** @throws Refusal */
  async memoSource(memoId: string): Promise<MemoSource> {
    const { hub, memberId } = this.#opened()
    return hub.memoSource(memberId, memoId)
  }

  /** @throws Refusal */
  async registerSource(): Promise<RegisterSource> {
    const { hub, memberId } = this.#opened()
    return hub.registerSource(memberId)
  }

  /** @throws Refusal */
  async adoptionSource(memoId: string): Promise<AdoptionSource> {
    const { hub, memberId } = this.#opened()
    return hub.adoptionSource(memberId, memoId)
  }

  /** @throws Refusal */
  async dialogueSource(dialogueId: string): Promise<DialogueSource> {
    const { hub, memberId } = this.#opened()
    return hub.dialogueSource(memberId, dialogueId)
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

  #hosted(): HubProcess {
    const { hub } = this.#opened()
    if (this.#open?.kind !== 'local' || this.#open.role !== 'secretariat') throw new Refusal({ kind: 'forbidden' })
    return hub
  }

  async #known({ fingerprint: shown, pinned, address }: Offered): Promise<LookedUp['known']> {
    const isShown = (pin: string | null): boolean => pin !== null && fingerprint(pin) === shown
    if (this.#open && this.#hosting.on && isShown(this.#hosting.pin)) return { id: this.#open.id, kind: 'local' }
    for (const { id, kind } of this.#profile.data.workspaces) {
      const host = kind === 'joined' ? await peekHost(folderOf(this.#options.userData, id)) : null
      if (!host || host.ended !== null) continue
      if (pinned ? isShown(host.pin) : host.pin === null && host.addresses.includes(address)) return { id, kind }
    }
    return null
  }

  get #keyringNotices(): Failure[] {
    const open = this.#open
    return open && this.#options.credentials.isPlain(open.id) ? [{ kind: 'noKeyring' }] : []
  }

  #opened(): { hub: HubProcess; memberId: string } {
    if (!this.#hub || !this.#open) throw new Refusal({ kind: 'hubDown' })
    return { hub: this.#hub, memberId: this.#open.memberId }
  }

  /** A workspace of its own on this machine. What fails leaves none, and opens the one that was open. */
  async #beginIn(beginning: Beginning, name: string, sample: boolean, first: (hub: HubProcess) => Promise<string>): Promise<Session> {
    const id = randomUUID()
    await this.#leave()
    await this.#makeFolder(id)
    const hub = this.#startIn(id, beginning)
    let begun: ProfileWorkspace
    try {
      const memberId = await first(hub)
      const { role } = await hub.whoIs(memberId)
      begun = { id, name, openedAt: now(), sample, kind: 'local', memberId, role, place: '' }
    } catch (error) {
      await this.#leave()
      await rm(folderOf(this.#options.userData, id), { recursive: true, force: true })
      if (this.#open) this.#start(this.#open)
      throw error
    }
    await this.#profile.update({ workspaces: [begun, ...this.#profile.data.workspaces], open: id })
    return this.#changed()
  }

  async #makeFolder(id: string): Promise<string> {
    const path = folderOf(this.#options.userData, id)
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
      return path
    } catch (error) {
      const failure = diskFailure(error, path)
      throw failure ? new Refusal(failure) : error
    }
  }

  #startIn(id: string, beginning: Beginning = {}): HubProcess {
    this.#notices = []
    this.#hosting = { on: false }
    this.#refused = []
    const options = this.#options
    const events: HubEvents = {
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
        const open = this.#open
        if (open === null || role === null || open.role === role) return
        this.#note({ ...open, role })
        this.#changed()
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
    const hub = options.startHub(folderOf(options.userData, id), events, beginning)
    this.#hub = hub
    return hub
  }

  #host(state: HostState): void {
    this.#hosting = state
    this.#options.tell('hostStateChanged', state)
  }

  /** Opens a known workspace at once; what the hub knows better than the profile follows when it is up. */
  #start(workspace: ProfileWorkspace): void {
    if (workspace.kind === 'joined') {
      this.#link = { state: 'connecting', since: now(), waiting: 0, failure: null }
      this.#startIn(workspace.id, { credential: this.#options.credentials.get(workspace.id) })
      return
    }
    this.#link = null
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
    this.#link = null
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
/** The day at this machine, `2026-11-24`. */
const dayHere = (instant: string): string => new Intl.DateTimeFormat('sv').format(new Date(instant))
