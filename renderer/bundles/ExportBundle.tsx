import { useState } from 'react'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { useRegister } from '../hub/useHub.ts'
import type { Place } from '../place.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import { usePlace } from '../usePlace.ts'

const everything = 'everything'

/** Asks what to put into a bundle, first the text that is open; where it goes the system asks. */
export function ExportBundle({ onClose }: { onClose: () => void }) {
  const { bundles } = useText()
  const dialogues = useRegister('dialogues')
  const memos = useRegister('memos')
  const here = textAt(usePlace())
  const [chosen, setScope] = useState<string>(here ?? everything)
  const options = [
    { value: everything, label: bundles.everything },
    ...memos.map(({ id, title }) => ({ value: documentName('memo', id), label: bundles.memoOf(title) })),
    ...dialogues.map(({ id, title }) => ({ value: documentName('agenda', id), label: bundles.agendaOf(title) })),
    ...dialogues.flatMap(({ id, title, minutes }) =>
      minutes ? [{ value: documentName('minutes', id), label: bundles.minutesOf(title) }] : [],
    ),
  ]
  const scope = options.some(({ value }) => value === chosen) ? chosen : everything
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
      <Choice label={bundles.scope} value={scope} onChange={setScope} options={options} />
    </FormDialog>
  )
}

/** The text of the page; none on pages that are about several. */
function textAt(place: Place): DocumentName | null {
  if (place.page === 'memo') return documentName('memo', place.id)
  if (place.page !== 'dialogue') return null
  return documentName(place.part === 'minutes' ? 'minutes' : 'agenda', place.id)
}
