import { request } from 'node:https'
import { z } from 'zod'
import type { Person } from '../../../shared/desktop.ts'
import { failure, ok, Refusal, refuse, type Result } from '../../../shared/errors.ts'
import {
  addressIn,
  fingerprint,
  joinAnswer,
  joinPath,
  lookAnswer,
  lookPath,
  parseInviteCode,
  parseInviteLink,
  type JoinAnswer,
} from '../../../shared/invite.ts'
import type { Invitation, Offered, ReadInvitation } from '../../../shared/joined.ts'
import { dial, type Dialled, type Target } from './dial.ts'

/** An invitation, read. */
export type Invited = Target & { secret: string; workspace: string | null }

/** Reads a link, or an address with a code. @returns or `inviteUnreadable`, `inviteNewer`, `invalid` for the address */
export function readInvitation(asked: Invitation): Result<Invited> {
  if ('text' in asked) return parseInviteLink(asked.text)
  const code = parseInviteCode(asked.code)
  if (!code.ok) return code
  const address = addressIn(asked.address)
  if (address === null) return refuse({ kind: 'invalid', field: 'address' })
  return ok({ addresses: [address], pin: code.value.pinStart, secret: code.value.secret, workspace: null })
}

/** What it says by itself. */
export const shownOf = ({ addresses, pin, workspace }: Invited): ReadInvitation => ({
  addresses: [...addresses],
  fingerprint: pin === null ? null : fingerprint(pin),
  workspace,
})

/** Whose workspace it opens; does not use it up. `credential`: of one who has asked to join with it before. @throws Refusal of the dialling, or as the host refuses */
export async function look({ secret, ...target }: Invited, credential: string | null = null): Promise<Offered> {
  const line = await dial(target)
  const { workspace, name, role } = await post(line, lookPath, { secret, ...(credential !== null && { credential }) }, lookAnswer)
  return { workspace, name, role, address: line.address, fingerprint: fingerprint(line.pin), pinned: target.pin !== null }
}

/**
 * Uses it up; with the same credential it may be asked again. `pin` is the whole of the key that was found.
 * @throws Refusal of the dialling, or as the host refuses
 */
export async function join({ secret, ...target }: Invited, person: Person, credential: string): Promise<JoinAnswer & Target> {
  const line = await dial(target)
  const answer = await post(line, joinPath, { secret, credential, ...person }, joinAnswer)
  const others = target.addresses.filter((address) => address !== line.address)
  return { ...answer, addresses: [line.address, ...others], pin: target.pin === null ? null : line.pin }
}

/** The largest answer worth reading, in bytes. */
const longest = 64 * 1024
const refused = z.object({ failure })

function post<T>({ socket, address }: Dialled, path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = { Host: address, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
    const ask = request({ createConnection: () => socket, method: 'POST', path, headers, timeout: 10_000 })
    const fail = (kind: 'notAHost' | 'hostUnreachable'): void => {
      socket.destroy()
      reject(new Refusal({ kind, address }))
    }
    ask.on('timeout', () => fail('hostUnreachable'))
    ask.on('error', () => fail('hostUnreachable'))
    ask.on('response', (response) => {
      let heard = ''
      response.on('data', (chunk: Buffer) => {
        heard += chunk.toString('utf8')
        if (heard.length > longest) fail('notAHost')
      })
      response.on('error', () => fail('hostUnreachable'))
      response.on('end', () => {
        socket.destroy()
        const value = parsed(heard)
        const good = answer.safeParse(value)
        const bad = refused.safeParse(value)
        if (response.statusCode === 200 && good.success) resolve(good.data)
        else if (bad.success) reject(new Refusal(bad.data.failure))
        else fail('notAHost')
      })
    })
    ask.end(text)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
