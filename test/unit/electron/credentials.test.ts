import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCredentials, type Keyring } from '../../../electron/credentials.ts'

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'yice-credentials-'))))
afterEach(() => rm(folder, { recursive: true }))

const secret = `${'x'.repeat(42)}A`
const one = crypto.randomUUID()
const flipped = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a))
const keyring = (isSafe: boolean): Keyring => ({
  isSafe: () => isSafe,
  seal: (text) => flipped(Buffer.from(text)),
  open: (sealed) => flipped(sealed).toString('utf8'),
})
const file = (): string => join(folder, 'credentials.json')

describe('CR1 credentials of joined workspaces', () => {
  it('CR1 are sealed by the keyring, private, and there after a restart', async () => {
    const credentials = await openCredentials(folder, keyring(true))
    await credentials.put(one, secret)
    expect(await readFile(file(), 'utf8')).not.toContain(Buffer.from(secret).toString('base64'))
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    const again = await openCredentials(folder, keyring(true))
    expect([again.get(one), again.isPlain(one)]).toEqual([secret, false])
    await again.remove(one)
    expect(again.get(one)).toBeNull()
  })

  it('CR1 without a keyring lie there as they are, and that is said', async () => {
    const credentials = await openCredentials(folder, keyring(false))
    await credentials.put(one, secret)
    expect([credentials.get(one), credentials.isPlain(one)]).toEqual([secret, true])
    expect((await stat(file())).mode & 0o777).toBe(0o600)
  })

  it('CR1 one that another system has sealed is none', async () => {
    const credentials = await openCredentials(folder, keyring(true))
    await credentials.put(one, secret)
    const elsewhere = await openCredentials(folder, { ...keyring(true), open: () => 'no credential' })
    expect(elsewhere.get(one)).toBeNull()
    expect(credentials.get(crypto.randomUUID())).toBeNull()
  })
})
