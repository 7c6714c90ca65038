import { z } from 'zod'
import { departments } from '../../shared/figures.ts'
import type { Recommendation } from '../../shared/register.ts'

/** The views of the list, as a secretary asks for them. */
export const filters = ['all', 'overdue', 'soon', 'pending', 'underway', 'answered', 'closed'] as const
export type Filter = (typeof filters)[number]

/** What of the list is asked for; an empty word asks for everything. */
export type Asked = { filter: Filter; lead: string; text: string }
export const everything: Asked = { filter: 'all', lead: '', text: '' }

/** Which records are asked for, whatever their standing; `null`: all. */
export function namedBy({ lead, text }: Omit<Asked, 'filter'>): ((record: Recommendation) => boolean) | null {
  if (lead === '' && text === '') return null
  const word = text.toLowerCase()
  return (record) => {
    const { words, leads } = readOf(record)
    return (lead === '' || leads.includes(lead)) && words.includes(word)
  }
}

/** What is looked for in a record, read once: it is the same object until it changes. */
type Read = { words: string; leads: readonly string[] }
const read = new WeakMap<Recommendation, Read>()
function readOf(record: Recommendation): Read {
  const known = read.get(record)
  if (known) return known
  const { measure, lead } = record
  const made = { words: `${measure}\n${lead}`.toLowerCase(), leads: departments(lead) }
  read.set(record, made)
  return made
}

/** 牵头单位 of all: each department once, in the order of the language. */
export function leadsOf(records: readonly Recommendation[], locale: string): string[] {
  const leads = new Set<string>()
  for (const record of records) for (const lead of readOf(record).leads) leads.add(lead)
  return [...leads].sort(new Intl.Collator(locale).compare)
}

/** A filter that was given a name, on this machine. */
const savedFilter = z.object({ name: z.string().min(1).max(40), filter: z.enum(filters), lead: z.string(), text: z.string() })
export type SavedFilter = z.infer<typeof savedFilter>
const mostSaved = 30
const kept = 'yice:followUpFilters'

/** What cannot be read any more is as if it had not been kept. */
export function savedFilters(): SavedFilter[] {
  try {
    return savedFilter
      .array()
      .catch([])
      .parse(JSON.parse(window.localStorage.getItem(kept) ?? '[]'))
  } catch (reason) {
    if (reason instanceof SyntaxError) return []
    throw reason
  }
}

/** A name that is taken is given to the new one; the oldest go when there are too many. */
export function keepFilter(all: readonly SavedFilter[], one: SavedFilter): SavedFilter[] {
  return written([...all.filter(({ name }) => name !== one.name), one].slice(-mostSaved))
}

export const dropFilter = (all: readonly SavedFilter[], name: string): SavedFilter[] => written(all.filter((one) => one.name !== name))

function written(all: SavedFilter[]): SavedFilter[] {
  window.localStorage.setItem(kept, JSON.stringify(all))
  return all
}
