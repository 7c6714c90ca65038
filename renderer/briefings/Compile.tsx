import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import { today } from '../format.ts'
import { useCommand, useRegister, useWorkspace } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Empty } from '../ui/Empty.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { go } from '../usePlace.ts'

/** Which memos, in the order they are chosen (a submitted one has had its issue); everything else has a sensible first value and is set beside the preview. */
export function Compile({ onClose }: { onClose: () => void }) {
  const t = useText()
  const command = useCommand()
  const memos = useRegister('memos').filter(({ stage }) => stage !== 'submitted')
  const workspace = useWorkspace()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { page } = t.briefings
  const toggle = (id: string): void => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const make = async (): Promise<Failure | null> => {
    const answer = await command('draftBriefing', {
      ...newBriefing('special', workspace, today()),
      items: chosen.map((id) => ({ of: 'memo', id, ...newItem })),
    })
    if (!answer.ok) return answer.failure
    go({ page: 'briefing', id: answer.value.id })
    return null
  }
  return (
    <FormDialog title={page.compile} act={page.make} labels={page.fields} ready={chosen.length > 0} wide onSubmit={make} onClose={onClose}>
      {memos.length === 0 && <Empty text={page.noMemos} />}
      {memos.length > 0 && (
        <>
          <p className="soft">{page.chooseHint}</p>
          <ul className="checklist" aria-label={page.choose}>
            {[...memos]
              .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
              .map(({ id, title, stage }) => (
                <li key={id}>
                  <label>
                    <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                    <span className="cut">{title}</span>
                    <span className="soft">{t.memos.stages[stage]}</span>
                    <span className="checklist-place numbers">{chosen.includes(id) ? chosen.indexOf(id) + 1 : ''}</span>
                  </label>
                </li>
              ))}
          </ul>
          <p className="soft" role="status">
            {page.chosen(chosen.length)}
          </p>
        </>
      )}
    </FormDialog>
  )
}
