import type {
  Article,
  BriefingContent,
  Imprint,
  Labelled,
  PrintedBlock,
  PrintedCell,
  PrintedNote,
  PrintedRun,
} from '../../shared/briefing/compose.ts'
import { head as layout } from '../../shared/briefing/layout.ts'
import { phrases } from '../../shared/briefing/phrases.ts'
import { printable } from '../../shared/briefing/runs.ts'
import { chartSize, type Shape } from '../../shared/documents/chart.ts'
import { plainText } from '../../shared/documents/memo.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { style } from './style.ts'

/** A whole page around what `body` gives: no script, nothing loaded but the fonts at `fontUrlBase` (`…/fonts/`). */
export const html = (inner: string, fontUrlBase: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title></title><style>${style(fontUrlBase)}</style></head><body>${inner}</body></html>`

/** What stands between the body tags; all that people typed is escaped. */
export const body = (content: BriefingContent): string => [head(content), contents(content.contents), ...articles(content)].join('')

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escape = (text: string): string => printable(text).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

export const element = (tag: string, className: string, inner: string): string => `<${tag} class="${className}">${inner}</${tag}>`

function head({ masthead, number, secrecy, compiler, date }: BriefingContent): string {
  return element(
    'header',
    'head',
    [
      element('p', 'secrecy', escape(secrecy)),
      element('p', `masthead letters${Math.min(Array.from(masthead).length, layout.mastheadLetters)}`, escape(masthead)),
      element('p', 'number', escape(number)),
      element('p', 'ends issuer', `<span>${escape(compiler)}</span><span>${escape(date)}</span>`),
      '<div class="rule"></div>',
    ].join(''),
  )
}

function contents(titles: readonly string[]): string {
  if (titles.length === 0) return ''
  const rows = titles.map((title) => element('li', '', escape(title)))
  return element('nav', 'contents', element('p', 'contents-title', escape(print.contents)) + element('ul', '', rows.join('')))
}

/** The imprint belongs to the last article, so that a page break before it takes some text along. */
function articles({ articles, imprint }: BriefingContent): string[] {
  const last = articles.length - 1
  const foot = imprintHtml(imprint)
  return articles.length === 0 ? [foot] : articles.map((content, index) => article(content, index === last ? foot : ''))
}

const article = ({ title, blocks, notes, authors }: Article, foot: string): string =>
  element(
    'article',
    'article',
    `<h1>${breakable(title)}</h1>${blocks.map(block).join('')}${authors && element('p', 'authors', escape(authors))}${notesHtml(notes)}${foot}`,
  )

function notesHtml(notes: readonly PrintedNote[]): string {
  if (notes.length === 0) return ''
  const rows = notes.map(({ mark, text }) =>
    element('li', '', element('span', 'note-mark', escape(mark)) + element('span', '', escape(text))),
  )
  return element('section', 'notes', element('p', 'notes-title', escape(print.notes)) + element('ul', '', rows.join('')))
}

/** Where a title may break; `keep-all` keeps the browser from any other place. */
export const breakable = (title: string): string => phrases(title).map(escape).join('<wbr>')

export function block(content: PrintedBlock): string {
  switch (content.type) {
    case 'heading': {
      const tag = `h${content.level + 1}`
      return `<${tag}>${escape(content.number)}${runs(content.runs)}</${tag}>`
    }
    case 'paragraph':
      return `<p>${runs(content.runs)}</p>`
    case 'quote':
      return element('blockquote', '', content.blocks.map(block).join(''))
    case 'list':
      return element('ul', 'list', content.items.map(({ marker, blocks }) => `<li>${item(marker, blocks)}</li>`).join(''))
    case 'table':
      return tableHtml(content)
    case 'recommendation':
      return element('section', 'recommendation', element('div', 'ruled', `<p>${runs(content.runs)}</p>${terms(content.terms)}`))
    case 'figure': {
      const alt = escape(content.alt || plainText(content.runs))
      return figure(`<img data-picture="${escape(content.picture)}" alt="${alt}" style="width:${content.width}%">`, content)
    }
    case 'chart':
      return figure(svg(content.drawing, plainText(content.runs)), content)
  }
}

const figure = (inner: string, { number, runs: caption }: { number: string; runs: readonly PrintedRun[] }): string =>
  element('figure', '', `${inner}<figcaption>${escape(number)}${escape(print.gap.slice(0, 1))}${runs(caption)}</figcaption>`)

function svg(drawing: readonly Shape[], name: string): string {
  const shapes = drawing.map(({ tag, attributes, text = '' }) => {
    const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`)
    return `<${tag}${given.join('')}>${escape(text)}</${tag}>`
  })
  return `<svg viewBox="0 0 ${chartSize.width} ${chartSize.height}" role="img" aria-label="${escape(name)}">${shapes.join('')}</svg>`
}

/** The marker stands in the first paragraph, so that text taken out of the paper keeps it in its place. */
function item(marker: string, [first, ...rest]: readonly PrintedBlock[]): string {
  const mark = element('span', 'marker', escape(marker))
  if (first === undefined) return `<p>${mark}</p>`
  if (first.type !== 'paragraph') return `<p>${mark}</p>${[first, ...rest].map(block).join('')}`
  return `<p>${mark}${runs(first.runs)}</p>${rest.map(block).join('')}`
}

const terms = (rows: readonly Labelled[]): string => (rows.length === 0 ? '' : element('p', 'terms', rows.map(labelled).join('')))

export const labelled = ({ label, text }: Labelled): string =>
  element('span', 'labelled', `${element('span', 'label', escape(label))}${escape(text)}`)

function tableHtml({ columns, head: top, body: rest }: Extract<PrintedBlock, { type: 'table' }>): string {
  const widths = columns.map((share) => `<col style="width:${(share * 100).toFixed(2)}%">`).join('')
  const rows = (part: readonly PrintedCell[][]): string => part.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')
  return `<table>${widths && `<colgroup>${widths}</colgroup>`}${top.length > 0 ? `<thead>${rows(top)}</thead>` : ''}<tbody>${rows(rest)}</tbody></table>`
}

/** Figures and short words stand in the middle of their cell, sentences on its left. */
export const isShort = (blocks: readonly PrintedBlock[]): boolean => {
  const [only, ...more] = blocks
  return only?.type === 'paragraph' && more.length === 0 && Array.from(plainText(only.runs)).length <= shortCell
}
const shortCell = 10

function cell({ header, colspan, rowspan, blocks }: PrintedCell): string {
  const tag = header ? 'th' : 'td'
  const short = !header && isShort(blocks) ? ' class="short"' : ''
  const joined = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`
  return `<${tag}${short}${joined}>${blocks.map(block).join('')}</${tag}>`
}

const runs = (content: readonly PrintedRun[]): string => content.map(run).join('')

function run({ text, bold, italic, underline, raised }: PrintedRun): string {
  const inner = escape(text).replaceAll('\n', '<br>')
  if (raised) return element('sup', 'note-mark', inner)
  const classes = [bold && 'bold', italic && 'italic', underline && 'underline'].filter((name) => name !== false)
  return classes.length > 0 ? element('span', classes.join(' '), inner) : inner
}

/** The place keeps the room on the last page that `print.ts` moves the imprint down into. */
function imprintHtml({ rows, copies }: Imprint): string {
  if (rows.length === 0 && copies === '') return ''
  const lists = rows.map(({ label, text }) =>
    element('p', 'imprint-row', element('span', 'label', escape(label)) + element('span', '', escape(text))),
  )
  const last = copies && element('p', 'imprint-row copies', escape(copies))
  return element('footer', 'imprint-place', element('div', 'imprint', lists.join('') + last))
}
