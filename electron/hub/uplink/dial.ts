import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { pinOf } from '../listen/hostKey.ts'
import { errorCode } from '../store/diskFailure.ts'

/** How long one address may take, in ms. */
const patience = 5_000

/** Where a host is and by what key it is known: its pin or the first half of it, `null` for the system's own authorities. */
export type Target = { addresses: readonly string[]; pin: string | null }
/** A connection to a host whose key is the one named. Not a byte has been sent on it. */
export type Dialled = { socket: TLSSocket; address: string; pin: string }

/**
 * UL1 Nothing is sent before the key of the host was found to be the one that the invitation named. Addresses are tried in turn.
 * @throws Refusal `wrongKey`, `notAHost`, `hostUnreachable`
 */
export async function dial({ addresses, pin }: Target): Promise<Dialled> {
  let worst: Failure | null = null
  for (const address of addresses) {
    try {
      return await dialOne(address, pin)
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
      if (worst === null || reason.failure.kind === 'wrongKey') worst = reason.failure
    }
  }
  throw new Refusal(worst ?? { kind: 'hostUnreachable', address: '' })
}

function dialOne(address: string, pin: string | null): Promise<Dialled> {
  const { host, port } = parts(address)
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, minVersion: 'TLSv1.3', rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) })
    const limit = setTimeout(() => fail({ kind: 'hostUnreachable', address }), patience)
    const fail = (failure: Failure): void => {
      clearTimeout(limit)
      socket.destroy()
      reject(new Refusal(failure))
    }
    // It stays: an error after the handshake is followed by `close`, which whoever holds the socket hears.
    socket.on('error', (error: Error) => fail(speaksAnother(error) ? { kind: 'notAHost', address } : { kind: 'hostUnreachable', address }))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      const shown = certificate ? pinOf(certificate) : ''
      if (pin === null ? !socket.authorized : !shown.startsWith(pin)) {
        fail({ kind: 'wrongKey', address })
        return
      }
      clearTimeout(limit)
      socket.setNoDelay(true)
      resolve({ socket, address, pin: shown })
    })
  })
}

/** `host:port`, an IPv6 host in brackets. */
export function parts(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at).replaceAll(/[[\]]/g, ''), port: Number(address.slice(at + 1)) }
}

/** Something answers, and not with TLS 1.3. */
const speaksAnother = (error: Error): boolean => /^(EPROTO|ERR_SSL|ERR_TLS)/.test(errorCode(error) ?? '')
