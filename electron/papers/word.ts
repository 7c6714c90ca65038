import { HeadingLevel, Paragraph, TextRun } from 'docx'
import type { About } from '../../shared/briefing/compose.ts'
import type { PaperContent, TextSheet } from '../../shared/papers/paper.ts'
import { blank, body, labelled, paragraph, text, type Content } from '../word/blocks.ts'
import { exact, halfPoints, ink, style } from '../word/styles.ts'
import { wordFile } from '../word/word.ts'
import { bannerSize } from './style.ts'

/** The sheets as a Word file, each on a page of its own. */
export const wordOf = ({ sheets, numbered }: Text, about: About): Promise<Uint8Array<ArrayBuffer>> =>
  wordFile(
    sheets.map((sheet) => ({ children: children(sheet), numbered: numbered ? 'all' : 'none' })),
    about,
  )
type Text = Extract<PaperContent, { form: 'text' }>

function children({ look, masthead, title, facts, addressee, blocks, attendance, signature, note }: TextSheet): Content[] {
  return [
    ...(masthead ? banner(masthead, look) : []),
    new Paragraph({ heading: HeadingLevel.TITLE, children: text(title) }),
    ...blank(1),
    ...facts.map((one) => paragraph(style.flush, labelled(one))),
    ...(addressee ? [paragraph(style.flush, addressee)] : []),
    ...body(blocks),
    ...(attendance.length > 0 ? blank(1) : []),
    ...attendance.map((one) => paragraph(style.body, labelled(one))),
    ...(signature ? [...blank(1), paragraph(style.signature, signature.name), paragraph(style.signature, signature.date)] : []),
    ...(note ? [paragraph(style.body, `（${note}）`)] : []),
  ]
}

/** Over a rule; that of a letter is thick over thin (GB/T 9704-2012 §10.1). */
function banner(name: string, look: TextSheet['look']): Content[] {
  const size = halfPoints(bannerSize(Array.from(name).length))
  return [
    paragraph(style.masthead, [new TextRun({ text: name, size, sizeComplexScript: size })], {
      spacing: exact(2),
      border: { bottom: { style: look === 'letter' ? 'thickThinSmallGap' : 'single', size: 24, space: 11, color: ink } },
    }),
    ...blank(2),
  ]
}
