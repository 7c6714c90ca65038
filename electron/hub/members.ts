import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Failure } from '../../shared/errors.ts'
import { port } from '../../shared/invite.ts'
import { id, instant, member, type Member } from '../../shared/register.ts'
import { role, type Role } from '../../shared/roles.ts'
import type { Migration } from './store/jsonFile.ts'

/** SHA-256 of a secret or credential; the thing itself is told once, to whom it is for, and kept nowhere. */
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const keptCredential = z.object({ memberId: id, hash, since: instant, seenAt: instant.nullable() })
const keptInvite = z.object({
  id,
  hash,
  /** Whom it is meant for; may be empty. */
  name: z.string(),
  /** The person who was entered before and comes in by it; `null` for somebody new. */
  memberId: id.nullable().default(null),
  role,
  by: id,
  madeAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'used', 'revoked']),
  /** Who came in by it. */
  usedBy: id.nullable().default(null),
})
export type KeptInvite = z.infer<typeof keptInvite>

export const membersData = z.object({
  members: z.array(member),
  credentials: z.array(keptCredential),
  invites: z.array(keptInvite),
  /** Listens when it starts. */
  hosting: z.object({ port }).nullable(),
})
export type MembersData = z.infer<typeof membersData>
export const noMembers: MembersData = { members: [], credentials: [], invites: [], hosting: null }
export const membersMigrations: readonly Migration[] = [
  { name: 'members alone become members with credentials and invites', step: (members) => ({ ...noMembers, members }) },
]

/** Where the members are kept: `members.json` beside the documents, private to the host. */
export type MembersFile = { read(): MembersData; write(data: MembersData): Promise<void> }

/** So long after it has ended an invite can still be told from one that never was. */
const remembered = 30 * 24 * 60 * 60 * 1000

/**
 * Who may enter, and as what. The register's members map only shows them: this is what rights are decided by. Every change
 * resolves when it is on disk; until then it does not count.
 *
 * IV4 Of secrets and credentials only a hash is kept. An invite admits one person, once, until it expires or is revoked.
 */
export class Members {
  readonly #file: MembersFile
  #data: MembersData
  #byId: ReadonlyMap<string, Member>

  constructor(file: MembersFile) {
    this.#file = file
    this.#data = file.read()
    this.#byId = byId(this.#data.members)
  }

  get(id: string): Member | undefined {
    return this.#byId.get(id)
  }

  all(): Member[] {
    return [...this.#byId.values()]
  }

  get data(): MembersData {
    return this.#data
  }

  add(member: Member): Promise<void> {
    return this.write({ members: [...this.#data.members, member] })
  }

  async restore(members: readonly Member[]): Promise<void> {
    if (members.length > 0) await this.write({ members: [...members] })
  }

  /** With the credentials: what the person has on another machine opens nothing any more, nor does an invite that was theirs. */
  remove(id: string): Promise<void> {
    const { members, credentials, invites } = this.#data
    return this.write({
      members: members.filter((member) => member.id !== id),
      credentials: credentials.filter(({ memberId }) => memberId !== id),
      invites: invites.map((one) => (one.memberId === id && one.state === 'open' ? { ...one, state: 'revoked' } : one)),
    })
  }

  /** Whether a machine of theirs has ever come in. */
  hasJoined(memberId: string): boolean {
    return this.#data.credentials.some((one) => one.memberId === memberId)
  }

  setRole(id: string, role: Role): Promise<void> {
    return this.write({ members: this.#data.members.map((member) => (member.id === id ? { ...member, role } : member)) })
  }

  /** The member whose credential this is. Every one is compared, in the same time. */
  holderOf(credential: string): Member | undefined {
    const found = match(this.#data.credentials, credential)
    return found && this.get(found.memberId)
  }

  /** A credential for a member, told here and never again. */
  async giveCredential(memberId: string, at: string): Promise<string> {
    const credential = newCredential()
    await this.write({ credentials: [...this.#data.credentials, keptFor(memberId, credential, at)] })
    return credential
  }

  async seen(memberId: string, at: string): Promise<void> {
    if (!this.#byId.has(memberId)) return
    const seen = this.#data.credentials.map((one) => (one.memberId === memberId ? { ...one, seenAt: at } : one))
    await this.write({ credentials: seen })
  }

  /** A new invite; the secret is told here and never again. */
  async invite(invite: Omit<KeptInvite, 'hash' | 'state' | 'usedBy'>): Promise<string> {
    const secret = randomBytes(16).toString('base64url')
    const oldest = new Date(Date.parse(invite.madeAt) - remembered).toISOString()
    const kept = this.#data.invites.filter(({ expiresAt }) => expiresAt > oldest)
    await this.write({ invites: [...kept, { ...invite, hash: hashOf(secret), state: 'open', usedBy: null }] })
    return secret
  }

  revoke(id: string): Promise<void> {
    return this.write({ invites: this.#data.invites.map((one) => (one.id === id ? { ...one, state: 'revoked' } : one)) })
  }

  /** The open invite with this secret, or why it opens nothing. */
  inviteWith(secret: string, at: Date): KeptInvite | Failure {
    const found = match(this.#data.invites, secret)
    if (!found) return { kind: 'inviteUnknown' }
    switch (stateOf(found, at)) {
      case 'open':
        return found
      case 'used':
        return { kind: 'inviteUsed' }
      case 'expired':
        return { kind: 'inviteExpired' }
      case 'revoked':
        return { kind: 'inviteRevoked' }
    }
  }

  /** The member who came in by the invite with this secret, and is known by this credential. */
  admitted(secret: string, credential: string): Member | undefined {
    const used = match(this.#data.invites, secret)
    const holder = this.holderOf(credential)
    return holder && used?.usedBy === holder.id ? holder : undefined
  }

  /** Member, credential and the end of the invite in one write: with it ends every other invite of the same person. */
  async admit(member: Member, invite: KeptInvite, credential: string, at: string): Promise<void> {
    const { members, credentials, invites } = this.#data
    const ended = (one: KeptInvite): KeptInvite => {
      if (one.id === invite.id) return { ...one, state: 'used', usedBy: member.id }
      return one.memberId === member.id && one.state === 'open' ? { ...one, state: 'revoked' } : one
    }
    await this.write({
      members: [...members.filter(({ id }) => id !== member.id), member],
      credentials: [...credentials, keptFor(member.id, credential, at)],
      invites: invites.map(ended),
    })
  }

  async write(changes: Partial<MembersData>): Promise<void> {
    const data = { ...this.#data, ...changes }
    await this.#file.write(data)
    this.take(data)
  }

  /** What is on disk already: another node of a cluster has written it. */
  take(data: MembersData): void {
    this.#data = data
    this.#byId = byId(data.members)
  }
}

export function stateOf({ state, expiresAt }: KeptInvite, at: Date): 'open' | 'used' | 'expired' | 'revoked' {
  return state === 'open' && Date.parse(expiresAt) <= at.getTime() ? 'expired' : state
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

function match<T extends { hash: string }>(kept: readonly T[], secret: string): T | undefined {
  const asked = createHash('sha256').update(secret).digest()
  let found: T | undefined
  for (const one of kept) if (timingSafeEqual(Buffer.from(one.hash, 'hex'), asked)) found = one
  return found
}

/** 256 bits of chance, `credential` of shared/invite.ts. */
export const newCredential = (): string => randomBytes(32).toString('base64url')
const keptFor = (memberId: string, credential: string, since: string) => ({ memberId, hash: hashOf(credential), since, seenAt: null })

const byId = (members: readonly Member[]): ReadonlyMap<string, Member> => new Map(members.map((member) => [member.id, member]))

export function membersInMemory(members: readonly Member[] = []): MembersFile {
  let kept: MembersData = { ...noMembers, members: [...members] }
  return {
    read: () => kept,
    write: (written) => {
      kept = written
      return Promise.resolve()
    },
  }
}
