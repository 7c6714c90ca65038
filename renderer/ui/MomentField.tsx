import { parseDate, parseDateTime, type CalendarDate, type CalendarDateTime } from '@internationalized/date'
import { use } from 'react'
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar'
import { DateFieldStateContext, DateInput, DateSegment } from 'react-aria-components/DateField'
import { DatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Heading } from 'react-aria-components/Heading'
import { Label } from 'react-aria-components/Label'
import { Popover } from 'react-aria-components/Popover'
import { useText } from '../text.ts'
import { today } from '../format.ts'
import { Aria } from './Aria.tsx'
import { IconButton } from './Button.tsx'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** In a row of facts: the label only spoken. */
  inline?: boolean
  disabled?: boolean
}

/** Day and time of a meeting, `2026-11-24T14:00`. */
export const MomentField = (props: Props) => (
  <Picker {...props} value={parseDateTime(props.value)} onChange={(value) => props.onChange(value.toString().slice(0, 16))} />
)

/** A day that may be left open: `null` until one is chosen, and again when it is cleared. */
export function OpenDayField({ value, onChange, disabled = false, ...rest }: Omit<Props, 'value' | 'onChange'> & OpenDay) {
  const t = useText()
  const start = today()
  if (value === null)
    return disabled ? null : (
      <button type="button" className="button quiet open-day" aria-label={`${rest.label}: ${t.app.setDay}`} onClick={() => onChange(start)}>
        {t.app.setDay}
      </button>
    )
  return (
    <>
      <DayField {...rest} value={value} disabled={disabled} onChange={onChange} />
      {!disabled && (
        <IconButton label={`${rest.label}: ${t.app.clearDay}`} onClick={() => onChange(null)}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
type OpenDay = { value: string | null; onChange: (value: string | null) => void }

/** A day, `2026-11-24`. */
export const DayField = (props: Props) => (
  <Picker {...props} value={parseDate(props.value)} onChange={(value) => props.onChange(value.toString())} />
)

type PickerProps<V> = Omit<Props, 'value' | 'onChange'> & { value: V; onChange: (value: V) => void }

function Picker<V extends CalendarDate | CalendarDateTime>({ label, value, onChange, inline = false, disabled = false }: PickerProps<V>) {
  return (
    <Aria>
      <DatePicker<CalendarDate | CalendarDateTime>
        className={inline ? 'moment inline' : 'moment field'}
        value={value}
        hourCycle={24}
        shouldForceLeadingZeros
        isDisabled={disabled}
        onChange={(chosen) => {
          if (chosen && isLike(chosen, value)) onChange(chosen)
        }}
      >
        <Label className={inline ? 'spoken' : 'field-label'}>{label}</Label>
        <Group className="input moment-group">
          <DateInput className="moment-input">{(segment) => <Segment segment={segment} />}</DateInput>
          <Button className="button icon">
            <CalendarDays size={14} aria-hidden />
          </Button>
        </Group>
        <Popover className="popover" offset={4}>
          <Dialog className="calendar">
            <Calendar>
              <header className="calendar-head">
                <Button slot="previous" className="button icon">
                  <ChevronLeft size={16} aria-hidden />
                </Button>
                <Heading className="calendar-title" />
                <Button slot="next" className="button icon">
                  <ChevronRight size={16} aria-hidden />
                </Button>
              </header>
              <CalendarGrid className="calendar-grid">{(date) => <CalendarCell className="calendar-cell" date={date} />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
    </Aria>
  )
}

const isLike = <V extends CalendarDate | CalendarDateTime>(chosen: CalendarDate | CalendarDateTime, value: V): chosen is V =>
  'hour' in chosen === 'hour' in value

type DatePart = Parameters<typeof DateSegment>[0]['segment']

/** Between the numbers stand the marks of year, month and day, as everywhere else, where the language has such marks. */
function Segment({ segment }: { segment: DatePart }) {
  const { dateMarks } = useText().app
  const segments = use(DateFieldStateContext)?.segments ?? []
  const at = segments.indexOf(segment)
  const mark = dateMarks[segments[at - 1]?.type ?? '']
  if (segment.type === 'literal' && mark) return <span>{segments[at - 1]?.type === 'day' ? `${mark} ` : mark}</span>
  return (
    <>
      <DateSegment className="moment-segment" segment={segment}>
        {({ type, text }) => (dateMarks[type] ? text.replace(/^0(?=\d)/, '') : text)}
      </DateSegment>
      {at === segments.length - 1 && <span>{dateMarks[segment.type]}</span>}
    </>
  )
}
