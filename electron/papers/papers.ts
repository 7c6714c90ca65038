import type { BrowserWindow } from 'electron'
import { fileNameOf } from '../../shared/briefing/compose.ts'
import type { OutwardSource } from '../../shared/briefing/source.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Preview } from '../../shared/desktop.ts'
import type { FoundList } from '../../shared/dialogues/attendees.ts'
import type { DialogueList } from '../../shared/dialogues/tables.ts'
import { coded, hiddenNames, namesLeft } from '../../shared/papers/anonymous.ts'
import { ledger as ledgerWords } from '../../shared/i18n/zh/ledger.ts'
import type { ImportedText } from '../../shared/imports.ts'
import { extensionOf, stemOf } from '../../shared/documents/reply.ts'
import { markdownOf } from '../../shared/documents/markdown.ts'
import { composeAdoption, type AdoptionSource } from '../../shared/papers/adoption.ts'
import { composeLedger, hiddenIn, ledgerEntries, ledgerName, ledgerTable } from '../../shared/papers/followUp.ts'
import { composeFigures, figuresOf } from '../../shared/papers/figures.ts'
import { composeMemo, type MemoSource } from '../../shared/papers/memo.ts'
import { composePaper, protectedNames } from '../../shared/papers/compose.ts'
import type { Paper, PaperKind } from '../../shared/papers/paper.ts'
import type { RegisterSource } from '../../shared/papers/register.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import { today } from '../../shared/wallClock.ts'
import type { Choosing } from '../lists/lists.ts'
import type { MakeBook } from '../lists/apart.ts'
import type { Table } from '../lists/table.ts'
import { bytesOf } from '../briefings.ts'
import type { Print } from '../briefing/briefing.ts'
import type { Saved } from '../saved.ts'
import { text } from '../text.ts'
import type { MakeWord } from '../word/apart.ts'
import { addressesOf } from './addresses.ts'

type FollowUpAsked = { ids: readonly string[]; scope: string; format: 'pdf' | 'xlsx' }
type ReplyAsked = { id: string; hash: string; name: string }
export type PapersOptions = {
  read: (id: string) => Promise<DialogueSource>
  readMemo: (memoId: string) => Promise<MemoSource>
  /** Of an attachment of a reply; `null` where it has not come. */
  readReply: (id: string, hash: string) => Promise<Uint8Array | null>
  readAdoption: (memoId: string) => Promise<AdoptionSource>
  readRegister: () => Promise<RegisterSource>
  readBriefing: (id: string) => Promise<OutwardSource>
  print: Print
  word: MakeWord
  book: MakeBook
  saved: Saved
  /** The folder of the built programs. */
  out: string
}

/** What a dialogue is written down in, outside the app: papers, a date for the calendar, the lists, and all of it as an archive. */
export class Papers {
  readonly #options: PapersOptions
  /** Lists being read, by the window that asked. */
  readonly #reading = new WeakMap<BrowserWindow, AbortController>()

  constructor(options: PapersOptions) {
    this.#options = options
  }

  /** @throws Refusal */
  async preview(kind: PaperKind, id: string): Promise<Preview> {
    return this.#options.print(composePaper(kind, await this.#options.read(id), today()))
  }

  /** @throws Refusal `protectedNames` where a paper would name whom it must not, `cancelled`, and why it could not be written */
  async save(kind: PaperKind, id: string, format: 'pdf' | 'docx', window: BrowserWindow): Promise<string> {
    return this.#savePaper(await this.paper(kind, id), format, text.desktop.papers.save, window)
  }

  /** One as it may go out. @throws Refusal `protectedNames` */
  async paper(kind: PaperKind, id: string): Promise<Paper> {
    const source = await this.#options.read(id)
    const paper = composePaper(kind, source, today())
    refuseNames(protectedNames(source, paper))
    return paper
  }

  /** A memo as it may go out. @throws Refusal `protectedNames` (DP1) */
  async memo(memoId: string): Promise<Paper> {
    return outwardMemo(await this.#options.readMemo(memoId))
  }

  /** A memo by itself. @throws Refusal `protectedNames` (DP1), `cancelled`, and why it could not be written */
  async saveMemo(memoId: string, format: 'pdf' | 'docx' | 'md', window: BrowserWindow): Promise<string> {
    const source = await this.#options.readMemo(memoId)
    const paper = outwardMemo(source)
    const { papers } = text.desktop
    if (format !== 'md') return this.#savePaper(paper, format, papers.saveMemo, window)
    const file = { title: papers.saveMemo, type: papers.md, fileName: fileNameOf(paper.fileName, 'md') }
    return this.#options.saved.save(window, file, () => {
      const written = markdownOf(source.content, text.papers.memo.markdown, addressesOf(source.pictures))
      return Promise.resolve(new TextEncoder().encode(written))
    })
  }

  /** 办理台账. @throws Refusal `protectedNames` (DP1), `cancelled`, and why it could not be written */
  async saveFollowUp({ ids, scope, format }: FollowUpAsked, window: BrowserWindow): Promise<string> {
    const source = await this.#options.readRegister()
    const day = today()
    const { papers, list } = text.desktop
    if (format === 'pdf') {
      const paper = composeLedger(source, ids, scope, day)
      refuseNames(namesLeft(hiddenIn(source), paper))
      return this.#savePaper(paper, format, papers.saveFollowUp, window)
    }
    const { book } = this.#options
    const table = ledgerTable(ledgerEntries(source, ids), day)
    refuseNames(namesLeft(hiddenIn(source), table))
    const file = { title: papers.saveFollowUp, type: list.xlsx, fileName: fileNameOf(ledgerName(day), format) }
    return this.#options.saved.save(window, file, ({ signal }) => book([{ name: ledgerWords.name, table }], signal))
  }

  /** What is counted of 督办. @throws Refusal `cancelled`, and why it could not be written */
  async saveFigures(year: number | null, format: 'pdf' | 'xlsx', window: BrowserWindow): Promise<string> {
    const source = await this.#options.readRegister()
    const paper = composeFigures(source, year, today())
    const { papers, list } = text.desktop
    if (format === 'pdf') return this.#savePaper(paper, format, papers.saveFigures, window)
    const sheets = figuresOf(source, year, today()).map(({ kind, head, rows }) => ({
      name: text.figures.titles[kind],
      table: [head, ...rows],
    }))
    const file = { title: papers.saveFigures, type: list.xlsx, fileName: fileNameOf(paper.fileName, format) }
    return this.#options.saved.save(window, file, ({ signal }) => this.#options.book(sheets, signal))
  }

  /** @throws Refusal `cancelled`, and why it could not be written */
  savePicture(name: string, bytes: Uint8Array, window: BrowserWindow): Promise<string> {
    const { papers } = text.desktop
    const file = { title: papers.savePicture, type: papers.png, fileName: fileNameOf(name, 'png') }
    return this.#options.saved.save(window, file, () => Promise.resolve(bytes))
  }

  /** 答复附件. @throws Refusal `notFound` where it has not come, `cancelled`, and why it could not be written */
  async saveReply({ id, hash, name }: ReplyAsked, window: BrowserWindow): Promise<string> {
    const bytes = await this.#options.readReply(id, hash)
    if (!bytes) throw new Refusal({ kind: 'notFound' })
    const extension = extensionOf(name)
    const file = { title: text.desktop.papers.saveReply, type: extension.toUpperCase(), fileName: fileNameOf(stemOf(name), extension) }
    return this.#options.saved.save(window, file, () => Promise.resolve(bytes))
  }

  /** 意见采纳情况表 of a memo. @throws Refusal */
  async saveAdoption(memoId: string, format: 'pdf' | 'docx', window: BrowserWindow): Promise<string> {
    return this.#savePaper(composeAdoption(await this.#options.readAdoption(memoId), today()), format, text.desktop.papers.save, window)
  }

  /** @throws Refusal */
  async saveCalendar(id: string, window: BrowserWindow): Promise<string> {
    const source = await this.#options.read(id)
    const { dialogue } = source
    refuseNames(
      namesLeft(hiddenNames(source.attendees), [dialogue.title, dialogue.theme, dialogue.venue, dialogue.organiser, source.items]),
    )
    const { calendarOf } = await import('./calendar.ts')
    const { papers } = text.desktop
    const file = { title: papers.save, type: papers.ics, fileName: fileNameOf(source.dialogue.title, 'ics') }
    return this.#options.saved.save(window, file, () => Promise.resolve(new TextEncoder().encode(calendarOf(source, new Date()))))
  }

  /** Everything of a dialogue as a folder in the place that the person chooses. @throws Refusal `protectedNames`, `cancelled` … */
  async saveArchive(id: string, window: BrowserWindow): Promise<string> {
    const source = await this.#options.read(id)
    const [{ archiveFiles, archiveName }, { writeFolder }] = await Promise.all([import('./archive.ts'), import('./folder.ts')])
    const files = archiveFiles(source, {
      day: today(),
      now: new Date(),
      print: this.#options.print,
      word: this.#options.word,
      book: this.#options.book,
    })
    return this.#options.saved.saveInto(window, text.desktop.papers.archive, (parent, job) =>
      writeFolder(parent, archiveName(source), files, job),
    )
  }

  /** 可读存档 of the workspace. @throws Refusal `cancelled`, and why it could not be written */
  async saveWhole(window: BrowserWindow): Promise<string> {
    const { print, book, read, readMemo, readReply, readBriefing, readRegister } = this.#options
    const source = await readRegister()
    const [{ wholeFiles, wholeName }, { writeFolder }] = await Promise.all([import('./whole.ts'), import('./folder.ts')])
    const day = today()
    const files = wholeFiles(source, { day, now: new Date(), print, book, readMemo, readReply, readDialogue: read, readBriefing })
    return this.#options.saved.saveInto(window, text.desktop.papers.whole, (parent, job) =>
      writeFolder(parent, wholeName(source, day), files, job),
    )
  }

  /** @throws Refusal `cancelled`, and why it could not be written */
  async saveTrail(table: Table, format: 'xlsx' | 'csv', window: BrowserWindow): Promise<string> {
    const { tableBytes } = await import('../lists/table.ts')
    const { papers, list } = text.desktop
    const file = { title: papers.saveTrail, type: list[format], fileName: fileNameOf(`${papers.trail} ${today()}`, format) }
    return this.#options.saved.save(window, file, () => tableBytes(table, format, papers.trail, this.#options.book))
  }

  /** @throws Refusal `cancelled`, `listTooLarge`, `listUnreadable` */
  async chooseList(window: BrowserWindow, about: Omit<Choosing, 'signal'>): Promise<{ fileName: string; list: FoundList }> {
    const { chooseList } = await import('../lists/lists.ts')
    const reading = new AbortController()
    this.cancelList(window)
    this.#reading.set(window, reading)
    window.once('closed', () => reading.abort())
    return chooseList(window, this.#options.out, { ...about, signal: reading.signal })
  }

  /** Stops the list that is being read for this window, if there is one. */
  cancelList(window: BrowserWindow): void {
    this.#reading.get(window)?.abort()
  }

  /** @throws Refusal `cancelled`, `importTooLarge`, `importUnreadable` */
  async chooseDocument(window: BrowserWindow): Promise<ImportedText & { fileName: string }> {
    return (await import('../imports/choose.ts')).chooseDocument(window, this.#options.out)
  }

  /**
   * Topics and issues go to departments: whoever is 匿名 stands in them by code. The list of participants is the secretariat's own, to
   * write in and to import again, with all names. @throws Refusal `protectedNames` (DP1), `cancelled`, and why it could not be written
   */
  async saveList(list: DialogueList, id: string, format: 'xlsx' | 'csv', window: BrowserWindow): Promise<string> {
    const source = await this.#options.read(id)
    const [{ dialogueTable }, { tableBytes }] = await Promise.all([import('./archive.ts'), import('../lists/table.ts')])
    const table = dialogueTable(list, list === 'attendees' ? source : coded(source))
    if (list !== 'attendees') refuseNames(namesLeft(hiddenNames(source.attendees), table))
    const words = text.desktop.list
    const fileName = fileNameOf(`${source.dialogue.title}${text.papers.archive.lists[list]}`, format)
    const file = { title: words.save, type: words[format], fileName }
    return this.#options.saved.save(window, file, () => tableBytes(table, format, text.papers.archive.lists[list], this.#options.book))
  }

  #savePaper(paper: Paper, format: 'pdf' | 'docx', title: string, window: BrowserWindow): Promise<string> {
    const file = { title, type: text.desktop.papers[format], fileName: fileNameOf(paper.fileName, format) }
    return this.#options.saved.save(window, file, (job) => bytesOf(paper, format, this.#options, job))
  }
}

function outwardMemo(source: MemoSource): Paper {
  const paper = composeMemo(source, today())
  refuseNames(namesLeft(source.hidden, paper))
  return paper
}

function refuseNames(names: string[]): void {
  if (names.length > 0) throw new Refusal({ kind: 'protectedNames', names })
}
