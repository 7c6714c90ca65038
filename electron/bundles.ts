import { dialog, type BrowserWindow } from 'electron'
import type { BundlePreview } from '../shared/bundle.ts'
import { Refusal } from '../shared/errors.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'
import type { Workspaces } from './workspaces.ts'

const words = (): { kind: string; save: string; open: string } => text.desktop.bundle

/** 数据包 of the open workspace: the person says where it is written to or read from. */
export class Bundles {
  readonly #workspaces: Workspaces
  readonly #saved: Saved

  constructor(workspaces: Workspaces, saved: Saved) {
    this.#workspaces = workspaces
    this.#saved = saved
  }

  /** @param document all that the person may read, for `null` @throws Refusal `cancelled`, and why the file could not be written */
  async export(document: string | null, window: BrowserWindow): Promise<{ path: string; texts: number }> {
    const name = this.#workspaces.session().open?.workspace.name ?? ''
    const fileName = `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')} ${today()}.yice`
    let texts = 0
    const path = await this.#saved.saveBy(window, { title: words().save, type: words().kind, fileName }, async (chosen) => {
      const { hub, memberId } = this.#workspaces.seat()
      texts = (await hub.exportBundle(memberId, document, chosen)).texts
    })
    return { path, texts }
  }

  /** @throws Refusal `cancelled`, and why it cannot be merged */
  async preview(window: BrowserWindow): Promise<BundlePreview> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: words().open,
      properties: ['openFile'],
      filters: [{ name: words().kind, extensions: ['yice'] }],
    })
    const [path] = filePaths
    if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
    const { hub, memberId } = this.#workspaces.hosted()
    return hub.previewBundle(memberId, path)
  }

  /** @param id of what was shown @throws Refusal */
  async merge(id: string): Promise<{ texts: number }> {
    const { hub, memberId } = this.#workspaces.hosted()
    return hub.mergeBundle(memberId, id)
  }
}

function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
