import { headLines, letter, mastheadSize, page, pitch, ptPerMm, table as measures } from '../../shared/briefing/layout.ts'
import { phrases } from '../../shared/briefing/phrases.ts'
import { printable } from '../../shared/briefing/runs.ts'
import { chartSize, drawChart, type Shape } from '../../shared/documents/chart.ts'
import { plainText } from '../../shared/documents/memo.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import type {
  Contents,
  Head,
  Imprint,
  Labelled,
  Part,
  PrintedBlock,
  PrintedCell,
  PrintedNote,
  PrintedRun,
  Sheet,
  SheetForm,
  TextPaper,
} from '../../shared/papers/paper.ts'
import { sharesOf } from './columns.ts'
import { houseRules, letterRules, mm, pt, style } from './style.ts'

/** A whole page around what `body` gives: no script, nothing loaded but the fonts at `fontUrlBase` (`…/fonts/`). */
export const html = (inner: string, fontUrlBase: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title></title><style>${style(fontUrlBase)}</style></head><body>${inner}</body></html>`

/** Sheets of text, with the rules of the house. */
export const sheetsHtml = ({ sheets, style }: TextPaper): string =>
  `${sheets.map(sheet).join('')}<style>${houseRules(style)}${sheets.some(isLetter) ? letterRules(sheets.length) : ''}</style>`

const isLetter = ({ form }: Sheet): boolean => form === 'letter'

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escape = (text: string): string => printable(text).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

export const element = (tag: string, className: string, inner: string): string => `<${tag} class="${className}">${inner}</${tag}>`

function sheet({ form, head, contents, parts, imprint }: Sheet, at: number): string {
  const foot = imprintHtml(form, imprint, footAnchor(at))
  const last = parts.length - 1
  const inner = [
    head ? headHtml(form, head) : '',
    contentsHtml(contents),
    // The imprint belongs to the last part, so that a page break before it takes some text along.
    ...parts.map((one, nth) => part(one, nth === last ? foot : '')),
    parts.length === 0 ? foot : '',
  ]
  const places = anchors([sheetAnchor(at), ...(foot ? [footAnchor(at)] : []), ...contents.entries.map(({ anchor }) => anchor)])
  return `<article class="sheet ${form}${contents.ownPage ? ' long' : ''}" id="${sheetAnchor(at)}">${inner.join('')}${places}</article>`
}

/** Where a sheet begins, and where its imprint does. */
export const sheetAnchor = (at: number): string => `sheet${at + 1}`
const footAnchor = (at: number): string => `foot${at + 1}`

/** Unseen links: Chromium writes into the PDF where they lead, which is how pages for contents and the places of imprints are known. */
const anchors = (names: readonly string[]): string => element('div', 'anchors', names.map((to) => `<a href="#${to}"></a>`).join(''))

function headHtml(form: SheetForm, content: Head): string {
  const { corner, masthead, number, signers, ends } = content
  const rows = corner.map(({ of, text }) => element('p', `corner ${of}`, escape(text)))
  if (form === 'plain' || form === 'cover') return element('header', 'head', rows.join(''))
  const size = `font-size:${pt(mastheadSize(form, Array.from(masthead).length))}`
  const name = `<p class="masthead" style="${size}">${escape(masthead)}</p>`
  const above = form === 'letter' ? page.top - letter.mastheadTop + letter.mastheadRoom : 0
  const top = `<header class="head" style="height:${mm(headLines(form, content) * pitch.line + above)}">`
  if (form === 'letter') {
    const [first = '', ...rest] = rows
    const row = element('div', 'ends', `${first || '<span></span>'}${element('p', 'number', escape(number))}`)
    return `${top}${name}<div class="double"></div>${first || number ? row : ''}${rest.join('')}</header>`
  }
  const numbered =
    signers.length > 0
      ? element('div', 'ends signed', element('p', 'number', escape(number)) + signersHtml(signers))
      : element('p', 'number', escape(number))
  const row = ends ? element('p', 'ends issuer', `<span>${escape(ends.left)}</span><span>${escape(ends.right)}</span>`) : ''
  return `${top}${element('div', 'corners', rows.join(''))}${name}${number ? numbered : ''}${row}<div class="rule"></div></header>`
}

/** Two names a row; those of the next row stand under the first, §7.2.6 */
const signersHtml = (names: readonly string[]): string =>
  element(
    'div',
    'signers',
    element('span', '', escape(print.signer)) + element('span', 'names', names.map((name) => element('span', '', escape(name))).join('')),
  )

function contentsHtml({ ownPage, entries }: Contents): string {
  if (entries.length === 0) return ''
  const rows = entries.map(
    ({ level, text, anchor }) =>
      `<li class="level${level}"><a href="#${anchor}">${escape(text)}</a><i></i><span class="page-of" data-anchor="${anchor}"></span></li>`,
  )
  const title = element('p', 'contents-title', escape(ownPage ? print.longContents : print.contents))
  return element('nav', 'contents', `${title}${element('ul', '', rows.join(''))}`)
}

function part(content: Part, foot: string): string {
  const { anchor, label, title, facts, addressee, editorNote, lead, blocks, annexes, authors, signature, note, attendance, notes } = content
  const inner = [
    label && element('p', 'annex-label', escape(label)),
    `<h1>${breakable(title)}</h1>`,
    facts.length > 0
      ? element('div', longLabel(facts) ? 'facts wide' : 'facts', facts.map((one) => `<p>${labelled(one)}</p>`).join(''))
      : '',
    addressee && element('p', 'addressee', escape(addressee)),
    editorNoteHtml(editorNote),
    lead.map((text) => element('p', 'lead', escape(text))).join(''),
    blocks.map(block).join(''),
    annexList(annexes),
    attendance.length > 0 ? element('div', 'attendance', attendance.map((one) => `<p>${labelled(one)}</p>`).join('')) : '',
    authors && element('p', 'authors', escape(authors)),
    signature && element('div', 'signature', element('p', '', escape(signature.name)) + element('p', 'signed-on', escape(signature.date))),
    note && element('p', 'note', escape(print.inBrackets(note))),
    notesHtml(notes),
    foot,
  ]
  return `<section class="part${label ? ' annex' : ''}" id="${anchor}">${inner.join('')}</section>`
}

function editorNoteHtml([first, ...rest]: readonly string[]): string {
  if (first === undefined) return ''
  const label = element('span', 'label', escape(print.editorNote))
  return element('div', 'editor-note', `<p>${label}${escape(first)}</p>${rest.map((text) => `<p>${escape(text)}</p>`).join('')}`)
}

/** 听证主持人： takes more room than 主持人： */
const longLabel = (facts: readonly Labelled[]): boolean => facts.some(({ label }) => Array.from(label).length > 5)

/** 附件说明: no marks behind the names; what runs over stands under the first letter of the name, §7.3.4 */
function annexList(names: readonly string[]): string {
  if (names.length === 0) return ''
  const rows = names.map((name, at) =>
    element(
      'p',
      '',
      `<span>${at === 0 ? escape(print.annexes) : ''}</span><span>${names.length > 1 ? escape(print.item(at + 1)) : ''}</span><span>${escape(name)}</span>`,
    ),
  )
  return element('div', `annexes${names.length > 1 ? '' : ' one'}`, rows.join(''))
}

function notesHtml(notes: readonly PrintedNote[]): string {
  if (notes.length === 0) return ''
  const rows = notes.map(({ mark, text }) => element('li', '', element('span', '', escape(mark)) + element('span', '', escape(text))))
  return element('section', 'notes', element('p', 'notes-title', escape(print.notes)) + element('ul', '', rows.join('')))
}

/** Where a title may break; `keep-all` keeps the browser from any other place. */
export const breakable = (title: string): string => phrases(title).map(escape).join('<wbr>')

export function block(content: PrintedBlock): string {
  switch (content.type) {
    case 'heading': {
      const tag = `h${content.level + 1}`
      return `<${tag} id="${content.anchor}">${escape(content.number)}${runs(content.runs)}</${tag}>`
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
      return figure(svg(drawChart(content.chart, content.data), plainText(content.runs)), content)
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
  const short = shortColumns(rest)
  // A joined cell would give what it needs to any of the columns under it.
  const shares = columns.length > 0 || short !== null ? columns : sharesOf([...top, ...rest], countOf([...top, ...rest]))
  const widths = shares.map((share) => `<col style="width:${(share * 100).toFixed(2)}%">`).join('')
  const whole = short !== null && columns.length === 0 && fitWhole([...top, ...rest], short)
  const rows = (part: readonly PrintedCell[][]): string =>
    part.map((row) => `<tr>${row.map((one, at) => cell(one, short?.[at] ?? isShort(one.blocks), whole)).join('')}</tr>`).join('')
  return `<table>${widths && `<colgroup>${widths}</colgroup>`}${top.length > 0 ? `<thead>${rows(top)}</thead>` : ''}<tbody>${rows(rest)}</tbody></table>`
}

export const countOf = (rows: readonly PrintedCell[][]): number =>
  Math.max(...rows.map((row) => row.reduce((sum, { colspan }) => sum + colspan, 0)))

/** Figures and short words stand in the middle of their column; where one cell of it is longer, all stand on the left. */
export function shortColumns(body: readonly PrintedCell[][]): boolean[] | null {
  const joined = body.some((row) => row.some(({ colspan, rowspan }) => colspan > 1 || rowspan > 1))
  if (joined) return null
  const count = Math.max(0, ...body.map((row) => row.length))
  return Array.from({ length: count }, (_, at) => body.every((row) => isShort(row[at]?.blocks ?? [])))
}

export const isShort = (blocks: readonly PrintedBlock[]): boolean => {
  const [only, ...more] = blocks
  if (only === undefined) return true
  return only.type === 'paragraph' && more.length === 0 && Array.from(plainText(only.runs)).length <= shortCell
}
const shortCell = 10

/** Whether short columns and their heads can have each of their cells on one line, and leave room for the others. */
function fitWhole(rows: readonly PrintedCell[][], short: readonly boolean[]): boolean {
  const letters = (row: readonly PrintedCell[], at: number): number => {
    const only = row[at]?.blocks[0]
    return only?.type === 'paragraph' ? Array.from(plainText(only.runs)).length : 0
  }
  const taken = short.map((isOne, at) => (isOne ? Math.max(...rows.map((row) => Math.min(letters(row, at), shortCell))) + 1 : leastColumn))
  return taken.reduce((sum, one) => sum + one, 0) <= (page.block.width * ptPerMm) / measures.size
}
/** For a column of longer words, in letters of the table. */
const leastColumn = 8

function cell({ header, colspan, rowspan, blocks }: PrintedCell, short: boolean, whole: boolean): string {
  const tag = header ? 'th' : 'td'
  const joined = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`
  const given = header ? [isShort(blocks) && whole && 'whole'] : [short && 'short', short && whole && 'whole', isListed(blocks) && 'listed']
  const classes = given.filter((name) => name !== false)
  return `<${tag}${classes.length > 0 ? ` class="${classes.join(' ')}"` : ''}${joined}>${blocks.map(block).join('')}</${tag}>`
}

/** 宋砚秋、顾闻溪: nobody's name goes over the end of a line in a table either. */
function isListed([only, ...more]: readonly PrintedBlock[]): boolean {
  return only?.type === 'paragraph' && more.length === 0 && /^\p{Script=Han}{2,4}(、\p{Script=Han}{2,4})+$/u.test(plainText(only.runs))
}

const runs = (content: readonly PrintedRun[]): string => {
  const out: string[] = []
  for (const [at, one] of content.entries()) {
    const before = content[at - 1]
    if (one.note === undefined) out.push(content[at + 1]?.note === undefined ? run(one) : run(shortened(one)))
    else out.push(before && before.note === undefined ? element('span', 'whole', run(lastOf(before)) + run(one)) : run(one))
  }
  return out.join('')
}

/** No line begins with the mark of a note: the letter before goes with it. */
const lastOf = (one: PrintedRun): PrintedRun => ({ ...one, text: Array.from(one.text).at(-1) ?? '' })
const shortened = (one: PrintedRun): PrintedRun => ({ ...one, text: Array.from(one.text).slice(0, -1).join('') })

function run({ text, bold, italic, underline, note }: PrintedRun): string {
  const inner = escape(text).replaceAll('\n', '<br>')
  if (note !== undefined) return element('sup', 'note-mark', inner)
  const classes = [bold && 'bold', italic && 'italic', underline && 'underline'].filter((name) => name !== false)
  return classes.length > 0 ? element('span', classes.join(' '), inner) : inner
}

/** Nobody's name goes over the end of a line. */
const hands = (said: string): string =>
  said
    .split(print.gap)
    .map((hand) => element('span', 'whole', escape(hand)))
    .join(escape(print.gap))

/** The place is where the imprint ends up in the flow; `settle` moves it down to the last line (imprint.ts). */
function imprintHtml(form: SheetForm, { rows, last }: Imprint, anchor: string): string {
  if (rows.length === 0 && last === null) return ''
  const lists = rows.map(({ label, text, joined }) =>
    element('p', `imprint-row${joined ? ' joined' : ''}`, element('span', 'label', escape(label)) + element('span', '', escape(text))),
  )
  const foot = last ? element('p', 'imprint-row last', element('span', '', hands(last.left)) + element('span', '', escape(last.right))) : ''
  const inner = element('div', form === 'letter' ? 'imprint bare' : 'imprint', lists.join('') + foot)
  return `<footer class="imprint-place" id="${anchor}">${inner}</footer>`
}
