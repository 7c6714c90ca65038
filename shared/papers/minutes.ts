import type { BriefingText } from '../briefing/source.ts'
import { nameOf } from '../dialogues/attendees.ts'
import { kindFields } from '../dialogues/planning.ts'
import type { Block } from '../documents/memo.ts'
import { dialogues } from '../i18n/zh/dialogues.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import { print } from '../i18n/zh/print.ts'
import type { Issue } from '../register.ts'
import { heading, paragraph, table } from './blocks.ts'
import { attended, carriedBlocks, issueTable, lines, whenOf } from './facts.ts'
import { meetingName } from './meetingName.ts'
import type { DialogueSource } from './source.ts'

/** 议定事项, numbered, each with who does it and by when. */
export const decided = (issues: readonly Issue[]): Block[] =>
  issues
    .filter(({ kind }) => kind === 'decision')
    .map((one, at) => paragraph(`${at + 1}.${one.text}${words.minutes.terms(one.owner, one.due && print.day(one.due))}`))

/** 问题清单 */
export function raised(issues: readonly Issue[]): Block[] {
  const open = issues.filter(({ kind }) => kind !== 'decision')
  return open.length > 0 ? [issueTable(open)] : []
}

/** What was written on each item, under its name; items that nothing was written on are left out. */
export const written = ({ items, notes }: DialogueSource): { name: string; blocks: Block[] }[] =>
  items.flatMap(({ id, content, segment }) => {
    const said = notes[id] ?? []
    return said.length > 0 ? [{ name: content || segment, blocks: said.map(paragraph) }] : []
  })

/** 纪要: of a hearing, review or visit first who was heard; what was written on each item, what was settled, and who was there (GB/T 9704-2012, §10.3). */
export function minutesText(source: DialogueSource): BriefingText {
  const { dialogue, issues } = source
  const sections: [string, Block[]][] = [
    ...kindFields(dialogue.kind).map((field): [string, Block[]] => [
      dialogues.plan.items[field],
      lines(dialogue.plan[field]).map(paragraph),
    ]),
    ...written(source).map(({ name, blocks }): [string, Block[]] => [name, blocks]),
    [words.minutes.decisions, decided(issues)],
    [words.minutes.issues, raised(issues)],
  ]
  const name = meetingName(dialogue)
  const lead = dialogue.kind === 'research' ? words.minutes.visitLead : words.minutes.lead
  return {
    title: `${name}${words.names.minutes}`,
    authors: [],
    blocks: [
      paragraph(lead(whenOf(source), dialogue.venue, dialogue.chair, name)),
      ...sections.filter(([, blocks]) => blocks.length > 0).flatMap(([title, blocks]) => [heading(title), ...blocks]),
      ...carriedBlocks(source),
    ],
    attendance: attended(source),
  }
}

/** 参会人员名单, an annex: everybody who was there, by the sides of the table; `null` where nobody was. */
export function attendanceText(source: DialogueSource): BriefingText | null {
  const there = source.attendees.filter(({ attendance }) => attendance === 'present' || attendance === 'observing')
  if (there.length === 0) return null
  const rows = there.map((one, at) => [
    String(at + 1),
    nameOf(one),
    one.organisation,
    one.title,
    words.attendance[one.attendance === 'observing' ? 'observing' : 'present'],
  ])
  return {
    title: `${meetingName(source.dialogue)}${words.attendance.title}`,
    authors: [],
    blocks: [table([0.09, 0.18, 0.37, 0.24, 0.12], words.attendance.head, rows)],
  }
}
