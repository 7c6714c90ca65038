import { numberLine } from '../../../shared/briefing/compose.ts'
import { kindRules } from '../../../shared/briefing/kinds.ts'
import { briefings } from '../../../shared/i18n/zh/briefings.ts'
import type { Briefing, RegisterRecord } from '../../../shared/register.ts'

/** The records that are found by themselves. */
export type SearchRoot = 'memos' | 'dialogues' | 'issues' | 'topics' | 'briefings' | 'recommendations' | 'members' | 'attendees'

/** How a record is found: its title, the names of people and units in it, what else it says, and the day it is sorted by. */
export type Findable = { title: string; names: string; text: string; at: string }
type Findables = { [R in SearchRoot]: (record: RegisterRecord<R>) => Findable }

const lines = (...texts: readonly string[]): string => texts.filter(Boolean).join('\n')
const said = (notes: readonly { text: string }[]): string[] => notes.map(({ text }) => text)

/** As it is printed and as people look for it: with its 总期号 where it has one. */
const numbered = (briefing: Briefing, number: number): string =>
  kindRules[briefing.kind].numbering === 'serial' && !briefing.supplement
    ? briefings.page.numberAndTotal(number, briefing.total ?? number)
    : numberLine({ ...briefing, total: null })

export const findables: Findables = {
  members: ({ name, organisation, since }) => ({ title: name, names: organisation, text: '', at: since }),
  attendees: ({ name, organisation, title, substitute, phone, note }) => ({
    title: name || organisation,
    names: lines(name && organisation, title, substitute),
    text: lines(phone, note),
    at: '',
  }),
  dialogues: ({ title, venue, chair, organiser, undertaker = '', coOrganiser = '', theme = '', minutesNumber = '', plan, startsAt }) => ({
    title,
    names: lines(venue, chair, organiser, undertaker, coOrganiser, theme),
    text: lines(minutesNumber, ...Object.values(plan).filter((value) => typeof value === 'string')),
    at: startsAt,
  }),
  issues: ({ no, text, enterprise, owner, supports, person, createdAt }) => ({
    title: '',
    names: lines(enterprise, owner, supports, person),
    text: lines(text, no),
    at: createdAt,
  }),
  topics: ({ no, title, source, background, request, departments, category, reason, proposedAt }) => ({
    title,
    names: lines(source, departments),
    text: lines(background, request, reason, category, no),
    at: proposedAt,
  }),
  memos: ({ title, createdAt }) => ({ title, names: '', text: '', at: createdAt }),
  briefings: (briefing) => {
    const { masthead, number, compiler, to, copyTo, report, send, distribute, items, note, date } = briefing
    return {
      title: number === null ? masthead : `${masthead} ${numbered(briefing, number)}`,
      names: lines(compiler, to, copyTo, report, send, distribute),
      text: lines(...items.flatMap(({ lead, editorNote }) => [lead, editorNote]), note),
      at: date,
    }
  },
  recommendations: ({ measure, lead, supports, person, attachments, progress, reminders, submittedAt, ...written }) => ({
    title: measure.split('。')[0] ?? '',
    names: lines(lead, supports, person),
    text: lines(
      measure,
      written.reply,
      ...attachments.map(({ name }) => name),
      written.reason,
      written.instruction,
      written.elsewhere,
      ...said(progress),
      ...said(reminders),
    ),
    at: submittedAt,
  }),
}
