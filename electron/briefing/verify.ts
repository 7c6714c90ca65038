import { createHash } from 'node:crypto'
import { PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { z } from 'zod'

/** Names in the information dictionary of what a file says it is. */
export const claim = {
  content: PDFName.of('YiceContent'),
  issue: PDFName.of('YiceIssue'),
  copy: PDFName.of('YiceCopy'),
} as const

export type Claim = { id: string; copy: number }
const claimed = z.object({ id: z.uuid({ version: 'v4' }), copy: z.coerce.number().int().positive() })

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Which issue a file says it is; `null` for whatever says nothing of the kind or is no PDF. Nothing of it is believed. */
export async function claimOf(bytes: Uint8Array): Promise<Claim | null> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false }).catch((reason: unknown) => {
    if (reason instanceof Error) return null
    throw reason
  })
  const info = document?.context.lookup(document.context.trailerInfo.Info)
  if (!(info instanceof PDFDict)) return null
  const read = (name: PDFName): string | undefined => {
    const value = info.lookup(name)
    return value instanceof PDFString ? value.asString() : undefined
  }
  return claimed.safeParse({ id: read(claim.issue), copy: read(claim.copy) }).data ?? null
}
