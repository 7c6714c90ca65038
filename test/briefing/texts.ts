import { plainText } from '../../shared/documents/memo.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import type { Labelled, Paper, Part, PrintedBlock, PrintedNote, PrintedRun, Sheet } from '../../shared/papers/paper.ts'

/** The texts that came from the source, one string a paragraph, in reading order. */
export const printedTexts = (blocks: readonly PrintedBlock[]): string[] => texts(blocks, { own: false })

/**
 * All that a paper of text says from its first word to its last, numbers and labels included; page numbers and notes with their marks are
 * not part of it.
 */
export const paperText = ({ content }: Paper): string => (content.form === 'text' ? content.sheets.flatMap(sheetTexts).join('') : '')
/** What its notes say, in their order. */
export const paperNotes = ({ content }: Paper): PrintedNote[] =>
  content.form === 'text' ? content.sheets.flatMap(({ parts }) => parts.flatMap(({ notes }) => notes)) : []

function sheetTexts({ form, head, contents, parts, imprint }: Sheet): string[] {
  const { corner = [], masthead = '', number = '', signers = [], ends = null } = head ?? {}
  const rows = corner.map(({ text }) => text)
  const signed = signers.length > 0 ? [print.signer, ...signers] : []
  const [first = '', ...rest] = rows
  const top =
    form === 'letter' ? [masthead, first, number, ...rest] : [...rows, masthead, number, ...signed, ends?.left ?? '', ends?.right ?? '']
  const title = contents.ownPage ? print.longContents : print.contents
  return [
    ...top,
    ...(contents.entries.length > 0 ? [title, ...contents.entries.map(({ text }) => text)] : []),
    ...parts.flatMap(partTexts),
    ...imprint.rows.map(labelled),
    ...(imprint.last ? [imprint.last.left, imprint.last.right] : []),
  ]
}

const labelled = ({ label, text }: Labelled): string => label + text

function partTexts(part: Part): string[] {
  const { label, title, facts, addressee, editorNote, lead, blocks, annexes, attendance, authors, signature, note } = part
  const names = annexes.map((name, at) => (at === 0 ? print.annexes : '') + (annexes.length > 1 ? print.item(at + 1) : '') + name)
  return [
    ...[label, title, ...facts.map(labelled), addressee],
    ...editorNote.map((text, at) => (at === 0 ? print.editorNote : '') + text),
    ...lead,
    ...texts(blocks, { own: true }),
    ...names,
    ...attendance.map(labelled),
    authors,
    ...(signature ? [signature.name, signature.date] : []),
    note && print.inBrackets(note),
  ]
}

function texts(blocks: readonly PrintedBlock[], { own }: { own: boolean }): string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [(own ? block.number : '') + said(block.runs)]
      case 'paragraph':
        return [said(block.runs)]
      case 'quote':
        return texts(block.blocks, { own })
      case 'list':
        return block.items.flatMap((item) => [own ? item.marker : '', ...texts(item.blocks, { own })])
      case 'table':
        return [...block.head, ...block.body].flatMap((row) => row.flatMap((cell) => texts(cell.blocks, { own })))
      case 'figure':
      case 'chart':
        return [(own ? block.number : '') + said(block.runs)]
      case 'recommendation':
        return [said(block.runs), ...block.terms.map(({ label, text }) => (own ? label : '') + text)]
    }
  })
}

const said = (runs: readonly PrintedRun[]): string => plainText(runs.filter(({ note }) => note === undefined))

/** Letters alone, without the blanks of setting. */
export const bare = (text: string): string => text.replace(/\s/gu, '')

/** Behind every entry of the contents stands its page, which nobody has written. */
export function withoutPages(text: string, { content }: Paper): string {
  const entries = content.form === 'text' ? content.sheets.flatMap(({ contents }) => contents.entries) : []
  let from = 0
  let rest = text
  for (const { text: entry } of entries) {
    const at = rest.indexOf(bare(entry), from)
    if (at === -1) continue
    from = at + bare(entry).length
    rest = rest.slice(0, from) + rest.slice(from).replace(/^\d+/, '')
  }
  return rest
}
