import { headingNumbers, plainText, type Block, type Cell, type HeadingLevel, type MemoContent, type Note, type Run } from './memo.ts'

/** How Markdown says what it has no sign for. */
export type MarkdownWords = {
  recommendation: string
  lead: string
  term: string
  figure: (words: string) => string
  chart: (words: string) => string
}

/**
 * A memo as GitHub-flavoured Markdown: the title as `#`, headings one below it with the numbers that the sheet shows, notes at the end.
 * Joined cells are set once, the cells they cover stay empty; a chart leaves its caption, and so does a picture that is not there.
 * @param pictures addresses by hash: they stand at the end, where they are in nobody's way
 */
export function markdownOf(
  { title, authors, blocks }: MemoContent,
  words: MarkdownWords,
  pictures: Readonly<Record<string, string>> = {},
): string {
  const written = new Written(blocks, words, pictures)
  const body = written.blocks(blocks)
  return `${[`# ${escaped(title)}`, escaped(authors.join('　')), ...body, ...written.notes, written.addresses()].filter((part) => part !== '').join('\n\n')}\n`
}

class Written {
  readonly notes: string[] = []
  readonly #numbers: Iterator<string, undefined>
  readonly #words: MarkdownWords
  readonly #pictures: Readonly<Record<string, string>>
  readonly #shown: string[] = []

  constructor(blocks: readonly Block[], words: MarkdownWords, pictures: Readonly<Record<string, string>>) {
    this.#pictures = pictures
    this.#numbers = headingNumbers(levels(blocks)).values()
    this.#words = words
  }

  /** A string a block, without lines between. */
  blocks(blocks: readonly Block[]): string[] {
    return blocks.map((block) => this.#block(block)).filter((text) => text.trim() !== '')
  }

  addresses(): string {
    return this.#shown.map((address, at) => `[picture-${String(at + 1)}]: ${address}`).join('\n')
  }

  #figure({ picture, alt, runs }: Extract<Block, { type: 'figure' }>): string {
    const caption = `*${this.#words.figure(this.#line(runs) || escaped(alt))}*`
    const address = Object.hasOwn(this.#pictures, picture) ? this.#pictures[picture] : undefined
    if (address === undefined) return caption
    const known = this.#shown.indexOf(address)
    const at = known < 0 ? this.#shown.push(address) : known + 1
    return `![${escaped(alt || plainText(runs))}][picture-${String(at)}]\n\n${caption}`
  }

  #block(block: Block): string {
    switch (block.type) {
      case 'heading':
        return `${'#'.repeat(block.level + 1)} ${this.#numbers.next().value ?? ''}${this.#line(block.runs)}`
      case 'paragraph':
        return atStart(this.#runs(block.runs))
      case 'quote':
        return quoted(this.blocks(block.blocks).join('\n\n'))
      case 'list':
        return block.items.map((item, at) => this.#item(item, block.ordered ? `${String(at + 1)}. ` : '- ')).join('\n')
      case 'table':
        return this.#table(block.rows)
      case 'recommendation': {
        const { recommendation, lead, term } = this.#words
        const terms = [block.lead && `${lead}${escaped(block.lead)}`, block.term && `${term}${escaped(block.term)}`].filter(Boolean)
        return quoted([`**${recommendation}** ${this.#runs(block.runs)}`, ...terms].join('\\\n'))
      }
      case 'figure':
        return this.#figure(block)
      case 'chart':
        return `*${this.#words.chart(this.#line(block.runs))}*`
    }
  }

  #item(blocks: readonly Block[], marker: string): string {
    const text = this.blocks(blocks).join('\n\n')
    return `${marker}${text.replace(/\n(?!\n|$)/g, `\n${' '.repeat(marker.length)}`)}`
  }

  /** The first row is the head, as Markdown has no table without one. */
  #table(rows: readonly Cell[][]): string {
    const grid: string[][] = []
    rows.forEach((row, y) => {
      const line = (grid[y] ??= [])
      let x = 0
      for (const { colspan, rowspan, blocks } of row) {
        while (line[x] !== undefined) x++
        const text = this.blocks(blocks).join('<br>').replaceAll('\\\n', '<br>').replaceAll('\n', '<br>')
        for (let down = 0; down < rowspan; down++) {
          for (let across = 0; across < colspan; across++) (grid[y + down] ??= [])[x + across] = down === 0 && across === 0 ? text : ''
        }
        x += colspan
      }
    })
    const [head, ...rest] = grid
    if (!head) return ''
    const width = Math.max(...grid.map(({ length }) => length))
    const row = (cells: readonly string[]): string => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`
    return [row(head), row(Array.from({ length: width }, () => '---')), ...rest.map(row)].join('\n')
  }

  /** On one line, whatever breaks there are. */
  #line(runs: readonly Run[]): string {
    return this.#runs(runs).replaceAll('\\\n', ' ')
  }

  #runs(runs: readonly Run[]): string {
    return runs.map((run) => (run.note ? this.#note(run.note) : marked(run))).join('')
  }

  #note({ text, ref, source }: Note): string {
    const mark = `[^${String(this.notes.length + 1)}]`
    const said = source === 'link' && !text.includes(ref) ? `${text} ${ref}`.trim() : text
    this.notes.push(`${mark}: ${escaped(said).replaceAll('\\\n', ' ')}`)
    return mark
  }
}

function levels(blocks: readonly Block[]): HeadingLevel[] {
  return blocks.flatMap((block) => {
    if (block.type === 'heading') return [block.level]
    if (block.type === 'quote') return levels(block.blocks)
    if (block.type === 'list') return block.items.flatMap(levels)
    if (block.type === 'table') return block.rows.flatMap((row) => row.flatMap((cell) => levels(cell.blocks)))
    return []
  })
}

/** Signs at a run's edge stay outside of its marks: `** 字 **` would be no bold. */
function marked({ text, bold, italic, underline }: Run): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(text) ?? []
  if (inner === '') return escaped(text)
  const mark = bold && italic ? '***' : bold ? '**' : italic ? '*' : ''
  const written = `${mark}${escaped(inner)}${mark}`
  return `${escaped(before)}${underline ? `<u>${written}</u>` : written}${escaped(after)}`
}

/** No letter of a text is read as a sign of Markdown; a line break in it stays one. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>|~]/g, '\\$&').replaceAll('\n', '\\\n')

/** What would make a paragraph a heading, a list or a quote by its beginning. */
const atStart = (text: string): string =>
  text
    .replace(/^(\s*)(#{1,6}\s|[-+]\s|={3,}|-{3,})/u, (_, space: string, sign: string) => `${space}\\${sign}`)
    .replace(/^(\s*\d{1,9})([.)]\s)/u, '$1\\$2')

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
