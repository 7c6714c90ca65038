import { describe, expect, it } from 'vitest'
import { en } from '../../shared/i18n/en.ts'
import { zh } from '../../shared/i18n/zh.ts'

type Leaf = { path: string; zh: unknown; en: unknown }

/** Every text of both catalogues, side by side; a list counts by its places. */
function* leaves(one: unknown, other: unknown, path: string): Generator<Leaf> {
  if (typeof one !== 'object' || one === null) {
    yield { path, zh: one, en: other }
    return
  }
  const keys = new Set([...Object.keys(one), ...(typeof other === 'object' && other !== null ? Object.keys(other) : [])])
  for (const key of keys) yield* leaves(inside(one, key), inside(other, key), `${path}.${key}`)
}
const inside = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null ? new Map<string, unknown>(Object.entries(of)).get(key) : undefined

/** What is printed and filed is Chinese whatever the window speaks, and so are its skeletons and marks. */
const printed =
  /^\.(?:papers|briefings\.print|desktop\.papers\.trail|desktop\.ledger\.fileName|memos\.templates\.\w+\.hint|editor\.headingMark)\b/
/** A language is called by its own name; names of the law and marks of dates are as they are. */
const chineseByIntent = new Set(['.app.person.language', '.desk.preferences.languages.zh'])
const chinese = /[\u4e00-\u9fff]/
/** What each language has as many of as it needs: marks of dates, the names that heads of lists go by. */
const own = /^\.app\.dateMarks\.|\.aliases\./
const all = [...leaves(zh, en, '')].filter(({ path }) => !own.test(path))

describe('both languages', () => {
  it('TX1 every key is there in both, as the same kind of thing, and none is empty', () => {
    const differing = all.filter((leaf) => typeof leaf.zh !== typeof leaf.en || leaf.en === undefined || leaf.zh === undefined)
    expect(differing.map(({ path }) => path)).toEqual([])
    expect(all.filter((leaf) => (leaf.zh === '') !== (leaf.en === '')).map(({ path }) => path)).toEqual([])
    expect(all.length).toBeGreaterThan(1_000)
  })

  it('TX2 in English nothing is left as it stands in Chinese', () => {
    const same = all.filter(
      ({ path, zh: here, en: there }) =>
        !printed.test(path) && !chineseByIntent.has(path) && typeof there === 'string' && there === here && chinese.test(there),
    )
    expect(same.map(({ path }) => path)).toEqual([])
  })

  it('TX3 a text that takes something takes as much in both', () => {
    const differing = all.filter(
      (leaf) => typeof leaf.zh === 'function' && typeof leaf.en === 'function' && leaf.zh.length < leaf.en.length,
    )
    expect(differing.map(({ path }) => path)).toEqual([])
  })
})
