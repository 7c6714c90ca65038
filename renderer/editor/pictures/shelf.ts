import type * as Y from 'yjs'
import { isKept, pictureHead, pictureLimits, picturesMap, picturesSize, readPicture } from '../../../shared/documents/pictures.ts'
import { ok, refuse, type Result } from '../../../shared/errors.ts'
import { encodePicture, sha256, type Crop, type Encoded } from './encode.ts'

/**
 * Pictures that this window has had in hands, of whichever memo: what is pasted into another one, or comes back by an undo after it was
 * cleared away, is still there. Bytes by hash, the oldest first.
 */
const remembered = new Map<string, Uint8Array<ArrayBuffer>>()
const rememberedMost = 64 * 2 ** 20

function remember(hash: string, bytes: Uint8Array<ArrayBuffer>): void {
  remembered.delete(hash)
  remembered.set(hash, bytes)
  let sum = [...remembered.values()].reduce((all, one) => all + one.byteLength, 0)
  for (const [oldest, one] of remembered) {
    if (sum <= rememberedMost) return
    remembered.delete(oldest)
    sum -= one.byteLength
  }
}

type Shown = { url: string | null }

/** The pictures of one memo, as its editor shows them and puts them in. */
export class PictureShelf {
  #doc: Y.Doc | null = null
  #isWritable = false
  readonly #shown = new Map<string, Shown>()
  readonly #listeners = new Set<() => void>()

  /** The document beside the memo; until it has come nothing is shown and nothing can be put in. */
  attach(doc: Y.Doc, writable: boolean): () => void {
    this.#doc = doc
    this.#isWritable = writable
    const pictures = picturesMap(doc)
    const changed = (): void => {
      for (const [hash, { url }] of this.#shown) if (url === null) this.#shown.delete(hash)
      this.#tell()
    }
    pictures.observe(changed)
    this.#tell()
    return () => {
      pictures.unobserve(changed)
      if (this.#doc === doc) this.#doc = null
    }
  }

  get isWritable(): boolean {
    return this.#doc !== null && this.#isWritable
  }

  /** An address to show it by, once it is here and what it says it is; `null` until then. */
  url(hash: string): string | null {
    const shown = this.#shown.get(hash)
    if (shown) return shown.url
    const bytes = this.bytes(hash)
    if (!bytes) return null
    const made: Shown = { url: null }
    this.#shown.set(hash, made)
    void sha256(bytes).then((is) => {
      if (is !== hash || this.#shown.get(hash) !== made) return
      remember(hash, bytes)
      made.url = URL.createObjectURL(new Blob([bytes], { type: `image/${pictureHead(bytes)?.type ?? 'png'}` }))
      this.#tell()
    })
    return null
  }

  /** From the document, or from what this window remembers: then the document gets it back. */
  bytes(hash: string): Uint8Array<ArrayBuffer> | null {
    const here = this.#doc && readPicture(this.#doc, hash)
    if (here) return new Uint8Array(here)
    const known = remembered.get(hash) ?? null
    if (known && this.#doc && this.#isWritable) picturesMap(this.#doc).set(hash, known)
    return known
  }

  /**
   * Draws a picture anew and puts it in. Where there is no room those go that `used` does not name: nothing shows them any more.
   */
  async add(bytes: Uint8Array<ArrayBuffer>, fileName: string, used: () => readonly string[], crop?: Crop): Promise<Result<Encoded>> {
    const made = await encodePicture(bytes, fileName, crop)
    if (!made.ok) return made
    return this.keep(made.value, used)
  }

  keep(made: Encoded, used: () => readonly string[]): Result<Encoded> {
    const doc = this.#doc
    if (!doc || !this.#isWritable) return refuse({ kind: 'hubDown' })
    const pictures = picturesMap(doc)
    if (!pictures.has(made.hash)) {
      if (picturesSize(doc) + made.bytes.byteLength > pictureLimits.memo) this.#clear(doc, used())
      if (picturesSize(doc) + made.bytes.byteLength > pictureLimits.memo) return refuse({ kind: 'picturesFull' })
      pictures.set(made.hash, made.bytes)
    }
    remember(made.hash, made.bytes)
    return ok(made)
  }

  /** Puts back what was kept with a version. */
  putBack(kept: Readonly<Record<string, Uint8Array>>, used: () => readonly string[]): void {
    for (const [hash, bytes] of Object.entries(kept)) if (isKept(bytes)) this.keep({ hash, bytes: new Uint8Array(bytes) }, used)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    for (const { url } of this.#shown.values()) if (url !== null) URL.revokeObjectURL(url)
    this.#shown.clear()
    this.#listeners.clear()
  }

  #clear(doc: Y.Doc, used: readonly string[]): void {
    const pictures = picturesMap(doc)
    doc.transact(() => {
      for (const hash of [...pictures.keys()]) {
        if (used.includes(hash)) continue
        const bytes = readPicture(doc, hash)
        if (bytes) remember(hash, new Uint8Array(bytes))
        pictures.delete(hash)
      }
    })
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
