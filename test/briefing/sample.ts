import { standardStyle } from '../../shared/briefing/house.ts'
import { newBriefing } from '../../shared/briefing/templates.ts'
import type { Block, MemoContent, Run } from '../../shared/documents/memo.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import type { Briefing } from '../../shared/register.ts'
import { nothingKnown, type BriefingSource } from '../../shared/briefing/source.ts'

export const run = (text: string, marks: Partial<Run> = {}): Run => ({ text, bold: false, italic: false, underline: false, ...marks })
export const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [run(text)] })
export const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ type: 'heading', level, runs: [run(text)] })
const cell = (text: string, header = false, colspan = 1) => ({ header, colspan, rowspan: 1, width: null, blocks: [paragraph(text)] })

export const briefing: Briefing = {
  id: '5f0f2f5c-9a39-4c52-8f4b-0c1f2a3b4c5d',
  ...newBriefing('special', null, '2026-09-08'),
  masthead: '民营经济智库专报',
  compiler: '青岛民营经济智库秘书处',
  secrecy: '内部资料',
  report: '市委、市政府主要领导，分管领导',
  send: '市发展和改革委员会、市工业和信息化局、市财政局、市人力资源和社会保障局、市市场监督管理局、市工商业联合会，各商会协会',
  distribute: '智库各成员单位',
  copies: 60,
  items: [],
  annexes: [],
  style: null,
  state: 'issued',
  number: 3,
  total: 15,
  versions: [],
  createdBy: '5f0f2f5c-9a39-4c52-8f4b-0c1f2a3b4c5d',
  createdAt: '2026-09-01T00:00:00Z',
  issuedBy: '5f0f2f5c-9a39-4c52-8f4b-0c1f2a3b4c5d',
  issuedAt: '2026-09-08T00:00:00Z',
}

const long =
  '调研组先后走访高新区、即墨区、胶州市的四十二家制造业企业，与企业负责人、财务人员和一线班组长座谈九次，回收有效问卷三百一十七份。从汇总情况看，多数企业订单总体平稳，研发投入意愿较强，但应收账款周期拉长、技术工人短缺、用能成本上升三个问题反映集中，其中规模以下企业的感受更为明显。'

export const firstMemo: MemoContent = {
  title: '关于缓解我市中小制造企业应收账款周期拉长问题的建议',
  authors: ['王明远', '李䶮'],
  blocks: [
    paragraph(`　　${long}`),
    heading(1, '基本情况'),
    paragraph(long + long),
    heading(2, '企业反映的主要情况'),
    {
      type: 'paragraph',
      runs: [
        run('2026年上半年，'),
        run('应收账款平均周期为97.5天', { bold: true }),
        run('，比上年同期增加11天；'),
        run('其中“先货后款”的比例', { italic: true }),
        run('达到63%，'),
        run('逾期三个月以上的占18%', { underline: true }),
        run('。企业普遍使用ERP系统（如SAP Business One）管理订单，数据“说得清、对得上”。'),
      ],
    },
    heading(3, '付款条件逐级传导'),
    paragraph(long),
    heading(4, '大型企业'),
    paragraph(long),
    heading(4, '平台企业'),
    paragraph(long + long),
    {
      type: 'table',
      rows: [
        [cell('指标', true), cell('2024年', true), cell('2025年', true), cell('2026年上半年', true)],
        [cell('平均回款周期（天）'), cell('81.2'), cell('86.5'), cell('97.5')],
        [cell('逾期三个月以上占比'), cell('12%'), cell('15%'), cell('18%')],
        [cell('主要原因', false), cell('上游大型企业付款审批层级增加，验收与开票时间拉长；部分项目以商业承兑汇票结算。', false, 3)],
      ],
    },
    heading(2, '各方面的看法'),
    paragraph(long + long + long),
    { type: 'quote', blocks: [paragraph('账期每延长一个月，我们就要多备一百二十万元流动资金。——某精密零部件企业负责人')] },
    heading(1, '存在的问题'),
    paragraph(long + long),
    {
      type: 'list',
      ordered: true,
      items: [
        [paragraph('合同约定的付款期限不明确，验收条款由采购方单方解释；')],
        [
          paragraph('票据贴现成本较高，规模以下企业难以获得授信；'),
          { type: 'list', ordered: false, items: [[paragraph('银行承兑汇票贴现率约2.1%；')], [paragraph('商业承兑汇票少有机构接受。')]] },
        ],
        [paragraph('投诉渠道分散，办理结果反馈不及时。')],
      ],
    },
    heading(1, '对策建议'),
    paragraph(long),
    {
      type: 'recommendation',
      id: 'a1',
      runs: [run('建立大型企业付款信息按季公示制度，对逾期三个月以上的款项逐笔说明原因，公示结果与政府采购资格、专项资金申报相衔接。')],
      lead: '市工业和信息化局',
      term: '2026年12月底前',
    },
    {
      type: 'recommendation',
      id: 'a2',
      runs: [run('设立市级应收账款确权服务窗口，统一受理、限时办结，对确权后的账款由合作银行按不高于同期贷款市场报价利率的水平提供融资。')],
      lead: '市财政局会同市地方金融管理局',
      term: '2027年3月底前',
    },
    paragraph(long),
  ],
}

export const secondMemo: MemoContent = {
  title: '技术工人短缺：现状与建议',
  authors: ['陈晓峰'],
  blocks: [
    heading(1, '现状'),
    paragraph(long + long),
    heading(1, '建议'),
    { type: 'recommendation', id: 'b1', runs: [run('支持职业院校与龙头企业共建产业学院。')], lead: '市教育局', term: '' },
    paragraph('特殊字符：a < b && c > "d" \'e\'，㎡、℃、①、〔2026〕、——、……、“引号”、‘单引号’、《书名〈篇名〉》、3～5年。'),
  ],
}

export const sourceOf = (record: Briefing, texts: BriefingSource['texts']): BriefingSource => ({
  briefing: record,
  texts,
  annexes: [],
  style: standardStyle,
  standing: nothingKnown,
})
export const source = sourceOf(briefing, [firstMemo, secondMemo])
export const plain = sourceOf({ ...briefing, state: 'draft', number: null, total: null, secrecy: '', masthead: '简报' }, [
  { title: '满页', authors: [], blocks: Array.from({ length: 30 }, () => paragraph(long)) },
])

/** Of more rows than one part has. */
export const ledgerRows = Array.from({ length: 620 }, (_, at) => [String(at + 1), `第${at + 1}条建议`, '答复'])
export const longLedger: Paper = {
  content: {
    form: 'ledger',
    ledger: {
      ...{ title: '办理台账', about: '共620条。', day: '统计截至2026年11月24日', none: '', rows: ledgerRows },
      columns: ['序号', '建议', '答复'].map((label) => ({ label, width: 10 })),
    },
  },
  about: { title: '办理台账', author: '智库', subject: '办理台账', keywords: [], day: '2026-11-24' },
  fileName: '办理台账',
}
