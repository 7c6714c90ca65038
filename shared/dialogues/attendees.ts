import { z } from 'zod'
import type { Attendance, Attendee, AttendeeFields, InviteWay, Reply, Side, Vetting } from '../register.ts'
import { attendance, reply, side, vetting } from '../register.ts'
import { today } from '../wallClock.ts'

export const newAttendee: AttendeeFields = {
  ...{ name: '', organisation: '', title: '', phone: '', side: 'enterprise', vetting: 'none', reply: 'none' },
  ...{ substitute: '', attendance: 'none', anonymous: false, seat: '', note: '' },
}

/** Two entries with the same key are the same person, or the same unit without one. */
export const attendeeKey = ({ name, organisation }: Pick<AttendeeFields, 'name' | 'organisation'>): string => `${name}\u0000${organisation}`

export const inOrder = (attendees: readonly Attendee[]): Attendee[] =>
  [...attendees].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))

/** Who is expected or was there: the person invited, or whoever is sent in their place. */
export const comes = ({ reply: said, attendance: was, vetting: found }: Attendee): boolean =>
  was === 'present' || was === 'observing' || (was === 'none' && said !== 'declined' && found !== 'unfit')
export const nameOf = ({ name, reply: said, substitute }: AttendeeFields): string =>
  said === 'substitute' && substitute ? substitute : name

/** The columns of a list as it is exported, and as an import looks for them. */
export const listColumns = [
  ...(['name', 'organisation', 'title', 'phone', 'side', 'vetting'] as const),
  ...(['reply', 'substitute', 'attendance', 'seat', 'note'] as const),
] as const
export type ListColumn = (typeof listColumns)[number]

/** What heads the columns and what stands in them, by the language of the office. */
export type ListWords = {
  columns: Record<ListColumn, string>
  /** Other heads that lists from elsewhere use. */
  aliases: Partial<Record<ListColumn, readonly string[]>>
  sides: Record<Side, string>
  vettings: Record<Vetting, string>
  replies: Record<Reply, string>
  attendances: Record<Attendance, string>
  /** Head of the column that only an export has: when and how somebody was invited. */
  invited: string
  ways: Record<InviteWay, string>
}

/** As they stand in the file: what is too long is still there to be shown. */
const listedFields: z.ZodType<AttendeeFields> = z.object({
  ...{
    name: z.string(),
    organisation: z.string(),
    title: z.string(),
    phone: z.string(),
    substitute: z.string(),
    seat: z.string(),
    note: z.string(),
  },
  ...{ side, vetting, reply, attendance, anonymous: z.boolean() },
})
const rowProblem = z.enum(['noName', 'side', 'vetting', 'reply', 'attendance', 'twiceInFile', 'alreadyListed', 'tooLong'])
export type RowProblem = z.infer<typeof rowProblem>
export const listRow = z.object({ line: z.int().positive(), fields: listedFields, problem: rowProblem.nullable() })
export type ListRow = z.infer<typeof listRow>
export type ReadList = { is: 'list'; rows: ListRow[] } | { is: 'noHead' }
/** The same on its way into a window: rows as JSON, several a part. */
export const foundList = z.discriminatedUnion('is', [
  z.object({ is: z.literal('list'), parts: z.array(z.string()) }),
  z.object({ is: z.literal('noHead') }),
])
export type FoundList = z.infer<typeof foundList>

const bounds: Partial<Record<ListColumn, number>> = {
  name: 40,
  organisation: 200,
  title: 100,
  phone: 40,
  substitute: 200,
  seat: 20,
  note: 200,
}

/**
 * DL4 Rows of a file as people to invite. The head may stand in any of the first rows and its columns in any order; each row
 * below is good or says why not. `line` is its number in the file, as a spreadsheet shows it.
 */
export function readList(table: readonly (readonly string[])[], words: ListWords, there: readonly AttendeeFields[]): ReadList {
  const headAt = table.slice(0, 10).findIndex((row) => headOf(row, words).has('name') || headOf(row, words).has('organisation'))
  if (headAt < 0) return { is: 'noHead' }
  const head = headOf(table[headAt] ?? [], words)
  const listed = new Set(there.map(attendeeKey))
  const seen = new Set<string>()
  const rows = table.slice(headAt + 1).flatMap((row, index): ListRow[] => {
    if (row.every((cell) => cell.trim() === '')) return []
    const read = rowOf(row, head, words)
    const problem =
      read.problem ??
      (seen.has(attendeeKey(read.fields)) ? 'twiceInFile' : null) ??
      (listed.has(attendeeKey(read.fields)) ? 'alreadyListed' : null)
    seen.add(attendeeKey(read.fields))
    return [{ line: headAt + index + 2, fields: read.fields, problem }]
  })
  return { is: 'list', rows }
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s:：*]/g, '')

function headOf(row: readonly string[], { columns, aliases }: ListWords): Map<ListColumn, number> {
  const head = new Map<ListColumn, number>()
  for (const column of listColumns) {
    const names = [columns[column], ...(aliases[column] ?? [])].map(plain)
    const at = row.findIndex((cell) => names.includes(plain(cell)))
    if (at >= 0) head.set(column, at)
  }
  return head
}

const choices = ['side', 'vetting', 'reply', 'attendance'] as const

function rowOf(row: readonly string[], head: ReadonlyMap<ListColumn, number>, words: ListWords): Omit<ListRow, 'line'> {
  const cell = (column: ListColumn): string => (row[head.get(column) ?? -1] ?? '').trim().replace(/\s*\n\s*/g, ' ')
  const chosen = {
    side: choose(side.options, words.sides, cell('side'), newAttendee.side),
    vetting: choose(vetting.options, words.vettings, cell('vetting'), newAttendee.vetting),
    reply: choose(reply.options, words.replies, cell('reply'), newAttendee.reply),
    attendance: choose(attendance.options, words.attendances, cell('attendance'), newAttendee.attendance),
  }
  const texts = {
    name: cell('name'),
    organisation: cell('organisation'),
    title: cell('title'),
    phone: cell('phone'),
    substitute: cell('substitute'),
    seat: cell('seat'),
    note: cell('note'),
  }
  const fields: AttendeeFields = {
    ...newAttendee,
    ...texts,
    side: chosen.side ?? newAttendee.side,
    vetting: chosen.vetting ?? newAttendee.vetting,
    reply: chosen.reply ?? newAttendee.reply,
    attendance: chosen.attendance ?? newAttendee.attendance,
  }
  return { fields, problem: problemOf() }

  function problemOf(): RowProblem | null {
    if (fields.name === '' && fields.organisation === '') return 'noName'
    if (listColumns.some((column) => cell(column).length > (bounds[column] ?? Infinity))) return 'tooLong'
    return choices.find((column) => chosen[column] === null) ?? null
  }
}

/** `null` for a word that is none of the choices. */
function choose<V extends string>(options: readonly V[], names: Record<V, string>, word: string, otherwise: V): V | null {
  if (word === '') return otherwise
  return options.find((option) => plain(names[option]) === plain(word)) ?? null
}

/** The list as a table, head first. */
export const listTable = (attendees: readonly Attendee[], words: ListWords): string[][] => [
  [...listColumns.map((column) => words.columns[column]), words.invited],
  ...inOrder(attendees).map((one) => [
    ...listColumns.map((column) => {
      if (column === 'side') return words.sides[one.side]
      if (column === 'vetting') return words.vettings[one.vetting]
      if (column === 'reply') return words.replies[one.reply]
      return column === 'attendance' ? words.attendances[one.attendance] : one[column]
    }),
    one.invited ? `${today(new Date(one.invited.at))} ${words.ways[one.invited.way]}` : '',
  ]),
]

/** Whoever has been invited and has not replied: who is asked again. */
export const awaited = (attendees: readonly Attendee[]): Attendee[] =>
  attendees.filter(({ invited, reply: said }) => invited !== null && said === 'none')
