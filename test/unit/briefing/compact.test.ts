import { describe, expect, it } from 'vitest'
import { between, random, type Random } from '../../prove/proof.ts'
import { compactText } from '../../../electron/briefing/compact.ts'

/** Glyph 17 is half as wide as the others. */
const widths = (code: number): number => (code === 0x11 ? 500 : 1000)
const text = (...lines: string[]): string =>
  ['q', 'BT', '/P <</MCID 0 >>BDC', '/F6 20 Tf', '1 0 0 -1 10 50 Tm', ...lines, 'EMC', 'ET', 'Q'].join('\n')
const shown = (...lines: string[]): string[] =>
  compactText(text(...lines), () => widths)
    .split('\n')
    .slice(5, -2)

type Shown = { code: number; x: number; font: string }

/** Where every letter of a text object stands, as a reader of PDF puts it there. */
function placed(source: string): Shown[] {
  const out: Shown[] = []
  let [start, x, size, pitch, font] = [0, 0, 0, 0, '']
  const show = (codes: number[]): void => {
    for (const code of codes) {
      out.push({ code, x, font })
      x += (widths(code) * size) / 1000 + pitch
    }
  }
  const literal = (body: string): number[] => {
    const bytes = Array.from(
      body.replace(/\\(.)/gs, (_, sign: string) => (sign === 'r' ? '\r' : sign)),
      (sign) => sign.charCodeAt(0),
    )
    return bytes.flatMap((byte, at) => (at % 2 === 0 ? [byte * 256 + (bytes[at + 1] ?? 0)] : []))
  }
  const operation =
    /\/(\S+) (\S+) Tf|1 0 0 -1 (\S+) \S+ Tm|(\S+) \S+ Td|(\S+) Tc|<([\dA-F]+)> Tj|\(((?:[^\\()]|\\.)*)\)Tj|\[((?:\((?:[^\\()]|\\.)*\)|[-\d.]+)*)\]TJ/gs
  for (const [, name, points, at, dx, tc, hex, string, array] of source.matchAll(operation)) {
    if (name !== undefined) [font, size] = [name, Number(points)]
    if (at !== undefined) start = x = Number(at)
    if (dx !== undefined) start = x = start + Number(dx)
    if (tc !== undefined) pitch = Number(tc)
    if (hex !== undefined) show(hex.match(/.{4}/g)?.map((code) => parseInt(code, 16)) ?? [])
    if (string !== undefined) show(literal(string))
    for (const [, body, move] of array?.matchAll(/\(((?:[^\\()]|\\.)*)\)|([-\d.]+)/gs) ?? []) {
      if (body !== undefined) show(literal(body))
      if (move !== undefined) x -= (Number(move) * size) / 1000
    }
  }
  return out
}

/** A line as Chromium may write it: faces change within it, letters stand at a pitch, or some of them elsewhere. */
function chance(next: Random): string {
  const code = (): string => (next() < 0.1 ? 0x11 : between(next, 0, 0xffff)).toString(16).toUpperCase().padStart(4, '0')
  const pitch = next() < 0.3 ? 0 : next() - 0.5
  const lines = Array.from({ length: between(next, 0, 12) }, () => {
    const far = 20 + pitch + (next() < 0.2 ? next() * 9 : 0)
    const letters = Array.from({ length: next() < 0.2 ? 3 : 1 }, code).join('')
    return `${next() < 0.2 ? `/F${between(next, 1, 3)} ${between(next, 8, 30)} Tf\n` : ''}${far.toFixed(4)} 0 Td <${letters}> Tj`
  })
  return text(`<${code()}> Tj`, ...lines)
}

describe('what a page takes', () => {
  it('CO1 a line whose letters stand at one pitch is one string with that pitch, which ends with the text', () => {
    expect(shown('<0102> Tj', '19.75 0 Td <0304> Tj', '19.75 0 Td <0011> Tj', '9.75 0 Td <0506> Tj')).toEqual([
      '-0.25 Tc',
      '(\u0001\u0002\u0003\u0004\u0000\u0011\u0005\u0006)Tj',
      'EMC',
      '0 Tc',
    ])
  })

  it('CO2 where letters stand otherwise it says by how much, and they stay where they were', () => {
    expect(shown('<0102> Tj', '20 0 Td <0304> Tj', '30 0 Td <0506> Tj', '20 0 Td <0708> Tj')).toEqual([
      '[(\u0001\u0002\u0003\u0004)-500(\u0005\u0006\u0007\u0008)]TJ',
      'EMC',
    ])
  })

  it('CO3 brackets, strokes and line ends in a string are what they were', () => {
    expect(shown('<285C> Tj', '20 0 Td <290D> Tj')).toEqual(['(\\(\\\\\\)\\r)Tj', 'EMC'])
  })

  it('CO4 what is not as it is expected stays to the letter', () => {
    for (const odd of ['1 Tr', '(abc) Tj', '20 5 Td <0102> Tj', '<010> Tj']) {
      const source = text('<0102> Tj', odd)
      expect(compactText(source, () => widths)).toBe(source)
    }
    const source = text('<0102> Tj', '19.75 0 Td <0304> Tj')
    expect(compactText(source, () => null)).toBe(source)
  })

  it('CO5 whatever is written, every letter stands where it stood, in its face', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
    const next = random(seed)
    for (let round = 0; round < 500; round++) {
      const source = Array.from({ length: between(next, 1, 3) }, () => chance(next)).join('\n')
      const [before, after] = [placed(source), placed(compactText(source, () => widths))]
      expect(
        after.map(({ code, font }) => [code, font]),
        `seed ${seed}`,
      ).toEqual(before.map(({ code, font }) => [code, font]))
      const most = Math.max(...before.map(({ x }, at) => Math.abs(x - (after[at]?.x ?? 0))))
      expect(most, `seed ${seed}, ${source}`).toBeLessThan(0.02)
    }
  })
})
