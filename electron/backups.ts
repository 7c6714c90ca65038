import { join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { backupPreview, type BackupPreview } from '../shared/backup.ts'
import type { Session } from '../shared/desktop.ts'
import { failure, Refusal } from '../shared/errors.ts'
import { askApart } from './apart.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'
import type { Workspaces } from './workspaces.ts'

const words = (): { kind: string; save: string; open: string } => text.desktop.backup
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

  /** @throws Refusal `cancelled`, and why it could not be written */
  save(window: BrowserWindow): Promise<string> {
    const name = this.#workspaces.session().open?.workspace.name ?? ''
    const day = new Intl.DateTimeFormat('sv').format(new Date())
    const fileName = `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')} ${day}.${ending}`
    return this.#saved.saveBy(window, { title: words().save, type: words().kind, fileName }, (path) => this.#workspaces.backUp(path))
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

  /** @throws Refusal `forbidden` for what was not shown, `backupDamaged` for what was damaged since, the disk */
  restore(path: string): Promise<Session> {
    const shown = this.#shown.get(path)
    if (!shown) throw new Refusal({ kind: 'forbidden' })
    return this.#workspaces.restore(shown)
  }
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
