import { FileUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { comes } from '../../shared/dialogues/attendees.ts'
import { ok, type Result } from '../../shared/errors.ts'
import { side, type Attendee, type Dialogue } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useMay } from '../hub/useHub.ts'
import { useLanguage, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import type { Attempt } from '../ui/useAttempt.ts'
import { AttendeeTable } from './AttendeeTable.tsx'
import { checkedRows } from './checkedRows.ts'
import { ExportList } from './ExportList.tsx'
import { Inviting } from './Inviting.tsx'
import { ImportList, type Import } from './ImportList.tsx'
import { Reading } from './Reading.tsx'
import { useAttendees } from './useAttendees.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** Who is invited, what they replied, who came: typed in row by row, or imported from a table. */
export function Attendees({ dialogue, onAttempt }: Props) {
  const { attendees: words } = useText()
  const language = useLanguage()
  const attendees = useAttendees(dialogue.id)
  const editable = useMay('editAttendee') && dialogue.state !== 'archived'
  const [importing, setImporting] = useState<Import | null>(null)
  const [reading, setReading] = useState(false)
  const read = async (): Promise<Result<Import>> => {
    setReading(true)
    const found = await ask('chooseList', { language })
    const checked = found.ok ? ok({ fileName: found.value.fileName, list: await checkedRows(found.value.list, attendees) }) : found
    setReading(false)
    return checked
  }
  const choose = (): void => onAttempt(read(), setImporting)
  return (
    <section className="attendees" aria-label={words.title}>
      <header className="section-head">
        <h2>{words.title}</h2>
        <Counts attendees={attendees} />
        <span className="section-acts">
          {editable && <Inviting dialogue={dialogue} attendees={attendees} onAttempt={onAttempt} />}
          {editable && (
            <Button icon={<FileUp size={16} aria-hidden />} onClick={choose}>
              {words.import}
            </Button>
          )}
          {attendees.length > 0 && <ExportList dialogue={dialogue} list="attendees" label={words.export} onAttempt={onAttempt} />}
        </span>
      </header>
      {attendees.length === 0 && <p className="empty small-empty">{editable ? words.empty : words.emptyForReader}</p>}
      {(attendees.length > 0 || editable) && (
        <AttendeeTable dialogue={dialogue} attendees={attendees} editable={editable} onAttempt={onAttempt} />
      )}
      {reading && <Reading />}
      {importing && <ImportList dialogue={dialogue} from={importing} onAttempt={onAttempt} onClose={() => setImporting(null)} />}
    </section>
  )
}

/** How many there are of each, in one walk: a list may be long. */
function countsOf(attendees: readonly Attendee[]) {
  const counts = {
    sides: new Map<Attendee['side'], number>(),
    replies: new Map<Attendee['reply'], number>(),
    attendances: new Map<Attendee['attendance'], number>(),
  }
  for (const one of attendees) {
    if (comes(one)) more(counts.sides, one.side)
    more(counts.replies, one.reply)
    more(counts.attendances, one.attendance)
  }
  return counts
}
const more = <K,>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

function Counts({ attendees }: { attendees: readonly Attendee[] }) {
  const { attendees: words } = useText()
  const counts = useMemo(() => countsOf(attendees), [attendees])
  if (attendees.length === 0) return null
  const sides = side.options.flatMap((one) => {
    const count = counts.sides.get(one)
    return count === undefined ? [] : [words.ofSide(words.list.sides[one], count)]
  })
  const replied = (reply: Attendee['reply']): number => counts.replies.get(reply) ?? 0
  const attended = (attendance: Attendee['attendance']): number => counts.attendances.get(attendance) ?? 0
  const signedIn = attended('none') < attendees.length
  return (
    <span className="soft numbers">
      {words.total(attendees.length)}
      {'　'}
      {words.counts(sides)}
      {'　·　'}
      {signedIn
        ? words.attended(attended('present'), attended('excused'), attended('observing'))
        : words.replied(replied('coming'), replied('substitute'), replied('declined'), replied('none'))}
    </span>
  )
}
