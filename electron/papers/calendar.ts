import ICAL from 'ical.js'
import { lasts, slots } from '../../shared/documents/agenda.ts'
import { papers as words } from '../../shared/i18n/zh/papers.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'

/** RFC 5545 counts 75 octets with the blank that goes on a line; the library without it. */
ICAL.foldLength = 74
/** How long a dialogue without an agenda is taken to be, in minutes. */
const usualMinutes = 120

/** The dialogue for a calendar, at the wall-clock time of its place (no zone: it floats). @param now when it was written */
export function calendarOf({ dialogue, items, workspace }: DialogueSource, now: Date): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Yice//Yice//ZH')
  calendar.updatePropertyWithValue('method', 'PUBLISH')
  const event = new ICAL.Component('vevent')
  const minutes = lasts(dialogue.startsAt, items) || usualMinutes
  const start = ICAL.Time.fromDateTimeString(`${dialogue.startsAt}:00`)
  const end = start.clone()
  end.adjust(0, 0, minutes, 0)
  event.updatePropertyWithValue('uid', `${dialogue.id}@yice`)
  event.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true))
  event.updatePropertyWithValue('dtstart', start)
  event.updatePropertyWithValue('dtend', end)
  event.updatePropertyWithValue('summary', dialogue.title)
  event.updatePropertyWithValue('location', dialogue.venue)
  const times = slots(dialogue.startsAt, items)
  const lines = items.map((item, at) => `${words.range(times[at]?.from ?? '', times[at]?.to ?? null)} ${item.segment} ${item.content}`)
  event.updatePropertyWithValue('description', [`${words.labels.organiser}${dialogue.organiser || workspace}`, ...lines].join('\n'))
  calendar.addSubcomponent(event)
  return `${calendar.toString()}\r\n`
}
