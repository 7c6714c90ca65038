import { createHash } from 'node:crypto'
import { compose } from '../../shared/briefing/compose.ts'
import { standardStyle, type HouseStyle } from '../../shared/briefing/house.ts'
import type { BriefingKind } from '../../shared/briefing/kinds.ts'
import { nothingKnown, type BriefingSource, type BriefingText } from '../../shared/briefing/source.ts'
import { newBriefing, newItem } from '../../shared/briefing/templates.ts'
import type { Block, Run } from '../../shared/documents/memo.ts'
import { picturesIn, type Pictures } from '../../shared/documents/pictures.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import type { Briefing, BriefingFields } from '../../shared/register.ts'
import { png } from '../helpers/png.ts'
import { firstMemo, heading, paragraph, run, secondMemo } from './sample.ts'

const id = '5f0f2f5c-9a39-4c52-8f4b-0c1f2a3b4c5d'
const house = '青岛民营经济智库'

/** What each kind is filled in with, as an office would. */
const filled: Readonly<Record<BriefingKind, Partial<BriefingFields>>> = {
  bulletin: {
    masthead: '民营经济简报',
    report: '市委、市政府主要领导，分管领导',
    send: '市发展和改革委员会、市工业和信息化局、市工商业联合会，各商会协会',
    distribute: '智库各成员单位',
    copies: 80,
    editor: '林知夏',
    reviewer: '顾闻溪',
    approver: '宋砚秋',
  },
  special: { masthead: '民营经济决策参考', report: '市委、市政府有关领导同志', send: '市财政局、市工业和信息化局', copies: 60 },
  minutes: { masthead: '民营经济智库会议纪要', send: '市工商业联合会', distribute: '各参会单位，智库各成员单位', approver: '宋砚秋' },
  letter: {
    masthead: house,
    mark: '青民智函',
    to: '市工业和信息化局',
    copyTo: '市工商业联合会，市财政局',
    note: '联系人：林知夏，电话：0532-00000000',
  },
  document: {
    masthead: `${house}文件`,
    mark: '青民智',
    to: '市发展和改革委员会、市工业和信息化局、市财政局',
    copyTo: '市委统战部，市工商业联合会，各商会协会',
    secrecy: '内部资料',
    urgency: 'urgent',
    copyNumber: true,
    signers: '宋砚秋',
    note: '此件公开发布',
  },
  agenda: {},
  research: { report: '市委、市政府有关领导同志', copies: 30 },
}

export function recordOf(kind: BriefingKind, changes: Partial<Briefing> = {}): Briefing {
  return {
    ...newBriefing(kind, { name: house }, '2026-09-08'),
    ...filled[kind],
    ...{ id, state: 'issued', number: 12, total: kind === 'bulletin' || kind === 'special' ? 86 : null, versions: [], style: null },
    ...{ createdBy: id, createdAt: '2026-09-01T00:00:00Z', issuedBy: id, issuedAt: '2026-09-08T00:00:00Z' },
    ...changes,
  }
}

/** Four lines of the grid, the last of them short. */
const fourLines = (nth: number): Block =>
  paragraph(
    `第${nth}段：${'调研组走访高新区、即墨区、胶州市的四十二家制造业企业，与企业负责人、财务人员和一线班组长座谈九次，回收有效问卷三百一十七份；多数企业订单总体平稳，研发投入意愿较强，应收账款周期拉长问题反映集中。'.slice(0, 96)}`,
  )

export const filling = (lines: number): Block[] => Array.from({ length: Math.max(1, Math.floor(lines / 4)) }, (_, at) => fourLines(at + 1))

export const attendance = [
  {
    label: '出席：',
    text: '市工业和信息化局纪南星，市财政局沈照临，青岛大学宋砚秋，企业A代表，砺衡精密制造有限公司荀以宁，某律师事务所顾闻溪',
  },
  { label: '请假：', text: '市工商业联合会孟知行' },
]

export function textOf(
  kind: BriefingKind,
  blocks: readonly Block[],
  title = '关于缓解我市中小制造企业应收账款周期拉长问题的建议',
): BriefingText {
  const named = kind === 'letter' || kind === 'document' ? title.replace(/的建议$/u, '的函') : title
  return { title: named, authors: ['宋砚秋', '顾闻溪'], blocks: [...blocks], ...(kind === 'minutes' && { attendance }) }
}

export const paperOf = (
  kind: BriefingKind,
  texts: readonly BriefingText[],
  {
    changes = {},
    annexes = [],
    style = standardStyle,
    pictures = texts.some(({ blocks }) => picturesIn(blocks).length > 0) ? measuredPictures : {},
  }: { changes?: Partial<Briefing>; annexes?: BriefingSource['annexes']; style?: HouseStyle; pictures?: Pictures } = {},
): Paper =>
  compose({
    briefing: recordOf(kind, changes),
    texts: [...texts],
    annexes,
    style,
    standing: nothingKnown,
    ...(Object.keys(pictures).length > 0 && { pictures }),
  })

export const rich: Block[] = [...firstMemo.blocks, heading(1, '其他'), ...secondMemo.blocks]
const cell = (text: string, header = false) => ({ header, colspan: 1, rowspan: 1, width: null, blocks: [paragraph(text)] })
const noted = (text: string, note: string): Block => ({
  type: 'paragraph',
  runs: [run(text), { ...run(''), note: { text: note, source: '', ref: '' } }, run('。')],
})
export const tableRows = 60
/** One wide, one so high that the page makes it narrower. */
const drawn = [png({ width: 1200, height: 700 }), png({ width: 900, height: 1600 })]
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const measuredPictures: Pictures = Object.fromEntries(drawn.map((bytes) => [hashOf(bytes), bytes]))
const [wide, high] = Object.keys(measuredPictures)
const figure = (picture = '', width: number, caption: string): Block => ({
  ...{ type: 'figure', picture, width, alt: `${caption}的样子`, runs: [run(caption)] },
})

/** A table over several pages, pictures, charts of a small table, notes. */
export const measured: Block[] = [
  noted('全市规模以上民营工业企业应收账款情况见下表', '数据来自四十二家企业的问卷，截至二〇二六年六月底。'),
  {
    type: 'table',
    rows: [
      ['企业', '平均账期（天）', '主要原因'].map((text) => cell(text, true)),
      ...Array.from({ length: tableRows }, (_, at) => [
        cell(`第${at + 1}家`),
        cell(String(60 + ((at * 7) % 50))),
        cell(at % 3 === 0 ? '上游大型企业付款审批层级增加，验收与开票时间拉长，部分项目以商业承兑汇票结算。' : '验收时间拉长'),
      ]),
    ],
  },
  ...filling(8),
  figure(wide, 100, '调研企业的分布'),
  ...filling(4),
  figure(wide, 50, '同一幅图缩为半宽'),
  paragraph('图前图后的文字各在其位。'),
  figure(high, 100, '高过宽的图'),
  {
    type: 'table',
    rows: [
      ['年份', '账期（天）'].map((text) => cell(text, true)),
      ...[81, 86, 97].map((days, at) => [cell(`${2024 + at}年`), cell(String(days))]),
    ],
  },
  ...(['bar', 'line', 'pie'] as const).map((chart): Block => ({ type: 'chart', chart, runs: [run('平均账期')] })),
  ...Array.from({ length: 12 }, (_, at) => noted(`第${at + 1}项情况另有说明`, `第${at + 1}项的说明：以企业报送的数据为准，未经审计。`)),
  ...filling(12),
]

/** Notes on every page, one of them long, two in a line, one at the end of a page's last line or near it. */
export const annotated: Block[] = [
  heading(1, '基本情况'),
  ...Array.from({ length: 26 }, (_, at): Block => {
    const said = `第${at + 1}段：${'调研组走访高新区、即墨区、胶州市的四十二家制造业企业，与企业负责人、财务人员和一线班组长座谈九次，回收有效问卷三百一十七份；'.slice(0, 34 + ((at * 7) % 28))}`
    const note = (text: string): Run => ({ ...run(''), note: { text, source: '', ref: '' } })
    const rest = run('多数企业订单总体平稳，研发投入意愿较强，应收账款周期拉长问题反映集中。', at % 5 === 0 ? { bold: true } : {})
    return {
      type: 'paragraph',
      runs: [
        run(said),
        note(
          `第${at + 1}段的第一处说明：以企业报送的数据为准，未经审计${at % 6 === 2 ? '；其中规模以下企业按抽样推算，口径与统计部门公布的数据不尽一致，引用时请一并注明'.repeat(2) : ''}。`,
        ),
        rest,
        ...(at % 4 === 1 ? [note(`第${at + 1}段的第二处说明。`)] : []),
      ],
    }
  }),
]

export const item = { of: 'memo', id, ...newItem } as const
