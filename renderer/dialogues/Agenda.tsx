import { Plus } from 'lucide-react'
import { useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import type { Dialogue } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { usePresence } from '../hub/people.ts'
import { useCommand, useDocument, useMay, useMemberNames } from '../hub/useHub.ts'
import { RefusedEdits } from '../joined/RefusedEdits.tsx'
import { Receipts } from '../receipts/Receipts.tsx'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { People } from '../ui/People.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { AgendaTable } from './AgendaTable.tsx'
import { useAgenda } from './useAgenda.ts'

/** The agenda of a dialogue: open it is written by several at once, confirmed it is only read. */
export function Agenda({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const t = useText()
  const { state, restart } = useDocument(documentName('agenda', dialogue.id))
  const people = usePresence(state.is === 'open' ? state.awareness : null)
  return (
    <section className="agenda" aria-label={t.dialogues.agenda.title}>
      <header className="section-head">
        <h2>{t.dialogues.agenda.title}</h2>
        <Confirmation dialogue={dialogue} onAttempt={onAttempt} />
        <Receipts document={documentName('agenda', dialogue.id)} />
        <People people={people} />
      </header>
      <RefusedEdits document={documentName('agenda', dialogue.id)} />
      {state.is === 'opening' && <Waiting />}
      {state.is === 'refused' && <ErrorNotice failure={state.failure} onRetry={restart} />}
      {state.is === 'open' && (
        <Items dialogue={dialogue} doc={state.doc} awareness={state.awareness} editable={state.writable && !dialogue.agendaConfirmed} />
      )}
    </section>
  )
}

type ItemsProps = Omit<Parameters<typeof AgendaTable>[0], 'agenda' | 'begun'>

function Items(props: ItemsProps) {
  const t = useText()
  const { doc, editable } = props
  const agenda = useAgenda(doc)
  const [begun, setBegun] = useState<string | null>(null)
  if (agenda.items.length > 0) return <AgendaTable {...props} agenda={agenda} begun={begun} />
  return (
    <Empty text={editable ? `${t.dialogues.agenda.empty}${t.dialogues.agenda.emptyHint}` : t.dialogues.agenda.empty}>
      {editable && (
        <Button icon={<Plus size={16} aria-hidden />} onClick={() => setBegun(agenda.add(null))}>
          {t.dialogues.agenda.add}
        </Button>
      )}
    </Empty>
  )
}

function Confirmation({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const t = useText()
  const locale = useLocale()
  const command = useCommand()
  const nameOf = useMemberNames()
  const mayConfirm = useMay('confirmAgenda')
  const { agenda } = t.dialogues
  const { id, agendaConfirmed } = dialogue
  const reopen = (): void => onAttempt(command('reopenAgenda', { id }), () => toast(agenda.reopenedNow, { about: `agenda/${id}` }))
  const confirm = (): void =>
    onAttempt(command('confirmAgenda', { id }), () =>
      toast(agenda.confirmedNow, { about: `agenda/${id}`, act: { label: t.app.undo, run: reopen } }),
    )
  if (!agendaConfirmed) return mayConfirm ? <Button onClick={confirm}>{agenda.confirm}</Button> : null
  return (
    <>
      <span className="soft">{agenda.confirmed(nameOf(agendaConfirmed.by), instantDay(agendaConfirmed.at, locale))}</span>
      {mayConfirm && <Button onClick={reopen}>{agenda.reopen}</Button>}
    </>
  )
}
