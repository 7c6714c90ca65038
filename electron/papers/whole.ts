import { createHash } from 'node:crypto'
import { compose, fileNameOf } from '../../shared/briefing/compose.ts'
import type { OutwardSource } from '../../shared/briefing/source.ts'
import { extensionOf, stemOf } from '../../shared/documents/reply.ts'
import { markdownOf } from '../../shared/documents/markdown.ts'
import { print as marks } from '../../shared/i18n/zh/print.ts'
import { whole as words } from '../../shared/i18n/zh/whole.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { composePaper } from '../../shared/papers/compose.ts'
import { composeFigures, figuresOf } from '../../shared/papers/figures.ts'
import { composeLedger, ledgerEntries, ledgerTable } from '../../shared/papers/followUp.ts'
import { composeMemo, type MemoSource } from '../../shared/papers/memo.ts'
import type { RegisterSource } from '../../shared/papers/register.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import { trailTable } from '../../shared/papers/trail.ts'
import { tableBytes } from '../lists/table.ts'
import type { MakeBook } from '../lists/apart.ts'
import { addressesOf } from './addresses.ts'
import { dialogueTable } from './archive.ts'
import type { Print } from '../briefing/briefing.ts'
import type { FolderFile } from './folder.ts'

type Options = {
  day: string
  now: Date
  print: Print
  book: MakeBook
  readMemo: (id: string) => Promise<MemoSource>
  readReply: (id: string, hash: string) => Promise<Uint8Array | null>
  readDialogue: (id: string) => Promise<DialogueSource>
  readBriefing: (id: string) => Promise<OutwardSource>
}
type File = { name: string; extension: string; bytes: FolderFile['bytes'] }

export const wholeName = ({ workspace }: RegisterSource, day: string): string => fileNameOf(words.folder(workspace, day), '').slice(0, -1)

/**
 * WA1 可读存档: the workspace as files that need no app. Every memo as PDF and Markdown, every issued briefing as PDF, every
 * dialogue as one volume and its lists, 督办 as ledger and figures, the trail, and the whole register as JSON; last an index that names
 * each file with its digest. It is for the house's own shelf, so that names stand in it as they do in the app.
 */
export function wholeFiles(source: RegisterSource, options: Options): FolderFile[] {
  const files = [
    ...registerFiles(source, options),
    ...replyFiles(source, options),
    ...memoFiles(source, options),
    ...briefingFiles(source, options),
    ...dialogueFiles(source, options),
  ]
  const digests: string[] = []
  const taken = new Map<string, number>()
  const named = files.map(({ name, extension, bytes }): FolderFile => {
    const fileName = unique(name, extension, taken)
    return {
      name: fileName,
      async bytes(signal) {
        const made = await bytes(signal)
        digests.push(`${fileName}\t${made.length}\t${createHash('sha256').update(made).digest('hex')}`)
        return made
      },
    }
  })
  const index = (): string => [...words.index(source.workspace, options.now.toISOString()), ...digests].join('\r\n')
  return [...named, { name: `00 ${words.contents}.txt`, bytes: () => Promise.resolve(utf8(`\ufeff${index()}\r\n`)) }]
}

/** Two texts of one title stand beside each other under a number. */
function unique(name: string, extension: string, taken: Map<string, number>): string {
  const plain = fileNameOf(name, extension)
  const count = (taken.get(plain) ?? 0) + 1
  taken.set(plain, count)
  return count === 1 ? plain : fileNameOf(words.numbered(name, count), extension)
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function registerFiles(source: RegisterSource, { day, print, book }: Options): File[] {
  const { records, trail } = source
  const ids = records.recommendations.map(({ id }) => id)
  const members = records.members.map(({ name, organisation, role, since, removedAt }) => [
    ...[name, organisation, zh.app.roles[role], since.slice(0, 10), removedAt?.slice(0, 10) ?? ''],
  ])
  const figures = figuresOf(source, null, day).map(({ kind, head, rows }) => ({ name: zh.figures.titles[kind], table: [head, ...rows] }))
  return [
    { name: words.register, extension: 'json', bytes: () => Promise.resolve(utf8(JSON.stringify({ ...source, day }, null, 2))) },
    { name: words.members, extension: 'xlsx', bytes: () => tableBytes([[...words.memberHead], ...members], 'xlsx', words.members, book) },
    { name: words.trail, extension: 'xlsx', bytes: () => tableBytes(trailTable(trail, records.members, zh), 'xlsx', words.trail, book) },
    ...(ids.length === 0
      ? []
      : [
          {
            name: words.ledger,
            extension: 'pdf',
            bytes: async (signal: AbortSignal) => (await print(composeLedger(source, ids, '', day), { signal })).pdf,
          },
          {
            name: words.ledger,
            extension: 'xlsx',
            bytes: () => tableBytes(ledgerTable(ledgerEntries(source, ids), day), 'xlsx', words.ledger, book),
          },
          {
            name: words.figures,
            extension: 'pdf',
            bytes: async (signal: AbortSignal) => (await print(composeFigures(source, null, day), { signal })).pdf,
          },
          { name: words.figures, extension: 'xlsx', bytes: () => book(figures) },
        ]),
  ]
}

/** One that has not come leaves a line that says so, under its name. */
function replyFiles({ records }: RegisterSource, { readReply }: Options): File[] {
  return records.recommendations.flatMap(({ id, lead, attachments }) =>
    attachments.map(({ hash, name }): File => ({
      name: words.reply(lead, stemOf(name)),
      extension: extensionOf(name),
      bytes: async () => (await readReply(id, hash)) ?? utf8(words.replyMissing(name)),
    })),
  )
}

function memoFiles({ records }: RegisterSource, { day, print, readMemo }: Options): File[] {
  return records.memos.flatMap(({ id, title }): File[] => [
    {
      ...{ name: words.memo(title), extension: 'pdf' },
      bytes: async (signal: AbortSignal) => (await print(composeMemo(await readMemo(id), day), { signal })).pdf,
    },
    {
      ...{ name: words.memo(title), extension: 'md' },
      bytes: async () => {
        const { content, pictures } = await readMemo(id)
        return utf8(markdownOf(content, zh.papers.memo.markdown, addressesOf(pictures)))
      },
    },
  ])
}

function briefingFiles({ records }: RegisterSource, { print, readBriefing }: Options): File[] {
  const isWithdrawn = (id: string): boolean => records.dispatches.some((one) => one.id === id && one.withdrawn !== null)
  return records.briefings
    .filter(({ state }) => state === 'issued')
    .map(({ id, masthead, date, number }) => ({
      ...{ name: words.briefing(masthead, date, number, isWithdrawn(id) ? marks.withdrawnMark : ''), extension: 'pdf' },
      bytes: async (signal: AbortSignal) => (await print(compose(await readBriefing(id)), { signal })).pdf,
    }))
}

function dialogueFiles({ records }: RegisterSource, { day, print, book, readDialogue }: Options): File[] {
  return records.dialogues.flatMap(({ id, title, startsAt }): File[] => [
    {
      ...{ name: words.dialogue(title, startsAt.slice(0, 10)), extension: 'pdf' },
      bytes: async (signal: AbortSignal) => (await print(composePaper('archive', await readDialogue(id), day), { signal })).pdf,
    },
    {
      ...{ name: words.dialogue(title, startsAt.slice(0, 10)), extension: 'xlsx' },
      async bytes() {
        const source = await readDialogue(id)
        const lists = ['attendees', 'topics', 'issues'] as const
        return book(lists.map((list) => ({ name: zh.papers.archive.lists[list], table: dialogueTable(list, source) })))
      },
    },
  ])
}
