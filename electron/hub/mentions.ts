import type { Extension, Hocuspocus } from '@hocuspocus/server'
import { parseName, register as registerName, documentName } from '../../shared/documentName.ts'
import { hasSeen, readTalk, type Said, type Talk, type Thread } from '../../shared/documents/talk.ts'
import type { HubMessage, Mention } from '../../shared/commands.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'
import type { Visitor } from './visitor.ts'

type Doors = {
  register: () => Register
  rights: Rights
  durability: Durability
  hocuspocus: () => Hocuspocus<Visitor>
}

/** So many at most, the latest first. */
const most = 100

/**
 * MN1 Whoever is named in a comment finds it in one place, over all memos they may read, until they have opened or
 *     answered it, or the thread is closed.
 */
export class Mentions {
  readonly #doors: Doors
  /** What is said about each memo, as it was read last; a change of it is read again when somebody asks. */
  readonly #talks = new Map<string, Talk>()

  constructor(doors: Doors) {
    this.#doors = doors
  }

  get extension(): Extension<Visitor> {
    return {
      extensionName: 'mentions',
      onChange: ({ documentName: name }) => {
        this.changed(name)
        return Promise.resolve()
      },
    }
  }

  async of(memberId: string): Promise<Mention[]> {
    const { register, rights } = this.#doors
    const found: Mention[] = []
    for (const { id, title } of register().all('memos')) {
      if (rights(memberId, documentName('talk', id)) === 'none') continue
      const talk = await this.#talk(id)
      for (const thread of talk.threads)
        for (const said of [thread, ...thread.replies])
          if (isOpen(talk, thread, said, memberId)) found.push(mention(id, title, thread, said))
    }
    return found.sort((a, b) => b.at.localeCompare(a.at)).slice(0, most)
  }

  async #talk(memoId: string): Promise<Talk> {
    const known = this.#talks.get(memoId)
    if (known) return known
    const { durability, hocuspocus } = this.#doors
    const name = documentName('talk', memoId)
    const doc = await durability.read(name)
    const talk = readTalk(doc)
    if (!hocuspocus().documents.has(name)) doc.destroy()
    this.#talks.set(memoId, talk)
    return talk
  }

  /** By whomever and through whichever door. */
  changed(name: string): void {
    const parsed = parseName(name)
    if (parsed?.kind !== 'talk') return
    this.#talks.delete(parsed.id)
    const message: HubMessage = { type: 'talked' }
    this.#doors.hocuspocus().documents.get(registerName)?.broadcastStateless(JSON.stringify(message))
  }
}

const isOpen = (talk: Talk, thread: Thread, said: Said, member: string): boolean =>
  said.by !== member && said.mentions.includes(member) && !hasSeen(talk, thread, said, member)

const mention = (memoId: string, title: string, thread: Thread, { key, by, at, text }: Said): Mention => ({
  ...{ memoId, title, thread: thread.key, entry: key, by, at, text },
  quote: thread.quote.slice(0, 60),
})
