import { failure, type Failure } from './errors.ts'

/**
 * Why the hub closes one document of a window: the `reason` of the provider's close event.
 *
 * `rightsChanged`  what this member may do with it has changed: attach again at once, with an empty copy.
 * `resync`         the copies have drifted apart: attach again at once, the full handshake heals it.
 * `storeFailing`   the last change is not on disk: keep it and attach again, waiting longer each time.
 * `stopping`       the hub goes away: attach again when it is back.
 *
 * Anything else is a `Failure` as JSON: what this window sent will never be accepted. It must drop its copy and tell the person.
 * A refused opening (`authenticationFailed`) always gives a `Failure`.
 */
export const closings = ['rightsChanged', 'resync', 'storeFailing', 'stopping'] as const
export type Closing = (typeof closings)[number]

export const reasonOf = (why: Closing | Failure): string => (typeof why === 'string' ? why : JSON.stringify(why))

/** The failure in a reason; `null` for a `Closing` and for whatever else is no failure. */
export function failureIn(reason: string): Failure | null {
  try {
    return failure.nullable().catch(null).parse(JSON.parse(reason))
  } catch {
    return null
  }
}
