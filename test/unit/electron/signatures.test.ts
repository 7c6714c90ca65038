import { expect, it } from 'vitest'
import { isAmong, Signatures } from '../../../electron/hub/search/signatures.ts'
import { random } from '../../prove/proof.ts'

const seed = Date.now() % 0x1_0000_0000

it(`SG1 of texts that come, change and go none is missed that has a word, and few are named that have not (seed ${String(seed)})`, () => {
  const next = random(seed)
  const letter = (): string => String.fromCharCode(0x4e00 + Math.floor(next() * 400))
  const text = (length: number): string => Array.from({ length }, letter).join('')
  const signatures = new Signatures(8_192)
  const texts = new Map<number, string>()
  let [found, wrong] = [0, 0]
  for (let nth = 0; nth < 600; nth++) {
    const said = text(200)
    texts.set(signatures.take(said), said)
    const [some] = [...texts.keys()].slice(Math.floor(next() * texts.size))
    if (some !== undefined && next() < 0.5) {
      const instead = text(200)
      signatures.replace(some, instead)
      texts.set(some, instead)
    }
    if (nth % 100 === 99) {
      for (const slot of texts.keys()) if (next() < 0.3) texts.delete(slot)
      signatures.keepOnly(texts.keys())
    }
  }
  for (const said of texts.values()) {
    const at = Math.floor(next() * 190)
    const having = signatures.having(said.slice(at, at + 2 + Math.floor(next() * 5)))
    if (!having) return expect.unreachable()
    for (const [slot, other] of texts) {
      const has = other.includes(said.slice(at, at + 2))
      if (isAmong(having, slot)) found++
      if (isAmong(having, slot) && !has) wrong++
      if (other === said) expect(isAmong(having, slot)).toBe(true)
    }
  }
  expect(found).toBeGreaterThanOrEqual(texts.size)
  expect(wrong / (texts.size * texts.size)).toBeLessThan(0.05)
  expect(signatures.having('一')).toBeNull()
})
