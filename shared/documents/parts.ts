import {
  blockTexts,
  headingNumbers,
  plainText,
  type Block,
  type Cell,
  type ChartKind,
  type HeadingLevel,
  type MemoContent,
  type Run,
} from './memo.ts'

export type Look = 'title' | 'figure' | 'heading' | 'paragraph' | 'quote' | 'item' | 'recommendation' | 'table'

/** What stands in the line for what is no text. */
export type StandIns = { chart: (kind: ChartKind) => string; note: (text: string) => string }

export type PartCell = { header: boolean; runs: Run[]; text: string }
/** A block that text is compared in; lists and quotes are taken apart. */
export type Part = {
  look: Look
  /** Of a heading or a list: how deep. */
  level: number
  /** Its number, which is no part of the text. */
  label: string
  runs: Run[]
  rows: PartCell[][]
  /** By its hash. */
  picture: string | null
  text: string
  /** Parts with the same one are the same. */
  key: string
}

export const plain = (text: string): Run => ({ text, bold: false, italic: false, underline: false })

export function part(about: Partial<Part> & { look: Look }): Part {
  const { look, level = 0, label = '', runs = [], rows = [], picture = null } = about
  const said =
    look === 'table'
      ? rows
          .flat()
          .map(({ text }) => text)
          .join('\n')
      : plainText(runs)
  const text = picture === null ? said : `[${picture.slice(0, 8)}]${said}`
  const key = JSON.stringify([look, look === 'item' || look === 'heading' ? level : 0, runs, rows, picture])
  return { look, level, label, runs, rows, picture, text, key }
}

/** The title, and every block in its order. */
export function partsOf({ title, blocks }: Pick<MemoContent, 'title' | 'blocks'>, standIns: StandIns): Part[] {
  const levels = blocks.flatMap((block): HeadingLevel[] => (block.type === 'heading' ? [block.level] : []))
  const reader = new Reader(standIns, headingNumbers(levels))
  return [part({ look: 'title', runs: [plain(title)] }), ...reader.read(blocks, 0)]
}

class Reader {
  readonly #standIns: StandIns
  /** Of the headings that have not been read yet. */
  readonly #numbers: string[]

  constructor(standIns: StandIns, numbers: string[]) {
    this.#standIns = standIns
    this.#numbers = numbers
  }

  read(blocks: readonly Block[], depth: number): Part[] {
    return blocks.flatMap((block): Part[] => {
      switch (block.type) {
        case 'heading':
          return [part({ look: 'heading', level: block.level, label: this.#numbers.shift() ?? '', runs: this.#runs(block.runs) })]
        case 'paragraph':
          return [part({ look: 'paragraph', level: depth, runs: this.#runs(block.runs) })]
        case 'recommendation': {
          const terms = [block.lead, block.term].filter((text) => text !== '').join('　')
          const runs = this.#runs(block.runs)
          return [part({ look: 'recommendation', runs: terms === '' ? runs : [...runs, plain(`\n${terms}`)] })]
        }
        case 'quote':
          return this.read(block.blocks, depth).map((one) => (one.look === 'paragraph' ? part({ ...one, look: 'quote' }) : one))
        case 'list':
          return block.items.flatMap((item, nth) =>
            this.read(item, depth + 1).map((one, at) => {
              const label = at > 0 ? '' : block.ordered ? `${String(nth + 1)}.` : '·'
              return one.look === 'paragraph' ? part({ ...one, look: 'item', label }) : one
            }),
          )
        case 'table':
          return [part({ look: 'table', rows: block.rows.map((row) => row.map((cell) => this.#cell(cell))) })]
        case 'figure':
          return [part({ look: 'figure', picture: block.picture, runs: this.#runs(block.runs) })]
        case 'chart':
          return [part({ look: 'figure', runs: [plain(this.#standIns.chart(block.chart)), ...this.#runs(block.runs)] })]
      }
    })
  }

  /** Its paragraphs as lines. */
  #cell({ header, blocks }: Cell): PartCell {
    const runs = this.read(blocks, 0).flatMap((one, nth) => (nth === 0 ? one.runs : [plain('\n'), ...one.runs]))
    return { header, runs, text: blockTexts(blocks).join('\n') }
  }

  #runs(runs: readonly Run[]): Run[] {
    return runs.map((run) => {
      if (!run.note) return run
      const { text, source, ref } = run.note
      return plain(this.#standIns.note([text, source === 'link' ? ref : ''].filter((one) => one !== '').join(' ')))
    })
  }
}
