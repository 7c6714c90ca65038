import { assertNever } from '../errors.ts'
import type { Head, SheetForm } from '../papers/paper.ts'

/**
 * Every measure of a printed paper, once. §: clause of GB/T 9704-2012 (党政机关公文格式). What has no clause is the custom
 * of bulletins (简报), which the standard leaves to the office. Lengths in mm, sizes of type in pt.
 */
export const page = {
  /** A4, §4 */
  width: 210,
  height: 297,
  /** 天头 37 mm and 订口 28 mm, §5.2.1; the right and lower margins follow from the text block. */
  top: 37,
  left: 28,
  /** 版心 156 × 225 mm, §5.2.1 */
  block: { width: 156, height: 225 },
} as const
export const margins = {
  top: page.top,
  left: page.left,
  right: page.width - page.left - page.block.width,
  bottom: page.height - page.top - page.block.height,
} as const

/** 22 lines a page of 28 characters each, filling the text block, §5.2.3 */
export const grid = { lines: 22, characters: 28 } as const

export const ptPerMm = 72 / 25.4
const mmPerInch = 25.4
const pxPerMm = 96 / 25.4

/**
 * Height of the text block on screen, CSS pixels: a hair under whole ones, because Chromium breaks pages at the next whole pixel
 * (130 does; whatever does not, breaks almost there). 22 lines fit, and the lower margin gives up the half pixel.
 */
export const blockPixels = Math.ceil(page.block.height * pxPerMm) - 0.02

/** 号 in points, as Word and WPS count them. */
export const size = { second: 22, third: 16, smallThird: 15, fourth: 14, smallFourth: 12, fifth: 10.5 } as const

/** Distance of two lines and of two characters of the body, mm: they close the grid exactly. */
export const pitch = {
  line: page.block.height / grid.lines,
  character: page.block.width / grid.characters,
} as const
/** What each body character gives up so that 28 of them fill a line, mm (negative: 28 × 16 pt are wider than 156 mm). */
export const tracking = (type: number = size.third): number => pitch.character - type / ptPerMm

/** Faces that the app carries; hanzi are 1 em wide in all of them, so page breaks stay when one stands in for another. */
export const face = {
  /** 仿宋, §5.2.2; for want of an open 仿宋 the app sets 宋体 in its place. */
  body: 'AppFang',
  /** 宋体 for page numbers, §7.5 */
  song: 'AppSong',
  /** 小标宋 for masthead and titles, §7.2.4, §7.3.1 */
  title: 'AppXBS',
  /** 黑体, §7.3.3 */
  hei: 'AppHei',
  /** 楷体, §7.3.3 */
  kai: 'AppKai',
} as const

export const head = {
  /** Of the bulletin, whose head is custom: lines for the masthead, in the middle of which it stands. */
  mastheadLines: 4,
  /** Largest mastheads, pt; long names become smaller until they fit in one line. */
  mastheadSize: { bulletin: 54, document: 48, minutes: 48, letter: 48 },
  /** Share of the line that a masthead may take. */
  mastheadWidth: 0.94,
  /** Put between its letters, in em. */
  mastheadTracking: 0.06,
  /** Upper edge of the letters under the upper edge of the text block, mm, §7.2.4, §10.3 */
  mastheadTop: 35,
  /** Empty lines between masthead and 发文字号, §7.2.5; more where the head would not end on the grid. */
  numberGap: 2,
  /** Red rule, mm; 4 mm below the letters above it, §7.2.7 */
  rule: 0.7,
  ruleGap: 4,
  /** Empty lines between the rule and the title, §7.3.1 */
  titleGap: 2,
} as const

/** 信函, §10.1: edges from those of the paper, mm. The first rule is thick over thin, the second the other way round. */
export const letter = {
  mastheadTop: 30,
  /** The page begins so much higher: of letters that stand out over its upper edge Chromium paints the tops at the foot of the page before. */
  mastheadRoom: 3,
  ruleGap: 4,
  ruleWidth: 170,
  rules: { thick: 0.9, thin: 0.3, apart: 0.4 },
  /** The lower rule over the lower edge of the paper, on the first page. */
  footRule: 20,
  /** Rows under the rule: 7/8 of the height of a 3号 letter. */
  rowGap: (7 / 8) * (size.third / ptPerMm),
} as const
export const doubleRule = letter.rules.thick + letter.rules.apart + letter.rules.thin

/** How high hanzi of 小标宋 stand over the baseline, em. */
export const hanziTop = 0.85

/** What a line leaves free over and under its letters, mm. */
export const leading = (pitch.line - size.third / ptPerMm) / 2

/** pt, of a masthead of so many letters. */
export function mastheadSize(form: Exclude<SheetForm, 'plain' | 'cover'>, letters: number): number {
  const room = (form === 'letter' ? letter.ruleWidth : page.block.width) * ptPerMm * head.mastheadWidth
  return Math.min(head.mastheadSize[form], room / (Math.max(letters, 1) * (1 + head.mastheadTracking)))
}

/** How many lines of the first page a head takes: whole ones, so that the text below stands on the grid. */
export function headLines(form: Exclude<SheetForm, 'plain' | 'cover'>, { corner, masthead, number, signers, ends }: Head): number {
  const height = mastheadSize(form, Array.from(masthead).length) / ptPerMm
  const rule = head.ruleGap - leading + head.rule
  const rows = (number === '' ? 0 : 1) + (ends === null ? 0 : 1)
  switch (form) {
    case 'bulletin':
      return Math.max(corner.length, 1) + head.mastheadLines + rows + 1
    case 'document':
      return Math.ceil((head.mastheadTop + height + rule) / pitch.line + head.numberGap + Math.max(Math.ceil(signers.length / 2), 1))
    case 'minutes':
      return Math.ceil((head.mastheadTop + height + rule) / pitch.line + rows + 0.5)
    case 'letter': {
      // From the upper edge of its first page, which lies above that of the text block: so much of the grid is left to the text.
      const under = letter.mastheadTop - page.top + height + letter.ruleGap + doubleRule
      const most = Math.max(corner.length, number === '' ? 0 : 1)
      return Math.ceil((most === 0 ? under : under + letter.rowGap - leading) / pitch.line + most)
    }
    default:
      return assertNever(form)
  }
}

/** Empty lines between a title and its text, §7.3.2 */
export const textGap = 1
/** 正文 indent in characters, §7.3.3 */
export const indent = 2

/** First and last rule of 版记 0.35 mm, those between 0.25 mm, §7.4.1; its rows in from both sides by one character, §7.4.2 */
export const imprint = { outerRule: 0.35, innerRule: 0.25, indent: 1, size: size.fourth } as const

/** Hairlines of tables and of recommendations, mm. */
export const hairline = 0.25
export const table = {
  size: size.smallFourth,
  outerRule: 0.35,
  innerRule: 0.18,
  linePitch: pitch.line * 0.7,
  padding: pitch.line * 0.15,
} as const

/** 脚注: 五号, its mark in the text 10 pt; two lines on one of the grid; a rule of a third of the text's width above the first. */
export const note = { size: size.fifth, markSize: 10, linePitch: pitch.line / 2, rule: 0.18, ruleWidth: page.block.width / 3 } as const

/** 页码: 4号 Song, dash 7 mm below the text block, one character in from the right on odd pages, from the left on even ones, §7.5 */
export const pageNumber = { size: size.fourth, gap: 7, indent: 1, text: (n: number): string => `— ${n} —` } as const

/** A sheet that lies on its side, for 台账: margins in mm, type in pt, the page number so far over the lower edge. */
export const wide = { top: 18, side: 16, bottom: 18, type: 9, pageNumber: 9 } as const

/** A picture is no higher than so many lines: with its caption it stands on one page with some text. */
export const figureLines = 17
/**
 * How wide a picture is printed, mm. @param share of the text's width in per cent @param picture its sides, in any unit
 */
export const figureWidth = (share: number, { width, height }: { width: number; height: number }): number =>
  Math.min((page.block.width * share) / 100, (figureLines * pitch.line * width) / height)
/** Pixels an inch of paper. @param picture its sides in pixels */
export const figureDots = (share: number, picture: { width: number; height: number }): number =>
  picture.width / (figureWidth(share, picture) / mmPerInch)

/** What stands over every page of an issue that was withdrawn: its size and the air around it, pt; from the paper's upper edge, mm. */
export const banner = { size: 14, air: 5, top: 14 } as const
