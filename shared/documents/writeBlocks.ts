import * as Y from 'yjs'
import type { Block, Cell, Run } from './memo.ts'

/**
 * Puts `blocks` in the place of all that `fragment` holds, in one transaction: the inverse of `readBlocks`. Reading back
 * gives the same blocks, with neighbouring runs of one form joined, empty runs gone and a line break in a run of its own.
 * Nodes carry the attributes that the editor itself would write, so that binding it changes nothing.
 */
export function writeBlocks(fragment: Y.XmlFragment, blocks: readonly Block[]): void {
  const write = (): void => {
    fragment.delete(0, fragment.length)
    fragment.insert(0, blocks.map(blockElement))
  }
  if (fragment.doc) fragment.doc.transact(write)
  else write()
}

/** The same behind what is there. */
export function addBlocks(fragment: Y.XmlFragment, blocks: readonly Block[]): void {
  fragment.insert(fragment.length, blocks.map(blockElement))
}

type Attributes = Record<string, string | number | number[]>

function element(name: string, attributes: Attributes, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  const attributed: Y.XmlElement<Attributes> = made
  for (const [key, value] of Object.entries(attributes)) attributed.setAttribute(key, value)
  made.insert(0, children)
  return made
}

function blockElement(block: Block): Y.XmlElement {
  switch (block.type) {
    case 'heading':
      return element('heading', { level: block.level }, runNodes(block.runs))
    case 'paragraph':
      return element('paragraph', {}, runNodes(block.runs))
    case 'quote':
      return element('blockquote', {}, block.blocks.map(blockElement))
    case 'list':
      return listElement(block.ordered, block.items)
    case 'table':
      return element(
        'table',
        {},
        block.rows.map((row) => element('tableRow', {}, row.map(cellElement))),
      )
    case 'recommendation':
      return element('recommendation', { id: block.id, lead: block.lead, term: block.term }, runNodes(block.runs))
    case 'figure':
      return element('figure', { picture: block.picture, width: block.width, alt: block.alt }, runNodes(block.runs))
    case 'chart':
      return element('chart', { chart: block.chart }, runNodes(block.runs))
  }
}

function listElement(ordered: boolean, items: readonly Block[][]): Y.XmlElement {
  const children = items.map((item) => element('listItem', {}, item.map(blockElement)))
  return element(ordered ? 'orderedList' : 'bulletList', {}, children)
}

/** `colwidth` has one number a column spanned; the columns behind the first keep the editor's own width. */
function cellElement({ header, colspan, rowspan, width, blocks }: Cell): Y.XmlElement {
  const colwidth = width === null ? {} : { colwidth: Array.from({ length: colspan }, (_, column) => (column === 0 ? width : 0)) }
  return element(header ? 'tableHeader' : 'tableCell', { colspan, rowspan, ...colwidth }, blocks.map(blockElement))
}

/** One Y.XmlText between line breaks and notes, as the editor's binding makes them. */
function runNodes(runs: readonly Run[]): (Y.XmlElement | Y.XmlText)[] {
  const nodes: (Y.XmlElement | Y.XmlText)[] = []
  let line: Run[] = []
  const end = (between?: Y.XmlElement): void => {
    if (line.length > 0) nodes.push(lineText(line))
    if (between) nodes.push(between)
    line = []
  }
  for (const { note, ...run } of runs) {
    if (note) end(element('footnote', { ...note }, []))
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) end(element('hardBreak', {}, []))
      if (text) join(line, { ...run, text })
    })
  }
  end()
  return nodes
}

function join(line: Run[], run: Run): void {
  const last = line.at(-1)
  if (last?.bold === run.bold && last.italic === run.italic && last.underline === run.underline) last.text += run.text
  else line.push(run)
}

function lineText(runs: readonly Run[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(runs.map((run) => ({ insert: run.text, attributes: marks(run) })))
  return text
}

const marks = ({ bold, italic, underline }: Run): Record<string, object> => ({
  ...(bold && { bold: {} }),
  ...(italic && { italic: {} }),
  ...(underline && { underline: {} }),
})
