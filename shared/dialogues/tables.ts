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

const issueColumns = ['no', 'kind', 'text', 'category', 'enterprise', 'owner', 'supports', 'person'] as const

/** Head first. A decision is neither open nor closed. */
export const issueTable = (issues: readonly Issue[], { fields, kinds, closed, open }: IssueWords): string[][] => [
  [...issueColumns.map((column) => fields[column]), fields.due, fields.state],
  ...issues.map((one) => [
    ...issueColumns.map((column) => (column === 'kind' ? kinds[one.kind] : one[column])),
    one.due ?? '',
    one.kind === 'decision' ? '' : one.closed ? closed : open,
  ]),
]
