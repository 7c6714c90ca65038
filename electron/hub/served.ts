import type { Failure, Result } from '../../shared/errors.ts'
import type { ParentMessage } from './parent.ts'
import type { Port } from './socket.ts'

export type Question = Extract<ParentMessage, { call: string }>

/** What the hub process serves: a workspace that lives here, or a replica of one that lives elsewhere. */
export type Served = {
  /** What a person should know of its files. */
  notices: Failure[]
  /** After the parent has heard that it is ready. */
  begin(): Promise<void>
  connect(port: Port, memberId: string): void
  /** `forbidden` for what a workspace of this kind does not do. */
  answer(question: Question): Promise<Result<unknown>>
  follow(credential: string | null): Promise<void>
  /** Everything is on disk when it resolves. */
  end(): Promise<void>
}
