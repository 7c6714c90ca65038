import { documentName } from '../../shared/documentName.ts'
import { readAgenda, slots, type AgendaItem } from '../../shared/documents/agenda.ts'
import { noteOn } from '../../shared/documents/minutes.ts'
import { heldAt, itemUnderWay, spokenBySide } from '../../shared/dialogues/run.ts'
import { side, type Dialogue, type DialogueFields } from '../../shared/register.ts'
import { LineEditor } from '../editor/LineEditor.tsx'
import { wallNow } from '../format.ts'
import { usePresence } from '../hub/people.ts'
import { useCommand, useDocument, useMay, useMe, useMemberNames, useMembers, useRegister } from '../hub/useHub.ts'
import { WriteMemo } from '../memos/CreateMemo.tsx'
import { Receipts } from '../receipts/Receipts.tsx'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Fact } from '../ui/Fact.tsx'
import { People } from '../ui/People.tsx'
import { PeopleChoice } from '../ui/PeopleChoice.tsx'
import type { Attempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { Approval } from './Approval.tsx'
import { Categories } from './Categories.tsx'
import { ExportList } from './ExportList.tsx'
import { Captured, CarriedIssues } from './Issues.tsx'
import { useAgenda } from './useAgenda.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** Minutes: item by item, written by several at once; what was settled and what is to be done is captured beside it. */
export function Minutes({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const command = useCommand()
  const may = useMay('openMinutes') && dialogue.state !== 'archived'
  const agenda = useDocument(documentName('agenda', dialogue.id))
  const items = agenda.state.is === 'open' ? readAgenda(agenda.state.doc).length : null
  const start = (): void => onAttempt(command('openMinutes', { id: dialogue.id }))
  return (
    <section className="minutes-part" aria-label={words.title}>
      <CarriedIssues dialogue={dialogue} onAttempt={onAttempt} />
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
        <Recorders dialogue={dialogue} onAttempt={onAttempt} />
        <Approval dialogue={dialogue} onAttempt={onAttempt} />
        <Receipts document={documentName('minutes', dialogue.id)} />
        {captured && <ExportList dialogue={dialogue} list="issues" label={words.export} onAttempt={onAttempt} />}
        <People people={people} />
      </header>
      <Issuing dialogue={dialogue} onAttempt={onAttempt} />
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
                {item.responder && <span className="soft">{words.responder(item.responder)}</span>}
                <Held dialogue={dialogue} item={item} />
                <WriteMemo dialogueId={dialogue.id} itemId={item.id} about={item.content || item.segment} />
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
              <Captured dialogue={dialogue} item={item} editable={writable} onAttempt={onAttempt} />
            </li>
          )
        })}
      </ol>
      <Categories />
      <Spoken dialogue={dialogue} />
    </>
  )
}

/** 文号 and 印发范围, which are given when the text stands still already. */
function Issuing({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const command = useCommand()
  const editable = useMay('editDialogue') && dialogue.state !== 'archived'
  const { id, minutesNumber = '', distribution = '' } = dialogue
  if (!editable && minutesNumber === '' && distribution === '') return null
  const set = (changes: Partial<DialogueFields>): void => onAttempt(command('editDialogue', { id, changes }))
  const { fields, hints } = words
  return (
    <dl className="facts">
      <Fact name={fields.number}>
        <EditableText
          label={fields.number}
          value={minutesNumber}
          hint={hints.number}
          maxLength={60}
          disabled={!editable}
          onCommit={(value) => set({ minutesNumber: value })}
        />
      </Fact>
      <Fact name={fields.distribution}>
        <EditableText
          label={fields.distribution}
          value={distribution}
          hint={hints.distribution}
          disabled={!editable}
          onCommit={(value) => set({ distribution: value })}
        />
      </Fact>
    </dl>
  )
}

/** Who keeps the record besides the secretariat. */
function Recorders({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const command = useCommand()
  const may = useMay('setRecorders') && dialogue.state !== 'archived' && !dialogue.minutes?.approved
  const members = useMembers()
  const nameOf = useMemberNames()
  const names = words.recorders(dialogue.recorders.map(nameOf))
  if (!may) return dialogue.recorders.length > 0 ? <span className="soft">{names}</span> : null
  return (
    <PeopleChoice
      label={words.setRecorders}
      listLabel={words.setRecorders}
      shown={names}
      chosen={dialogue.recorders}
      people={members.filter(({ role }) => role === 'expert')}
      onChoose={(recorders) => onAttempt(command('setRecorders', { id: dialogue.id, recorders }))}
    />
  )
}

/** When it was begun and left, and for how long it was under way. */
function Held({ dialogue, item }: { dialogue: Dialogue; item: AgendaItem }) {
  const { minutes: words } = useText()
  const held = heldAt(dialogue.run, item.id)
  if (!held) return null
  const time = (ms: number): string => wallNow(new Date(ms)).slice(11)
  return (
    <span className="soft numbers held">{words.held(time(held.from), time(held.to), Math.round(held.spent / 60_000), item.minutes)}</span>
  )
}

/** How long each side spoke. */
function Spoken({ dialogue }: { dialogue: Dialogue }) {
  const t = useText()
  // Once it is over nothing goes on, so that the time of reading does not matter.
  const spoken = spokenBySide(dialogue.run, 0)
  if (spoken.size === 0 || itemUnderWay(dialogue.run) !== null) return null
  const parts = side.options.flatMap((one) => {
    const ms = spoken.get(one)
    return ms === undefined ? [] : [t.minutes.spokenBy(t.attendees.list.sides[one], Math.round(ms / 60_000))]
  })
  return <p className="soft numbers">{t.minutes.spoken(parts)}</p>
}
