import { useMemo } from 'react'
import { leadDates, leadOf, replyDay } from '../../shared/dialogues/planning.ts'
import { readAgenda, slots } from '../../shared/documents/agenda.ts'
import { documentName } from '../../shared/documentName.ts'
import type { Dialogue } from '../../shared/register.ts'
import { longDay, monthDay, today, weekDay } from '../format.ts'
import { useDocument, useRegister, useWorkspace } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Mark } from '../ui/Mark.tsx'
import { shapeOf } from '../dialogues/states.ts'
import { Section } from './Section.tsx'

/** The next dialogue that is not over, today's included. */
export function Coming() {
  const t = useText()
  const dialogues = useRegister('dialogues')
  const next = useMemo(() => nextOf(dialogues, today()), [dialogues])
  return (
    <Section title={t.app.home.coming} more={{ place: { page: 'dialogues' }, label: t.app.home.openDialogues }}>
      {next ? <Next key={next.id} dialogue={next} /> : <p className="soft">{t.app.home.noComing}</p>}
    </Section>
  )
}

function nextOf(dialogues: readonly Dialogue[], from: string): Dialogue | undefined {
  const coming = dialogues.filter(({ state, startsAt }) => startsAt >= from && state !== 'ended' && state !== 'archived')
  return coming.sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0]
}

const day = 24 * 60 * 60 * 1000
const daysUntil = (wall: string): number => Math.round((Date.parse(wall.slice(0, 10)) - Date.parse(today())) / day)

function Next({ dialogue }: { dialogue: Dialogue }) {
  const t = useText()
  const locale = useLocale()
  const { state } = useDocument(documentName('agenda', dialogue.id))
  const items = state.is === 'open' ? readAgenda(state.doc) : null
  const end = items && slots(dialogue.startsAt, items).at(-1)?.to
  const start = dialogue.startsAt.slice(11, 16)
  return (
    <a className="coming" href={toHash({ page: 'dialogue', id: dialogue.id })}>
      <time dateTime={dialogue.startsAt}>
        <strong>{monthDay(dialogue.startsAt, locale)}</strong>
        <span>{weekDay(dialogue.startsAt, locale)}</span>
        <span className="soft">{t.app.home.inDays(daysUntil(dialogue.startsAt))}</span>
      </time>
      <div>
        <strong>{dialogue.title}</strong>
        <p className="numbers">{[end ? t.dialogues.agenda.range(start, end) : start, dialogue.venue].filter(Boolean).join('　')}</p>
        <p className="soft">{[t.dialogues.kinds[dialogue.kind], items && t.app.home.items(items.length)].filter(Boolean).join(' · ')}</p>
        <Replies dialogue={dialogue} />
        <Papers dialogue={dialogue} />
        <Mark shape={shapeOf(dialogue.state)}>{t.dialogues.states[dialogue.state]}</Mark>
      </div>
    </a>
  )
}

/** By when the papers are to be delivered, where that is asked for and not noted yet. */
function Papers({ dialogue }: { dialogue: Dialogue }) {
  const { lead: words } = useText().dialogues.plan
  const locale = useLocale()
  const last = leadDates(dialogue, leadOf(dialogue.kind, useWorkspace())).papersOn
  if (last === null || dialogue.plan.papersOn !== null || dialogue.state === 'running') return null
  return <p className="soft numbers">{(last < today() ? words.papersLate : words.papersDue)(longDay(last, locale))}</p>
}

/** How many of those invited have replied, and until when the others may. */
function Replies({ dialogue }: { dialogue: Dialogue }) {
  const { attendees: words } = useText()
  const locale = useLocale()
  const all = useRegister('attendees')
  const invited = useMemo(() => all.filter((one) => one.dialogueId === dialogue.id && one.invited !== null), [all, dialogue.id])
  const open = invited.filter(({ reply }) => reply === 'none').length
  if (invited.length === 0) return null
  return (
    <p className="soft numbers">
      {open === 0 ? words.repliesIn(invited.length) : words.repliesDue(open, invited.length, longDay(replyDay(dialogue), locale))}
    </p>
  )
}
