import { join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { backupPreview, type BackupPreview, type BackupState } from '../shared/backup.ts'
import type { Session } from '../shared/desktop.ts'
import { failure, Refusal } from '../shared/errors.ts'
import { askApart } from './apart.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'
import type { Workspaces } from './workspaces.ts'

const words = (): { kind: string; save: string; open: string; place: string } => text.desktop.backup
const ending = 'yicebackup'
/** So long may looking through a backup take, in ms. */
const patience = 120_000
const answered = z.union([z.object({ preview: backupPreview }), z.object({ failure })]).nullable()

/** Backups as the person asks for them: written where they choose, looked through, restored. */
export class Backups {
  readonly #workspaces: Workspaces
  readonly #saved: Saved
  readonly #out: string
  /** What was shown; only that is restored, so a page cannot name just any path. */
  readonly #shown = new Map<string, BackupPreview>()

  constructor(workspaces: Workspaces, saved: Saved, out: string) {
    this.#workspaces = workspaces
    this.#saved = saved
    this.#out = out
  }

  /** Those the hub keeps, after making one of now for `make`. @throws Refusal `forbidden`, the disk */
  async state(make: boolean): Promise<BackupState> {
    return this.#workspaces.hosted().hub.backups(make)
  }

  /** @throws Refusal `cancelled`, `forbidden`, and why it could not be written */
  save(window: BrowserWindow): Promise<string> {
    const day = new Intl.DateTimeFormat('sv').format(new Date())
    const fileName = `${this.#name} ${day}.${ending}`
    return this.#saved.saveBy(window, { title: words().save, type: words().kind, fileName }, (path) =>
      this.#workspaces.hosted().hub.backUp(path),
    )
  }

  /** 第二位置: the person chooses a folder, or gives it up. @throws Refusal `cancelled`, `forbidden`, why it cannot be used */
  async place(choose: boolean, window: BrowserWindow): Promise<BackupState> {
    const path = choose ? await chooseFolder(window) : null
    // Several workspaces, of one name too, may go to one drive.
    const id = this.#workspaces.session().open?.workspace.id ?? ''
    return this.#workspaces.hosted().hub.backupPlace(path, `${this.#name} ${id.slice(0, 8)}`)
  }

  /** @param name of one that is kept; `null`: the person chooses @throws Refusal `cancelled`, `notFound`, `backupDamaged` */
  async preview(name: string | null, window: BrowserWindow): Promise<BackupPreview> {
    const path = name === null ? await choose(window) : this.#workspaces.backupPath(name)
    const answer = answered.parse(await askApart(join(this.#out, 'main/previewBackup.js'), [path], patience))
    if (answer === null) throw new Refusal({ kind: 'backupDamaged', path, part: words().kind })
    if ('failure' in answer) throw new Refusal(answer.failure)
    this.#shown.set(path, answer.preview)
    return answer.preview
  }

  /** Of the open workspace, as a file can be called. */
  get #name(): string {
    return (this.#workspaces.session().open?.workspace.name ?? '').replaceAll(/[\\/:*?"<>|]/g, ' ')
  }

  /** @throws Refusal `forbidden` for what was not shown, `backupDamaged` for what was damaged since, the disk */
  restore(path: string): Promise<Session> {
    const shown = this.#shown.get(path)
    if (!shown) throw new Refusal({ kind: 'forbidden' })
    return this.#workspaces.restore(shown)
  }
}

async function chooseFolder(window: BrowserWindow): Promise<string> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words().place,
    properties: ['openDirectory', 'createDirectory'],
  })
  const [path] = filePaths
  if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
  return path
}

async function choose(window: BrowserWindow): Promise<string> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words().open,
    properties: ['openFile'],
    filters: [{ name: words().kind, extensions: [ending] }],
  })
  const [path] = filePaths
  if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
  return path
}
