import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { address as addressSchema } from '../../../shared/invite.ts'

/** Most that an invite carries. */
const most = 8

/** Where others reach this host, names first: as invites carry them. Addresses that only hold on one link are left out. */
export function addressesOf(bound: string | undefined, port: number, names: readonly string[]): string[] {
  const everywhere = bound === undefined || bound === '0.0.0.0' || bound === '::'
  const hosts = [...names, ...(everywhere ? outward() : [bound])]
  const written = hosts.map((host) => `${isIPv6(host) ? `[${host}]` : host}:${port}`)
  return written.filter((one) => addressSchema.safeParse(one).success).slice(0, most)
}

function outward(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((ones) => ones ?? [])
  const outside = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:') && !address.startsWith('169.254.'))
  const sorted = [...outside].sort((a, b) => Number(a.family === 'IPv6') - Number(b.family === 'IPv6'))
  return sorted.length > 0 ? sorted.map(({ address }) => address) : ['127.0.0.1']
}
