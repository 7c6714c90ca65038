import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Memo } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toasts.ts'

type Props = { memo: Memo; hash: string; choice: 'reserved' | 'declined'; onClose: () => void }

/** A word with text: what is reserved is printed with the memo. */
export function Reservation({ memo, hash, choice, onClose }: Props) {
  const { endorsements: t } = useText()
  const command = useCommand()
  const [text, setText] = useState('')
  const label = choice === 'reserved' ? t.reserveText : t.declineText
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('endorse', { memoId: memo.id, hash, choice, text })
    if (!answer.ok) return answer.failure
    toast(t.said(t.choices[choice]), { about: `endorse/${memo.id}` })
    return null
  }
  return (
    <FormDialog
      title={choice === 'reserved' ? t.reserveTitle : t.declineTitle}
      act={t.submit}
      ready={choice === 'declined' || text.trim() !== ''}
      labels={{ text: label }}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={label}
        hint={choice === 'reserved' ? t.reserveHint : t.declineHint}
        value={text}
        onChange={setText}
        maxLength={1000}
      />
    </FormDialog>
  )
}
