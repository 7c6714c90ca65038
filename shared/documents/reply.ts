import type * as Y from 'yjs'

/**
 * The files that came with a department's reply: a document of their own beside the record of 督办, so that the register stays light. The
 * Y.Map `files` has the bytes of each by their SHA-256; what they are called stands in the record. Only the hub writes it.
 */
export const replyFiles = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('files')

const MiB = 2 ** 20
/** In bytes; `name` in characters. A handshake carries a document in one message of 8 MiB. */
export const replyLimits = { file: 4 * MiB, record: 6 * MiB, name: 120 } as const

/** What a reply comes in: papers, tables and pictures; nothing that runs. */
export const replyTypes = 'pdf ofd doc docx wps rtf txt xls xlsx et csv ppt pptx dps jpg jpeg png tif tiff'.split(' ')
export const isReplyName = (name: string): boolean =>
  name.length <= replyLimits.name && !/[\\/]/.test(name) && !hidesPart(name) && replyTypes.includes(extensionOf(name))

/** Marks that turn the direction of what follows make `答复.exe` look like a PDF; those of control belong into no name. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
const hidesPart = (name: string): boolean => name.search(unseen) >= 0
/** A name whose marks can be seen. */
export const plainName = (name: string): string => name.replace(unseen, '□')

/** What keeps a file of so many bytes from being laid beside a reply, `null` where nothing does. */
export function replyFault(name: string, size: number): 'replyFileName' | 'replyFileKind' | 'replyFileEmpty' | 'replyFileTooLarge' | null {
  if (hidesPart(name)) return 'replyFileName'
  if (!isReplyName(name)) return 'replyFileKind'
  if (size === 0) return 'replyFileEmpty'
  return size > replyLimits.file ? 'replyFileTooLarge' : null
}

/** In small letters; empty where there is none. */
export const extensionOf = (name: string): string => /[^.]\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** Without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[a-z0-9]+$/i, '')

/** `null`: not there, or not yet. */
export function replyFile(doc: Y.Doc, hash: string): Uint8Array<ArrayBuffer> | null {
  const bytes = replyFiles(doc).get(hash)
  return bytes instanceof Uint8Array ? new Uint8Array(bytes) : null
}
