import type { BriefingContent, PrintedBlock } from '../../shared/briefing/compose.ts'
import { plainText } from '../../shared/documents/memo.ts'

/** The texts that came from the source, one string a paragraph, in reading order. */
export const printedTexts = (blocks: readonly PrintedBlock[]): string[] => texts(blocks, { own: false })

/** All that a paper says from its first word to its last, numbers and labels included; page numbers are not part of it. */
export function paperText(content: BriefingContent, contentsTitle: string): string {
  const { secrecy, masthead, number, compiler, date, contents, articles, imprint } = content
  return [
    ...[secrecy, masthead, number, compiler, date],
    ...(contents.length > 0 ? [contentsTitle, ...contents] : []),
    ...articles.flatMap(({ title, blocks, notes, authors }) => [
      title,
      ...texts(blocks, { own: true }),
      authors,
      ...notes.map(({ mark, text }) => mark + text),
    ]),
    ...imprint.rows.map(({ label, text }) => label + text),
    imprint.copies,
  ].join('')
}

function texts(blocks: readonly PrintedBlock[], { own }: { own: boolean }): string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [(own ? block.number : '') + plainText(block.runs)]
      case 'paragraph':
        return [plainText(block.runs)]
      case 'quote':
        return texts(block.blocks, { own })
      case 'list':
        return block.items.flatMap((item) => [own ? item.marker : '', ...texts(item.blocks, { own })])
      case 'table':
        return [...block.head, ...block.body].flatMap((row) => row.flatMap((cell) => texts(cell.blocks, { own })))
      case 'figure':
      case 'chart':
        return [(own ? block.number : '') + plainText(block.runs)]
      case 'recommendation':
        return [plainText(block.runs), ...block.terms.map(({ label, text }) => (own ? label : '') + text)]
    }
  })
}
