import { useMemo, useState } from 'react'
import { mostAttendees } from '../../shared/commands.ts'
import { awaited, nameOf } from '../../shared/dialogues/attendees.ts'
import { replyDay } from '../../shared/dialogues/planning.ts'
import { ok, refuse, type Failure } from '../../shared/errors.ts'
import { inviteWay, type Attendee, type Dialogue, type InviteWay } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { useCommand } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; attendees: readonly Attendee[]; onAttempt: Attempt }

/** Notes that invitations went out, and who was asked again for a reply. */
export function Inviting({ dialogue, attendees, onAttempt }: Props) {
  const { attendees: words } = useText()
  const [asking, setAsking] = useState<'invite' | 'remind' | null>(null)
  const uninvited = useMemo(() => attendees.filter(({ invited }) => invited === null), [attendees])
  const silent = useMemo(() => awaited(attendees), [attendees])
  const close = (): void => setAsking(null)
  return (
    <>
      {uninvited.length > 0 && <Button onClick={() => setAsking('invite')}>{words.invite}</Button>}
      {silent.length > 0 && <Button onClick={() => setAsking('remind')}>{words.remind(silent.length)}</Button>}
      {asking === 'invite' && <Invite people={uninvited} onAttempt={onAttempt} onClose={close} />}
      {asking === 'remind' && <Remind dialogue={dialogue} people={silent} onClose={close} />}
    </>
  )
}

type Send = (ids: string[]) => Promise<Failure | null>

/** As many at a time as one message takes; the first that fails ends it. */
async function inParts(people: readonly Attendee[], send: Send): Promise<Failure | null> {
  for (let from = 0; from < people.length; from += mostAttendees) {
    const failure = await send(people.slice(from, from + mostAttendees).map(({ id }) => id))
    if (failure) return failure
  }
  return null
}

function Invite({ people, onAttempt, onClose }: { people: readonly Attendee[]; onAttempt: Attempt; onClose: () => void }) {
  const { attendees: words, app } = useText()
  const command = useCommand()
  const [way, setWay] = useState<InviteWay>('letter')
  const note =
    (as: InviteWay | null): Send =>
    async (ids) => {
      const answer = await command('noteInvited', { ids, way: as })
      return answer.ok ? null : answer.failure
    }
  const submit = async (): Promise<Failure | null> => {
    const failure = await inParts(people, note(way))
    const undo = (): void => onAttempt(inParts(people, note(null)).then((why) => (why ? refuse(why) : ok(null))))
    if (!failure) toast(words.invitedNow(people.length), { act: { label: app.undo, run: undo } })
    return failure
  }
  return (
    <FormDialog title={words.inviteTitle} act={words.inviteAct(people.length)} onSubmit={submit} onClose={onClose}>
      <p className="soft">{words.inviteHint(people.length)}</p>
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
  const by = longDay(replyDay(dialogue), locale)
  const text = words.remindText(dialogue.title, `${longDay(dialogue.startsAt.slice(0, 10), locale)} ${dialogue.startsAt.slice(11)}`, by)
  const submit = async (): Promise<Failure | null> => {
    const failure = await inParts(people, async (ids) => {
      const answer = await command('remindInvited', { ids })
      return answer.ok ? null : answer.failure
    })
    if (!failure) toast(words.remindedNow(people.length))
    return failure
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
