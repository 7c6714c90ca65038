import { commands, type CommandAnswer, type CommandName } from '../../../shared/commands.ts'
import { documentName, type DocumentName } from '../../../shared/documentName.ts'
import type { Result } from '../../../shared/errors.ts'
import type { Role } from '../../../shared/roles.ts'
import type { z } from 'zod'
import { documentsOf } from '../briefingSource.ts'
import type { Gate } from '../gate.ts'
import { settle } from '../settle.ts'
import { refuse, type Act, type Handlers, type Request } from './act.ts'
import { attendeeCommands } from './attendees.ts'
import { briefingCommands } from './briefings.ts'
import { dispatchCommands } from './dispatches.ts'
import { dialogueCommands } from './dialogues.ts'
import { endorsementCommands } from './endorsements.ts'
import { followUpCommands } from './followUp.ts'
import { meetingCommands } from './meeting.ts'
import { memberCommands } from './members.ts'
import { memoCommands } from './memos.ts'
import { minutesCommands } from './minutes.ts'
import { topicCommands } from './topics.ts'
import { searchCommands } from './search.ts'
import { versionCommands } from './versions.ts'

const handlers: Handlers<CommandName> = {
  ...memberCommands,
  ...dialogueCommands,
  ...memoCommands,
  ...versionCommands,
  ...endorsementCommands,
  ...briefingCommands,
  ...dispatchCommands,
  ...followUpCommands,
  ...attendeeCommands,
  ...topicCommands,
  ...minutesCommands,
  ...meetingCommands,
  ...searchCommands,
}

type Rules = { [N in CommandName]: { request: z.ZodType<Request<N>>; who: readonly Role[] } }
const rules: Rules = commands

const wholeMemo = (id: string): DocumentName[] => [documentName('memo', id), documentName('pictures', id)]

const agendaOf = (topicId: string, { register }: Act): DocumentName[] => {
  const topic = register.get('topics', topicId)
  return topic ? [documentName('agenda', topic.dialogueId)] : []
}

/** The documents whose text must stand still while a command runs: what is frozen or copied is what people were told is saved. */
const holds: { [N in CommandName]?: (request: Request<N>, act: Act) => DocumentName[] } = {
  confirmAgenda: ({ id }) => [documentName('agenda', id)],
  openMinutes: ({ id }) => [documentName('minutes', id)],
  approveMinutes: ({ id }) => [documentName('minutes', id)],
  reopenTopic: ({ id }, act) => agendaOf(id, act),
  promoteTopic: ({ id }, act) => agendaOf(id, act),
  setMemoStage: ({ id }) => wholeMemo(id),
  countersign: ({ id }) => wholeMemo(id),
  restoreVersion: ({ id }, act) => act.register.all('versions').flatMap((one) => (one.id === id ? wholeMemo(one.memoId) : [])),
  setDialogueState: ({ id }, act) => act.register.all('memos').flatMap((one) => (one.dialogueId === id ? wholeMemo(one.id) : [])),
  keepVersion: ({ memoId }) => wholeMemo(memoId),
  attachReply: ({ id }) => [documentName('reply', id)],
  detachReply: ({ id }) => [documentName('reply', id)],
  issueBriefing: ({ id }, act) => act.register.get('briefings', id)?.items.flatMap(documentsOf) ?? [],
}

/** `alone` keeps the other nodes of a cluster from the register meanwhile. */
type Alone = <T>(work: () => Promise<T>) => Promise<T>
export type Desk = Omit<Act, 'by' | 'at'> & { gate: Gate; now: () => Date }

/**
 * Runs commands one after another.
 *
 * HB13 Each is parsed, then allowed by role, then handled; its effect is one write of the register together with its line in the
 *      trail, and the answer comes when both are on disk. Whatever is refused on the way has changed nothing.
 */
export class Commands {
  readonly #desk: Desk
  readonly #alone: Alone
  #turn: Promise<unknown> = Promise.resolve()

  constructor(desk: Desk, alone: Alone) {
    this.#desk = desk
    this.#alone = alone
  }

  /** Expected failures are in the result; a surprise rejects. */
  run<N extends CommandName>(memberId: string, name: N, request: unknown): Promise<Result<CommandAnswer<N>>> {
    return this.inTurn(() => this.#run(memberId, name, request))
  }

  /** For whatever else writes the register. */
  inTurn<T>(work: () => Promise<T>): Promise<Result<T>> {
    const done = this.#turn.then(() => settle(() => this.#alone(work)))
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #run<N extends CommandName>(memberId: string, name: N, asked: unknown): Promise<CommandAnswer<N>> {
    const { gate, now, ...doors } = this.#desk
    const request = rules[name].request.safeParse(asked)
    if (!request.success) return refuse({ kind: 'invalid', field: request.error.issues[0]?.path.join('.') ?? '' })
    const by = doors.members.get(memberId)
    if (!by || !rules[name].who.includes(by.role)) return refuse({ kind: 'forbidden' })
    const act: Act = { ...doors, by, at: now().toISOString() }
    return gate.hold(holds[name]?.(request.data, act) ?? [], async () => {
      const outcome = await handlers[name](request.data, act)
      if (outcome.change === null) return outcome.answer
      const { answer, change, subject, title, undo } = outcome
      try {
        await doors.register.write((draft) => {
          change(draft)
          draft.trail({ at: act.at, by: by.id, command: name, subject, title })
        })
      } catch (reason) {
        await undo?.()
        throw reason
      }
      return answer
    })
  }
}
