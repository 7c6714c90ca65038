import { createHash, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { parseName, type DocumentName } from '../../shared/documentName.ts'
import { Refusal } from '../../shared/errors.ts'
import { id, instant } from '../../shared/register.ts'
import type { HostKey } from './listen/hostKey.ts'
import { base64, bytes, readParts, wholeFile, written } from './parts.ts'
import { atomicWrite } from './store/atomicWrite.ts'
import { errorCode } from './store/diskFailure.ts'

const head = 'yice-bundle'
const version = 1
/** A file above this is not read, in bytes: a year of a busy workspace is a tenth of it. */
const largest = 256 * 2 ** 20

const about = z.object({
  version: z.literal(version),
  /** Its founder's id names a workspace: of chance, there from the first moment, and the same in every copy. */
  workspace: z.object({ founder: id, name: z.string() }),
  madeAt: instant,
  by: z.string(),
  /** The public key, SPKI in DER. */
  key: z.base64(),
})
const records = z.object({
  members: z.array(z.unknown()),
  dialogues: z.array(z.unknown()),
  memos: z.array(z.unknown()),
  briefings: z.array(z.unknown()),
  recommendations: z.array(z.unknown()),
})
const text = z.object({ update: z.base64().min(1) })

export type BundleContent = Omit<z.infer<typeof about>, 'key' | 'version'> & {
  records: z.infer<typeof records>
  /** The whole state of each text, as a Yjs update in V1. */
  texts: Map<DocumentName, Uint8Array>
}
export type ReadBundle = { content: BundleContent; pin: string }

/** BN1 The file is signed with the key of the hub it comes from. @throws Refusal as the disk refuses */
export async function writeBundle(path: string, { records, texts, ...content }: BundleContent, key: HostKey): Promise<void> {
  const publicKey = new X509Certificate(key.cert).publicKey.export({ type: 'spki', format: 'der' })
  const lines = [
    written(head, { ...content, version, key: base64(publicKey) } satisfies z.infer<typeof about>),
    written('records', records),
    ...[...texts].map(([name, update]) => written(name, { update: base64(update) } satisfies z.infer<typeof text>)),
  ]
  await atomicWrite(
    path,
    wholeFile(lines, (sha256) => ({ signature: base64(sign('sha256', signed(sha256), key.key)) })),
  )
}

/**
 * BN2 Not a byte of it is looked at further unless the file is whole and its signature holds for the key it names. Whether that key
 *     is to be trusted is for the person to say.
 * @throws Refusal `bundleDamaged`, `bundleNewer`, `notFound`
 */
export async function readBundle(path: string): Promise<ReadBundle> {
  const damaged = (part: string): Refusal => new Refusal({ kind: 'bundleDamaged', path, part })
  const {
    parts,
    sha256,
    damaged: [torn],
  } = readParts(await readWhole(path, damaged))
  if (torn !== undefined) throw damaged(torn)
  if (z.object({ version: z.int().gt(version) }).safeParse(parts.get(head)).success) throw new Refusal({ kind: 'bundleNewer', path })
  const said = about.safeParse(parts.get(head))
  if (!said.success) throw damaged(head)
  const { key, workspace, madeAt, by } = said.data
  const { signature } = z.object({ signature: z.base64() }).catch({ signature: '' }).parse(parts.get('end'))
  if (!holds(bytes(key), sha256, bytes(signature))) throw damaged('signature')
  const found = records.safeParse(parts.get('records'))
  if (!found.success) throw damaged('records')
  const texts = new Map<DocumentName, Uint8Array>()
  for (const [part, value] of parts) {
    if (part === head || part === 'records' || part === 'end') continue
    const read = text.safeParse(value)
    if (!isText(part) || !read.success) throw damaged(part)
    texts.set(part, bytes(read.data.update))
  }
  return { content: { workspace, madeAt, by, records: found.data, texts }, pin: createHash('sha256').update(bytes(key)).digest('hex') }
}

/** What a bundle may hold; written and read by the same rule. */
export const isText = (name: string): name is DocumentName =>
  ['agenda', 'minutes', 'memo', 'pictures'].includes(parseName(name)?.kind ?? '')
const signed = (sha256: string): Buffer => Buffer.from(`${head} ${String(version)} ${sha256}`)

function holds(key: Uint8Array, sha256: string, signature: Uint8Array): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key), type: 'spki', format: 'der' })
    return publicKey.asymmetricKeyType === 'ec' && verify('sha256', signed(sha256), publicKey, signature)
  } catch {
    return false
  }
}

async function readWhole(path: string, damaged: (part: string) => Refusal): Promise<Buffer> {
  try {
    if ((await stat(path)).size > largest) throw damaged('size')
    return await readFile(path)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (errorCode(error) === 'ENOENT') throw new Refusal({ kind: 'notFound' })
    throw damaged('file')
  }
}
