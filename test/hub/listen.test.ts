import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect as connectPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { MessageType } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { Bucket, household } from '../../electron/hub/listen/budget.ts'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { listen } from '../../electron/hub/listen/listen.ts'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { failureIn } from '../../shared/closing.ts'
import { memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { paragraph, value } from './house.ts'
import { auth, message } from './rawPort.ts'
import { closeOf, connectTo, isOpen, openHouse, post, remote, type OpenHouse } from './wire.ts'

let the: OpenHouse
beforeEach(async () => (the = await openHouse({ limits: { stranger: { ...wireLimits.stranger, time: 1_000 } } })))
afterEach(async () => {
  expect(the.reports).toEqual([])
  await the.close()
})

describe('LN1 from the network a credential says who comes', () => {
  it('LN1 a member of another machine writes, and the window at the host sees it', async () => {
    const secretary = await the.client('secretariat')
    const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
    const guest = await the.admit('secretariat', '宋远')
    const line = remote(the.listening.port, guest.credential)
    await line.open('register')
    const memo = await line.open(`memo/${id}`)
    writeBlocks(memoBody(memo.doc), [paragraph('来自另一台机器')])
    const here = await secretary.open(`memo/${id}`)
    await expect.poll(() => readBlocks(memoBody(here.doc))).toEqual([paragraph('来自另一台机器')])
    expect(the.listening.connected()).toEqual([{ memberId: guest.memberId, address: '127.0.0.1' }])
    expect(the.told).toContainEqual({ event: 'connected', memberId: guest.memberId, address: '127.0.0.1' })
    line.close()
    await expect.poll(() => the.listening.connected()).toEqual([])
  })

  it.each(['', 'x', 'secretariat', 'A'.repeat(43), 'id'])('LN1 the token %j opens nothing, whatever the document', async (token) => {
    for (const name of ['register', `memo/${crypto.randomUUID()}`]) {
      const line = remote(the.listening.port, token === 'id' ? the.ids.secretariat : token)
      expect(failureIn((await line.open(name)).refused ?? '')).toEqual({ kind: 'notMember' })
      line.close()
    }
  })
})

describe('LN2 the key of the host', () => {
  it('LN2 stays, is private, and is never replaced when it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-key-'))
    const first = await hostKey(folder)
    expect(await hostKey(folder)).toMatchObject({ pin: first.pin })
    const path = join(folder, 'host.key')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await writeFile(path, 'broken')
    await expect(hostKey(folder)).rejects.toMatchObject({ failure: { kind: 'keyUnreadable', path } })
    expect(await readFile(path, 'utf8')).toBe('broken')
    await rm(folder, { recursive: true })
  })
})

describe('LN3 Origin and Host', () => {
  it.each([
    ['a page', { Origin: 'https://example.org' }],
    ['a page of the host itself', { Origin: 'https://127.0.0.1' }],
    ['the app’s own page', { Origin: 'app://yice' }],
    ['a page without origin', { Origin: 'null' }],
    ['a browser', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a foreign name', { Host: 'rebind.example.org' }],
    ['a foreign name with the port', { Host: 'rebind.example.org:4410' }],
    ['a name that looks like an address', { Host: '127.0.0.1.example.org' }],
  ])('LN3 %s is refused for every path', async (_, headers) => {
    const ws = connectTo(the.listening.port, { headers })
    expect((await closeOf(ws)).code).toBe(1006)
    for (const path of ['/health', '/join', '/join/look'])
      expect(
        await post(the.listening.port, the.key.pin, path, { secret: 'x' }, headers, path === '/health' ? 'GET' : 'POST'),
      ).toMatchObject({
        status: 403,
        body: '',
      })
    expect(the.told.filter(({ event }) => event !== 'refused')).toEqual([])
  })

  it('LN3 addresses and own names are welcome', async () => {
    for (const host of ['127.0.0.1', 'localhost:4410', '[::1]:4410', '192.168.7.7'])
      expect((await post(the.listening.port, the.key.pin, '/health', null, { Host: host }, 'GET')).status).toBe(200)
  })
})

describe('LN4 strangers', () => {
  it('LN4 who says nothing is gone in time', async () => {
    const ws = connectTo(the.listening.port)
    const closed = closeOf(ws)
    await isOpen(ws)
    expect((await closed).after).toBeLessThan(3_000)
    const bare = connectPlain(the.listening.port, '127.0.0.1')
    const dribble = connectTls({ port: the.listening.port, host: '127.0.0.1', rejectUnauthorized: false })
    dribble.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-')
    await Promise.all(
      [bare, dribble].map(
        (socket) =>
          new Promise<void>(
            (gone) =>
              void socket
                .on('error', () => undefined)
                .on('close', () => gone())
                .resume(),
          ),
      ),
    )
  })

  it.each([
    ['a fifth document', () => Array.from({ length: 5 }, () => auth(`memo/${crypto.randomUUID()}`))],
    ['21 messages', () => Array.from({ length: 21 }, () => message('register', MessageType.Awareness, new Uint8Array(3)))],
    ['more than 64 KiB', () => [message('register', MessageType.Awareness, new Uint8Array(70_000))]],
    ['text', () => ['hello']],
  ])('LN4 %s ends the socket', async (_, messages) => {
    const ws = connectTo(the.listening.port)
    const closed = closeOf(ws)
    await isOpen(ws)
    for (const one of messages()) ws.send(one)
    expect((await closed).after).toBeLessThan(900)
  })

  it('LN4 a household has so many at once, and they do not keep a member out', async () => {
    const crowd = Array.from({ length: wireLimits.strangers + 10 }, () => connectTo(the.listening.port))
    const closed = crowd.map(closeOf)
    await Promise.all(closed)
    const guest = await the.admit('expert', '宋')
    const line = remote(the.listening.port, guest.credential)
    expect((await line.open('register')).refused).toBeNull()
    line.close()
  })
})

describe('LN5 members', () => {
  it('LN5 a frame above the limit ends the socket, and nobody else’s', async () => {
    const { credential } = await the.admit('expert', '宋')
    const line = remote(the.listening.port, credential)
    await line.open('register')
    const ws = connectTo(the.listening.port)
    await isOpen(ws)
    ws.send(auth('register', credential))
    await new Promise((heard) => ws.once('message', heard))
    const closed = closeOf(ws)
    ws.send(new Uint8Array(wireLimits.frame + 1))
    expect([1006, 1009]).toContain((await closed).code)
    expect(line.socket.status).toBe('connected')
    line.close()
  })

  it('LN5 who stops reading is cut off once nothing is heard of it, and who reads stays', async () => {
    // Silence alone would take a minute here.
    await the.close()
    the = await openHouse({ limits: { gone: 400 } })
    const secretary = await the.client('secretariat')
    const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
    const { doc } = await secretary.open(`memo/${id}`)
    for (let nth = 0; nth < 4; nth++) writeBlocks(memoBody(doc), [paragraph('字'.repeat(1_000_000))])
    const { credential } = await the.admit('secretariat', '宋')
    const enter = async (): Promise<WebSocket> => {
      const ws = connectTo(the.listening.port)
      await isOpen(ws)
      ws.send(auth(`memo/${id}`, credential))
      await new Promise((heard) => ws.once('message', heard))
      return ws
    }
    const ask = (ws: WebSocket): void => {
      for (let times = 0; times < 3; times++) ws.send(message(`memo/${id}`, MessageType.Sync, 0, new Uint8Array([0])))
    }
    const [hung, reads] = [await enter(), await enter()]
    let isClosed = false
    reads.on('close', () => (isClosed = true))
    const guests = (): number => the.told.filter(({ event }) => event === 'left').length
    hung.pause()
    for (const ws of [hung, reads]) ask(ws)
    await expect.poll(guests, { timeout: 10_000 }).toBe(1)
    expect(isClosed).toBe(false)
    for (const ws of [hung, reads]) ws.terminate()
  })

  it('LN5 a bucket says how long to wait', () => {
    let now = 0
    const bucket = new Bucket(10, 5, () => now)
    expect(bucket.take(10)).toBe(0)
    expect(bucket.take(5)).toBe(1000)
    now = 1_000
    expect(bucket.take(1)).toBe(200)
    expect(bucket.allows(1)).toBe(false)
    now = 60_000
    expect(bucket.allows(10)).toBe(true)
  })

  it('LN5 an IPv6 network is one household, as is an IPv4 address', () => {
    expect(household('2001:db8:1:2:3:4:5:6')).toBe(household('2001:db8:1:2::9'))
    expect(household('2001:db8:1:2::9')).not.toBe(household('2001:db8:1:3::9'))
    expect(household('::ffff:10.0.0.1')).toBe('10.0.0.1')
  })
})

describe('LN6 and LN7 the port', () => {
  it('LN6 speaks TLS 1.3 only, and plain never off the loopback', async () => {
    const older = connectTls({ port: the.listening.port, host: '127.0.0.1', maxVersion: 'TLSv1.2', rejectUnauthorized: false })
    await new Promise<void>((refused) => older.on('error', () => refused()))
    const { hub } = the
    await expect(listen({ hub, key: null, port: 0, address: '0.0.0.0', report: () => undefined, tell: () => undefined })).rejects.toThrow(
      TypeError,
    )
    const plain = await listen({ hub, key: null, port: 0, report: () => undefined, tell: () => undefined })
    const page = await fetch(`http://127.0.0.1:${String(plain.port)}/health`, { headers: { Origin: 'https://example.org' } })
    expect(page.status).toBe(403)
    await plain.close()
  })

  it('LN6 a port that is taken is said to be', async () => {
    const { port } = the.listening
    await expect(
      listen({ hub: the.hub, key: the.key, port, address: '127.0.0.1', report: () => undefined, tell: () => undefined }),
    ).rejects.toMatchObject({ failure: { kind: 'portTaken', port } })
  })

  it('LN7 has no banner', async () => {
    for (const path of ['/', '/hub', '/admin', '/join/../x', '/health?x']) {
      const answer = await post(the.listening.port, the.key.pin, path, null, {}, 'GET')
      expect(answer).toMatchObject({ status: 404, body: '' })
      expect(Object.keys(answer.headers).sort()).toEqual(['cache-control', 'connection', 'transfer-encoding'])
    }
    expect((await post(the.listening.port, the.key.pin, '/health', null, {}, 'GET')).body).toBe('{"status":"ok"}')
  })
})
