import { z } from 'zod'

/** 简报 · 专报（决策参考） · 会议纪要 · 信函 · 公文通用格式 · 议程 · 调研报告 */
export const briefingKind = z.enum(['bulletin', 'special', 'minutes', 'letter', 'document', 'agenda', 'research'])
export type BriefingKind = z.infer<typeof briefingKind>

/** Every field that a kind may have, in the order of a form. 期号 and 总期号 are given by the hub. */
export const briefingField = z.enum([
  'masthead',
  'supplement',
  'mark',
  'compiler',
  'date',
  'secrecy',
  'copyNumber',
  'urgency',
  'signers',
  'to',
  'copyTo',
  'report',
  'send',
  'distribute',
  'copies',
  'editor',
  'reviewer',
  'approver',
  'note',
])
export type BriefingField = z.infer<typeof briefingField>

/** 紧急程度: none · 加急 · 特急 (GB/T 9704-2012, 7.2.3) */
export const urgency = z.enum(['none', 'urgent', 'extra'])
export type Urgency = z.infer<typeof urgency>

/**
 * `serial`: 第×期（总第×期）, counted within the year and over all, 增刊 apart. `mark`: 青民智〔2026〕1号, 代字 and a number within the year.
 * `none`: a paper that is not numbered.
 */
export type Numbering = 'serial' | 'mark' | 'none'

export type KindRules = {
  numbering: Numbering
  fields: readonly BriefingField[]
  /** Without these it cannot be issued. */ wanted: readonly BriefingField[]
}

const periodical: readonly BriefingField[] = [
  ...(['masthead', 'supplement', 'compiler', 'date', 'secrecy', 'copyNumber', 'urgency', 'report', 'send', 'distribute'] as const),
  ...(['copies', 'editor', 'reviewer', 'approver'] as const),
]

export const kindRules: Readonly<Record<BriefingKind, KindRules>> = {
  bulletin: { numbering: 'serial', fields: periodical, wanted: ['report'] },
  special: { numbering: 'serial', fields: periodical, wanted: ['report'] },
  minutes: {
    numbering: 'serial',
    fields: ['masthead', 'compiler', 'date', 'secrecy', 'copyNumber', 'urgency', 'report', 'send', 'distribute', 'copies', 'approver'],
    wanted: ['distribute'],
  },
  letter: {
    numbering: 'mark',
    fields: ['masthead', 'mark', 'compiler', 'date', 'secrecy', 'copyNumber', 'urgency', 'to', 'copyTo', 'note'],
    wanted: ['mark', 'to'],
  },
  document: {
    numbering: 'mark',
    fields: [
      ...([
        'masthead',
        'mark',
        'compiler',
        'date',
        'secrecy',
        'copyNumber',
        'urgency',
        'signers',
        'to',
        'copyTo',
        'copies',
        'note',
      ] as const),
    ],
    wanted: ['mark', 'to'],
  },
  agenda: { numbering: 'none', fields: ['masthead', 'compiler', 'date', 'secrecy'], wanted: [] },
  research: {
    numbering: 'none',
    fields: ['masthead', 'compiler', 'date', 'secrecy', 'report', 'send', 'distribute', 'copies', 'note'],
    wanted: [],
  },
}

export const hasField = (kind: BriefingKind, field: BriefingField): boolean => kindRules[kind].fields.includes(field)

/**
 * What goes into a briefing: a memo, or of a dialogue its minutes or its agenda. `lead`: 导语, before the text. `editorNote`: 编者按.
 * `extent`: the whole text, its recommendations only, or nothing but lead and note.
 */
export const itemExtent = z.enum(['whole', 'measures', 'lead'])

/** 意见采纳情况表 · 会签意见（含保留意见） · 参会人员名单 · 尚未处理的意见 */
export const annex = z.enum(['adoption', 'endorsements', 'attendance', 'comments'])
export type Annex = z.infer<typeof annex>
