import { z } from 'zod'
import { fromBase64, fromHex, fromLetters, fromUtf8, letters, toBase64, toHex, toLetters, toUtf8 } from './encoding.ts'
import { ok, refuse, type Result } from './errors.ts'
import { id, member } from './register.ts'
import { role } from './roles.ts'

/**
 * How a workspace is offered to somebody on another machine: a link `yice://join/<base64url(JSON)>`, or an address with a code to
 * read out. Both carry the secret of one invite and the key that the host must show. Whoever joins checks that key in the TLS
 * handshake, before a byte of the secret is sent. Parsing accepts what `inviteLink` and `inviteCode` write, and nothing else.
 */

/** `host:port` as a person types it: a name, an IPv4 address, or an IPv6 address in brackets. */
export const address = z
  .string()
  .max(260)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))*|\[[0-9a-f:.]{2,45}\]):(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
  )
/** 128 bits of chance as base64url. The last of the 22 characters carries two bits. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/)
/** SHA-256 of the host's public key (SPKI, DER), 64 hexadecimal digits. */
export const pin = z.string().regex(/^[0-9a-f]{64}$/)
/** What a member who has joined is known by at the host: 256 bits of chance as base64url. It is the `token` of the providers. */
export const credential = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

export const port = z.int().min(1).max(65535)
/** The port a host takes unless told otherwise, and a joiner assumes where none is typed. */
export const usualPort = 4410

export const invite = z.strictObject({
  version: z.literal(1),
  addresses: z.array(address).min(1).max(8),
  /** `null`: a server whose certificate the system's own authorities vouch for. */
  pin: pin.nullable(),
  workspace: z.string().trim().min(1).max(200),
  secret,
})
export type Invite = z.infer<typeof invite>

/** What a code says: the secret, and the first 80 bits of the pin as 20 hexadecimal digits, `null` as in the link. */
export type InviteCode = { secret: string; pinStart: string | null }

/** `POST /join/look` asks whose workspace a secret opens without using it up; `POST /join` uses it. Both over the pinned TLS only. */
export const lookRequest = z.strictObject({
  secret,
  /** Of one who has asked to join with it before and has not heard the answer. */
  credential: credential.optional(),
})
export const lookAnswer = z.object({ workspace: z.string(), name: z.string(), role })
export const joinRequest = z.strictObject({
  secret,
  /** The joiner's own choice. Asking again with the same one is answered again: an answer may be lost on its way. */
  credential,
  name: member.shape.name,
  organisation: member.shape.organisation,
})
export const joinAnswer = z.object({ memberId: id, workspace: z.string(), role })
export type LookRequest = z.infer<typeof lookRequest>
export type LookAnswer = z.infer<typeof lookAnswer>
export type JoinRequest = z.infer<typeof joinRequest>
export type JoinAnswer = z.infer<typeof joinAnswer>
/** Every answer that is not 200 is `{ failure }` as JSON. */
export const joinPath = '/join'
export const lookPath = '/join/look'
export const healthPath = '/health'
/**
 * The websocket: Hocuspocus messages, the credential as the provider's token. No `Origin` may be sent. Until the first document is
 * accepted 4 documents, 20 messages and 64 KiB are let in: open `register` alone, and the others on its `authenticated`. A socket
 * without an accepted document is closed after 5 s.
 */
export const hubPath = '/hub'

const linkStart = 'yice://join/'
const longestLink = 4096

export const inviteLink = (parts: Invite): string => linkStart + toBase64(toUtf8(JSON.stringify(invite.parse(parts))))

export function parseInviteLink(text: string): Result<Invite> {
  const link = text.trim()
  if (!link.startsWith(linkStart) || link.length > longestLink) return unreadable
  const bytes = fromBase64(link.slice(linkStart.length))
  const json = bytes && fromUtf8(bytes)
  if (json === null) return unreadable
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return unreadable
  }
  const newer = z.looseObject({ version: z.int().min(2) }).safeParse(value)
  if (newer.success) return refuse({ kind: 'inviteNewer' })
  const parsed = invite.safeParse(value)
  return parsed.success ? ok(parsed.data) : unreadable
}

const unreadable = refuse({ kind: 'inviteUnreadable' })

/** The link as people pass it on: in the midst of a message, or broken into lines by a mail program. What has none comes back trimmed. */
export function linkIn(message: string): string {
  const from = message.indexOf(linkStart)
  if (from < 0) return message.trim()
  const rest = message.slice(from + linkStart.length, from + 2 * longestLink)
  const whole = linkStart + (/^[\w-]*/.exec(rest)?.[0] ?? '')
  const mended = linkStart + (/^(?:[\w-]|[\r\n]+[>\s]*)*/.exec(rest)?.[0] ?? '').replaceAll(/[^\w-]/g, '')
  return parseInviteLink(mended).ok && !parseInviteLink(whole).ok ? mended : whole
}

const secretBytes = 16
const pinBytes = 10
const codeLetters = 42

/**
 * 44 letters in groups of four: the secret, the beginning of the pin, and two letters that show every single mistake and every two
 * letters exchanged.
 */
export function inviteCode({ secret, pin }: Pick<Invite, 'secret' | 'pin'>): string {
  const bytes = [...(fromBase64(secret) ?? []), ...fromHex((pin ?? '0'.repeat(64)).slice(0, 2 * pinBytes))]
  const code = toLetters(bytes)
  return groups(code + check(code))
}

export function parseInviteCode(text: string): Result<InviteCode> {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0')
  const bytes = fromLetters(code.slice(0, codeLetters))
  if (bytes?.length !== secretBytes + pinBytes || code.slice(codeLetters) !== check(code.slice(0, codeLetters))) return unreadable
  const start = toHex(bytes.slice(secretBytes))
  return ok({ secret: toBase64(bytes.slice(0, secretBytes)), pinStart: /^0+$/.test(start) ? null : start })
}

/** `host:port` out of what a person types or pastes: full-width marks, a scheme, a bare IPv6 address, no port. `null`: none is in it. */
export function addressIn(typed: string): string | null {
  const plain = typed.normalize('NFKC').replaceAll('。', '.').replaceAll(/\s/g, '').toLowerCase()
  const bare = plain.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')
  const host = /^[0-9a-f]*:[0-9a-f.:]*:[0-9a-f.:]*$/.test(bare) ? `[${bare}]` : bare
  return address.safeParse(/(?:^|[^:\]]|\]):\d+$/.test(host) ? host : `${host}:${String(usualPort)}`).data ?? null
}

/** Nobody but this machine itself gets there: all that a host without a network can offer. */
export const isLoopback = (at: string): boolean => /^(?:127\.|localhost:|\[::1\]:)/.test(at)

/** The host's key as two people compare it: the first 80 bits of the pin in four groups of four letters. */
export const fingerprint = (pin: string): string => groups(toLetters(fromHex(pin.slice(0, 2 * pinBytes))))

const groups = (code: string): string => (code.match(/.{1,4}/g) ?? []).join('-')

/** A weighted sum modulo a prime above every weight and letter: two letters. */
function check(code: string): string {
  const sum = Array.from(code).reduce((all, letter, at) => (all + (at + 1) * letters.indexOf(letter)) % 1021, 0)
  return (letters[sum >> 5] ?? '') + (letters[sum & 31] ?? '')
}
