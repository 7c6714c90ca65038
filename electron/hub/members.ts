import type { Member } from '../../shared/register.ts'

/** Where the members are kept: `members.json` beside the documents, private to the host. */
export type MembersFile = { read(): readonly Member[]; write(members: readonly Member[]): Promise<void> }

/** Who may enter, and as what. The register's members map only shows them: this is what rights are decided by. */
export class Members {
  readonly #file: MembersFile
  #members: ReadonlyMap<string, Member>

  constructor(file: MembersFile) {
    this.#file = file
    this.#members = byId(file.read())
  }

  get(id: string): Member | undefined {
    return this.#members.get(id)
  }

  all(): Member[] {
    return [...this.#members.values()]
  }

  /** Resolves when it is on disk; until then the member may not enter. */
  async add(member: Member): Promise<void> {
    await this.#write([...this.all(), member])
  }

  async restore(members: readonly Member[]): Promise<void> {
    if (members.length > 0) await this.#write(members)
  }

  async remove(id: string): Promise<void> {
    await this.#write(this.all().filter((member) => member.id !== id))
  }

  async #write(members: readonly Member[]): Promise<void> {
    await this.#file.write(members)
    this.#members = byId(members)
  }
}

const byId = (members: readonly Member[]): ReadonlyMap<string, Member> => new Map(members.map((member) => [member.id, member]))

export function membersInMemory(members: readonly Member[] = []): MembersFile {
  let kept = members
  return {
    read: () => kept,
    write: (written) => {
      kept = written
      return Promise.resolve()
    },
  }
}
