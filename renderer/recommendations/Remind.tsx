import { useState } from 'react'
import { pieceByPiece } from '../hub/inPieces.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'

/** A reminder: that it was asked for, how, and what was said. */
export function Remind({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const t = useText().recommendations
  const command = useCommand()
  const [text, setText] = useState('')
  /** Those who have been reminded are not reminded again where a refusal came half-way. */
  const [left, setLeft] = useState<readonly string[]>(ids)
  const submit = async () => {
    const { done, answer } = await pieceByPiece(left, (piece) => command('remind', { ids: piece, text }))
    if (!answer.ok) {
      setLeft(left.slice(done.length))
      if (done.length > 0) toast(t.bulk.partly(done.length, left.length))
      return answer.failure
    }
    toast(t.bulk.remindedAll(ids.length))
    return null
  }
  return (
    <FormDialog title={t.remind.title} act={t.remind.act} ready={text.trim() !== ''} labels={t.fields} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.remind.text}
        hint={t.remind.hint}
        placeholder={t.remind.example}
        value={text}
        onChange={setText}
        maxLength={1000}
        required
        autoFocus
      />
    </FormDialog>
  )
}
