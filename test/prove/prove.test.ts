import { describe, expect, test } from 'vitest'
import { proofs } from './proofs.ts'

const seed = Date.now() % 0x1_0000_0000

describe(`proofs at their small size (seed ${String(seed)})`, () => {
  test('every proof has a name of its own', () => {
    expect(new Set(proofs.map(({ name }) => name)).size).toBe(proofs.length)
  })

  for (const proof of proofs)
    test(`${proof.name}: ${proof.promise}`, { timeout: 600_000 }, async ({ skip }) => {
      const reason = proof.missing?.() ?? null
      if (reason !== null) return skip(reason)
      await proof.run({ count: proof.small, seed, log: (line) => console.log(line) })
    })
})
