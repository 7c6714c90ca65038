import { documentName } from '../../shared/documentName.ts'
import { readAgenda, slots } from '../../shared/documents/agenda.ts'
import { noteOn } from '../../shared/documents/minutes.ts'
import type { Dialogue } from '../../shared/register.ts'
import { LineEditor } from '../editor/LineEditor.tsx'
import { instantDay } from '../format.ts'
import { usePresence } from '../hub/people.ts'
import { useCommand, useDocument, useMay, useMe, useMemberNames, useRegister } from '../hub/useHub.ts'
import { Receipts } from '../receipts/Receipts.tsx'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { People } from '../ui/People.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { ExportList } from './ExportList.tsx'
import { Captured, Carried } from './Issues.tsx'
import { useAgenda } from './useAgenda.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** 纪要: item by item, written by several at once; what was settled and what is to be done is captured beside it. */
export function Minutes({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const command = useCommand()
  const may = useMay('openMinutes') && dialogue.state !== 'archived'
  const agenda = useDocument(documentName('agenda', dialogue.id))
  const items = agenda.state.is === 'open' ? readAgenda(agenda.state.doc).length : null
  const start = (): void => onAttempt(command('openMinutes', { id: dialogue.id }))
  return (
    <section className="minutes-part" aria-label={words.title}>
      <Carried dialogue={dialogue} onAttempt={onAttempt} />
      {dialogue.minutes ? (
        <Written dialogue={dialogue} onAttempt={onAttempt} />
      ) : (
        <Empty text={items === 0 ? words.noItems : may ? words.empty : words.emptyForReader}>
          {may && items !== 0 && <Button onClick={start}>{words.start}</Button>}
        </Empty>
      )}
    </section>
  )
}

function Written({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const agenda = useDocument(documentName('agenda', dialogue.id))
  const minutes = useDocument(documentName('minutes', dialogue.id))
  const captured = useRegister('issues').some(({ dialogueId }) => dialogueId === dialogue.id)
  const people = usePresence(minutes.state.is === 'open' ? minutes.state.awareness : null)
  return (
    <>
      <header className="section-head">
        <h2>{words.title}</h2>
        <Approval dialogue={dialogue} onAttempt={onAttempt} />
        <Receipts document={documentName('minutes', dialogue.id)} />
        {captured && <ExportList dialogue={dialogue} list="issues" label={words.export} onAttempt={onAttempt} />}
        <People people={people} />
      </header>
      {minutes.state.is === 'refused' && <ErrorNotice failure={minutes.state.failure} onRetry={minutes.restart} />}
      {(minutes.state.is === 'opening' || agenda.state.is === 'opening') && <Waiting />}
      {minutes.state.is === 'open' && agenda.state.is === 'open' && (
        <Items dialogue={dialogue} agenda={agenda.state.doc} state={minutes.state} onAttempt={onAttempt} />
      )}
    </>
  )
}

type Open = Extract<ReturnType<typeof useDocument>['state'], { is: 'open' }>

function Items({ dialogue, agenda, state, onAttempt }: Props & { agenda: Open['doc']; state: Open }) {
  const { minutes: words } = useText()
  const me = useMe()
  const command = useCommand()
  const { items } = useAgenda(agenda)
  const times = slots(dialogue.startsAt, items)
  const { doc, awareness, writable } = state
  const without = items.some(({ id }) => noteOn(doc, id) === null)
  return (
    <>
      {without && writable && (
        <p>
          <Button onClick={() => onAttempt(command('openMinutes', { id: dialogue.id }))}>{words.refresh}</Button>
        </p>
      )}
      <ol className="minutes-list">
        {items.map((item, at) => {
          const note = noteOn(doc, item.id)
          return (
            <li key={item.id}>
              <header>
                <span className="soft numbers">{times[at]?.from}</span>
                <strong>{[item.segment, item.content].filter(Boolean).join('：')}</strong>
                <span className="soft">{item.speaker}</span>
              </header>
              {note && (
                <LineEditor
                  fragment={note}
                  awareness={awareness}
                  person={{ name: me.name, colour: me.color }}
                  editable={writable}
                  lines
                  label={words.note(at + 1)}
                />
              )}
              <Captured dialogue={dialogue} itemId={item.id} editable={writable} onAttempt={onAttempt} />
            </li>
          )
        })}
      </ol>
    </>
  )
}

function Approval({ dialogue, onAttempt }: Props) {
  const t = useText()
  const locale = useLocale()
  const command = useCommand()
  const nameOf = useMemberNames()
  const may = useMay('approveMinutes') && dialogue.state !== 'archived'
  const { id } = dialogue
  const approved = dialogue.minutes?.approved
  const reopen = (): void => onAttempt(command('reopenMinutes', { id }))
  const approve = (): void =>
    onAttempt(command('approveMinutes', { id }), () =>
      toast(t.minutes.approvedNow, { about: `minutes/${id}`, act: { label: t.app.undo, run: reopen } }),
    )
  if (!approved) return may ? <Button onClick={approve}>{t.minutes.approve}</Button> : null
  return (
    <>
      <span className="soft">{t.minutes.approved(nameOf(approved.by), instantDay(approved.at, locale))}</span>
      {may && <Button onClick={reopen}>{t.minutes.reopen}</Button>}
    </>
  )
}
