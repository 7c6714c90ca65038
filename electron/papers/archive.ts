import { createHash } from 'node:crypto'
import { fileNameOf } from '../../shared/briefing/compose.ts'
import { listTable } from '../../shared/dialogues/attendees.ts'
import { issueTable, topicTable, type DialogueList } from '../../shared/dialogues/tables.ts'
import { Refusal } from '../../shared/errors.ts'
import { papers as words } from '../../shared/i18n/zh/papers.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { coded, hiddenNames, namesLeft } from '../../shared/papers/anonymous.ts'
import { composePaper, protectedNames } from '../../shared/papers/compose.ts'
import { hasWord, kindPapers, type Paper, type PaperKind, type TextPaper } from '../../shared/papers/paper.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import type { MakeBook } from '../lists/apart.ts'
import { calendarOf } from './calendar.ts'
import type { Print } from '../briefing/briefing.ts'
import type { FolderFile } from './folder.ts'
import type { MakeWord } from '../word/apart.ts'

type Options = { day: string; now: Date; print: Print; word: MakeWord; book: MakeBook }

export const archiveName = ({ dialogue }: DialogueSource): string => fileNameOf(`${dialogue.title}${words.archive.folder}`, '').slice(0, -1)

/**
 * DA3 The files of 归档: every paper as PDF and Word, the lists as workbooks, the date for a calendar, and last an index that names
 * each of them with its digest and the state of the content all were made from. Whoever is 匿名 stands in all of them by code, on
 * their own letter too.
 * @throws Refusal `protectedNames`, before anything is made
 */
export function archiveFiles(source: DialogueSource, { day, now, print, word, book }: Options): FolderFile[] {
  const from = coded(source)
  const papers = kindsOf(source).map((kind) => [kind, composePaper(kind, from, day)] as const)
  const tables = listsOf(from)
  const calendar = calendarOf(from, now)
  const left = new Set([
    ...papers.flatMap(([, paper]) => protectedNames(source, paper)),
    ...namesLeft(hiddenNames(source.attendees), [tables, calendar.replaceAll('\r\n ', '')]),
  ])
  if (left.size > 0) throw new Refusal({ kind: 'protectedNames', names: [...left] })
  const files = [
    ...papers.flatMap(([kind, paper]) => [
      { name: words.names[kind], extension: 'pdf', bytes: async (signal: AbortSignal) => (await print(paper, { signal })).pdf },
      ...(hasWord(kind)
        ? [{ name: words.names[kind], extension: 'docx', bytes: (signal: AbortSignal) => word(textIn(paper), paper.about, signal) }]
        : []),
    ]),
    ...tables.map(({ name, table }) => ({ name, extension: 'xlsx', bytes: (signal: AbortSignal) => book([{ name, table }], signal) })),
    { name: words.archive.calendar, extension: 'ics', bytes: () => Promise.resolve(new TextEncoder().encode(calendar)) },
  ]
  const digests: string[] = []
  const names = [...new Set(files.map(({ name }) => name))]
  const numbered = files.map(({ name, extension, bytes }): FolderFile => {
    const fileName = `${String(names.indexOf(name) + 1).padStart(2, '0')} ${name}.${extension}`
    return {
      name: fileName,
      async bytes(signal) {
        const made = await bytes(signal)
        digests.push(`${fileName}\t${made.length}\t${createHash('sha256').update(made).digest('hex')}`)
        return made
      },
    }
  })
  const index = (): string =>
    [...words.archive.index(source.dialogue.title, source.workspace, now.toISOString(), source.state), ...digests].join('\r\n')
  return [
    ...numbered,
    { name: `00 ${words.archive.contents}.txt`, bytes: () => Promise.resolve(new TextEncoder().encode(`\ufeff${index()}\r\n`)) },
  ]
}

/** Those that have something to say: no minutes before they are begun, no letters to nobody. */
const kindsOf = ({ dialogue, attendees, items }: DialogueSource): PaperKind[] => [
  'archive',
  ...(items.length > 0 ? (['agenda', 'runSheet'] as const) : []),
  ...(attendees.length > 0 ? (['letters', 'cards', 'seating'] as const) : []),
  ...(dialogue.minutes ? (['minutes', ...kindPapers[dialogue.kind]] as const) : []),
]

const listsOf = (from: DialogueSource): { name: string; table: string[][] }[] =>
  (['attendees', 'topics', 'issues'] as const)
    .filter((list) => from[list].length > 0)
    .map((list) => ({ name: words.archive.lists[list], table: dialogueTable(list, from) }))

/** A list of a dialogue as a table, head first. */
export function dialogueTable(list: DialogueList, { attendees, topics, issues }: DialogueSource): string[][] {
  switch (list) {
    case 'attendees':
      return listTable(attendees, zh.attendees.list)
    case 'topics':
      return topicTable(topics, zh.topics)
    case 'issues':
      return issueTable(issues, zh.minutes)
  }
}

function textIn({ content }: Paper): TextPaper {
  if (content.form !== 'text') throw new TypeError(`No Word of ${content.form}`)
  return content
}
