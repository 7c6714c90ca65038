import type { BundlePreview, BundleRecord, BundleText } from '../../bundle.ts'

/** 数据包, and who has a text: what goes from machine to machine. */
export const bundles = {
  export: '导出数据包…',
  import: '导入数据包…',
  exportTitle: '导出数据包',
  exportBody: '把文稿存成一个带签名的文件，用于在不能联网的两处办公地点之间传递。数据包未加密，请按内部资料保管。',
  scope: '导出范围',
  everything: '我可查看的全部议程、纪要和建议稿',
  agendaOf: (title: string): string => `议程：${title}`,
  minutesOf: (title: string): string => `纪要：${title}`,
  picturesOf: (title: string): string => `图片：${title}`,
  memoOf: (title: string): string => `建议稿：${title}`,
  exportAct: '选择位置并导出',
  exported: (texts: number, path: string): string => `已导出 ${texts} 篇文稿：${path}`,
  show: '打开所在文件夹',
  importTitle: '导入数据包',
  from: (by: string, day: string): string => `${by}于${day}导出`,
  key: '签名密钥',
  keyKnown: {
    own: '本工作区的密钥',
    before: '此前并入过用该密钥签名的数据包',
    unknown: '首次遇到。请与对方核对以上指纹，一致后再并入。',
  } satisfies Record<BundlePreview['key']['known'], string>,
  fates: {
    new: '新增',
    changes: '有修改',
    same: '无变化',
    frozen: '本处已冻结，不并入',
    apart: '两处分别开启了纪要，不能并入；请对照抄录',
    newer: '由较新版本写成，不并入',
  } satisfies Record<BundleText['fate'], string>,
  changes: (changes: number): string => `${changes} 处`,
  adds: '并入后',
  drops: '现文',
  more: (lines: number): string => `另有 ${lines} 处`,
  leftOut: '以下登记事项只列出，不并入：',
  roots: { dialogues: '对话会', memos: '建议稿', briefings: '简报', recommendations: '督办事项' } satisfies Record<
    BundleRecord['root'],
    string
  >,
  differs: '与本处登记不同',
  lacking: '本处没有',
  nothing: '没有可并入的内容：本处已全部具有，或已冻结。',
  merge: (texts: number): string => (texts === 0 ? '并入' : `并入 ${texts} 篇`),
  merged: (texts: number): string => `已并入 ${texts} 篇文稿`,
}

export const receipts = {
  label: '送达情况',
  short: (have: number, all: number): string => `送达 ${have}/${all}`,
  host: '主持端',
  have: (machines: number, names: string): string => `本文已在 ${machines} 台机器上：${names}`,
  haveAll: (machines: number, names: string): string => `各篇均已在 ${machines} 台机器上：${names}`,
  lack: (names: string): string => `尚未送达：${names}`,
  names: (names: readonly string[]): string =>
    names.length > 5 ? `${names.slice(0, 5).join('、')}等 ${names.length} 处` : names.join('、'),
  since: (at: string): string => `${at}回执`,
  older: (at: string): string => `尚未送达，${at}回执为较早的文本`,
  never: '尚未送达',
}
