import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { openHouse, post } from '../hub/wire.ts'
import { Broken, between, random, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** IV7 An invite opens its workspace to one person, over the key it names, and to nobody else. */
export const invites: Proof = {
  name: 'invites',
  promise: 'A used, revoked or guessed invite gets nothing, and a host with another key hears nothing',
  small: 40,
  full: 10_000,
  run,
}

async function run({ count, seed }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const the = await openHouse({ limits: { ...wireLimits, tries: { burst: 10_000_000, every: 1 } } })
  const folder = await mkdtemp(join(tmpdir(), 'yice-other-'))
  const other = await hostKey(folder)
  let heard = 0
  const impostor = createServer({ cert: other.cert, key: other.key }, (socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (heard += chunk.length))
  })
  await new Promise<void>((ready) => impostor.listen(0, '127.0.0.1', ready))
  const at = impostor.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  const come = async (secret: string) => post(the.listening.port, the.key.pin, '/join', { secret, name: '宋', organisation: '' })
  const figures = { guessed: 0, used: 0, revoked: 0, intercepted: 0 }
  const expect = (body: string, kind: string): void => {
    if (body !== JSON.stringify({ failure: { kind } })) throw new Broken(`${kind} was answered ${body}`)
  }
  try {
    for (let nth = 0; nth < count; nth++) {
      const way = between(next, 0, 7)
      if (way > 2) {
        expect((await come(randomBytes(16).toString('base64url'))).body, 'inviteUnknown')
        figures.guessed++
        continue
      }
      const { id, invite } = await the.invite('observer')
      if (way === 0) {
        await the.hub.command(the.ids.secretariat, 'revokeInvite', { id })
        expect((await come(invite.secret)).body, 'inviteRevoked')
        figures.revoked++
      } else if (way === 1) {
        if ((await come(invite.secret)).status !== 200) throw new Broken('a good invite was refused')
        expect((await come(invite.secret)).body, 'inviteUsed')
        figures.used++
      } else {
        const sent = await post(port, the.key.pin, '/join', { secret: invite.secret }).then(
          () => true,
          () => false,
        )
        if (sent || heard > 0) throw new Broken(`a host with another key heard ${String(heard)} bytes`)
        figures.intercepted++
      }
    }
    if (the.reports.length > 0) throw new Broken(`surprises: ${String(the.reports.length)}`)
    return figures
  } finally {
    impostor.close()
    await the.close()
    await rm(folder, { recursive: true, force: true })
  }
}
