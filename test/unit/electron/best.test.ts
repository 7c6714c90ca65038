import { expect, it } from 'vitest'
import { Best } from '../../../electron/hub/search/best.ts'
import { between, random } from '../../prove/proof.ts'

const seed = Date.now() % 0x1_0000_0000

it(`BS1 the first few of many are those that sorting would put there (seed ${String(seed)})`, () => {
  const next = random(seed)
  for (const count of [0, 3, 50, 51, 2_000]) {
    const many = Array.from({ length: count }, (_, at) => ({ at, rank: between(next, 0, 5) }))
    const best = new Best<(typeof many)[number]>(50, (a, b) => a.rank - b.rank)
    for (const one of many) best.offer(one)
    expect(best.all).toEqual(many.toSorted((a, b) => a.rank - b.rank).slice(0, 50))
  }
})
