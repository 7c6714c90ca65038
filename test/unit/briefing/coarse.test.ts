import { describe, expect, it } from 'vitest'
import { figureDots, figureWidth } from '../../../shared/briefing/layout.ts'
import { coarse, preflight, type Finding } from '../../../shared/briefing/preflight.ts'
import { nothingKnown, type OutwardSource } from '../../../shared/briefing/source.ts'
import { standardStyle } from '../../../shared/briefing/house.ts'
import { newItem } from '../../../shared/briefing/templates.ts'
import type { Block } from '../../../shared/documents/memo.ts'
import type { BriefingItem } from '../../../shared/register.ts'
import { recordOf } from '../../briefing/kinds.ts'
import { paragraph, run } from '../../briefing/sample.ts'
import { png } from '../../helpers/png.ts'

const memo = '6a1d6a5e-2b1f-4f0e-9c57-7a7b0c1d2e3f'
const hash = (nth: number): string => String(nth).padStart(64, '0')
const figure = (nth: number, width: number, caption: string): Block => ({
  ...{ type: 'figure', picture: hash(nth), width, alt: '', runs: [run(caption)] },
})

function sourceOf(blocks: Block[], sides: { width: number; height: number }[], extent: BriefingItem['extent'] = 'whole'): OutwardSource {
  return {
    briefing: recordOf('special', { state: 'draft', items: [{ of: 'memo', id: memo, ...newItem, extent }] }),
    texts: [{ title: '供应链调研', authors: [], blocks }],
    annexes: [],
    pictures: Object.fromEntries(sides.map((one, at) => [hash(at + 1), png(one)])),
    style: standardStyle,
    standing: nothingKnown,
    hidden: [],
  }
}

const coarseIn = (source: OutwardSource): Finding[] => preflight(source).filter(({ rule }) => rule === 'pictureCoarse')

describe('PF preflight of pictures', () => {
  it('PF3 tells pictures whose pixels do not bear their printed size by number, caption and place; what cannot be read stops', () => {
    // 156 mm are 6.14 inches: 1,400, 1,000 and 500 pixels stand for 227, 162 and 81 dots.
    const sides = [1400, 1000, 500].map((width) => ({ width, height: width / 2 }))
    const blocks = [paragraph('正文。'), figure(1, 100, '清晰的图'), figure(2, 100, '略粗的图'), figure(3, 100, '模糊的图')]
    expect(coarseIn(sourceOf(blocks, sides))).toEqual([
      {
        rule: 'pictureCoarse',
        place: { in: 'item', of: 'memo', id: memo, title: '供应链调研' },
        words: '图2　略粗的图，每英寸 162 点',
        stops: false,
        fix: null,
      },
      {
        rule: 'pictureCoarse',
        place: { in: 'item', of: 'memo', id: memo, title: '供应链调研' },
        words: '图3　模糊的图，每英寸 81 点',
        stops: true,
        fix: null,
      },
    ])
  })

  it('PF3 a picture made narrower is fine again, and one that the page makes narrower counts as it is printed', () => {
    expect(coarseIn(sourceOf([figure(1, 50, '')], [{ width: 700, height: 300 }]))).toEqual([])
    expect(coarseIn(sourceOf([figure(1, 100, '')], [{ width: 700, height: 300 }]))).toHaveLength(1)
    // So high that 17 lines of the page leave it 58 mm wide.
    const tall = { width: 500, height: 1500 }
    expect(figureWidth(100, tall)).toBeCloseTo((17 * 225) / 22 / 3, 5)
    expect(figureDots(100, tall)).toBeGreaterThan(coarse.look)
    expect(coarseIn(sourceOf([figure(1, 100, '')], [tall]))).toEqual([])
  })

  it('PF3 what is not taken in is not looked at, nor a picture that has not come', () => {
    const small = [{ width: 200, height: 100 }]
    expect(coarseIn(sourceOf([figure(1, 100, '')], small, 'lead'))).toEqual([])
    expect(coarseIn(sourceOf([figure(2, 100, '')], small))).toEqual([])
  })
})
