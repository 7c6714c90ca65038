import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { joinAnswer, parseInviteLink } from '../../shared/invite.ts'
import { value } from './house.ts'
import { post, remote } from './wire.ts'

let folder = ''
const running: ChildProcess[] = []
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'yice-server-'))))
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

const program = resolve(import.meta.dirname, '../../electron/hub/server.ts')
const start = (...words: string[]): ChildProcess => {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
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
/** Resolves with the first line of the log that names the event. */
const logged = (child: ChildProcess, event: string): Promise<Record<string, unknown>> =>
  new Promise((found) => {
    let text = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (const one of text.split('\n').filter((entry) => entry.includes(`"event":"${event}"`) && entry.endsWith('}')))
        found(z.record(z.string(), z.unknown()).parse(JSON.parse(one)))
    })
  })

describe('SV1 the hub as a server', { timeout: 90_000 }, () => {
  it('SV1 is founded, listens, invites while it runs, lets members in, is backed up, stops in order, and is restored', async () => {
    const data = join(folder, 'data')
    expect((await hub('member', 'add', '--data', data, '--name', '林', '--workspace', '智库')).code).toBe(0)
    const server = start('--data', data, '--port', '0', '--address', '127.0.0.1')
    let log = ''
    server.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()))
    const { port, pin } = z.object({ port: z.int(), pin: z.string() }).parse(await logged(server, 'listening'))
    const invited = await hub('invite', '--data', data, '--role', 'expert', '--name', '宋')
    const { invite } = { invite: value(parseInviteLink(z.object({ link: z.string() }).parse(invited.told).link)) }
    expect(invite).toMatchObject({ workspace: '智库', pin, addresses: [`127.0.0.1:${String(port)}`] })
    const joined = joinAnswer.parse(
      JSON.parse((await post(port, pin, '/join', { secret: invite.secret, name: '宋', organisation: '' })).body),
    )
    const line = remote(port, joined.credential)
    expect((await line.open('register')).doc.getMap('members').get(joined.memberId)).toMatchObject({ name: '宋' })
    const file = join(folder, 'backup')
    expect((await hub('backup', '--data', data, '--file', file)).told).toEqual({ documents: 1 })
    line.close()
    const ended = new Promise((end) => server.on('close', end))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
    for (const told of [invite.secret, joined.credential]) expect(log).not.toContain(told)

    const again = join(folder, 'again')
    expect((await hub('restore', '--data', again, '--file', file)).code).toBe(0)
    expect((await hub('member', 'list', '--data', again)).told).toMatchObject([{ name: '林' }, { name: '宋' }])
    expect((await hub('restore', '--data', again, '--file', file)).told).toMatchObject({ failure: { kind: 'folderNotEmpty' } })
    await writeFile(file, (await readFile(file, 'utf8')).replace('宋', '宗'))
    expect((await hub('restore', '--data', join(folder, 'third'), '--file', file)).told).toMatchObject({
      failure: { kind: 'backupDamaged' },
    })
  })
})
