import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import type { DocumentStore, StoredVersion } from '../../electron/hub/store/documentStore.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { Refusal, type Failure } from '../../shared/errors.ts'

/** A place where a store lives, and the faults it can be given. */
export type Place = {
  /** Several may have it open. */
  isShared?: boolean
  open(): Promise<DocumentStore>
  /** Spoils one update in the middle of the document; the store is closed. */
  damage(name: DocumentName): Promise<void>
  /** Takes and gives back all room; the store is open. `null` where this machine cannot do it. */
  disk: { fill(): Promise<void>; free(): Promise<void> } | null
  cleanUp(): Promise<void>
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'yice-store-'))
export const freshName = (): DocumentName => documentName('memo', crypto.randomUUID())

/** Somebody typing: a Yjs document and the updates it gave, as a window would send them. */
export class Typist {
  readonly document = new Y.Doc()
  readonly updates: Uint8Array[] = []
  constructor() {
    this.document.on('update', (update: Uint8Array) => this.updates.push(update))
  }
  type(text: string): Uint8Array {
    const body = this.document.getText('body')
    body.insert(body.length, text)
    const update = this.updates.at(-1)
    if (update === undefined) throw new Error('typing gave no update')
    return update
  }
  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.document)
  }
}

/** What a window would show of what was loaded. */
export function textOf({ state, updates }: { state: Uint8Array | null; updates: Uint8Array[] }): string {
  const document = new Y.Doc()
  for (const update of state === null ? updates : [state, ...updates]) Y.applyUpdate(document, update)
  return document.getText('body').toJSON()
}

export const version = (document: DocumentName, state: Uint8Array, at = '2026-03-01T09:00:00.000Z'): StoredVersion => ({
  id: crypto.randomUUID(),
  document,
  name: '会签稿',
  hash: 'sha-256',
  by: crypto.randomUUID(),
  at,
  state,
})

/** The failure that `work` was refused with; throws what is not a refusal. */
export async function refused(work: Promise<unknown>): Promise<Failure | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
}

export type Mounted = { path: string; unmount: () => void }

/** A file system of its own in memory; a sentence why not where mounting is not allowed. */
export function smallDisk(kilobytes: number): Mounted | string {
  return mounted('tmpfs', ['-t', 'tmpfs', '-o', `size=${String(kilobytes)}k`, 'none'])
}

/** `folder` seen through a mount that cannot be written to, which binds the superuser too. */
export function readOnlyView(folder: string): Mounted | string {
  const view = mounted('bind', ['--bind', folder])
  if (typeof view !== 'string') execFileSync('mount', ['-o', 'remount,ro,bind', view.path])
  return view
}

function mounted(kind: string, options: string[]): Mounted | string {
  const path = freshFolder()
  mkdirSync(path, { recursive: true })
  try {
    execFileSync('mount', [...options, path], { stdio: 'pipe' })
  } catch (error) {
    rmSync(path, { recursive: true })
    return `no ${kind} mount here: ${error instanceof Error ? error.message.trim() : String(error)}`
  }
  const unmount = (): void => {
    process.off('exit', unmount)
    execFileSync('umount', [path])
    rmSync(path, { recursive: true })
  }
  // A test that fails half-way leaves no mount behind.
  process.on('exit', unmount)
  return { path, unmount }
}
