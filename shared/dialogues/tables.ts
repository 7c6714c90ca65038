import { z } from 'zod'
import type { Issue, IssueFields, IssueKind, Priority, Topic, TopicFields, TopicState } from '../register.ts'

/** 参会名单 · 议题 · 问题清单, as tables for a spreadsheet. */
export const dialogueList = z.enum(['attendees', 'topics', 'issues'])
export type DialogueList = z.infer<typeof dialogueList>

type TopicWords = {
  fields: Record<keyof TopicFields | 'no' | 'reason' | 'state', string>
  states: Record<TopicState, string>
  priorities: Record<Priority, string>
}
const topicColumns = ['no', 'title', 'source', 'background', 'request', 'departments', 'category'] as const

/** Head first. */
export const topicTable = (topics: readonly Topic[], { fields, states, priorities }: TopicWords): string[][] => [
  [...topicColumns.map((column) => fields[column]), fields.priority, fields.state, fields.reason],
  ...topics.map((one) => [...topicColumns.map((column) => one[column]), priorities[one.priority], states[one.state], one.reason]),
]

type IssueWords = {
  fields: Record<keyof IssueFields | 'no' | 'state', string>
  kinds: Record<IssueKind, string>
  closed: string
  open: string
}

/** Head first. A decision is neither open nor closed. */
export const issueTable = (issues: readonly Issue[], { fields, kinds, closed, open }: IssueWords): string[][] => [
  [fields.no, fields.kind, fields.text, fields.enterprise, fields.owner, fields.supports, fields.person, fields.due, fields.state],
  ...issues.map((one) => [
    one.no,
    kinds[one.kind],
    one.text,
    one.enterprise,
    one.owner,
    one.supports,
    one.person,
    one.due ?? '',
    one.kind === 'decision' ? '' : one.closed ? closed : open,
  ]),
]
