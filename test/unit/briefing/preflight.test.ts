import { describe, expect, it } from 'vitest'
import { preflight } from '../../../shared/briefing/preflight.ts'
import type { Block, MemoContent } from '../../../shared/documents/memo.ts'
import { briefing, paragraph, run, sourceOf } from '../../briefing/sample.ts'

const hash = 'a'.repeat(64)
const figure = (picture: string, caption: string): Block => ({ type: 'figure', picture, width: 100, alt: '', runs: [run(caption)] })
const memo: MemoContent = {
  title: '关于融资的建议',
  authors: [],
  blocks: [paragraph('正文。'), figure(hash, '融资成本走势'), figure('', '')],
}
const item = { of: 'memo', id: '0b1c2d3e-4f50-4a6b-8c7d-8e9f0a1b2c3d', extent: 'whole', lead: '', editorNote: '' } as const

const holes = (pictures: Record<string, Uint8Array>, extent: 'whole' | 'lead' = 'whole') =>
  preflight({ ...sourceOf({ ...briefing, items: [{ ...item, extent }] }, [memo]), pictures, hidden: [] }).filter(
    ({ rule }) => rule === 'pictureMissing',
  )

describe('PF what a check before issuing finds', () => {
  it('PC5 a figure whose picture has not come to this machine keeps the paper back, at its memo and by its caption', () => {
    expect(holes({})).toEqual([
      {
        rule: 'pictureMissing',
        words: '融资成本走势，2',
        stops: true,
        fix: null,
        place: { in: 'item', of: item.of, id: item.id, title: memo.title },
      },
    ])
    expect(holes({ [hash]: new Uint8Array() }).map(({ words }) => words)).toEqual(['1'])
  })

  it('PC5 of what is not printed nothing is missing', () => {
    expect(holes({}, 'lead')).toEqual([])
  })
})
