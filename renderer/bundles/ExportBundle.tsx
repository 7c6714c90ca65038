import { useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'

const everything = 'everything'

/** Asks what to put into a bundle; where it goes the system asks. */
export function ExportBundle({ onClose }: { onClose: () => void }) {
  const { bundles } = useText()
  const dialogues = useRegister('dialogues')
  const memos = useRegister('memos')
  const [scope, setScope] = useState(everything)
  const write = async (): Promise<Failure | null> => {
    const answer = await ask('exportBundle', { document: scope === everything ? null : scope })
    if (!answer.ok) return answer.failure.kind === 'cancelled' ? null : answer.failure
    const { path, texts } = answer.value
    toast(bundles.exported(texts, path), { about: 'saved', act: { label: bundles.show, run: () => void ask('showSaved', { path }) } })
    return null
  }
  return (
    <FormDialog title={bundles.exportTitle} act={bundles.exportAct} onSubmit={write} onClose={onClose}>
      <p>{bundles.exportBody}</p>
      <Choice
        label={bundles.scope}
        value={scope}
        onChange={setScope}
        options={[
          { value: everything, label: bundles.everything },
          ...memos.map(({ id, title }) => ({ value: documentName('memo', id), label: bundles.memoOf(title) })),
          ...dialogues.map(({ id, title }) => ({ value: documentName('agenda', id), label: bundles.agendaOf(title) })),
          ...dialogues.flatMap(({ id, title, minutes }) =>
            minutes ? [{ value: documentName('minutes', id), label: bundles.minutesOf(title) }] : [],
          ),
        ]}
      />
    </FormDialog>
  )
}
