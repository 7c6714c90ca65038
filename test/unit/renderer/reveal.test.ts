// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { goAndReveal } from '../../../renderer/search/reveal.ts'
import type { SearchHit } from '../../../shared/search.ts'

const id = '3f1c2b7a-0d7e-4f6a-9b1c-2d3e4f5a6b7c'
const marked = new Map<string, Range[]>()
const seen: Element[] = []
beforeEach(() => {
  vi.stubGlobal('Highlight', class extends Array<Range> {})
  vi.stubGlobal('CSS', { highlights: marked })
  Element.prototype.scrollIntoView = function (this: Element) {
    seen.push(this)
  }
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
  marked.clear()
  seen.length = 0
  window.location.hash = ''
})

const hit = (more: Partial<SearchHit>): SearchHit => ({
  ...{ kind: 'memo', id, within: null, part: null, thread: null, title: '关于账款的建议', titleMarks: [], excerpt: '', marks: [], at: '' },
  ...more,
})
/** As a page comes after the way to it has been taken. */
function page(...lines: string[]): HTMLElement {
  const main = document.createElement('main')
  for (const line of lines) {
    const paragraph = document.createElement('p')
    // In pieces, as an editor with marks in it has them.
    for (const letters of line.match(/.{1,3}/g) ?? [])
      paragraph.append(Object.assign(document.createElement('span'), { textContent: letters }))
    main.append(paragraph)
  }
  document.body.replaceChildren(main)
  return main
}
const ranges = (): string[] => (marked.get('found') ?? []).map(String)

describe('RV from a hit to its passage', () => {
  it('RV1 goes there, marks the passage before all else, and brings it into view', async () => {
    const excerpt = '前一行\n中小企业的账款应当按期支付'
    goAndReveal({ page: 'memo', id }, '账款', hit({ excerpt, marks: [[9, 11]] }))
    expect(window.location.hash).toBe(`#/memos/${id}`)
    const main = page('账款在别处', '中小企业的账款应当按期支付', '又说账款')
    await expect.poll(ranges).toEqual(['账款', '账款', '账款', '账款'])
    expect(marked.get('found')?.[0]?.startContainer.parentElement?.closest('p')).toBe(main.children[1])
    expect(seen[0]?.closest('p')).toBe(main.children[1])
  })

  it('RV2 waits for a text that comes later than its title, and forgets the marks with the next press', async () => {
    goAndReveal({ page: 'memo', id }, '账款', hit({ excerpt: '支付账款', marks: [[2, 4]] }))
    const main = page('关于账款的建议')
    await new Promise((next) => requestAnimationFrame(next))
    expect(ranges()).toEqual([])
    main.append(Object.assign(document.createElement('p'), { textContent: '支付账款' }))
    await expect.poll(ranges).not.toEqual([])
    expect(marked.get('found')?.[0]?.startContainer.textContent).toBe('支付账款')
    window.dispatchEvent(new Event('pointerdown'))
    expect(ranges()).toEqual([])
  })

  it('RV3 what it left is not taken for what it goes to', async () => {
    const old = page('支付账款')
    goAndReveal({ page: 'memo', id }, '账款', hit({ excerpt: '支付账款', marks: [[2, 4]] }))
    await new Promise((next) => requestAnimationFrame(next))
    await new Promise((next) => requestAnimationFrame(next))
    expect(ranges()).toEqual([])
    page('支付账款')
    await expect.poll(ranges).not.toEqual([])
    expect(old.contains(marked.get('found')?.[0]?.startContainer ?? null)).toBe(false)
  })

  it('RV4 a word that stands in a field takes the focus there, when no text of the page has it', async () => {
    const main = page('会前准备')
    const field = Object.assign(document.createElement('textarea'), { value: '需议账款' })
    main.append(field)
    vi.spyOn(performance, 'now').mockImplementation(
      (
        (now) => () =>
          (now += 200)
      )(0),
    )
    goAndReveal({ page: 'dialogue', id, part: 'plan' }, '账款', hit({ kind: 'dialogue', excerpt: '需议账款', marks: [[2, 4]] }))
    const next = page('会前准备')
    next.append(field)
    await expect.poll(() => document.activeElement).toBe(field)
    vi.restoreAllMocks()
  })
})
