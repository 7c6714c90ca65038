import { basename, join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import { Refusal } from '../shared/errors.ts'
import { throwIfStopped, type Export, type Exports, type FileExport } from './exports.ts'
import { atomicWrite } from './hub/store/atomicWrite.ts'

type File = {
  /** What the dialog is called. */ title: string
  /** The name of the type. */ type: string
  fileName: string
}

/** Files written where the person chooses. */
export class Saved {
  /** Written in this run; only these may be shown, so a page cannot ask for just any path. */
  readonly #paths = new Set<string>()
  readonly #exports: Exports

  constructor(exports: Exports) {
    this.#exports = exports
  }

  /** Asks for the place, then makes the file there; answers the path. @throws Refusal `cancelled`, and why it could not be made or written */
  save(window: BrowserWindow, file: File, make: (job: FileExport) => Promise<Uint8Array>): Promise<string> {
    return this.saveBy(window, file, (path) =>
      this.#exports.run(window, async (job) => {
        const one = job.file(basename(path))
        const bytes = await make(one)
        throwIfStopped(job.signal)
        one.writing()
        await atomicWrite(path, bytes, { signal: job.signal })
      }),
    )
  }

  /** The same for what somebody else writes. */
  async saveBy(window: BrowserWindow, { title, type, fileName }: File, write: (path: string) => Promise<void>): Promise<string> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      defaultPath: join(app.getPath('documents'), fileName),
      filters: [{ name: type, extensions: [fileName.slice(fileName.lastIndexOf('.') + 1)] }],
    })
    if (canceled || filePath === '') throw new Refusal({ kind: 'cancelled' })
    await write(filePath)
    this.#paths.add(filePath)
    return filePath
  }

  /** Lets the person choose a folder for what is written into it; answers the path of that. @throws Refusal `cancelled` */
  async saveInto(window: BrowserWindow, title: string, write: (folder: string, job: Export) => Promise<string>): Promise<string> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title,
      defaultPath: app.getPath('documents'),
      properties: ['openDirectory', 'createDirectory'],
    })
    const [folder] = filePaths
    if (canceled || folder === undefined) throw new Refusal({ kind: 'cancelled' })
    const path = await this.#exports.run(window, (job) => write(folder, job))
    this.#paths.add(path)
    return path
  }

  /** @throws Refusal `forbidden` for what the app has not written */
  show(path: string): void {
    if (!this.#paths.has(path)) throw new Refusal({ kind: 'forbidden' })
    shell.showItemInFolder(path)
  }
}
