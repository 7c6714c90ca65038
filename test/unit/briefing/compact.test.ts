import { describe, expect, it } from 'vitest'
import { compactText } from '../../../electron/briefing/compact.ts'

/** Glyph 17 is half as wide as the others. */
const widths = (code: number): number => (code === 0x11 ? 500 : 1000)
const text = (...lines: string[]): string =>
  ['q', 'BT', '/P <</MCID 0 >>BDC', '/F6 20 Tf', '1 0 0 -1 10 50 Tm', ...lines, 'EMC', 'ET', 'Q'].join('\n')
const shown = (...lines: string[]): string[] =>
  compactText(text(...lines), () => widths)
    .split('\n')
    .slice(5, -2)

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
})
