import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const program = resolve(import.meta.dirname, '../../out/main/server.js')

it('SV1 the built server runs under plain Node, is healthy, and stops in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yice-built-'))
  const server = spawn(process.execPath, [program, '--data', join(folder, 'data'), '--port', '0', '--behind-proxy'])
  try {
    const [line] = z.tuple([z.instanceof(Buffer)]).parse(await once(server.stderr, 'data'))
    const { event, port } = z.object({ event: z.string(), port: z.int() }).parse(JSON.parse(line.toString()))
    expect(event).toBe('listening')
    expect(await (await fetch(`http://127.0.0.1:${String(port)}/health`)).json()).toEqual({ status: 'ok' })
    server.kill('SIGTERM')
    expect(await once(server, 'exit')).toEqual([0, null])
  } finally {
    server.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
})
