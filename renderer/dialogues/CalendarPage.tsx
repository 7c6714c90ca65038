import { parseDate, type CalendarDate } from '@internationalized/date'
import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { today } from '../format.ts'
import { useMay, useRegister, useRegisterState } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Page } from '../ui/Page.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { go } from '../usePlace.ts'
import { Cadence } from './Cadence.tsx'
import { CreateDialogue } from './CreateDialogue.tsx'
import { DayList } from './DayList.tsx'
import { byDay, Month } from './Month.tsx'
import { Views } from './Views.tsx'

/** The day one was at, kept while the window stands, so that back leads to it. */
let lastDay: string | null = null

/** Dialogues by the month, and beside it what is on the day one stands on. */
export default function CalendarPage() {
  const t = useText()
  const dialogues = useRegister('dialogues')
  const { state } = useRegisterState()
  const may = useMay('createDialogue')
  const [day, setDay] = useState<CalendarDate>(() => parseDate(lastDay ?? today()))
  const [creating, setCreating] = useState<string | null>(null)
  const list = useRef<HTMLElement>(null)
  const days = useMemo(() => byDay(dialogues), [dialogues])
  const there = days.get(day.toString()) ?? []
  const stand = (on: CalendarDate): void => {
    lastDay = on.toString()
    setDay(on)
  }
  /** One dialogue is opened; of several the first is gone to, in the list beside. */
  const open = (on: CalendarDate): void => {
    stand(on)
    const [only, ...others] = days.get(on.toString()) ?? []
    if (only && others.length === 0) go({ page: 'dialogue', id: only.id })
    else if (only) requestAnimationFrame(() => list.current?.querySelector('a')?.focus())
  }
  const create = (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreating(day.toString())}>
      {t.dialogues.create}
    </Button>
  )
  return (
    <Page
      title={t.dialogues.calendar.title}
      heading={<h1>{t.dialogues.title}</h1>}
      beside={
        <span className="beside">
          <span className="soft numbers">{t.dialogues.count(dialogues.length)}</span>
          <Views at="calendar" />
        </span>
      }
      acts={may && create}
    >
      {dialogues.length === 0 && state.is === 'opening' ? (
        <Waiting />
      ) : dialogues.length === 0 ? (
        <Empty text={may ? t.dialogues.empty : t.dialogues.emptyForReader} />
      ) : (
        <>
          <Cadence dialogues={dialogues} />
          <div className="month-and-day">
            <Month days={days} day={day} onStand={stand} onOpen={open} />
            <DayList ref={list} day={day} dialogues={there} {...(may && { onCreate: () => setCreating(day.toString()) })} />
          </div>
        </>
      )}
      {creating !== null && <CreateDialogue day={creating} onClose={() => setCreating(null)} />}
    </Page>
  )
}
