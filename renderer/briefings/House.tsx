import { useState } from 'react'
import { standardStyle, type HouseStyle } from '../../shared/briefing/house.ts'
import { briefingKind, kindRules, type BriefingField, type BriefingKind } from '../../shared/briefing/kinds.ts'
import { templateOf } from '../../shared/briefing/templates.ts'
import { useCommand, useMay, useWorkspace } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { Fields } from './Fields.tsx'
import './briefings.css'

/** What every briefing of a kind starts from, and where the house departs from the standard. Drafts follow, what is issued stays as it was. */
export default function House() {
  const { page } = useText().briefings
  const { house } = page
  const [kind, setKind] = useState<BriefingKind>('special')
  const workspace = useWorkspace()
  const command = useCommand()
  const editable = useMay('setTemplate')
  const { failure, attempt } = useAttempt()
  const template = templateOf(kind, workspace)
  return (
    <Page title={house.title} up={{ place: { page: 'briefings' }, label: page.title }} heading={<h1>{house.title}</h1>}>
      {failure && <ErrorNotice failure={failure} labels={page.fields} />}
      <div className="house">
        <section aria-label={house.templates}>
          <h2>{house.templates}</h2>
          <p className="soft">{house.templatesHint}</p>
          <div className="house-kinds">
            <ul>
              {briefingKind.options.map((one) => (
                <li key={one}>
                  <button type="button" aria-current={one === kind ? 'true' : undefined} onClick={() => setKind(one)}>
                    <strong>{page.kinds[one]}</strong>
                    <small className="soft">{page.kindHints[one]}</small>
                  </button>
                </li>
              ))}
            </ul>
            <div className="house-fields" key={kind}>
              <p className="soft">{house.numberings[kindRules[kind].numbering]}</p>
              <Fields
                kind={kind}
                without={notKept}
                values={template}
                editable={editable}
                onEdit={(changes) =>
                  attempt(command('setTemplate', { kind, template: { ...template, ...changes } }), () =>
                    toast(house.kept, { about: 'house' }),
                  )
                }
              />
            </div>
          </div>
        </section>
        <Style
          style={workspace?.style ?? standardStyle}
          editable={editable}
          onEdit={(style) => attempt(command('setStyle', { style }), () => toast(house.kept, { about: 'house' }))}
        />
      </div>
    </Page>
  )
}

const notKept: readonly BriefingField[] = ['date', 'supplement']

function Style({ style, editable, onEdit }: { style: HouseStyle; editable: boolean; onEdit: (style: HouseStyle) => void }) {
  const { house } = useText().briefings.page
  return (
    <section aria-label={house.style}>
      <h2>{house.style}</h2>
      <p className="soft">{house.styleHint}</p>
      <label className="check">
        <input type="color" value={style.red} disabled={!editable} onChange={(event) => onEdit({ ...style, red: event.target.value })} />
        {house.red}
      </label>
      <Choice
        label={house.bodySize}
        value={style.bodySize}
        disabled={!editable}
        options={(['third', 'smallThird'] as const).map((value) => ({ value, label: house.bodySizes[value] }))}
        onChange={(bodySize) => onEdit({ ...style, bodySize })}
      />
      {(['boldThird', 'mirrored'] as const).map((name) => (
        <label className="check" key={name}>
          <input
            type="checkbox"
            checked={style[name]}
            disabled={!editable}
            onChange={(event) => onEdit({ ...style, [name]: event.target.checked })}
          />
          {house[name]}
        </label>
      ))}
      {editable && (
        <Button look="quiet" onClick={() => onEdit(standardStyle)}>
          {house.standard}
        </Button>
      )}
    </section>
  )
}
