import { dialogueKind, type Dialogue, type DialogueFields } from '../../shared/register.ts'
import { weekDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { ClockField } from '../ui/ClockField.tsx'
import { Choice } from '../ui/Choice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { Fact } from '../ui/Fact.tsx'
import { MomentField } from '../ui/MomentField.tsx'

type Props = { dialogue: Dialogue; editable: boolean; onEdit: (changes: Partial<DialogueFields>) => void }

export function Facts({ dialogue, editable, onEdit }: Props) {
  const t = useText()
  const locale = useLocale()
  const { fields, kinds } = t.dialogues
  return (
    <dl className="facts">
      <Fact name={fields.startsAt}>
        <MomentField
          label={fields.startsAt}
          value={dialogue.startsAt}
          inline
          disabled={!editable}
          onChange={(startsAt) => onEdit({ startsAt })}
        />
        <span className="soft">{weekDay(dialogue.startsAt, locale)}</span>
      </Fact>
      <Fact name={fields.endsAt}>
        {editable ? (
          <ClockField
            key={dialogue.endsAt}
            label={fields.endsAt}
            value={dialogue.endsAt ?? ''}
            hint={t.dialogues.agenda.notSet}
            onCommit={(endsAt) => onEdit({ endsAt })}
          />
        ) : (
          <span>{dialogue.endsAt || <span className="soft">{t.dialogues.agenda.notSet}</span>}</span>
        )}
      </Fact>
      <Fact name={fields.kind}>
        <Choice
          label={fields.kind}
          value={dialogue.kind}
          inline
          disabled={!editable}
          onChange={(kind) => onEdit({ kind })}
          options={dialogueKind.options.map((value) => ({ value, label: kinds[value] }))}
        />
      </Fact>
      {(['venue', 'chair', 'organiser', 'undertaker', 'coOrganiser', 'theme', 'secrecy'] as const).map((field) => (
        <Fact key={field} name={fields[field]}>
          <EditableText
            label={fields[field]}
            value={dialogue[field] ?? ''}
            disabled={!editable}
            hint={t.dialogues.agenda.notSet}
            onCommit={(value) => onEdit({ [field]: value })}
          />
        </Fact>
      ))}
    </dl>
  )
}
