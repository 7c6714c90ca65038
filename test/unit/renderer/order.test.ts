import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Order } from '../../../renderer/ui/order.ts'

type Row = { id: number; key: string | number }
const byKey = ({ key }: Row): string | number => key
const wanted = { by: byKey, direction: 'ascending', locale: 'zh-CN' } as const
const keys = fc.oneof(
  fc.constantFrom('市人社局', '青岛', '第2条', '第10条', '2026-11-24', '2026-02-01', '9', ''),
  fc.integer({ min: 0, max: 9 }),
)
/** Compared as texts, numbers among them, the way a plain sort would. */
const plain = (rows: readonly Row[], sign: 1 | -1): Row[] => {
  const text = new Intl.Collator('zh-CN', { numeric: true })
  return [...rows].sort((a, b) => sign * text.compare(String(a.key), String(b.key)))
}

describe('the order of a list', () => {
  it('OR1 after any changes it is what sorting anew would give, equal ones as they stand', () => {
    const change = fc.record({ at: fc.nat(), key: keys, how: fc.constantFrom('replace', 'add', 'remove') })
    fc.assert(
      fc.property(
        fc.array(keys, { minLength: 130, maxLength: 200 }),
        fc.array(change, { maxLength: 12 }),
        fc.boolean(),
        (start, changes, up) => {
          let rows: readonly Row[] = start.map((key, id) => ({ id, key }))
          const order = new Order<Row>()
          const direction = up ? 'ascending' : 'descending'
          order.of(rows, { ...wanted, direction })
          for (const { at, key, how } of changes) {
            const place = at % rows.length
            if (how === 'add') rows = [...rows, { id: rows.length + 1000, key }]
            else if (how === 'remove') rows = rows.filter((_, nth) => nth !== place)
            else rows = rows.map((row, nth) => (nth === place ? { ...row, key } : row))
            expect(order.of(rows, { ...wanted, direction })).toEqual(plain(rows, up ? 1 : -1))
          }
        },
      ),
    )
  })

  it('OR2 of twenty thousand records of which one changes, one is asked what it is sorted by', () => {
    let asked = 0
    const by = (row: Row): string | number => (asked++, row.key)
    const rows = Array.from({ length: 20_000 }, (_, id): Row => ({ id, key: `第${(id * 7919) % 20_000}条` }))
    const order = new Order<Row>()
    order.of(rows, { ...wanted, by })
    expect(asked).toBe(20_000)
    const changed = rows.map((row) => (row.id === 77 ? { ...row, key: '第3条' } : row))
    const sorted = order.of(changed, { ...wanted, by })
    expect(asked).toBe(20_001)
    expect(sorted.findIndex(({ id }) => id === 77)).toBeLessThan(10)
  })

  it('OR3 another column or direction sorts all anew', () => {
    const rows = [2, 1, 3].map((key, id): Row => ({ id, key }))
    const order = new Order<Row>()
    expect(order.of(rows, wanted).map(byKey)).toEqual([1, 2, 3])
    expect(order.of(rows, { ...wanted, direction: 'descending' }).map(byKey)).toEqual([3, 2, 1])
    expect(order.of(rows, { ...wanted, by: ({ id }) => id }).map(byKey)).toEqual([2, 1, 3])
  })
})
