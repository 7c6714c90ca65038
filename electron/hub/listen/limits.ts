const KiB = 2 ** 10
const MiB = 2 ** 20

/** What the network may cost. Sizes in bytes, times in ms (reliability.md §2.2, T2, F10, F18). */
export const wireLimits = {
  /** Until a credential has been accepted on a socket. */
  stranger: { bytes: 64 * KiB, messages: 20, documents: 4, time: 5_000 },
  /** The largest message the hub takes (`limits.message`), with its head. */
  frame: 8 * MiB + 4 * KiB,
  /** Faster than this a socket is not read for a while: nothing is lost, TCP holds the sender back. */
  messages: { burst: 4_000, perSecond: 400 },
  bytes: { burst: 64 * MiB, perSecond: 8 * MiB },
  /** All sockets of one household together. */
  householdBytes: { burst: 256 * MiB, perSecond: 32 * MiB },
  /** Of one household: connections of any kind, and those of them that nobody has logged in on. */
  connections: 512,
  strangers: 64,
  /** Of all. */
  allConnections: 4_000,
  /** Tries to join by one household: so many, then one in so many ms. */
  tries: { burst: 30, every: 2_000 },
  /** Websockets it opens without logging in on them. */
  openings: { burst: 300, every: 50 },
  /**
   * Who has this much waiting, and of whom nothing was heard for so many heartbeats, is cut off and syncs anew when it comes back. Who
   * reads slowly goes on, up to `most`: all texts of a workspace, or the pictures of one memo, may be on their way over a poor line.
   */
  backlog: { bytes: 4 * MiB, beats: 10, most: 64 * MiB },
  /** How often everybody is asked whether they are there; who does not answer so many times is not shown as here, or is gone. */
  heartbeat: 400,
  quiet: 3,
  gone: 50,
  body: 4 * KiB,
} as const
export type WireLimits = { [K in keyof typeof wireLimits]: Widened<(typeof wireLimits)[K]> }
type Widened<T> = T extends number ? number : { [K in keyof T]: number }
