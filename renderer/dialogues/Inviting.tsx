import { useMemo, useState } from 'react'
import { mostAttendees } from '../../shared/commands.ts'
import { awaited, nameOf } from '../../shared/dialogues/attendees.ts'
import { replyDay } from '../../shared/dialogues/planning.ts'
import type { Failure, Result } from '../../shared/errors.ts'
import { inviteWay, type Attendee, type Dialogue, type InviteWay } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { inPieces } from '../hub/inPieces.ts'
import { useCommand } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import { useToday } from '../ui/useToday.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; attendees: readonly Attendee[]; onAttempt: Attempt }

/** Notes that invitations went out, and who was asked again for a reply. */
export function Inviting({ dialogue, attendees, onAttempt }: Props) {
  const { attendees: words } = useText()
  const [asking, setAsking] = useState<'invite' | 'remind' | null>(null)
  const uninvited = useMemo(() => attendees.filter(({ invited, vetting }) => invited === null && vetting !== 'unfit'), [attendees])
  const unfit = useMemo(() => attendees.filter(({ vetting }) => vetting === 'unfit').length, [attendees])
  // Once it has begun nobody replies any more.
  const waits = dialogue.state === 'preparing' || dialogue.state === 'announced'
  const silent = useMemo(() => (waits ? awaited(attendees) : []), [waits, attendees])
  const close = (): void => setAsking(null)
  return (
    <>
      {uninvited.length > 0 && <Button onClick={() => setAsking('invite')}>{words.invite}</Button>}
      {silent.length > 0 && <Button onClick={() => setAsking('remind')}>{words.remind(silent.length)}</Button>}
      {asking === 'invite' && <Invite people={uninvited} unfit={unfit} onAttempt={onAttempt} onClose={close} />}
      {asking === 'remind' && <Remind dialogue={dialogue} people={silent} onClose={close} />}
    </>
  )
}

const idsOf = (people: readonly Attendee[]): string[] => people.map(({ id }) => id)

type InviteProps = { people: readonly Attendee[]; unfit: number; onAttempt: Attempt; onClose: () => void }

function Invite({ people, unfit, onAttempt, onClose }: InviteProps) {
  const { attendees: words, app } = useText()
  const command = useCommand()
  const [way, setWay] = useState<InviteWay>('letter')
  const unvetted = people.filter(({ vetting }) => vetting === 'none').length
  const note = (as: InviteWay | null): Promise<Result<unknown>> =>
    inPieces(idsOf(people), (ids) => command('noteInvited', { ids, way: as }), mostAttendees)
  const submit = async (): Promise<Failure | null> => {
    const answer = await note(way)
    if (!answer.ok) return answer.failure
    toast(words.invitedNow(people.length), { act: { label: app.undo, run: () => onAttempt(note(null)) } })
    return null
  }
  return (
    <FormDialog title={words.inviteTitle} act={words.inviteAct(people.length)} onSubmit={submit} onClose={onClose}>
      <p className="soft">{words.inviteHint(people.length)}</p>
      {(unvetted > 0 || unfit > 0) && (
        <p className="soft">{[unvetted > 0 && words.unvetted(unvetted), unfit > 0 && words.unfit(unfit)].filter(Boolean).join('')}</p>
      )}
      <Choice
        label={words.inviteWay}
        value={way}
        options={inviteWay.options.map((value) => ({ value, label: words.list.ways[value] }))}
        onChange={setWay}
      />
    </FormDialog>
  )
}

/** So many are named; the rest are counted. */
const mostNamed = 100

function Remind({ dialogue, people, onClose }: { dialogue: Dialogue; people: readonly Attendee[]; onClose: () => void }) {
  const { attendees: words } = useText()
  const locale = useLocale()
  const command = useCommand()
  const now = useToday()
  const day = replyDay(dialogue)
  const by = longDay(day, locale)
  const when = `${longDay(dialogue.startsAt.slice(0, 10), locale)} ${dialogue.startsAt.slice(11)}`
  const text = words.remindText({ title: dialogue.title, visit: dialogue.kind === 'research', when, by: day < now ? null : by })
  const submit = async (): Promise<Failure | null> => {
    const answer = await inPieces(idsOf(people), (ids) => command('remindInvited', { ids }), mostAttendees)
    if (!answer.ok) return answer.failure
    toast(words.remindedNow(people.length))
    return null
  }
  return (
    <FormDialog title={words.remindTitle} act={words.remindAct(people.length)} wide onSubmit={submit} onClose={onClose}>
      <p className="soft">{words.remindHint(by)}</p>
      <ul className="checklist">
        {people.slice(0, mostNamed).map((one) => (
          <li key={one.id}>
            <span className="cut">{[nameOf(one), one.organisation].filter(Boolean).join('　')}</span>
            <span className="soft numbers">{one.phone}</span>
            {one.reminders.length > 0 && <span className="soft">{words.reminded(one.reminders.length)}</span>}
          </li>
        ))}
        {people.length > mostNamed && <li className="soft">{words.total(people.length)}</li>}
      </ul>
      <blockquote className="remind-text">{text}</blockquote>
      <p className="copy-words">
        <CopyButton text={text} label={words.remindCopy} shown />
      </p>
    </FormDialog>
  )
}
