import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { examine } from '../../electron/hub/schemaGuard.ts'
import { decode } from '../../electron/hub/update.ts'
import { addItem, agendaFragment, agendaItems, agendaTexts, moveItem, readAgenda, removeItem } from '../../shared/documents/agenda.ts'
import { grammarOf, unknownName, type Grammar } from '../../shared/documents/guard.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { between, random, type Random } from '../prove/proof.ts'
import { paragraph } from './house.ts'

const rounds = 400
const seed = Date.now() % 0x1_0000_0000

type Copy = { doc: Y.Doc; undo: Y.UndoManager }
type Act = (copy: Copy, next: Random) => void

const pick = <T>(from: readonly T[], next: Random): T | undefined => from[between(next, 0, from.length - 1)]
const elements = (body: Y.XmlFragment): Y.XmlElement[] =>
  [...body.createTreeWalker((node) => node instanceof Y.XmlElement)].filter((node) => node instanceof Y.XmlElement)
const texts = (body: Y.XmlFragment): Y.XmlText[] =>
  [...body.createTreeWalker((node) => node instanceof Y.XmlText)].filter((node) => node instanceof Y.XmlText)

function write(parent: Y.XmlFragment, next: Random): void {
  const text = pick(texts(parent), next)
  if (text && next() < 0.7) {
    const at = between(next, 0, text.length)
    if (next() < 0.7) text.insert(at, '字')
    else text.delete(0, at)
    return
  }
  const element = pick(elements(parent), next) ?? parent
  element.insert(0, [new Y.XmlText('新')])
}

const memoActs: Act[] = [
  ({ doc }, next) => write(memoBody(doc), next),
  ({ doc }, next) => write(memoBody(doc), next),
  ({ doc }, next) => memoBody(doc).insert(between(next, 0, memoBody(doc).length), [new Y.XmlElement('blockquote')]),
  ({ doc }, next) => pick(elements(memoBody(doc)), next)?.insert(0, [new Y.XmlElement('paragraph')]),
  ({ doc }, next) => {
    const text = pick(texts(memoBody(doc)), next)
    text?.format(0, text.length, next() < 0.5 ? { bold: {} } : { bold: null })
  },
  ({ doc }, next) => {
    const parent = pick([memoBody(doc), ...elements(memoBody(doc))], next)
    if (parent && parent.length > 0) parent.delete(0, between(next, 1, parent.length))
  },
  ({ undo }, next) => (next() < 0.7 ? undo.undo() : undo.redo()),
]
const agendaActs: Act[] = [
  ({ doc }) => addItem(doc, { id: crypto.randomUUID(), minutes: 5, content: '甲' }, null),
  ({ doc }, next) => {
    const item = pick([...agendaItems(doc).values()], next)
    const text = pick(agendaTexts, next)
    if (item && text) write(agendaFragment(item, text), next)
  },
  ({ doc }, next) => moveItem(doc, pick(readAgenda(doc), next)?.id ?? '', null),
  ({ doc }, next) => removeItem(doc, pick(readAgenda(doc), next)?.id ?? ''),
  ({ undo }, next) => (next() < 0.7 ? undo.undo() : undo.redo()),
]

/** Three copies and a hub's one, which take each other's updates at any time; the hub's examines each before it takes it. */
function round(grammar: Grammar, acts: readonly Act[], plant: (doc: Y.Doc) => void, next: Random): Y.Doc {
  const hub = new Y.Doc()
  plant(hub)
  const copies = Array.from({ length: 3 }, (): Copy => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hub))
    const roots = doc.share.has('items') ? [agendaItems(doc)] : [memoBody(doc)]
    return { doc, undo: new Y.UndoManager(roots, { captureTimeout: 0 }) }
  })
  const exchange = ({ doc }: Copy): void => {
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(hub))
    const decoded = decode(update)
    const reading = examine(grammar, hub, decoded)
    expect(reading.is).toBe('whole')
    const before = Y.encodeStateAsUpdate(hub)
    Y.applyUpdate(hub, update)
    const changed = !Buffer.from(before).equals(Buffer.from(Y.encodeStateAsUpdate(hub)))
    expect(reading).toMatchObject({ news: changed })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hub, Y.encodeStateVector(doc)))
  }
  for (let act = 0; act < 40; act++) {
    const copy = pick(copies, next)
    if (!copy) continue
    if (next() < 0.15) exchange(copy)
    else pick(acts, next)?.(copy, next)
  }
  copies.forEach(exchange)
  return hub
}

describe(`HB5 no change that the grammar allows is refused (seed ${String(seed)})`, () => {
  it.each([
    ['memo', memoActs, (doc: Y.Doc) => writeBlocks(memoBody(doc), [paragraph('一'), { type: 'quote', blocks: [paragraph('二')] }])],
    ['agenda', agendaActs, (doc: Y.Doc) => addItem(doc, { id: crypto.randomUUID(), minutes: 5, content: '一' }, null)],
  ] as const)('HB5 a %s written, deleted, undone by three at once', { timeout: 60_000 }, (kind, acts, plant) => {
    const grammar = grammarOf(kind)
    if (!grammar) throw new TypeError(kind)
    const next = random(seed)
    for (let nth = 0; nth < rounds; nth++) expect(unknownName(kind, round(grammar, acts, plant, next))).toBeNull()
  })

  it('HB5 what is typed into an item that somebody else has just removed is let in, and gone with it', () => {
    const grammar = grammarOf('agenda')
    if (!grammar) throw new TypeError('agenda')
    const [hub, mine] = [new Y.Doc(), new Y.Doc()]
    const id = crypto.randomUUID()
    addItem(hub, { id, minutes: 5 }, null)
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(hub))
    removeItem(hub, id)
    const item = agendaItems(mine).get(id)
    const line = item && agendaFragment(item, 'content').get(0)
    if (!(line instanceof Y.XmlElement)) throw new TypeError('no line')
    const before = Y.encodeStateVector(mine)
    line.insert(0, [new Y.XmlText('晚了')])
    const update = Y.encodeStateAsUpdate(mine, before)
    expect(examine(grammar, hub, decode(update))).toMatchObject({ is: 'whole', news: true })
    Y.applyUpdate(hub, update)
    expect(readAgenda(hub)).toEqual([])
  })
})
