// @vitest-environment jsdom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { RecordTable } from '../../../renderer/ui/RecordTable.tsx'

const records = Array.from({ length: 20_000 }, (_, at) => ({ id: String(at), title: `第${at}条` }))
const columns = [
  { id: 'title', label: '标题', width: '100%', by: (r: { title: string }) => r.title, show: (r: { title: string }) => r.title },
]

it('LR2 of 20,000 records only those near the picture are in the page, and their whole number is told to those who hear it', () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const place = document.createElement('div')
  const root = createRoot(place)
  act(() =>
    root.render(
      <RecordTable
        label="条"
        records={records}
        columns={columns}
        first={{ column: 'title', direction: 'ascending' }}
        name={(r) => r.title}
      />,
    ),
  )
  const rows = place.querySelectorAll('[data-record]')
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.length).toBeLessThan(100)
  expect(rows[1]?.textContent).toBe('第1条')
  expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('20001')
  act(() => root.unmount())
})
