import { reasonOf, type Closing } from '../../shared/closing.ts'
import type { Failure } from '../../shared/errors.ts'

/**
 * Thrown by a hook that Hocuspocus awaits: nothing of the message is applied or acknowledged, and this one document of the
 * connection is closed with the reason. Before a document is open it refuses the opening. The others of the socket stay.
 */
export class Closed extends Error {
  readonly code = 4205
  readonly reason: string

  constructor(why: Closing | Failure) {
    // Hocuspocus writes messages to the log; a stranger must not be able to fill it.
    super('')
    this.name = 'Closed'
    this.reason = reasonOf(why)
  }
}

export const closeEvent = (why: Closing | Failure): { code: number; reason: string } => ({ code: 4205, reason: reasonOf(why) })
