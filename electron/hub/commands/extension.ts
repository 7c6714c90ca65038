import type { Connection, Extension } from '@hocuspocus/server'
import { commandCall, type HubMessage } from '../../../shared/commands.ts'
import { closeEvent } from '../closed.ts'
import { limits } from '../limits.ts'
import { visitor, type Visitor } from '../visitor.ts'
import type { Commands } from './run.ts'

/**
 * Commands come as stateless messages on the register document (shared/commands.ts), from whoever may read it: the role decides.
 * Hocuspocus does not await this hook, so nothing may throw here: what is no command closes that document for the connection.
 */
export function commandsOver(commands: () => Commands, report: (reason: unknown) => void): Extension<Visitor> {
  const waiting = new WeakMap<Connection, number>()
  const count = (connection: Connection, by: number): number => {
    const now = (waiting.get(connection) ?? 0) + by
    waiting.set(connection, now)
    return now
  }
  return {
    extensionName: 'commands',
    async onStateless({ connection, documentName, payload }) {
      const call = documentName === 'register' && payload.length <= limits.command ? read(payload) : null
      if (!call || count(connection, 1) > limits.commands) {
        connection.close(closeEvent({ kind: 'invalid', field: 'command' }))
        return
      }
      try {
        const { memberId } = visitor.parse(connection.context)
        const result = await commands().run(memberId, call.name, call.request)
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

function read(payload: string) {
  try {
    return commandCall.nullable().catch(null).parse(JSON.parse(payload))
  } catch {
    return null
  }
}

const say = (connection: Connection, message: HubMessage): void => connection.sendStateless(JSON.stringify(message))
