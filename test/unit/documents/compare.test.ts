import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareContents, pieces, type Comparison, type Compared } from '../../../shared/documents/compare.ts'
import type { Block, Run } from '../../../shared/documents/memo.ts'

const run = (text: string, bold = false): Run => ({ text, bold, italic: false, underline: false })
const p = (text: string): Block => ({ type: 'paragraph', runs: text === '' ? [] : [run(text)] })
const table = (...rows: string[][]): Block => ({
  type: 'table',
  rows: rows.map((row, at) => row.map((text) => ({ header: at === 0, colspan: 1, rowspan: 1, width: null, blocks: [p(text)] }))),
})
const compare = (before: Block[], after: Block[]): Comparison =>
  compareContents({ title: '题', blocks: before }, { title: '题', blocks: after })
const marked = ({ pieces: of }: Compared): string =>
  of
    .map(({ text, is }) => (is === 'added' ? `[+${text}]` : is === 'removed' ? `[-${text}]` : is === 'restyled' ? `[*${text}]` : text))
    .join('')

describe('comparing two versions', () => {
  it('shows whole words that came and went, not letters', () => {
    const { blocks, added, removed } = compare([p('降低全部企业融资成本。')], [p('降低实体企业融资费用。')])
    expect(blocks.slice(1).map(marked)).toEqual(['降低[-全部][+实体]企业融资[-成本][+费用]。'])
    expect([added, removed]).toEqual([4, 4])
  })

  it('a paragraph that came, one that went and one that was changed are told apart', () => {
    const { blocks } = compare(
      [p('一是设立应急转贷资金池。'), p('二是完善政策发布。'), p('尾')],
      [p('新增一段话。'), p('一是设立应急转贷资金池，规模五亿元。'), p('尾')],
    )
    expect(blocks.map(({ is }) => is)).toEqual(['same', 'added', 'changed', 'removed', 'same'])
  })

  it('a paragraph that was moved is shown as moved, also when a word of it was changed', () => {
    const a = p('企业融资仍然困难，抵押物不足。')
    const b = p('账款拖欠时间较长，影响周转。')
    const c = p('政策知晓率不高，办事多头跑。')
    const { blocks, moved } = compare([a, b, c], [b, c, p('企业融资依然困难，抵押物不足。')])
    expect(blocks.map(({ is }) => is)).toEqual(['same', 'left', 'same', 'same', 'moved'])
    expect(marked(blocks.at(-1) ?? expect.fail())).toBe('企业融资[-仍然][+依然]困难，抵押物不足。')
    expect(moved).toBe(1)
  })

  it('a picture in the place of another is shown with both, one that moved as the same, and captions by their words', () => {
    const figure = (picture: string, caption = ''): Block => ({
      type: 'figure',
      picture: picture.repeat(64),
      width: 100,
      alt: '',
      runs: caption ? [run(caption)] : [],
    })
    const replaced = compare([p('前'), figure('a', '图一'), p('后')], [p('前'), figure('b', '图一'), p('后')])
    expect(replaced.blocks.map(({ is, picture }) => [is, picture?.was?.[0], picture?.now?.[0]])).toEqual([
      ['same', undefined, undefined],
      ['same', undefined, undefined],
      ['changed', 'a', 'b'],
      ['same', undefined, undefined],
    ])
    expect([replaced.added, replaced.removed]).toEqual([0, 0])
    const moved = compare([figure('a'), p('甲'), p('乙')], [p('甲'), p('乙'), figure('a')])
    expect(moved.blocks.map(({ is }) => is)).toEqual(['same', 'left', 'same', 'same', 'moved'])
    expect(compare([p('甲'), figure('a')], [p('甲')]).blocks.at(-1)).toMatchObject({
      is: 'removed',
      picture: { was: 'a'.repeat(64), now: null },
    })
  })

  it('rows and cells of a table are compared where they stand', () => {
    const { blocks } = compare(
      [table(['类别', '数'], ['制造业', '64'], ['服务业', '31'])],
      [table(['类别', '数'], ['制造业', '66'], ['建筑业', '12'], ['服务业', '31'])],
    )
    const rows = blocks[1]?.rows ?? []
    expect(rows.map(({ is }) => is)).toEqual(['same', 'changed', 'added', 'same'])
    expect(rows[1]?.cells.map(({ pieces: of }) => of.map(({ is }) => is))).toEqual([['same'], ['removed', 'added']])
  })

  it('a column that came is marked in every row', () => {
    const { blocks } = compare([table(['甲', '乙'], ['1', '2'])], [table(['甲', '中', '乙'], ['1', '9', '2'])])
    for (const row of blocks[1]?.rows ?? []) expect(row.cells.map(({ pieces: of }) => of[0]?.is)).toEqual(['same', 'added', 'same'])
  })

  it('letters that only became bold are neither added nor removed', () => {
    expect(pieces([run('降低成本')], [run('降低'), run('成本', true)]).map(({ is }) => is)).toEqual(['same', 'restyled'])
  })

  it('CP1 the older and the newer text can both be read out of it, whatever changed', () => {
    const text = fc
      .array(fc.constantFrom('企业', '融资', '成本', '，', '。', '应急', 'A1 '), { maxLength: 12 })
      .map((words) => words.join(''))
    const blocks = fc.array(text.map(p), { maxLength: 8 })
    const read = ({ blocks: of }: Comparison, without: 'added' | 'removed'): string[] =>
      of
        .filter(({ is }) => (without === 'removed' ? is !== 'left' && is !== 'removed' : is !== 'moved' && is !== 'added'))
        .map(({ is, pieces: some }) =>
          some
            .filter((piece) => piece.is !== without || is === 'left')
            .map((piece) => piece.text)
            .join(''),
        )
    const texts = (some: Block[]): string[] => [
      '题',
      ...some.map((block) => ('runs' in block ? block.runs.map((one) => one.text).join('') : '')),
    ]
    fc.assert(
      fc.property(blocks, blocks, (before, after) => {
        const found = compare(before, after)
        expect(read(found, 'removed')).toEqual(texts(after))
        expect(read(found, 'added')).toEqual(texts(before))
      }),
    )
  })

  it('five hundred pages are compared in a moment', () => {
    const long = Array.from({ length: 2_500 }, (_, nth) =>
      p(`第${nth}段：企业反映的问题涉及融资、用工、账款和政策落实等方面，须分类办理。`),
    )
    const changed = long.map((block, nth) =>
      nth % 100 === 7 ? p(`第${nth}段：企业反映的情况涉及融资、用工和政策落实等方面，应分类办理。`) : block,
    )
    const from = performance.now()
    expect(compare(long, changed).blocks.filter(({ is }) => is === 'changed')).toHaveLength(25)
    expect(performance.now() - from).toBeLessThan(5_000)
  })
})
