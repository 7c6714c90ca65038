import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * LN3 A page in a browser never gets in: it always names its `Origin`, and our own clients never do. A `Host` must be an address,
 *     which no foreign name can be turned into, or a name this host is known by (DNS rebinding; reliability.md T1).
 */
export function isWelcome({ headers }: IncomingMessage, names: readonly string[]): boolean {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return false
  const host = headers.host?.toLowerCase() ?? ''
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d+)?$/.exec(host)?.[1]
  const name = bracketed ?? host.replace(/:\d+$/, '')
  return isIP(name) !== 0 || ['localhost', ...ownNames(), ...names].includes(name)
}

const ownNames = (): string[] => [hostname().toLowerCase(), `${hostname().toLowerCase()}.local`]

/** Who is at the other end, as people write addresses: IPv4 as such also on a socket for both. Behind a proxy it is the proxy that says so, in the entry it has added last. */
export function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? request.headers['x-forwarded-for'] : undefined
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim()
  const address = last && isIP(last) !== 0 ? last : (request.socket.remoteAddress ?? '')
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
