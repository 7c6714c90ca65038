import { networkInterfaces } from 'node:os'

/** How often to look whether the machine has slept or changed its network, in ms. */
export const look = 2_000

/** Whether the machine has slept, or has come into another network, since it was asked last: at least every `look`. */
export function hasStirred(): () => boolean {
  let at = Date.now()
  let network = JSON.stringify(networkInterfaces())
  return () => {
    const now = JSON.stringify(networkInterfaces())
    const stirred = Date.now() - at > 5 * look || now !== network
    at = Date.now()
    network = now
    return stirred
  }
}
