import { Timer } from 'lucide-react'
import type { DialogueFields } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useMay, useRecord, useRegisterState } from '../hub/useHub.ts'
import { LineageButton } from '../lineage/LineageButton.tsx'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { toHash, type DialoguePart } from '../place.ts'
import { Agenda } from './Agenda.tsx'
import { Archive } from './Archive.tsx'
import { Attendees } from './Attendees.tsx'
import { Facts } from './Facts.tsx'
import { Minutes } from './Minutes.tsx'
import { PapersPart } from './PapersPart.tsx'
import { Parts } from './Parts.tsx'
import { Plan } from './Plan.tsx'
import { Steps } from './Steps.tsx'
import { Topics } from './Topics.tsx'
import './dialogues.css'

/** One dialogue: where it stands, and below it one of its parts. */
export default function DialoguePage({ id, part }: { id: string; part: DialoguePart }) {
  const t = useText()
  const dialogue = useRecord('dialogues', id)
  const { state } = useRegisterState()
  const command = useCommand()
  const mayEdit = useMay('editDialogue')
  const { failure, attempt } = useAttempt()
  const up = { place: { page: 'dialogues' } as const, label: t.dialogues.title }
  if (!dialogue) return state.is === 'opening' ? <Waiting /> : <Missing up={up} />
  const edit = (changes: Partial<DialogueFields>): void => attempt(command('editDialogue', { id, changes }))
  return (
    <Page
      title={dialogue.title}
      up={up}
      heading={
        <h1>
          <EditableText
            label={t.dialogues.fields.title}
            value={dialogue.title}
            filled
            disabled={!mayEdit}
            onCommit={(title) => edit({ title })}
          />
        </h1>
      }
      acts={
        <>
          <LineageButton origin={{ of: 'dialogue', id }} />
          <Button
            icon={<Timer size={16} aria-hidden />}
            title={t.meeting.openHint}
            onClick={() => attempt(ask('openWindow', { place: toHash({ page: 'meeting', id }), fullScreen: true }))}
          >
            {t.meeting.open}
          </Button>
        </>
      }
    >
      <div className="dialogue">
        <div className="stage-line">
          <Steps dialogue={dialogue} onAttempt={attempt} />
          <HelpButton of="dialogue" />
        </div>
        {failure && <ErrorNotice failure={failure} labels={{ ...t.dialogues.plan.items, ...t.dialogues.fields }} />}
        {(dialogue.state === 'ended' || dialogue.state === 'archived') && <Archive dialogue={dialogue} onAttempt={attempt} />}
        <Parts id={id} part={part} />
        {part === 'agenda' && (
          <>
            <Facts dialogue={dialogue} editable={mayEdit} onEdit={edit} />
            <Agenda dialogue={dialogue} onAttempt={attempt} />
          </>
        )}
        {part === 'attendees' && <Attendees dialogue={dialogue} onAttempt={attempt} />}
        {part === 'topics' && <Topics dialogue={dialogue} onAttempt={attempt} />}
        {part === 'minutes' && <Minutes dialogue={dialogue} onAttempt={attempt} />}
        {part === 'papers' && <PapersPart dialogue={dialogue} onAttempt={attempt} />}
        {part === 'plan' && <Plan dialogue={dialogue} onAttempt={attempt} />}
      </div>
    </Page>
  )
}
