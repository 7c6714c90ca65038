import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { rm } from 'node:fs/promises'
import { createServer, TLSSocket } from 'node:tls'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { newCredential } from '../../electron/hub/members.ts'
import { join, look, readInvitation } from '../../electron/hub/uplink/invitation.ts'
import { inviteCode, inviteLink, type Invite } from '../../shared/invite.ts'
import { Refusal, type Failure } from '../../shared/errors.ts'
import { value } from '../hub/house.ts'
import { joined } from '../hub/joined.ts'
import { closeOf, connectTo, openHouse, post, remote, type OpenHouse } from '../hub/wire.ts'
import { freshFolder } from '../store/harness.ts'
import { Broken, between, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** IV7 An invite opens its workspace to one person, over the key it names, and to nobody else. */
export const invites: Proof = {
  name: 'invites',
  promise:
    'A used, expired, revoked or guessed invite gets nothing, nor does a man in the middle or a page in a browser; a copied profile is nobody twice',
  small: 60,
  full: 10_000,
  run,
}

/** What is tried, with how often; each throws where the promise did not hold. */
type Attempt = (the: Scene, next: Random) => Promise<void>
type Scene = OpenHouse & { middle: Middle; setClock(days: number): void }
const attempts: Record<string, { often: number; attempt: Attempt }> = {
  guessed: { often: 8, attempt: guessed },
  used: { often: 3, attempt: used },
  expired: { often: 2, attempt: expired },
  revoked: { often: 2, attempt: revoked },
  'raced for': { often: 1, attempt: racedFor },
  intercepted: { often: 3, attempt: intercepted },
  'uplinks intercepted': { often: 1, attempt: uplinkIntercepted },
  'from a page': { often: 3, attempt: fromAPage },
  'profiles copied': { often: 1, attempt: profileCopied },
}
const lots = Object.entries(attempts).flatMap(([name, { often }]) => Array.from({ length: often }, () => name))

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  let days = 0
  const now = (): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000)
  const quick = { burst: 10_000_000, every: 1 }
  const the = await openHouse({ limits: { ...wireLimits, tries: quick, openings: quick } }, { now })
  const middle = await openMiddle(the.listening.port)
  const scene: Scene = { ...the, middle, setClock: (ahead) => void (days = ahead) }
  const figures: Figures = Object.fromEntries(Object.keys(attempts).map((name) => [name, 0]))
  try {
    for (let nth = 0; nth < count; nth++) {
      // Every kind once, then as chance has it.
      const name = Object.keys(attempts)[nth] ?? lots[between(next, 0, lots.length - 1)] ?? 'guessed'
      await attempts[name]?.attempt(scene, next)
      figures[name] = Number(figures[name]) + 1
      if (middle.heard > 0) throw new Broken(`${name}: the man in the middle heard ${String(middle.heard)} bytes`)
      if (the.reports.length > 0) throw new Broken(`${name}: a surprise at the hub: ${String(the.reports[0])}`)
      if ((nth + 1) % 1_000 === 0) log(`${String(nth + 1)} attempts`)
    }
    return { ...figures, 'bytes heard in the middle': middle.heard }
  } finally {
    await middle.close()
    await the.close()
  }
}

const person = { name: '宋', organisation: '' }

/** As the app does it, by link or by address and code. */
async function come(invite: Invite, next: Random): Promise<Failure | null> {
  const typed = { address: invite.addresses[0] ?? '', code: inviteCode(invite) }
  const invited = value(readInvitation(next() < 0.5 ? { text: inviteLink(invite) } : typed))
  try {
    if (next() < 0.3) await look(invited)
    await join(invited, person, newCredential())
    return null
  } catch (reason) {
    if (reason instanceof Refusal) return reason.failure
    throw reason
  }
}

async function refused(invite: Invite, kind: Failure['kind'], next: Random): Promise<void> {
  const failure = await come(invite, next)
  if (failure?.kind !== kind) throw new Broken(`${kind} was answered ${JSON.stringify(failure)}`)
}

/** Also a secret that is almost right. */
async function guessed(the: Scene, next: Random): Promise<void> {
  const { invite } = await the.invite('observer')
  const near = Buffer.from(invite.secret, 'base64url')
  near.writeUInt8(near.readUInt8(3) ^ (1 << between(next, 0, 7)), 3)
  const secret = (next() < 0.5 ? near : randomBytes(16)).toString('base64url')
  await refused({ ...invite, secret }, 'inviteUnknown', next)
}

async function used(the: Scene, next: Random): Promise<void> {
  const { invite } = await the.invite('observer')
  const failure = await come(invite, next)
  if (failure) throw new Broken(`a good invite was refused: ${failure.kind}`)
  await refused(invite, 'inviteUsed', next)
}

async function expired(the: Scene, next: Random): Promise<void> {
  const { invite } = await the.invite('expert')
  the.setClock(between(next, 8, 20))
  await refused(invite, 'inviteExpired', next)
  the.setClock(0)
}

async function revoked(the: Scene, next: Random): Promise<void> {
  const { id, invite } = await the.invite('expert')
  value(await the.hub.command(the.ids.secretariat, 'revokeInvite', { id }))
  await refused(invite, 'inviteRevoked', next)
}

async function racedFor(the: Scene, next: Random): Promise<void> {
  const { invite } = await the.invite('expert')
  const failures = await Promise.all(Array.from({ length: 5 }, () => come(invite, next)))
  if (failures.filter((one) => one === null).length !== 1) throw new Broken('of five at once not one became a member')
}

/** Somebody between the two who can pass everything on, with a key of their own. */
async function intercepted(the: Scene, next: Random): Promise<void> {
  const { invite } = await the.invite('secretariat')
  await refused({ ...invite, addresses: [the.middle.address] }, 'wrongKey', next)
}

/** A replica that has joined already, and whose host's address now leads to somebody else. */
async function uplinkIntercepted(the: Scene): Promise<void> {
  const machine = await joined(the, 'expert', '远', the.middle.port)
  const deadline = performance.now() + 10_000
  while (machine.hub.link.failure?.kind !== 'wrongKey') {
    if (performance.now() > deadline) throw new Broken(`the uplink to a wrong key is ${JSON.stringify(machine.hub.link)}`)
    await new Promise((later) => setTimeout(later, 5))
  }
  await machine.stop()
}

/** Every page names its origin; a rebound name is not one of the host's. With a true secret, and with a true credential. */
async function fromAPage(the: Scene, next: Random): Promise<void> {
  const pages = [
    { Origin: 'https://example.org' },
    { Origin: 'null' },
    { Origin: `https://127.0.0.1:${String(the.listening.port)}` },
    { Origin: 'app://yice' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Host: 'rebind.example.org' },
    { Host: '127.0.0.1.example.org:4410' },
  ]
  const headers: Record<string, string> = pages[between(next, 0, pages.length - 1)] ?? {}
  const { id, invite } = await the.invite('expert')
  const answer = await post(
    the.listening.port,
    the.key.pin,
    '/join',
    { secret: invite.secret, credential: newCredential(), ...person },
    headers,
  )
  if (![400, 403].includes(answer.status) || answer.body !== '') throw new Broken(`${JSON.stringify(headers)} got ${answer.body}`)
  const ws = connectTo(the.listening.port, { headers })
  if ((await closeOf(ws)).code !== 1006) throw new Broken(`${JSON.stringify(headers)} opened a websocket`)
  value(await the.hub.command(the.ids.secretariat, 'revokeInvite', { id }))
}

/** A profile that is opened again, and one that another machine has too: each is a client of its own to Yjs. */
async function profileCopied(the: Scene): Promise<void> {
  const machine = await joined(the, 'expert', '远')
  const ids: number[] = []
  const open = async (): Promise<void> => void ids.push((await (await machine.window()).open('register')).doc.clientID)
  await open()
  await machine.stop()
  await machine.start()
  await open()
  const copy = remote(the.listening.port, machine.credential)
  ids.push((await copy.open('register')).doc.clientID)
  copy.close()
  await machine.stop()
  if (new Set(ids).size !== ids.length) throw new Broken('two sessions of one profile are one Yjs client')
}

type Middle = { port: number; address: string; readonly heard: number; close(): Promise<void> }

/** TLS with another key, and the true host behind it: what it can read, it counts. */
async function openMiddle(host: number): Promise<Middle> {
  const folder = freshFolder()
  const other = await hostKey(folder)
  await rm(folder, { recursive: true })
  let heard = 0
  const server = createServer({ cert: other.cert, key: other.key }, (socket) => {
    const beyond = new TLSSocket(connect(host, '127.0.0.1'), { rejectUnauthorized: false })
    for (const one of [socket, beyond]) one.on('error', () => one.destroy())
    socket.on('data', (chunk: Buffer) => (heard += chunk.length))
    socket.pipe(beyond).pipe(socket)
    socket.on('close', () => beyond.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  return {
    port,
    address: `127.0.0.1:${String(port)}`,
    get heard() {
      return heard
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
