// @vitest-environment jsdom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { VirtualList } from '../../../renderer/ui/VirtualList.tsx'

it('LR3 of 3,000 entries of any height only those near the picture are in the page, and the one with the focus stays', () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // This page has no layout.
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { value: 90, configurable: true })
  const entries = Array.from({ length: 3_000 }, (_, at) => ({ id: String(at) }))
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const show = (items: typeof entries): void =>
    act(() =>
      root.render(
        <VirtualList className="list" items={items} height={100}>
          {({ id }, entry) => (
            <li key={id} {...entry}>
              <button type="button">{id}</button>
            </li>
          )}
        </VirtualList>,
      ),
    )
  show(entries)
  const shown = (): string[] => [...place.querySelectorAll('li:not([aria-hidden])')].map((one) => one.textContent)
  expect(shown().length).toBeGreaterThan(5)
  expect(shown().length).toBeLessThan(60)
  expect(place.querySelector('li')?.getAttribute('aria-setsize')).toBe('3000')
  act(() => place.querySelector('button')?.focus())
  show([...entries.slice(1, 2_000), { id: '0' }, ...entries.slice(2_000)])
  expect(shown().at(-1)).toBe('0')
  expect(document.activeElement?.textContent).toBe('0')
  act(() => root.unmount())
})
