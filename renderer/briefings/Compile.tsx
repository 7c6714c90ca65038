import { useState } from 'react'
import { briefingKind, type BriefingKind } from '../../shared/briefing/kinds.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import type { Failure } from '../../shared/errors.ts'
import { today } from '../format.ts'
import { useCommand, useWorkspace } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Empty } from '../ui/Empty.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { go } from '../usePlace.ts'
import { keyOf, useSources, type Source } from './sources.ts'

/** Which kind, and what goes into it in the order it is chosen; everything else comes from the kind's template and is set beside the preview. */
export function Compile({ onClose }: { onClose: () => void }) {
  const { page } = useText().briefings
  const command = useCommand()
  const workspace = useWorkspace()
  const sources = useSources()
  const [kind, setKind] = useState<BriefingKind>('special')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const toggle = (key: string): void => setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  const make = async (): Promise<Failure | null> => {
    const items = chosen.flatMap((key) => sources.filter((one) => keyOf(one) === key)).map(({ of, id }) => ({ of, id, ...newItem }))
    const answer = await command('draftBriefing', { ...newBriefing(kind, workspace, today()), items })
    if (!answer.ok) return answer.failure
    go({ page: 'briefing', id: answer.value.id })
    return null
  }
  return (
    <FormDialog title={page.compile} act={page.make} labels={page.fields} ready={chosen.length > 0} wide onSubmit={make} onClose={onClose}>
      <Choice
        label={page.fields.kind}
        value={kind}
        options={briefingKind.options.map((value) => ({ value, label: page.kinds[value], hint: page.kindHints[value] }))}
        onChange={setKind}
      />
      {sources.length === 0 && <Empty text={page.noSources} />}
      {sources.length > 0 && (
        <>
          <p className="soft">{page.chooseHint}</p>
          <ul className="checklist" aria-label={page.choose}>
            {sources.map((source) => (
              <Row key={keyOf(source)} source={source} place={chosen.indexOf(keyOf(source)) + 1} onToggle={() => toggle(keyOf(source))} />
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

function Row({ source, place, onToggle }: { source: Source; place: number; onToggle: () => void }) {
  const { page } = useText().briefings
  return (
    <li>
      <label>
        <input type="checkbox" checked={place > 0} onChange={onToggle} />
        <span className="cut">{source.title}</span>
        <span className="soft">
          {page.sources[source.of]} · {source.standing}
        </span>
        <span className="checklist-place numbers">{place || ''}</span>
      </label>
    </li>
  )
}
