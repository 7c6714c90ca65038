import { numberLine } from '../briefing/compose.ts'
import { daysUntil, hasOutcome, urgencyOf } from '../followUp.ts'
import { ledger as words } from '../i18n/zh/ledger.ts'
import { papers } from '../i18n/zh/papers.ts'
import { print } from '../i18n/zh/print.ts'
import { recommendations } from '../i18n/zh/recommendations.ts'
import { lineages, type Lineage } from '../lineage.ts'
import type { Recommendation } from '../register.ts'
import { hiddenNames } from './anonymous.ts'
import type { Ledger, Paper } from './paper.ts'
import type { RegisterSource } from './register.ts'

/** One record of 督办 with the whole line it stands on, and who raised it by code where they are 匿名. */
export type LedgerEntry = {
  record: Recommendation
  topics: { title: string; source: string }[]
  enterprises: string[]
  /** 类别 of the topics and issues that it came from, each once. */
  categories: string[]
  dialogues: { title: string; day: string }[]
  items: string[]
  memo: string
  briefing: { name: string; day: string } | null
  closedBy: string
}

/**
 * FL1 办理台账 names of every record where it came from and what became of it, by links that the app made.
 * @param ids in the order in which they are printed; what is not there any more is left out
 */
export function ledgerEntries({ records, items }: Pick<RegisterSource, 'records' | 'items'>, ids: readonly string[]): LedgerEntry[] {
  const lineOf = lineages(records)
  const byId = new Map(records.recommendations.map((record) => [record.id, record]))
  const names = new Map(records.members.map(({ id, name }) => [id, name]))
  const codes = codesIn(records.attendees)
  return ids.flatMap((id) => {
    const record = byId.get(id)
    if (!record) return []
    const line = lineOf({ of: 'recommendation', id })
    return [entry(record, line, { items, names, codes })]
  })
}

type Known = { items: Record<string, string>; names: ReadonlyMap<string, string>; codes: ReadonlyMap<string, string> }

function entry(record: Recommendation, line: Lineage, { items, names, codes }: Known): LedgerEntry {
  const coded = (unit: string): string => codes.get(plain(unit)) ?? unit
  const briefing = line.briefings.find(({ id }) => id === record.briefingId)
  return {
    record,
    topics: line.topics.map(({ title, source }) => ({ title, source: coded(source) })),
    enterprises: line.issues.map(({ enterprise }) => coded(enterprise)).filter(Boolean),
    categories: [...new Set([...line.topics, ...line.issues].map(({ category }) => category))].filter(Boolean),
    dialogues: line.dialogues.map(({ title, startsAt }) => ({ title, day: startsAt.slice(0, 10) })),
    items: line.items.map(({ id }) => items[id] ?? '').filter((item) => item !== '' && !line.topics.some(({ title }) => title === item)),
    memo: line.memos[0]?.title ?? '',
    briefing: briefing ? { name: `${briefing.masthead}${numberLine({ ...briefing, total: null })}`, day: briefing.date } : null,
    closedBy: record.closed ? (names.get(record.closed.by) ?? '') : '',
  }
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** By what papers may call whoever is 匿名: their unit, or they themselves. */
function codesIn(attendees: RegisterSource['records']['attendees']): Map<string, string> {
  const hidden = attendees.filter(({ anonymous }) => anonymous)
  return new Map(
    hidden.flatMap(({ name, organisation, code }) =>
      [organisation, name].filter((one) => one !== '').map((one): [string, string] => [plain(one), papers.code(code)]),
    ),
  )
}

/** Names that no paper of the register may say, DP1. */
export const hiddenIn = ({ records }: RegisterSource): string[] => hiddenNames(records.attendees)

/** The day of an instant at this machine; the Swedish way to write it is ISO 8601. */
const days = new Intl.DateTimeFormat('sv')
const dayOf = (instant: string): string => days.format(new Date(instant))

/** 办理台账 across a sheet. Pure but for the zone of the machine. @param scope what was asked for, in words @param today `2026-11-24` */
export function composeLedger(source: RegisterSource, ids: readonly string[], scope: string, today: string): Paper {
  const entries = ledgerEntries(source, ids)
  const title = words.title(source.workspace)
  return {
    content: { form: 'ledger', ledger: ledgerOf(entries, title, scope, today) },
    about: { title, author: source.workspace, subject: words.name, keywords: [words.name, source.workspace], day: today },
    fileName: ledgerName(today),
  }
}

/** What its file is called. */
export const ledgerName = (today: string): string => `${words.name} ${today}`

const widths = [4, 19, 17, 14, 15, 20, 17, 10.5, 9.5]

function ledgerOf(entries: readonly LedgerEntry[], title: string, scope: string, today: string): Ledger {
  const open = entries.filter(({ record }) => record.closed === null)
  const overdue = open.filter(({ record }) => urgencyOf(record, today) === 'overdue')
  const sum = words.sum(entries.length, open.length, overdue.length, entries.length - open.length)
  return {
    title,
    about: [scope && words.scope(scope), sum].filter(Boolean).join(''),
    day: words.printedOn(print.day(today)),
    none: words.none,
    columns: words.head.map((label, at) => ({ label, width: widths[at] ?? 10 })),
    rows: entries.map((one, at) => [String(at + 1), ...cells(one, today)]),
  }
}

function cells({ record, topics, enterprises, dialogues, items, memo, briefing, closedBy }: LedgerEntry, today: string): string[] {
  const { statuses, satisfactions } = recommendations
  const came = [
    ...topics.map(({ title, source }) => words.topic(title, source)),
    ...dialogues.map(({ title, day }) => words.dialogue(title, day)),
    ...items.map(words.item),
    ...enterprises.filter((unit) => !topics.some(({ source }) => source === unit)).map(words.enterprise),
    ...(record.elsewhere === '' ? [] : [words.elsewhere(record.elsewhere)]),
  ]
  return [
    record.measure,
    came.join('\n'),
    memo ? lines(words.memo(memo), briefing && words.briefing(briefing.name, briefing.day)) : words.minutes,
    lines(
      record.lead && words.lead(record.lead),
      record.supports && words.supports(record.supports),
      record.person && words.person(record.person),
      record.due ? words.due(record.due) : record.term && words.term(record.term),
      pressing(record, today),
    ),
    process(record),
    lines(
      record.answeredOn && words.answered(record.answeredOn),
      record.reply,
      record.attachments.length > 0 && words.attachments(record.attachments.map(({ name }) => name)),
      record.instruction && words.instruction(record.instruction),
    ),
    lines(
      statuses[record.status],
      record.result && words.result(record.result),
      record.reason && words.reason(record.reason),
      record.satisfaction && words.satisfaction(satisfactions[record.satisfaction]),
    ),
    record.closed ? words.closed(dayOf(record.closed.at), closedBy) : '',
  ]
}

const lines = (...parts: (string | null | false)[]): string =>
  parts.filter((part) => part !== null && part !== false && part !== '').join('\n')

function pressing(record: Recommendation, today: string): string {
  const urgency = urgencyOf(record, today)
  if (record.due === null || (urgency !== 'overdue' && urgency !== 'soon')) return ''
  const left = daysUntil(record.due, today)
  return left < 0 ? words.overdue(-left) : words.soon(left)
}

/** So many notes stand in a cell; the rest are counted, so that a row stays on a page. */
const mostNotes = 6

function process({ submittedAt, memoId, receivedOn, progress, reminders }: Recommendation): string {
  const sent = memoId === null ? words.assigned(dayOf(submittedAt)) : words.submitted(dayOf(submittedAt))
  const notes = [
    ...progress.map(({ at, text }) => ({ at, said: words.progress(dayOf(at), text) })),
    ...reminders.map(({ at, text }) => ({ at, said: words.reminded(dayOf(at), text) })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  const shown = notes.slice(-mostNotes).map(({ said }) => said)
  return lines(sent, receivedOn && words.received(receivedOn), notes.length > mostNotes && words.more(notes.length - mostNotes), ...shown)
}

/** The same for a spreadsheet, a fact a column, head first. */
export function ledgerTable(entries: readonly LedgerEntry[], today: string): string[][] {
  const { statuses, results, satisfactions } = recommendations
  return [
    Object.values(words.columns),
    ...entries.map(({ record, topics, categories, enterprises, dialogues, items, memo, briefing, closedBy }, at) => {
      const row: Record<keyof typeof words.columns, string> = {
        number: String(at + 1),
        measure: record.measure,
        topic: topics.map(({ title }) => title).join('；'),
        category: categories.join('、'),
        raisedBy: [...new Set([...topics.map(({ source }) => source), ...enterprises])].filter(Boolean).join('、'),
        elsewhere: record.elsewhere,
        dialogue: dialogues.map(({ title }) => title).join('；'),
        heldOn: dialogues.map(({ day }) => day).join('；'),
        item: items.join('；'),
        memo,
        briefing: briefing?.name ?? '',
        issuedOn: briefing?.day ?? '',
        lead: record.lead,
        supports: record.supports,
        person: record.person,
        term: record.term,
        due: record.due ?? '',
        pressing: pressing(record, today) || standing(record, today),
        status: statuses[record.status],
        submittedOn: dayOf(record.submittedAt),
        receivedOn: record.receivedOn ?? '',
        answeredOn: record.answeredOn ?? '',
        reply: record.reply,
        attachments: record.attachments.map(({ name }) => name).join('；'),
        result: record.result ? results[record.result] : '',
        reason: record.reason,
        satisfaction: record.satisfaction ? satisfactions[record.satisfaction] : '',
        instruction: record.instruction,
        progress: record.progress.map(({ at: when, text }) => words.progress(dayOf(when), text)).join('\n'),
        reminders: String(record.reminders.length),
        lastReminder: record.reminders.length > 0 ? dayOf(record.reminders.at(-1)?.at ?? '') : '',
        closedOn: record.closed ? dayOf(record.closed.at) : '',
        closedBy,
      }
      return Object.values(row)
    }),
  ]
}

function standing(record: Recommendation, today: string): string {
  if (record.closed !== null || record.status === 'answered' || hasOutcome(record.status)) return words.settled
  return urgencyOf(record, today) === 'undated' ? words.undated : words.ahead
}
