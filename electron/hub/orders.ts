import { z } from 'zod'
import { assertNever, ok, type Result } from '../../shared/errors.ts'
import { inviteCode, inviteLink } from '../../shared/invite.ts'
import { role } from '../../shared/roles.ts'
import { backup } from './backup.ts'
import type { Hub } from './hub.ts'
import type { DocumentStore } from './store/documentStore.ts'

/** What the command line may ask of a hub, also of one that another program has open. */
export const order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('member add'), name: z.string(), role, organisation: z.string(), workspace: z.string() }),
  z.object({ do: z.literal('member list') }),
  z.object({ do: z.literal('member remove'), id: z.string() }),
  z.object({ do: z.literal('invite'), name: z.string(), role, days: z.number() }),
  z.object({ do: z.literal('backup'), file: z.string() }),
])
export type Order = z.infer<typeof order>

/** `keyText`: the key of the host as it is kept; `null` where the certificate is somebody else's business. */
export type OpenHub = { hub: Hub; store: DocumentStore; keyText: () => Promise<string | null> }

/** The command line acts for the first secretary: whoever may open the folder may do anything with it. */
export async function obey({ hub, store, keyText }: OpenHub, asked: Order): Promise<Result<unknown>> {
  const secretary = await hub.inTurn((members) => Promise.resolve(members.all().find((one) => one.role === 'secretariat')?.id))
  if (!secretary.ok) return secretary
  const by = secretary.value ?? ''
  switch (asked.do) {
    case 'member add': {
      const { name, role, organisation, workspace } = asked
      const made =
        by === ''
          ? await hub.found({ name: workspace, founder: { name, organisation }, sample: false })
          : await hub.command(by, 'addMember', { name, organisation, role })
      if (!made.ok) return made
      const id = 'memberId' in made.value ? made.value.memberId : made.value.id
      const credential = await hub.inTurn((members) => members.giveCredential(id, new Date().toISOString()))
      return credential.ok ? ok({ id, credential: credential.value }) : credential
    }
    case 'member list':
      return hub.inTurn((members) => Promise.resolve(members.all()))
    case 'member remove':
      return hub.command(by, 'removeMember', { id: asked.id })
    case 'invite': {
      const made = await hub.command(by, 'inviteMember', asked)
      if (!made.ok) return made
      const { id, expiresAt, invite } = made.value
      return ok({ id, expiresAt, addresses: invite.addresses, link: inviteLink(invite), code: inviteCode(invite) })
    }
    case 'backup': {
      const key = await keyText()
      return hub.inTurn((members) => backup({ store, members: members.data, key }, asked.file))
    }
    default:
      return assertNever(asked)
  }
}
