import type { Failure } from '../../shared/errors.ts'
import type { Member } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'

/** Credentials are gone for good, so it is asked about: what ends within a second, and what stays. */
export function RemoveMember({ member: { id, name }, onClose }: { member: Member; onClose: () => void }) {
  const { members } = useText()
  const command = useCommand()
  const remove = async (): Promise<Failure | null> => {
    const answer = await command('removeMember', { id })
    if (!answer.ok) return answer.failure
    toast(members.removed(name))
    return null
  }
  return (
    <FormDialog title={members.removeTitle(name)} act={members.removeAct} onSubmit={remove} onClose={onClose}>
      <p>{members.removeBody(name)}</p>
      <p>{members.removeKeeps}</p>
    </FormDialog>
  )
}
