import { z } from 'zod'
import { assertNever, ok, refuse, type Result } from '../../shared/errors.ts'
import { inviteCode, inviteLink } from '../../shared/invite.ts'
import { documentName, parseName, type DocumentName } from '../../shared/documentName.ts'
import { role } from '../../shared/roles.ts'
import { backup } from './backup.ts'
import { exportBundle, type Bundles } from './bundles.ts'
import type { Hub } from './hub.ts'
import { textOfKey, type HostKey } from './listen/hostKey.ts'
import type { DocumentStore } from './store/documentStore.ts'

/** What the command line may ask of a hub, also of one that another program has open. */
export const order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('member add'), name: z.string(), role, organisation: z.string(), workspace: z.string() }),
  z.object({ do: z.literal('member list') }),
  z.object({ do: z.literal('member remove'), id: z.string() }),
  z.object({ do: z.literal('invite'), name: z.string(), role, days: z.number(), memberId: z.string().optional() }),
  z.object({ do: z.literal('backup'), file: z.string() }),
  z.object({ do: z.literal('export'), file: z.string(), document: z.string().nullable() }),
  z.object({ do: z.literal('import'), file: z.string(), merges: z.boolean() }),
])
export type Order = z.infer<typeof order>

/** `key`: that of the workspace, whatever callers are shown. */
export type OpenHub = { hub: Hub; store: DocumentStore; key: () => Promise<HostKey>; bundles: Bundles }

/** The command line acts for the first secretary: whoever may open the folder may do anything with it. */
export async function obey({ hub, store, key, bundles }: OpenHub, asked: Order): Promise<Result<unknown>> {
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
      const { name, role, days, memberId = null } = asked
      const made = await hub.command(by, 'inviteMember', { name, role, days, memberId })
      if (!made.ok) return made
      const { id, expiresAt, invite } = made.value
      return ok({ id, expiresAt, addresses: invite.addresses, link: inviteLink(invite), code: inviteCode(invite) })
    }
    case 'backup': {
      const text = textOfKey(await key())
      return hub.inTurn((members) => backup({ store, members: members.data, key: text }, asked.file))
    }
    case 'export': {
      const document = asked.document === null ? null : textNamed(asked.document)
      if (document === undefined) return refuse({ kind: 'invalid', field: 'document' })
      return exportBundle(hub, key, { memberId: by, document, path: asked.file })
    }
    case 'import': {
      const preview = await bundles.preview(by, asked.file)
      if (!preview.ok) return preview
      const { id, ...seen } = preview.value
      if (!asked.merges) return ok({ ...seen, merged: null })
      const merged = await bundles.merge(by, id)
      return merged.ok ? ok({ ...seen, merged: merged.value }) : merged
    }
    default:
      return assertNever(asked)
  }
}

function textNamed(name: string): DocumentName | undefined {
  const parsed = parseName(name)
  return parsed && parsed.kind !== 'register' ? documentName(parsed.kind, parsed.id) : undefined
}
