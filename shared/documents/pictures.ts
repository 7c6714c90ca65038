import type * as Y from 'yjs'
import { z } from 'zod'
import type { Block } from './memo.ts'

/**
 * The pictures of a memo: a document of their own beside it, so that its text stays light. The Y.Map `pictures` has the bytes of each
 * by their SHA-256, in hexadecimal digits; what a figure shows is named by that alone.
 *
 * PC1 Whatever a picture was, what is kept is a PNG or a JPEG that was drawn anew here: no scripts, no places, no names of cameras.
 * PC2 Nobody decodes a picture whose own head says that it is larger than the limits.
 */
export const pictureSchemaNumber = 1
export const picturesMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('pictures')

const MiB = 2 ** 20
/** Sizes in bytes, sides and areas in pixels. */
export const pictureLimits = {
  /** Of a file that somebody brings. */
  file: 20 * MiB,
  area: 32_000_000,
  /** Of a kept one: 300 dots an inch over the width of the text (156 mm) are 1,843. */
  side: 2_000,
  kept: 1.5 * MiB,
  keptArea: 4_000_000,
  /** Of one memo together: a window puts in no more, so that two who were offline stay below what the hub takes. */
  memo: 6 * MiB,
  hub: 14 * MiB,
} as const

export type PictureType = 'png' | 'jpeg' | 'gif' | 'webp'
/** What the first bytes of a picture say of it; `alpha`: it may be seen through. */
export type PictureHead = { type: PictureType; width: number; height: number; alpha: boolean }

/** Reads the head and decodes nothing. `null` for whatever is none of the four, an SVG among them. */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const head = pngHead(view) ?? gifHead(view) ?? webpHead(view) ?? jpegHead(view)
    return head && head.width > 0 && head.height > 0 ? head : null
  } catch (reason) {
    // It ends in the middle of its head.
    if (reason instanceof RangeError) return null
    throw reason
  }
}

const starts = (view: DataView, at: number, text: string): boolean =>
  view.byteLength >= at + text.length && text.split('').every((sign, nth) => view.getUint8(at + nth) === sign.charCodeAt(0))

/** PNG §5.2, §11.2.2; colour types 4 and 6 have alpha, a palette may have it. */
function pngHead(view: DataView): PictureHead | null {
  if (!starts(view, 0, '\u0089PNG\r\n\u001a\n') || !starts(view, 12, 'IHDR')) return null
  return { type: 'png', width: view.getUint32(16), height: view.getUint32(20), alpha: view.getUint8(25) !== 2 && view.getUint8(25) !== 0 }
}

/** GIF89a §18 */
function gifHead(view: DataView): PictureHead | null {
  if (!starts(view, 0, 'GIF87a') && !starts(view, 0, 'GIF89a')) return null
  return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true), alpha: true }
}

/** The three forms of the WebP container: simple, lossless, extended. */
function webpHead(view: DataView): PictureHead | null {
  if (!starts(view, 0, 'RIFF') || !starts(view, 8, 'WEBP')) return null
  const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
  if (starts(view, 12, 'VP8X')) return { type: 'webp', width: three(24) + 1, height: three(27) + 1, alpha: (view.getUint8(20) & 16) !== 0 }
  if (starts(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true)
    return { type: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: true }
  }
  if (!starts(view, 12, 'VP8 ')) return null
  return { type: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, alpha: false }
}

/** ITU T.81 annex B: from segment to segment until a frame says its size. */
function jpegHead(view: DataView): PictureHead | null {
  if (view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5), alpha: false }
    if (marker === 0xd9 || marker === 0xda) return null
    at += 2 + view.getUint16(at + 2)
  }
}

/** What may be kept. Whether its name is its hash is for whoever has one at hand to say. */
export function isKept(bytes: Uint8Array): boolean {
  const head = bytes.byteLength <= pictureLimits.kept ? pictureHead(bytes) : null
  return head !== null && (head.type === 'png' || head.type === 'jpeg') && head.width * head.height <= pictureLimits.keptArea
}
export const keptPicture = z.instanceof(Uint8Array).refine(isKept)

/** Bytes by their hash. */
export type Pictures = Readonly<Record<string, Uint8Array>>

export function readPicture(doc: Y.Doc, hash: string): Uint8Array | null {
  return keptPicture
    .nullable()
    .catch(null)
    .parse(picturesMap(doc).get(hash) ?? null)
}

/** Those of the hashes that are there. */
export const readPictures = (doc: Y.Doc, hashes: readonly string[]): Pictures =>
  Object.fromEntries(
    hashes.flatMap((hash) => {
      const bytes = readPicture(doc, hash)
      return bytes ? [[hash, bytes]] : []
    }),
  )

/** Bytes of all that is kept in it. */
export function picturesSize(doc: Y.Doc): number {
  let sum = 0
  for (const bytes of picturesMap(doc).values()) if (bytes instanceof Uint8Array) sum += bytes.byteLength
  return sum
}

/** The pictures that a text shows, each once. Figures stand between paragraphs only. */
export const picturesIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((block) => (block.type === 'figure' && block.picture !== '' ? [block.picture] : []))),
]

/** An address that holds the picture itself. @param base64 of the bytes */
export const dataUrl = (bytes: Uint8Array, base64: string): string => `data:image/${pictureHead(bytes)?.type ?? 'png'};base64,${base64}`
