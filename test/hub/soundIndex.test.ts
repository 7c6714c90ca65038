import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { isSounding, pinyinSpans, soundsOf, type Sounds } from '../../electron/hub/search/pinyin.ts'
import { SoundIndex } from '../../electron/hub/search/soundIndex.ts'

let of: Sounds
beforeAll(async () => {
  of = await soundsOf()
})

const names = ['单晓东', '青岛市住房城乡建设局', '崂山区MES公司', '张书海', '吕绿女士', '', '行长乐', '安安']
const indexOf = (texts: readonly string[]): SoundIndex => {
  const index = new SoundIndex(of)
  for (const text of texts) index.take(text)
  return index
}

it.each([
  ['shanxd', ['单晓东']],
  ['dan', ['单晓东']],
  ['qdshi', ['青岛市住房城乡建设局']],
  ['zhsh', ['张书海']],
  ["zhang'shu", ['张书海']],
  ['lv', ['吕绿女士']],
  ['lu', ['吕绿女士']],
  ['hangzh', ['行长乐']],
  ['xingch', ['行长乐']],
  ['anan', ['安安']],
  ['mes', []],
  ['zz', []],
])('SI1 %s is found in %j', (word, expected) => {
  expect([...indexOf(names).sounding(word)]).toEqual(expected)
})

it('SI2 the index finds exactly those names in which looking letter by letter does', () => {
  const characters = Array.from('单青岛市住房城建局张书海吕绿女行长乐安儿嗯欧阿重庆a1 \n')
  const anyName = fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map((all) => all.join(''))
  // Letters of a name, some left out: mostly words that are in it, or nearly.
  const anyWord = fc
    .tuple(anyName, fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 12, maxLength: 12 }))
    .map(([name, picks]) =>
      Array.from(name)
        .map((character, at) => {
          const readings = of(character)
          const [which = 0, length = 0] = picks[at] ?? []
          return (readings[which % Math.max(1, readings.length)]?.whole ?? '').slice(0, length || undefined)
        })
        .join('')
        .slice(0, 12),
    )
    .filter((word) => /^[a-z]{2,}$/.test(word))
  fc.assert(
    fc.property(fc.array(anyName, { minLength: 1, maxLength: 30 }), anyWord, (all, word) => {
      const expected = all.filter((name) => pinyinSpans(name, word, of).length > 0)
      expect([...indexOf(all).sounding(word)].sort()).toEqual([...new Set(expected)].sort())
      for (const name of all) expect(isSounding(name, word, of)).toBe(expected.includes(name))
    }),
    { numRuns: 500 },
  )
})

it('SI3 a name that stands in many places is kept once', () => {
  expect(indexOf(['市人社局', '市人社局', '市财政局']).size).toBe(2)
})
