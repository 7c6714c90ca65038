import type { Extension } from '@hocuspocus/server'
import type { DocumentName } from '../../shared/documentName.ts'
import type { MembersData } from './members.ts'
import type { StoredDocument } from './store/documentStore.ts'
import type { Visitor } from './visitor.ts'

/** The other hubs of a cluster, as one of them sees them (cluster/cluster.ts). A hub alone has none. */
export type Peers = {
  extensions: Extension<Visitor>[]
  /** From here on `own` is told what the others have written, and asked what it holds. */
  follow(own: Follower): Promise<void>
  /** Does something while no other node writes the register or takes in text, and with all they have written. @throws Refusal */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when all that any node had written by now is here. @throws Refusal */
  catchUp(): Promise<void>
  /** Nothing comes from the others any more; for the end of the hub. */
  close(): Promise<void>
}

export type Follower = {
  /** The open documents, and up to which update each is whole. */
  through(): Map<DocumentName, number>
  take(news: News): void
  /** What the others decide is not heard any more, or again. */
  blind(is: boolean): void
}

export type News = { members: MembersData | null; documents: [DocumentName, StoredDocument][] }
