import * as Y from 'yjs'
import { documentMeta, headingLevel, memoBody, memoSchemaNumber, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { between, type Random } from './proof.ts'

const signs = Array.from('青岛民营经济智库建议融资审批兑现政策企业部门一二三，。“”2026')
const pick = <T>(next: Random, values: readonly T[]): T => {
  const value = values[between(next, 0, values.length - 1)]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}
const words = (next: Random): string => Array.from({ length: between(next, 1, 30) }, () => pick(next, signs)).join('')
const runs = (next: Random) => [{ text: words(next), bold: next() < 0.3, italic: next() < 0.2, underline: next() < 0.1 }]
const uuid = (next: Random): string => 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => between(next, 0, 15).toString(16))

function block(next: Random): Block {
  const paragraph = (): Block => ({ type: 'paragraph', runs: runs(next) })
  const kinds: (() => Block)[] = [
    paragraph,
    () => ({ type: 'heading', level: headingLevel.parse(between(next, 1, 4)), runs: runs(next) }),
    () => ({ type: 'quote', blocks: [paragraph()] }),
    () => ({ type: 'list', ordered: next() < 0.5, items: [[paragraph()], [paragraph(), paragraph()]] }),
    () => ({
      type: 'table',
      rows: [0, 1].map((row) =>
        [0, 1, 2].map(() => ({ header: row === 0, colspan: 1, rowspan: 1, width: next() < 0.3 ? 120 : null, blocks: [paragraph()] })),
      ),
    }),
    () => ({ type: 'recommendation', id: uuid(next), runs: runs(next), lead: words(next), term: '' }),
  ]
  return pick(next, kinds)()
}

export function randomMemo(next: Random): Y.Doc {
  const doc = new Y.Doc()
  writeBlocks(memoBody(doc), [...Array.from({ length: between(next, 1, 12) }, () => block(next)), { type: 'paragraph', runs: runs(next) }])
  return doc
}

type Kind = 'node' | 'mark' | 'attribute' | 'value' | 'embed' | 'place' | 'newer'
export const kinds: readonly Kind[] = ['node', 'mark', 'attribute', 'value', 'embed', 'place', 'newer']

/** Puts something that this version does not know at a place of chance, as a later version or a careless program would. */
export function estrange(doc: Y.Doc, kind: Kind, next: Random): void {
  const elements = all(memoBody(doc)).filter((node) => node instanceof Y.XmlElement)
  const texts = all(memoBody(doc)).filter((node) => node instanceof Y.XmlText && node.length > 0)
  const parent = pick(next, [memoBody(doc), ...elements])
  const text = pick(next, texts)
  const at = text instanceof Y.XmlText ? between(next, 0, text.length - 1) : 0
  switch (kind) {
    case 'node':
      parent.insert(between(next, 0, parent.length), [new Y.XmlElement(pick(next, ['signature', 'image', 'constructor', '批示']))])
      break
    case 'mark':
      if (text instanceof Y.XmlText) text.format(at, 1, { [pick(next, ['comment', 'highlight', 'toString'])]: { id: 'c' } })
      break
    case 'attribute':
      pick(next, elements).setAttribute(pick(next, ['priority', 'align', 'valueOf']), '1')
      break
    case 'value':
      memoBody(doc).insert(0, [heading(pick(next, ['1', '5', '一']))])
      break
    case 'embed':
      if (text instanceof Y.XmlText) text.insertEmbed(at, { image: 'x' })
      break
    case 'place':
      pick(next, elements).insert(0, [new Y.XmlElement(pick(next, ['doc', 'text', 'table', 'recommendation']))])
      break
    case 'newer':
      documentMeta(doc).set('schema', memoSchemaNumber + between(next, 1, 9))
      break
  }
}

/** A level is a number. */
function heading(level: string): Y.XmlElement {
  const element = new Y.XmlElement('heading')
  element.setAttribute('level', level)
  return element
}

function all(parent: Y.XmlFragment): (Y.XmlElement | Y.XmlText)[] {
  return parent.toArray().flatMap((node) => (node instanceof Y.XmlElement ? [node, ...all(node)] : node instanceof Y.XmlText ? [node] : []))
}
