import type * as Y from 'yjs'
import { parseName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import { blockTexts, memoBody, readBlocks } from '../../../shared/documents/memo.ts'
import { briefings } from '../../../shared/i18n/zh/briefings.ts'
import type { RegisterRecord, RegisterRoot } from '../../../shared/register.ts'
import type { SearchKind } from '../../../shared/search.ts'

/** The words of a document, line by line as a reader finds them. */
export function textOf(name: string, doc: Y.Doc): string {
  switch (parseName(name)?.kind) {
    case 'memo':
      return blockTexts(readBlocks(memoBody(doc))).join('\n')
    case 'agenda':
      return readAgenda(doc)
        .flatMap(({ segment, content, speaker, papers }) => [segment, content, speaker, papers])
        .filter(Boolean)
        .join('\n')
    case 'minutes':
    case 'talk':
    case 'register':
    case undefined:
      return ''
  }
}

/** The records that are found by themselves. */
export const rootOf = {
  memo: 'memos',
  dialogue: 'dialogues',
  briefing: 'briefings',
  recommendation: 'recommendations',
  member: 'members',
} as const satisfies Record<SearchKind, RegisterRoot>
export type SearchRoot = (typeof rootOf)[SearchKind]

/** How a record of the register is found: its title, what else it says, and the day it is sorted by. */
export type Findable = { title: string; text: string; at: string }
type Findables = { [R in SearchRoot]: (record: RegisterRecord<R>) => Findable }

const lines = (...texts: readonly string[]): string => texts.filter(Boolean).join('\n')

export const findables: Findables = {
  members: ({ name, organisation, since }) => ({ title: name, text: organisation, at: since }),
  dialogues: ({ title, venue, chair, organiser, plan, startsAt }) => ({
    title,
    text: lines(venue, chair, organiser, ...Object.values(plan).filter((value) => typeof value === 'string')),
    at: startsAt,
  }),
  memos: ({ title, createdAt }) => ({ title, text: '', at: createdAt }),
  briefings: ({ masthead, number, total, compiler, report, send, distribute, date }) => ({
    title: number === null ? masthead : `${masthead} ${briefings.page.numberAndTotal(number, total ?? number)}`,
    text: lines(compiler, report, send, distribute),
    at: date,
  }),
  recommendations: ({ measure, lead, supports, reply, reason, instruction, progress, reminders, submittedAt }) => ({
    title: measure.split('。')[0] ?? '',
    text: lines(measure, lead, supports, reply, reason, instruction, ...[...progress, ...reminders].map(({ text }) => text)),
    at: submittedAt,
  }),
}
