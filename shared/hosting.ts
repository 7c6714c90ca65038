import { z } from 'zod'
import { failure } from './errors.ts'
import { pin, port } from './invite.ts'
import { id } from './register.ts'

/** 主持协作 as the app shows it: whether the hub listens, where, by what key, and who is connected from where. */
export const hostState = z.discriminatedUnion('on', [
  z.object({
    on: z.literal(false),
    /** Why it has not come on again after a restart; it is tried until it does, or somebody switches it. */
    failure: failure.optional(),
  }),
  z.object({
    on: z.literal(true),
    port,
    /** `host:port`, changing with the network. */
    addresses: z.array(z.string()),
    /** `null` behind a proxy, which has a certificate of its own. */
    pin: pin.nullable(),
    connected: z.array(z.object({ memberId: id, address: z.string() })),
  }),
])
export type HostState = z.infer<typeof hostState>

/** A host that was found on this network: whose it says it is, and `host:port`. Only the invite tells whether that is true. */
export const nearbyHost = z.object({ name: z.string(), address: z.string() })
export type NearbyHost = z.infer<typeof nearbyHost>
