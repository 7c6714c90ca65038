import type { Connection, Extension } from '@hocuspocus/server'
import type { z } from 'zod'
import { commandCall, holds, type HubMessage } from '../../../shared/commands.ts'
import { closeEvent } from '../closed.ts'
import { limits } from '../limits.ts'
import { visitor, type Visitor } from '../visitor.ts'
import type { Commands } from './run.ts'

/** Told of a receipt: whose machine holds which document in which state. */
type Noted = (memberId: string, document: string, state: string) => void
const longestReceipt = 200

/**
 * Commands come as stateless messages on the register document (shared/commands.ts), from whoever may read it: the role decides.
 * On any document a joined machine says what it holds of it: a receipt.
 *
 * HB23 When an answer comes, what it tells of is there: changes of the register wait for the end of the turn to be sent (flushDelay), so
 *      they are sent first. Who opens at once what a command has made would otherwise be told that there is no such document.
 *
 * Hocuspocus does not await this hook, so nothing may throw here: what is no command closes that document for the connection.
 */
export function commandsOver(commands: () => Pick<Commands, 'run'>, noted: Noted, report: (reason: unknown) => void): Extension<Visitor> {
  const waiting = new WeakMap<Connection, number>()
  const count = (connection: Connection, by: number): number => {
    const now = (waiting.get(connection) ?? 0) + by
    waiting.set(connection, now)
    return now
  }
  return {
    extensionName: 'commands',
    async onStateless({ connection, documentName, payload }) {
      const held = payload.length <= longestReceipt ? read(holds, payload) : null
      if (held) {
        noted(visitor.parse(connection.context).memberId, documentName, held.state)
        return
      }
      const call = documentName === 'register' && payload.length <= limits.command ? read(commandCall, payload) : null
      if (!call || count(connection, 1) > limits.commands) {
        connection.close(closeEvent({ kind: 'invalid', field: 'command' }))
        return
      }
      try {
        const { memberId } = visitor.parse(connection.context)
        const result = await commands().run(memberId, call.name, call.request)
        connection.document.flush()
        if (result.ok) say(connection, { type: 'done', call: call.call, answer: result.value })
        else say(connection, { type: 'refused', call: call.call, failure: result.failure })
      } catch (reason) {
        report(reason)
        connection.close(closeEvent('resync'))
      } finally {
        count(connection, -1)
      }
    },
  }
}

function read<T>(schema: z.ZodType<T>, payload: string): T | null {
  try {
    return schema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}

const say = (connection: Connection, message: HubMessage): void => connection.sendStateless(JSON.stringify(message))
