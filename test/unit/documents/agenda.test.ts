import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  addItem,
  agendaFragment,
  agendaItems,
  fixTime,
  moveItem,
  putBack,
  readAgenda,
  removeItem,
  setMinutes,
  setResponder,
  slots,
} from '../../../shared/documents/agenda.ts'

const ids = (doc: Y.Doc): string[] => readAgenda(doc).map(({ id }) => id)
const agendaOf = (...names: string[]): Y.Doc => {
  const doc = new Y.Doc()
  names.forEach((id, index) => addItem(doc, { id, minutes: 10, content: `议题${id}` }, names[index - 1] ?? null))
  return doc
}
const exchange = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
}

describe('AG8 who answers, and an item that is put back', () => {
  it('AG8 an item of an earlier version has nobody who answers, and is whole', () => {
    const doc = agendaOf('a')
    expect(agendaItems(doc).get('a')?.has('responder')).toBe(false)
    expect(readAgenda(doc)).toMatchObject([{ id: 'a', responder: '' }])
    setResponder(doc, 'a', '市司法局')
    expect(readAgenda(doc)).toMatchObject([{ responder: '市司法局' }])
  })

  it('AG8 it stands again where it stood with all that it said; one that is there already stays as it is', () => {
    const doc = agendaOf('a', 'b', 'c')
    fixTime(doc, 'b', '15:20')
    setResponder(doc, 'b', '市司法局')
    const before = readAgenda(doc)
    const item = before[1] ?? expect.fail('no item')
    removeItem(doc, 'b')
    putBack(doc, item)
    expect(readAgenda(doc)).toEqual(before)
    putBack(doc, { ...item, content: '别的' })
    expect(readAgenda(doc)).toEqual(before)
  })
})

describe('AG1 times follow from the durations', () => {
  it('AG1 each item begins when the one before it ends', () => {
    const times = slots('2026-12-16T09:00', [
      { id: 'a', minutes: 5 },
      { id: 'b', minutes: 0 },
      { id: 'c', minutes: 90 },
    ])
    expect(times).toEqual([
      { id: 'a', from: '09:00', to: '09:05', gap: 0 },
      { id: 'b', from: '09:05', to: '09:05', gap: 0 },
      { id: 'c', from: '09:05', to: '10:35', gap: 0 },
    ])
  })

  it('AG1 past midnight the clock goes on at 00:00', () => {
    const times = slots('2026-12-16T23:30', [
      { id: 'a', minutes: 30 },
      { id: 'b', minutes: 45 },
      { id: 'c', minutes: 24 * 60 },
    ])
    expect(times.map(({ from, to }) => `${from}-${to}`)).toEqual(['23:30-00:00', '00:00-00:45', '00:45-00:45'])
  })

  it('AG1 an item at a fixed time leaves a gap or is told how far it overlaps; what follows waits for all before it', () => {
    const times = slots('2026-12-16T23:30', [
      { id: 'a', minutes: 20 },
      { id: 'b', minutes: 10, fixedAt: '00:10' },
      { id: 'c', minutes: 5, fixedAt: '00:05' },
      { id: 'd', minutes: 15 },
    ])
    expect(times.map(({ from, to, gap }) => `${from}-${to} ${gap}`)).toEqual([
      '23:30-23:50 0',
      '00:10-00:20 20',
      '00:05-00:10 -15',
      '00:20-00:35 0',
    ])
  })

  it('AG1 an agenda without items has no times', () => {
    expect(slots('2026-12-16T09:00', [])).toEqual([])
  })
})

describe('AG2 items stand where they were put', () => {
  it('AG2 an item comes behind the one named, and first for none', () => {
    const doc = agendaOf('a', 'b', 'c')
    addItem(doc, { id: 'behindA', minutes: 5 }, 'a')
    addItem(doc, { id: 'first', minutes: 5 }, null)
    addItem(doc, { id: 'last', minutes: 5 }, 'c')
    expect(ids(doc)).toEqual(['first', 'a', 'behindA', 'b', 'c', 'last'])
  })

  it('AG2 moving changes the order and nothing else', () => {
    const doc = agendaOf('a', 'b', 'c', 'd')
    const before = new Map(readAgenda(doc).map((item) => [item.id, item.content]))
    moveItem(doc, 'd', null)
    moveItem(doc, 'a', 'c')
    moveItem(doc, 'b', 'b')
    expect(ids(doc)).toEqual(['d', 'b', 'c', 'a'])
    expect(new Map(readAgenda(doc).map((item) => [item.id, item.content]))).toEqual(before)
  })

  it('AG2 moving or timing an item that is gone does nothing', () => {
    const doc = agendaOf('a', 'b')
    removeItem(doc, 'a')
    moveItem(doc, 'a', 'b')
    setMinutes(doc, 'a', 20)
    expect(ids(doc)).toEqual(['b'])
  })

  it('AG2 any run of adding, moving and removing keeps the order a plain list would have', () => {
    const step = fc.record({ kind: fc.constantFrom('add', 'move', 'remove'), at: fc.nat(1000), after: fc.nat(1000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const doc = new Y.Doc()
        const plain: string[] = []
        steps.forEach(({ kind, at, after }, index) => {
          const id = kind === 'add' ? `item${index}` : plain[at % plain.length]
          if (id === undefined) return
          const others = [null, ...plain.filter((other) => other !== id)]
          const behind = others[after % others.length] ?? null
          if (plain.includes(id)) plain.splice(plain.indexOf(id), 1)
          if (kind !== 'remove') plain.splice(behind === null ? 0 : plain.indexOf(behind) + 1, 0, id)
          if (kind === 'add') addItem(doc, { id, minutes: 10 }, behind)
          if (kind === 'move') moveItem(doc, id, behind)
          if (kind === 'remove') removeItem(doc, id)
          expect(ids(doc)).toEqual(plain)
        })
      }),
    )
  })
})

describe('AG3 two people at one agenda', () => {
  it('AG3 what is typed in an item while it is moved stays in it', () => {
    const here = agendaOf('a', 'b', 'c')
    const there = new Y.Doc()
    exchange(here, there)
    moveItem(here, 'a', 'c')
    const item = agendaItems(there).get('a') ?? expect.fail('the item did not arrive')
    agendaFragment(item, 'content').insert(1, [new Y.XmlElement('paragraph')])
    const line = agendaFragment(item, 'content').get(1)
    if (line instanceof Y.XmlElement) line.insert(0, [new Y.XmlText('补充材料')])
    exchange(here, there)
    expect(ids(here)).toEqual(['b', 'c', 'a'])
    expect(readAgenda(here)).toEqual(readAgenda(there))
    expect(readAgenda(here).find(({ id }) => id === 'a')?.content).toBe('议题a\n补充材料')
  })

  it('AG3 items inserted at one place at one time stand in one order for both, and the place between them is free', () => {
    const here = agendaOf('a', 'b')
    const there = new Y.Doc()
    exchange(here, there)
    addItem(here, { id: 'x', minutes: 5 }, 'a')
    addItem(there, { id: 'y', minutes: 5 }, 'a')
    exchange(here, there)
    expect(ids(here)).toEqual(['a', 'x', 'y', 'b'])
    expect(ids(there)).toEqual(['a', 'x', 'y', 'b'])
    addItem(here, { id: 'z', minutes: 5 }, 'y')
    expect(ids(here)).toEqual(['a', 'x', 'y', 'z', 'b'])
  })
})

describe('AG4 durations are whole minutes of one day', () => {
  it.each([-1, 1.5, 24 * 60 + 1, Number.NaN])('AG4 %d minutes are refused and change nothing', (minutes) => {
    const doc = agendaOf('a')
    expect(() => setMinutes(doc, 'a', minutes)).toThrow()
    expect(() => addItem(doc, { id: 'b', minutes }, 'a')).toThrow()
    expect(readAgenda(doc).map((item) => [item.id, item.minutes])).toEqual([['a', 10]])
  })

  it('AG4 nothing and a whole day are durations', () => {
    const doc = agendaOf('a')
    setMinutes(doc, 'a', 0)
    expect(readAgenda(doc)[0]?.minutes).toBe(0)
    setMinutes(doc, 'a', 24 * 60)
    expect(readAgenda(doc)[0]?.minutes).toBe(24 * 60)
  })
})
