import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import ICAL from 'ical.js'
import writeXlsxFile from 'write-excel-file/node'
import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { partsOf } from '../../electron/lists/parts.ts'
import { listLimits, readTable, tableBytes, type Table } from '../../electron/lists/table.ts'
import { workbookBytes } from '../../electron/lists/workbook.ts'
import { calendarOf } from '../../electron/papers/calendar.ts'
import { checkedRows } from '../../renderer/dialogues/checkedRows.ts'
import { addAll } from '../../renderer/dialogues/importing.ts'
import { longestList } from '../../shared/commands.ts'
import type { newAttendee } from '../../shared/dialogues/attendees.ts'
import { listColumns, readList, type ListRow, type RowProblem } from '../../shared/dialogues/attendees.ts'
import type { Result } from '../../shared/errors.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { item, source } from '../unit/dialogues/source.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

const words = zh.attendees.list
/** What is done in a window may take so long, in ms, many times what it takes: machines are slow at times. */
const frozen = 1_000

type Tally = { rows: number; faults: number; refused: number; invited: number; longest: number }
type Desk = { folder: string; client: HubClient; tally: Tally }

export const lists: Proof = {
  name: 'lists',
  promise: 'any list is told row by row what is wrong in it, what is refused leaves nothing behind, and what is too large is not read',
  small: 40,
  full: 2_000,
  async run({ count, seed, log }: ProofOptions): Promise<Figures> {
    const next = random(seed)
    const folder = await mkdtemp(join(tmpdir(), 'yice-prove-lists-'))
    const store = await openMemoryStore()
    const report = (reason: unknown): never => {
      throw reason
    }
    const hub = await createHub({ store, members: new Members(membersInMemory()), path: ':memory:', report })
    const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
    const client = await connectClient(hub, memberId)
    const desk: Desk = { folder, client, tally: { rows: 0, faults: 0, refused: 0, invited: 0, longest: 0 } }
    try {
      await strange(desk)
      for (let round = 1; round <= count; round++) {
        const where = `round ${String(round)} of seed ${String(seed)}`
        await imported(desk, next, where)
        folded(next, where)
        if (round % 200 === 0) log(`${String(round)} lists`)
      }
    } finally {
      client.abandon()
      await hub.stop()
      await rm(folder, { recursive: true, force: true })
    }
    const { longest, ...tally } = desk.tally
    return { lists: count, ...tally, 'longest in a window': `${longest.toFixed(0)} ms`, 'half imported': 0 }
  },
}

/** Files that are too much, or no list. */
async function strange(desk: Desk): Promise<void> {
  const { folder, tally } = desk
  const path = (name: string): string => join(folder, name)
  const large = await open(path('large.xlsx'), 'w')
  await large.truncate(100 * 2 ** 20)
  await large.close()
  await refused(path('large.xlsx'), 'tooLarge')
  await writeFile(path('rows.csv'), await tableBytes(people(listLimits.rows), 'csv', '名单', workbookBytes))
  await refused(path('rows.csv'), 'tooLarge')
  await writeFile(path('word.xlsx'), 'not a workbook')
  await refused(path('word.xlsx'), 'unreadable')
  tally.refused += 3

  await long(desk)

  if (
    readList(
      [
        ['日期', '金额'],
        ['1', '2'],
      ],
      words,
      [],
    ).is !== 'noHead'
  )
    throw new Broken('a table of other columns is taken for a list')
  await writeFile(path('formula.xlsx'), await withFormula())
  const formula = readList(await readTable(path('formula.xlsx')), words, [])
  if (formula.is !== 'list' || formula.rows[0]?.fields.name !== '甲') throw new Broken('a formula is not what it last came to')
}

/** The longest list there may be: read whole, checked in a window piece by piece, and brought in whole or not at all. */
async function long({ folder, client, tally }: Desk): Promise<void> {
  const path = join(folder, 'long.xlsx')
  await writeFile(path, await tableBytes([...people(longestList), ['人0', '某单位']], 'xlsx', '名单', workbookBytes))
  const read = readList(await readTable(path), words, [])
  if (read.is !== 'list' || read.rows.length !== longestList + 1) throw new Broken('a long list is not read whole')
  const rows: ListRow[] = []
  for (const part of partsOf(read.rows)) {
    const from = performance.now()
    const checking = checkedRows({ is: 'list', parts: [part] }, [])
    tally.longest = Math.max(tally.longest, performance.now() - from)
    const checked = await checking
    if (checked.is === 'list') rows.push(...checked.rows)
  }
  if (tally.longest > frozen) throw new Broken(`a part of a list holds the window for ${tally.longest.toFixed(0)} ms`)
  if (rows.at(-1)?.problem !== 'twiceInFile' || rows.at(-1)?.line !== longestList + 2)
    throw new Broken('the last row of a long list is not told')

  const all = rows.map(({ fields }) => fields)
  const good = all.slice(0, longestList)
  const { id: dialogueId } = value(await client.command('createDialogue', meeting))
  const { doc } = await client.open('register')
  const listed = (): number => doc.getMap('attendees').size
  const before = listed()
  const add = (some: typeof all, stopAt = Infinity) => {
    const stop = new AbortController()
    const told = (count: number): void => {
      if (count >= stopAt) stop.abort()
    }
    return addAll((name, request) => client.command(name, request), dialogueId, some, told, stop.signal)
  }
  const twice = await add([...good.slice(1), ...good.slice(-1)])
  if (twice.ok || twice.failure.kind !== 'attendeeTwice') throw new Broken('a long list with somebody twice in it is taken')
  const stopped = await add(good, longestList / 2)
  if (stopped.ok || stopped.failure.kind !== 'cancelled') throw new Broken('a long list is not called off')
  if (listed() !== before) throw new Broken('of a list that was refused or called off something is left')
  const added = value(await add(good))
  if (added.length !== longestList) throw new Broken('a long list is not brought in whole')
  for (const tries = Date.now(); listed() !== before + longestList; await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() - tries > 20_000) throw new Broken(`${String(listed() - before)} of ${String(longestList)} people are shown`)
  tally.refused += 2
  tally.invited += longestList
  tally.rows += longestList + 1
}
const meeting = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const

async function refused(path: string, why: string): Promise<void> {
  const said = await readTable(path).then(
    () => 'read',
    (reason: unknown) => (reason instanceof TypeError ? reason.message : String(reason)),
  )
  if (said !== why) throw new Broken(`${path} is ${said}, not ${why}`)
}

const people = (count: number): Table => [
  [words.columns.name, words.columns.organisation],
  ...Array.from({ length: count }, (_, nth) => [`人${String(nth)}`, '某单位']),
]

/** A cell that is reckoned from others, with what it last came to. */
async function withFormula(): Promise<Uint8Array> {
  const files = unzipSync(await tableBytes([[words.columns.name], ['甲']], 'xlsx', '名单', workbookBytes))
  const [name, sheet] = Object.entries(files).find(([path]) => path.includes('worksheets/sheet')) ?? []
  if (name === undefined || sheet === undefined) throw new TypeError('a workbook without a sheet')
  const xml = strFromU8(sheet).replace(/(<c r="A2"[^>]*?) t="[^"]*"([^>]*>).*?<\/c>/, '$1 t="str"$2<f>CONCATENATE("甲")</f><v>甲</v></c>')
  return zipSync({ ...files, [name]: strToU8(xml) })
}

type Planted = { cells: string[]; problem: RowProblem | null; fault: boolean }

/** One list with faults in it: shown row by row, then invited as it is (refused whole) and without its faults (invited whole). */
async function imported({ folder, client, tally }: Desk, next: Random, where: string): Promise<void> {
  const columns = shuffled(listColumns, next)
  const rows = planted(next)
  const head = columns.map((column) => pick([words.columns[column], `${words.columns[column]}：`, ...(words.aliases[column] ?? [])], next))
  const above = Array.from({ length: between(next, 0, 3) }, () => ['参会名单'])
  const body = rows.map(({ cells }) => columns.map((column) => cells[listColumns.indexOf(column)] ?? ''))
  const format = pick(['xlsx', 'merged', 'csv', 'gbk'] as const, next)
  const path = join(folder, format === 'xlsx' || format === 'merged' ? 'list.xlsx' : 'list.csv')
  await writeFile(path, await bytesOf([...above, head, ...body], format, columns.length))
  const read = readList(await readTable(path), words, [])
  if (read.is !== 'list') throw new Broken(`the head is not found in ${where}`)
  const found = read.rows.map(({ problem }) => problem)
  const expected = rows.map(({ problem }) => problem)
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Broken(`${JSON.stringify(found)} for ${JSON.stringify(expected)} in ${where}`)
  const firstLine = above.length + 2
  read.rows.forEach(({ line }, at) => {
    // A blank line of text is no row of a csv.
    if (line !== firstLine + at) throw new Broken(`row ${String(at)} is told as line ${String(line)} in ${where}`)
  })
  tally.rows += rows.length
  tally.faults += rows.filter(({ fault }) => fault).length
  await invited(
    client,
    read.rows.filter(({ problem }) => problem === null).map(({ fields }) => fields),
    tally,
    where,
  )
}

async function invited(client: HubClient, good: (typeof newAttendee)[], tally: Tally, where: string): Promise<void> {
  const [first] = good
  if (!first) return
  const { id: dialogueId } = value(await client.command('createDialogue', meeting))
  const again = await client.command('addAttendees', { dialogueId, attendees: [...good, first] })
  if (again.ok || again.failure.kind !== 'attendeeTwice') throw new Broken(`somebody is invited twice in ${where}`)
  tally.refused += 1
  // All of them are free still: nothing of what was refused had been taken.
  const { ids } = value(await client.command('addAttendees', { dialogueId, attendees: good }))
  if (ids.length !== good.length) throw new Broken(`not all are invited in ${where}`)
  tally.invited += ids.length
}

function planted(next: Random): Planted[] {
  const rows: Planted[] = []
  const row = (changes: Partial<Record<(typeof listColumns)[number], string>>, problem: RowProblem | null): void => {
    const cells: Record<string, string> = {
      name: `人${String(rows.length)}`,
      organisation: pick(units, next),
      side: '企业',
      ...changes,
    }
    rows.push({ cells: listColumns.map((column) => cells[column] ?? ''), problem, fault: problem !== null })
  }
  for (let left = between(next, 1, 30); left > 0; left--) {
    switch (between(next, 0, 9)) {
      case 0:
        row({ side: '嘉宾' }, 'side')
        break
      case 1:
        row({ reply: '也许' }, 'reply')
        break
      case 2:
        row({ attendance: '迟到' }, 'attendance')
        break
      case 3:
        row({ name: '', organisation: '' }, 'noName')
        break
      case 4:
        row({ name: '长'.repeat(41) }, 'tooLong')
        break
      case 5: {
        const other = rows.find(({ problem }) => problem === null)
        if (other) rows.push({ ...other, problem: 'twiceInFile', fault: true })
        break
      }
      default:
        row({ title: pick(['', '总经理', '=SUM(A1)', '局长，兼任'], next), phone: pick(['', '13800000000', '0532-85911111'], next) }, null)
    }
  }
  return rows
}
const units = ['市财政局', '青岛潮远海工装备有限公司', '“某”研究院', '工商联（总商会）'] as const

async function bytesOf(table: Table, format: 'xlsx' | 'merged' | 'csv' | 'gbk', width: number): Promise<Uint8Array> {
  if (format === 'gbk') return gbkOf(table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))
  if (format === 'merged') {
    const cells = table.map((row) =>
      row.length === 1 && width > 1
        ? [{ value: row[0] ?? '', columnSpan: width }, ...Array.from({ length: width - 1 }, () => null)]
        : row.map((text) => ({ value: text })),
    )
    return writeXlsxFile(cells).toBuffer()
  }
  return tableBytes(table, format, '名单', workbookBytes)
}

/** No encoder for GBK is at hand: each of its characters is decoded once and looked up. */
let codes: Map<string, [number, number]> | null = null
function gbkOf(text: string): Uint8Array {
  if (codes === null) {
    codes = new Map()
    const decoder = new TextDecoder('gbk')
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  }
  const known = codes
  return new Uint8Array(
    Array.from(text).flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : (known.get(character) ?? [0x3f]))),
  )
}

/** A date for the calendar with texts of any length: lines of 75 octets, no character cut, everything there when they are joined. */
function folded(next: Random, where: string): void {
  const text = (): string =>
    Array.from({ length: between(next, 1, 120) }, () => pick(['企', '业', '龘', '𠮷', 'a', '，', ' ', '；'], next))
      .join('')
      .trim() || '企业'
  const from = source({ items: [item(text(), text(), 30)] })
  const written = calendarOf({ ...from, dialogue: { ...from.dialogue, title: text() } }, new Date('2026-11-24T06:00:00Z'))
  for (const line of written.split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Broken(`a line of ${String(Buffer.byteLength(line))} octets in ${where}`)
    if (Buffer.from(line).toString() !== line) throw new Broken(`a character is cut in ${where}`)
  }
  const parsed: unknown = ICAL.parse(written)
  if (!Array.isArray(parsed)) throw new Broken(`the calendar file cannot be read in ${where}`)
  const event = new ICAL.Event(new ICAL.Component(parsed).getFirstSubcomponent('vevent') ?? undefined)
  if (!event.description.includes(from.items[0]?.content ?? '')) throw new Broken(`text is lost from the calendar file in ${where}`)
}

function pick<T>(from: readonly T[], next: Random): T {
  const found = from[between(next, 0, from.length - 1)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

function shuffled<T>(from: readonly T[], next: Random): T[] {
  return [...from]
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Broken(result.failure.kind)
}
