import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Role } from '../../shared/roles.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import { RoleChoice } from './RoleChoice.tsx'

/** A name in the list, for somebody without a machine of their own. */
export function AddMember({ onClose }: { onClose: () => void }) {
  const { members } = useText()
  const command = useCommand()
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [role, setRole] = useState<Role>('expert')
  const add = async (): Promise<Failure | null> => {
    const answer = await command('addMember', { name, organisation, role })
    if (!answer.ok) return answer.failure
    toast(members.added(name.trim()))
    return null
  }
  const labels = { name: members.name, organisation: members.organisation, role: members.role }
  return (
    <FormDialog title={members.addTitle} act={members.add} ready={name.trim() !== ''} labels={labels} onSubmit={add} onClose={onClose}>
      <p className="soft">{members.addHint}</p>
      <Field label={members.name} value={name} onChange={setName} maxLength={40} required autoFocus />
      <Field label={members.organisation} value={organisation} onChange={setOrganisation} maxLength={200} />
      <RoleChoice value={role} onChange={setRole} />
    </FormDialog>
  )
}
