// @vitest-environment jsdom
import fc from 'fast-check'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { AgendaTable } from '../../../renderer/dialogues/AgendaTable.tsx'
import { itemsAfter, textsWait, useAgenda } from '../../../renderer/dialogues/useAgenda.ts'
import { Hub } from '../../../renderer/hub/hub.ts'
import { DeskContext } from '../../../renderer/hub/useHub.ts'
import {
  addItem,
  agendaFragment,
  agendaItems,
  fixTime,
  moveItem,
  readAgenda,
  removeItem,
  setMinutes,
  type AgendaItem,
} from '../../../shared/documents/agenda.ts'
import { emptyPlan, type Dialogue } from '../../../shared/register.ts'

/** Labels of the cells that were rendered since it was last emptied. */
const rendered = vi.hoisted((): string[] => [])
vi.mock('../../../renderer/editor/LineEditor.tsx', () => ({
  LineEditor: ({ label }: { label: string }) => {
    rendered.push(label)
    return null
  },
}))

const by = crypto.randomUUID()
const dialogue: Dialogue = {
  ...{ id: crypto.randomUUID(), kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', endsAt: '', venue: '', chair: '林' },
  ...{ organiser: '', state: 'preparing', plan: emptyPlan, minutes: null, chairId: null, recorders: [], run: null, agendaConfirmed: null },
  ...{ createdBy: by, createdAt: '2026-11-01T00:00:00Z' },
}
const size = 40
function agendaOf(count: number): Y.Doc {
  const doc = new Y.Doc()
  let after: string | null = null
  for (let nth = 0; nth < count; nth++) {
    addItem(doc, { id: String(nth), minutes: 5, content: `议题${String(nth)}`, speaker: '韩立岑' }, after)
    after = String(nth)
  }
  return doc
}
/** As a colleague does it: on a copy, and sent here. */
function elsewhere(doc: Y.Doc, change: (copy: Y.Doc) => void): void {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  change(copy)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))
}
function type(doc: Y.Doc, id: string, column: 'content' | 'speaker', letters: string): void {
  const item = agendaItems(doc).get(id)
  const line = item && agendaFragment(item, column).get(0)
  if (line instanceof Y.XmlElement) line.insert(line.length, [new Y.XmlText(letters)])
}

describe('AG5 what a letter costs in an agenda of forty items', () => {
  let root: Root
  let hub: Hub
  let doc: Y.Doc
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
    vi.useFakeTimers()
    hub = new Hub({ id: by, name: '林', color: '#2f5d8a' }, () => () => undefined)
    doc = agendaOf(size)
    const awareness = new Awareness(doc)
    root = createRoot(document.createElement('div'))
    act(() => root.render(<DeskContext value={{ hub, role: 'secretariat', kind: 'local' }}>{<Shown awareness={awareness} />}</DeskContext>))
  })
  afterEach(() => {
    act(() => root.unmount())
    hub.destroy()
    vi.useRealTimers()
  })
  const Shown = ({ awareness }: { awareness: Awareness }) => (
    <AgendaTable {...{ dialogue, doc, awareness, editable: true, begun: null }} agenda={useAgenda(doc)} />
  )
  /** Rows that were rendered by a change. */
  function rows(change: (copy: Y.Doc) => void): string[] {
    rendered.length = 0
    act(() => elsewhere(doc, change))
    act(() => {
      vi.advanceTimersByTime(textsWait)
    })
    return [...new Set(rendered.map((label) => label.split(' ').slice(0, 3).join(' ')))]
  }

  it('AG5 a letter of a colleague renders the row it is in, and no other', () => {
    expect(rendered).toHaveLength(4 * size)
    expect(rows((copy) => type(copy, '7', 'content', '企'))).toEqual(['第 8 项'])
    expect(rows((copy) => type(copy, '31', 'speaker', '乙'))).toEqual(['第 32 项'])
  })

  it('AG7 a hundred letters render nothing by themselves, and their row once when their time has come; what changes times is told at once', () => {
    rendered.length = 0
    for (let nth = 0; nth < 100; nth++) act(() => elsewhere(doc, (copy) => type(copy, '7', 'content', '企')))
    expect(rendered).toEqual([])
    act(() => {
      vi.advanceTimersByTime(textsWait)
    })
    expect(rendered).toHaveLength(4)
    act(() => elsewhere(doc, (copy) => type(copy, '7', 'content', '业')))
    act(() => elsewhere(doc, (copy) => setMinutes(copy, '38', 20)))
    expect(new Set(rendered.slice(4).map((label) => label.split(' ')[1]))).toEqual(new Set(['8', '39', '40']))
  })

  it('AG5 minutes that change render what begins later, because its times follow', () => {
    expect(rows((copy) => setMinutes(copy, '35', 20))).toHaveLength(size - 35)
  })
})

describe('AG6 the items after a change', () => {
  it('AG6 every item that a change did not touch stays the same object', () => {
    const doc = agendaOf(size)
    const seen = after(doc, (copy) => type(copy, '20', 'content', '企'))
    expect(seen.now.filter((item) => !seen.before.includes(item)).map(({ id }) => id)).toEqual(['20'])
    expect(seen.now.find(({ id }) => id === '20')?.content).toBe('议题20企')
  })

  it('AG6 whatever is added, moved, removed, timed or typed, by whomever and at once, it is what the whole agenda reads', () => {
    const place = fc.nat(15)
    const change = fc.oneof(
      fc.record({ is: fc.constant('add' as const), at: place, to: place }),
      fc.record({
        is: fc.constantFrom('move' as const, 'remove' as const, 'minutes' as const, 'fix' as const, 'type' as const),
        at: place,
        to: place,
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (turns) => {
        const doc = agendaOf(6)
        let count = 6
        for (const turn of turns) {
          const { now } = after(doc, (copy) => {
            for (const { is, at, to } of turn) {
              const ids = readAgenda(copy).map(({ id }) => id)
              const [id = '', other = null] = [ids[at % Math.max(ids.length, 1)], ids[to % Math.max(ids.length, 1)]]
              if (is === 'add') addItem(copy, { id: String(count++), minutes: 5 }, other)
              else if (is === 'move') moveItem(copy, id, other)
              else if (is === 'remove') removeItem(copy, id)
              else if (is === 'minutes') setMinutes(copy, id, to)
              else if (is === 'fix') fixTime(copy, id, '14:30')
              else type(copy, id, 'content', '字')
            }
          })
          expect(now).toEqual(readAgenda(doc))
        }
      }),
      { numRuns: 40 },
    )
  })

  function after(doc: Y.Doc, change: (copy: Y.Doc) => void): { before: readonly AgendaItem[]; now: readonly AgendaItem[] } {
    const before: readonly AgendaItem[] = readAgenda(doc)
    let now = before
    const map = agendaItems(doc)
    const read = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => void (now = itemsAfter(now, map, events))
    map.observeDeep(read)
    elsewhere(doc, change)
    map.unobserveDeep(read)
    return { before, now }
  }
})
