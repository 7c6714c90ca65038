import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../../shared/errors.ts'
import { atomicWrite } from '../store/atomicWrite.ts'
import { errorCode } from '../store/diskFailure.ts'

/** `pin`: SHA-256 of the public key, SPKI in DER, as invites carry it. */
export type HostKey = { cert: string; key: string; pin: string }

/**
 * LN2 The key of a workspace lies in `host.key` beside members.json, 0600, and stays for good: every invite names it. One that is
 *     there and cannot be read is never replaced. Certificate and key are one file, so that they are always of one pair.
 * @throws Refusal `keyUnreadable`, or as the disk refuses
 */
export async function hostKey(folder: string): Promise<HostKey> {
  const path = join(folder, 'host.key')
  const found = await readIfThere(path)
  if (found !== null) return keyFromText(found, path)
  const made = await generateKey()
  await atomicWrite(path, made, { mode: 0o600 })
  return keyFromText(made, path)
}

/** A certificate of one's own, from files. @throws Refusal `keyUnreadable` */
export async function keyFrom(certPath: string, keyPath: string): Promise<HostKey> {
  const [cert, key] = await Promise.all([certPath, keyPath].map(readIfThere))
  if (cert == null || key == null) throw new Refusal({ kind: 'keyUnreadable', path: cert == null ? certPath : keyPath })
  return parseKey(cert, key, certPath)
}

function parseKey(cert: string, key: string, path: string): HostKey {
  try {
    const certificate = new X509Certificate(cert)
    if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new Refusal({ kind: 'keyUnreadable', path })
    return { cert, key, pin: pinOf(certificate) }
  } catch {
    throw new Refusal({ kind: 'keyUnreadable', path })
  }
}

export const pinOf = (certificate: X509Certificate): string =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new Refusal({ kind: 'keyUnreadable', path })
  }
}

/** As it is kept; of a pair that was kept so both are the one text. */
export const textOfKey = ({ key, cert }: HostKey): string => (key === cert ? key : `${key}\n${cert}\n`)

/** Certificate and key in one text. @throws Refusal `keyUnreadable` */
export const keyFromText = (text: string, path: string): HostKey => parseKey(text, text, path)

/** P-256, which Node and Chromium's TLS both know. The name and the dates are looked at by nobody: the pin is. */
export async function generateKey(): Promise<string> {
  const { generate } = await import('selfsigned')
  const dates = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2120-01-01') }
  const made = await generate([{ name: 'commonName', value: 'yice' }], { keyType: 'ec', curve: 'P-256', ...dates })
  return `${made.private}\n${made.cert}\n`
}
