import type { Briefing } from '../../shared/register.ts'
import type { Failure } from '../../shared/errors.ts'
import { useCommand } from '../hub/useHub.ts'
import { ReceiptsOfTexts } from '../receipts/Receipts.tsx'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import { leaveFor } from '../usePlace.ts'
import { numberText } from './useDispatch.ts'

type Props = { briefing: Briefing; onClose: () => void }

/** Issuing cannot be taken back, so it is asked about, with what will happen. */
export function Issue({ briefing, onClose }: Props) {
  const t = useText()
  const { page } = t.briefings
  const command = useCommand()
  const issue = async (): Promise<Failure | null> => {
    const answer = await command('issueBriefing', { id: briefing.id })
    if (!answer.ok) return answer.failure
    toast(page.issuedNow(numberText(briefing, answer.value.number, t)))
    return null
  }
  return (
    <FormDialog title={page.issueTitle} act={page.issue} labels={page.fields} onSubmit={issue} onClose={onClose}>
      <p>{page.issueBody(briefing.masthead, briefing.items.length)}</p>
      <ReceiptsOfTexts texts={briefing.items} />
    </FormDialog>
  )
}

export function Discard({ briefing, onClose }: Props) {
  const { page } = useText().briefings
  const command = useCommand()
  const discard = async (): Promise<Failure | null> => {
    const answer = await command('discardBriefing', { id: briefing.id })
    if (!answer.ok) return answer.failure
    leaveFor({ page: 'briefings' })
    return null
  }
  return (
    <FormDialog title={page.discardTitle} act={page.discard} onSubmit={discard} onClose={onClose}>
      <p>{page.discardBody}</p>
    </FormDialog>
  )
}
