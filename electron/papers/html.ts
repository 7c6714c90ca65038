import type { Card, Ledger, PaperContent, Seats } from '../../shared/papers/paper.ts'
import { dataUrl, type Pictures } from '../../shared/documents/pictures.ts'
import { papers as words } from '../../shared/i18n/zh/papers.ts'
import { assertNever } from '../../shared/errors.ts'
import { breakable, element, escape, sheetsHtml } from '../briefing/html.ts'
import { cardStyle, ledgerStyle, seatStyle } from './style.ts'

/** What stands between the body tags of a paper, its own rules included; all that people typed is escaped. */
export function paperHtml(content: PaperContent): string {
  switch (content.form) {
    case 'text':
      return filled(sheetsHtml(content), content.pictures ?? {})
    case 'cards':
      return content.cards.map(tent).join('') + styled(cardStyle)
    case 'seats':
      return seats(content.seats) + styled(seatStyle)
    case 'ledger':
      return ledger(content.ledger) + styled(ledgerStyle)
    default:
      return assertNever(content)
  }
}

/** Puts the pictures into the places that name them; one that is not there leaves a frame. What people typed is escaped and is no such place. */
const filled = (html: string, pictures: Pictures): string =>
  html.replace(/<img data-picture="([0-9a-f]{64})"/g, (place, hash: string) => {
    const bytes = Object.hasOwn(pictures, hash) ? pictures[hash] : undefined
    return bytes ? `<img src="${dataUrl(bytes, Buffer.from(bytes).toString('base64'))}"` : `${place} class="missing"`
  })

const styled = (rules: string): string => `<style>${rules}</style>`

/** A card that is folded in the middle and stands: the upper half is read from the other side. */
const tent = (card: Card): string =>
  element('section', 'card', element('div', 'half turned', face(card)) + element('div', 'half', face(card)))
const face = ({ name, organisation }: Card): string =>
  element('p', `card-name letters${Math.min(Array.from(name).length, 12)}`, escape(spaced(name))) +
  element('p', 'card-organisation', escape(organisation))

/** A name of two characters is set as wide as one of three. */
const spaced = (name: string): string => (/^\p{Script=Han}{2}$/u.test(name) ? `${name.charAt(0)}\u3000${name.charAt(1)}` : name)

function seats({ title, head, left, right, back }: Seats): string {
  const seat = ({ name, organisation, seat: at }: Card): string =>
    element(
      'li',
      '',
      element('span', 'seat-name', escape(spaced(name))) +
        element('span', 'seat-organisation', escape(organisation)) +
        (at === '' ? '' : element('span', 'seat-place', escape(at))),
    )
  const side = (className: string, label: string, cards: readonly Card[]): string =>
    element('div', `side ${className}`, element('p', 'side-name', escape(label)) + `<ul>${cards.map(seat).join('')}</ul>`)
  return [
    `<h1>${breakable(title)}</h1>`,
    `<ul class="head-seats">${head.map(seat).join('')}</ul>`,
    element(
      'div',
      'room',
      side('left', left.name, left.cards) +
        element('div', 'table', element('span', '', words.seats.table)) +
        side('right', right.name, right.cards),
    ),
    back.cards.length > 0 ? side('back', back.name, back.cards) : '',
  ].join('')
}

/** The nth part of it of so many rows: each has the head of the table, the first what stands over it. */
export function ledgerPart(whole: Ledger, nth: number, size: number): string {
  const part = { ...whole, rows: whole.rows.slice(nth * size, (nth + 1) * size) }
  return (nth === 0 ? ledger(part) : tableOf(part)) + styled(ledgerStyle)
}

function ledger(whole: Ledger): string {
  const { title, about, day, none, rows } = whole
  return [
    `<h1>${breakable(title)}</h1>`,
    element('p', 'ledger-about', `<span>${escape(about)}</span><span>${escape(day)}</span>`),
    rows.length === 0 ? element('p', 'ledger-none', escape(none)) : tableOf(whole),
  ].join('')
}

function tableOf({ columns, rows }: Ledger): string {
  const all = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => `<col style="width:${((width / all) * 100).toFixed(2)}%">`).join('')
  const head = columns.map(({ label }) => `<th>${escape(label)}</th>`).join('')
  const cell = (text: string): string =>
    `<td>${
      text === ''
        ? ''
        : text
            .split('\n')
            .map((line) => `<p>${escape(line)}</p>`)
            .join('')
    }</td>`
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')
  return `<table class="ledger"><colgroup>${widths}</colgroup><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}
