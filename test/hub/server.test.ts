import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { z } from 'zod'
import { askControl } from '../../electron/hub/control.ts'
import { hostKey, textOfKey } from '../../electron/hub/listen/hostKey.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { failureIn } from '../../shared/closing.ts'
import { documentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { joinAnswer, parseInviteLink } from '../../shared/invite.ts'
import { bundled } from '../prove/bundle.ts'
import { between, random } from '../prove/proof.ts'
import { paragraph, value } from './house.ts'
import { post, remote } from './wire.ts'

let program = ''
let folder = ''
let data = ''
const running: ChildProcess[] = []
beforeAll(async () => (program = await bundled('electron/hub/server.ts', 'server-alone')), 60_000)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-server-'))
  data = join(folder, 'data')
})
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

const start = (...words: string[]): ChildProcess => {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}
async function hub(...words: string[]): Promise<{ code: number | null; told: unknown }> {
  const child = start(...words)
  let out = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise<number | null>((ended) => child.on('close', ended))
  return { code, told: JSON.parse(out) }
}
const listening = z.object({ port: z.int(), pin: z.string().nullable() })
const member = z.object({ id: z.string(), credential: z.string() })
const found = async (): Promise<z.infer<typeof member>> =>
  member.parse((await hub('member', 'add', '--data', data, '--name', '林', '--workspace', '智库')).told)

/** A server that listens, and everything it has logged. */
async function server(
  ...words: string[]
): Promise<{ child: ChildProcess; port: number; pin: string | null; log: () => string; end: () => Promise<unknown> }> {
  const child = start('--data', data, '--port', '0', '--address', '127.0.0.1', ...words)
  let log = ''
  const said = await new Promise<unknown>((ready, failed) => {
    child.once('exit', () => failed(new Error(log)))
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      for (const one of log.split('\n')) if (one.includes('"event":"listening"') && one.endsWith('}')) ready(JSON.parse(one))
    })
  })
  const end = (): Promise<unknown> => {
    const ended = new Promise((code) => child.on('close', code))
    child.kill('SIGTERM')
    return ended
  }
  return { child, ...listening.parse(said), log: () => log, end }
}

/** A memo, made by a command over the wire as a window makes it. */
async function memoOver(line: ReturnType<typeof remote>): Promise<string> {
  const { provider } = await line.open('register')
  const call = randomUUID()
  const done = z.object({ type: z.literal('done'), call: z.literal(call), answer: z.object({ id: z.string() }) })
  const made = new Promise<string>((resolve) =>
    provider.on('stateless', ({ payload }: { payload: string }) => {
      const answer = done.safeParse(JSON.parse(payload))
      if (answer.success) resolve(answer.data.answer.id)
    }),
  )
  provider.sendStateless(JSON.stringify({ type: 'command', call, name: 'createMemo', request: { title: '建议', dialogueId: null } }))
  return documentName('memo', await made)
}

/**
 * Types on and on, one letter more each time. Every acknowledgement counts by itself: on a busy machine there is never a moment in
 * which nothing is on its way.
 */
async function type(doc: Y.Doc, provider: HocuspocusProvider) {
  await expect.poll(() => provider.hasUnsyncedChanges).toBe(false)
  let typed = 0
  let waiting = 0
  let acknowledged = 0
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === waiting - 1) acknowledged += 1
    waiting = number
  })
  const typing = setInterval(() => writeBlocks(memoBody(doc), [paragraph('字'.repeat(++typed))]), 5)
  return {
    get acknowledged() {
      return acknowledged
    },
    stop: () => clearInterval(typing),
  }
}

describe('SV1 the hub as a server', { timeout: 60_000 }, () => {
  it('SV1 is founded, listens, invites while it runs, lets members in, is backed up, stops in order, and is restored', async () => {
    expect((await found()).credential).toHaveLength(43)
    const { port, pin, end } = await server()
    const invited = await hub('invite', '--data', data, '--role', 'expert', '--name', '宋')
    const invite = value(parseInviteLink(z.object({ link: z.string() }).parse(invited.told).link))
    expect(invite).toMatchObject({ workspace: '智库', pin, addresses: [`127.0.0.1:${String(port)}`] })
    const credential = newCredential()
    const answer = await post(port, pin ?? '', '/join', { secret: invite.secret, credential, name: '宋', organisation: '' })
    const joined = joinAnswer.parse(JSON.parse(answer.body))
    const line = remote(port, credential)
    expect((await line.open('register')).doc.getMap('members').get(joined.memberId)).toMatchObject({ name: '宋' })
    const file = join(folder, 'backup')
    expect((await hub('backup', '--data', data, '--file', file)).told).toEqual({ documents: 1 })
    line.close()
    expect(await end()).toBe(0)

    const again = join(folder, 'again')
    expect((await hub('restore', '--data', again, '--file', file)).code).toBe(0)
    expect((await hub('member', 'list', '--data', again)).told).toMatchObject([{ name: '林' }, { name: '宋' }])
    expect(await readFile(join(again, 'host.key'), 'utf8')).toBe(await readFile(join(data, 'host.key'), 'utf8'))
  })

  it('SV1 a member who is removed from the command line is out within a second', async () => {
    await found()
    const { port } = await server()
    const { id, credential } = member.parse((await hub('member', 'add', '--data', data, '--name', '宋', '--role', 'expert')).told)
    const line = remote(port, credential)
    await line.open('register')
    const closed = new Promise<void>((gone) => line.socket.on('disconnect', () => gone()))
    const from = performance.now()
    expect(await askControl(data, { do: 'member remove', id })).toEqual({ ok: true, value: {} })
    await closed
    expect(performance.now() - from).toBeLessThan(1_000)
    line.close()
    const again = remote(port, credential)
    expect(failureIn((await again.open('register')).refused ?? '')).toEqual({ kind: 'notMember' })
    again.close()
  })

  it('SV1 the usage is told to whoever asks wrongly', async () => {
    for (const words of [[], ['--data', data, '--redis', 'redis://127.0.0.1'], ['member', 'praise', '--data', data]]) {
      const child = start(...words)
      let out = ''
      child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
      expect(await new Promise((ended) => child.on('close', ended))).toBe(2)
      expect(out).toContain('hub --data DIR')
    }
    expect(existsSync(data)).toBe(false)
  })

  it('SV1 a stop in the middle of typing loses nothing that was acknowledged', async () => {
    const { credential } = await found()
    const { port, end } = await server()
    const line = remote(port, credential)
    const name = await memoOver(line)
    const { doc, provider } = await line.open(name)
    const typist = await type(doc, provider)
    await expect.poll(() => typist.acknowledged, { timeout: 30_000 }).toBeGreaterThan(50)
    const ended = await end()
    const known = typist.acknowledged
    typist.stop()
    line.close()
    expect(ended).toBe(0)
    const again = await server()
    const reader = remote(again.port, credential)
    await reader.open('register')
    const kept = blockTexts(readBlocks(memoBody((await reader.open(name)).doc))).join('')
    expect(kept.length).toBeGreaterThanOrEqual(known)
    reader.close()
    expect(await again.end()).toBe(0)
  })
})

describe('SV7 bundles carried by hand', { timeout: 60_000 }, () => {
  it('SV7 an export of one server is shown to another of the same workspace, and merged when that is asked for, also while both run', async () => {
    const { credential } = await found()
    const first = await server()
    const line = remote(first.port, credential)
    const name = await memoOver(line)
    const backup = join(folder, 'backup')
    expect((await hub('backup', backup, '--data', data)).code).toBe(0)
    const { doc, provider } = await line.open(name)
    writeBlocks(memoBody(doc), [paragraph('那边写的')])
    await expect.poll(() => provider.hasUnsyncedChanges).toBe(false)
    const file = join(folder, '周报.yice')
    expect((await hub('export', file, '--data', data)).told).toEqual({ texts: 1 })
    expect((await hub('export', join(folder, 'one'), '--data', data, '--document', name)).told).toEqual({ texts: 1 })
    expect((await hub('export', file, '--data', data, '--document', 'memo/1')).told).toEqual({
      failure: { kind: 'invalid', field: 'document' },
    })
    line.close()
    await first.end()

    data = join(folder, 'there')
    expect((await hub('restore', backup, '--data', data)).code).toBe(0)
    const second = await server()
    const shown = (await hub('import', file, '--data', data)).told
    expect(shown).toMatchObject({ workspace: '智库', by: '林', key: { known: 'own' }, merged: null })
    expect(shown).toMatchObject({ texts: [{ document: name, fate: 'changes', adds: ['那边写的'] }] })
    const text = async (): Promise<string> => {
      const reader = remote(second.port, credential)
      await reader.open('register')
      const { doc: read } = await reader.open(name)
      reader.close()
      return blockTexts(readBlocks(memoBody(read))).join('')
    }
    expect(await text()).not.toContain('那边写的')
    expect((await hub('import', file, '--data', data, '--yes')).told).toMatchObject({ merged: { texts: 1 } })
    expect(await text()).toContain('那边写的')
    expect(await second.end()).toBe(0)
    // And once more where no server runs: there is nothing left to merge.
    expect((await hub('import', file, '--data', data, '--yes')).told).toMatchObject({ texts: [{ fate: 'same' }], merged: { texts: 0 } })
    expect(await hub('import', join(folder, 'none'), '--data', data)).toMatchObject({ code: 1, told: { failure: { kind: 'notFound' } } })
  })

  it('SV7 what comes from another workspace is refused, and nothing is merged', async () => {
    await found()
    const file = join(folder, 'other.yice')
    expect((await hub('export', file, '--data', data)).code).toBe(0)
    data = join(folder, 'other')
    await found()
    expect(await hub('import', file, '--data', data, '--yes')).toMatchObject({ code: 1, told: { failure: { kind: 'bundleForeign' } } })
  })
})

describe('SV2 the log', { timeout: 60_000 }, () => {
  it('SV2 names neither text nor tokens nor secrets, whatever is sent', async () => {
    const canary = 'KANARIENVOGEL'
    const { credential } = await found()
    const { port, pin, log, end } = await server()
    const invited = await hub('invite', '--data', data, '--role', 'expert', '--name', canary)
    const { secret } = value(parseInviteLink(z.object({ link: z.string() }).parse(invited.told).link))
    const line = remote(port, credential)
    const name = await memoOver(line)
    const { doc, provider } = await line.open(name)
    writeBlocks(memoBody(doc), [paragraph(`${canary} 机密`)])
    await expect.poll(() => provider.hasUnsyncedChanges).toBe(false)
    doc.getMap(canary).set(canary, canary)
    provider.sendStateless(`{"${canary}":1}`)
    const wrong = remote(port, canary.repeat(3))
    await wrong.open(`memo/${canary}`)
    await wrong.open('register')
    const stranger = { secret, credential: newCredential(), name: canary, organisation: canary }
    for (const body of [{ secret: canary }, stranger, canary]) await post(port, pin ?? '', '/join', body)
    await post(port, pin ?? '', `/${canary}`, {}, { Origin: `https://${canary}` })
    wrong.close()
    line.close()
    expect(await end()).toBe(0)
    for (const told of [canary, '机密', credential, secret]) expect(log()).not.toContain(told)
    const events = log()
      .trim()
      .split('\n')
      .map((one) => z.looseObject({ at: z.iso.datetime(), event: z.string() }).parse(JSON.parse(one)).event)
    expect(events).toEqual(expect.arrayContaining(['listening', 'connected', 'joined', 'refused', 'left', 'stopping']))
    expect(events).not.toContain('surprise')
  })
})

describe('SV3 TLS of one’s own', { timeout: 60_000 }, () => {
  it('SV3 a certificate from files is the one that is shown, and the one that invites name', async () => {
    await found()
    const own = await hostKey(folder)
    await writeFile(join(folder, 'own.pem'), textOfKey(own))
    const { port, pin } = await server('--tls-cert', join(folder, 'own.pem'), '--tls-key', join(folder, 'own.pem'))
    expect(pin).toBe(own.pin)
    expect((await post(port, own.pin, '/health', null, {}, 'GET')).body).toBe('{"status":"ok"}')
    const invited = await hub('invite', '--data', data, '--role', 'expert')
    expect(value(parseInviteLink(z.object({ link: z.string() }).parse(invited.told).link)).pin).toBe(own.pin)
  })

  it('SV3 behind a TLS proxy members come in, under the address that the proxy names', async () => {
    const { credential } = await found()
    const { port, pin, log } = await server('--behind-proxy', '--public', 'hub.example.org')
    expect(pin).toBeNull()
    const { key, cert } = await hostKey(folder)
    const proxy = createServer({ key, cert }, (outside) => {
      const inside = connect(port, '127.0.0.1')
      for (const one of [outside, inside]) one.on('error', () => one.destroy())
      let head = ''
      const heard = (chunk: Buffer): void => {
        head += chunk.toString('latin1')
        if (!head.includes('\r\n\r\n')) return
        outside.off('data', heard)
        inside.write(head.replace('\r\n\r\n', '\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n'), 'latin1')
        outside.pipe(inside).pipe(outside)
      }
      outside.on('data', heard)
    })
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready))
    const at = proxy.address()
    const line = remote(typeof at === 'object' && at !== null ? at.port : 0, credential)
    expect((await line.open('register')).refused).toBeNull()
    expect(log()).toContain('203.0.113.7')
    line.close()
    proxy.close()
  })
})

describe('BK a backup', { timeout: 60_000 }, () => {
  it('BK1 is whole and private, also while people write', async () => {
    const { credential } = await found()
    const { port } = await server()
    const line = remote(port, credential)
    const name = await memoOver(line)
    const { doc, provider } = await line.open(name)
    const typist = await type(doc, provider)
    for (let nth = 0; nth < 3; nth++) {
      await expect.poll(() => typist.acknowledged, { timeout: 30_000 }).toBeGreaterThan(30 * (nth + 1))
      const known = typist.acknowledged
      const file = join(folder, `backup-${String(nth)}`)
      expect(await askControl(data, { do: 'backup', file })).toEqual({ ok: true, value: { documents: 3 } })
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const place = join(folder, `place-${String(nth)}`)
      expect((await hub('restore', '--data', place, '--file', file)).told).toEqual({ documents: 3 })
      data = place
      const again = await server()
      const reader = remote(again.port, credential)
      await reader.open('register')
      expect(blockTexts(readBlocks(memoBody((await reader.open(name)).doc))).join('').length).toBeGreaterThanOrEqual(known)
      reader.close()
      expect(await again.end()).toBe(0)
      data = join(folder, 'data')
    }
    typist.stop()
    line.close()
  })

  const seed = Date.now() % 0x1_0000_0000
  it(`BK2 that is damaged anywhere is refused with the part that is, and nothing is written (seed ${String(seed)})`, async () => {
    await found()
    const file = join(folder, 'backup')
    await hub('backup', '--data', data, '--file', file)
    const good = await readFile(file)
    const next = random(seed)
    const cut = join(folder, 'cut')
    const place = join(folder, 'place')
    for (let nth = 0; nth < 12; nth++) {
      const at = between(next, 0, good.length - 2)
      const flipped = Buffer.from(good)
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << between(next, 0, 6)), at)
      await writeFile(cut, nth % 2 === 0 ? flipped : good.subarray(0, at))
      const { code, told } = await hub('restore', '--data', place, '--file', cut)
      expect([code, told]).toMatchObject([1, { failure: { kind: 'backupDamaged', path: cut } }])
      expect(existsSync(place)).toBe(false)
    }
  })

  it('BK2 goes into an empty folder only, and one that is not there is said to be', async () => {
    await found()
    const file = join(folder, 'backup')
    await hub('backup', '--data', data, '--file', file)
    expect((await hub('restore', '--data', data, '--file', file)).told).toEqual({ failure: { kind: 'folderNotEmpty', path: data } })
    expect((await hub('restore', '--data', join(folder, 'x'), '--file', `${file}x`)).told).toEqual({ failure: { kind: 'notFound' } })
  })

  it('BK3 what is restored is another past of the workspace', async () => {
    const { credential } = await found()
    const file = join(folder, 'backup')
    await hub('backup', '--data', data, '--file', file)
    const epoch = async (): Promise<unknown> => {
      const { port, end } = await server()
      const line = remote(port, credential)
      const { doc } = await line.open('register')
      line.close()
      await end()
      return doc.getMap('workspace').get('epoch')
    }
    const before = await epoch()
    data = join(folder, 'again')
    await hub('restore', '--data', data, '--file', file)
    const after = await epoch()
    expect(z.uuid().parse(after)).not.toBe(before)
  })
})
