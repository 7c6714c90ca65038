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
const pxPerMm = 96 / 25.4

/**
 * Height of the text block on screen, CSS pixels: a hair under whole ones, because Chromium breaks pages at the next whole pixel
 * (130 does; whatever does not, breaks almost there). 22 lines fit, and the lower margin gives up the half pixel.
 */
export const blockPixels = Math.ceil(page.block.height * pxPerMm) - 0.02

/** 号 in points, as Word and WPS count them. */
export const size = { second: 22, third: 16, fourth: 14, smallFourth: 12 } as const

/** Distance of two lines and of two characters of the body, mm: they close the grid exactly. */
export const pitch = {
  line: page.block.height / grid.lines,
  character: page.block.width / grid.characters,
} as const
/** What each body character gives up so that 28 of them fill a line, mm (negative: 28 × 16 pt are wider than 156 mm). */
export const tracking = pitch.character - size.third / ptPerMm

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

/** Red of masthead and rule. §6.2 asks for Y80 M80 in print; on screen and office printers this is that red. */
export const red = '#e60012'

export const head = {
  /** Upper edge of the masthead under the upper edge of the text block in lines: a row for 密级 stays free above it. */
  mastheadLine: 2,
  mastheadLines: 4,
  /** Largest masthead, pt; long names become smaller until they fit in one line. */
  mastheadSize: 54,
  /** Share of the line that a masthead may take. */
  mastheadWidth: 0.94,
  /** Put between its letters, in em. */
  mastheadTracking: 0.06,
  /** Names longer than this share the smallest size; the fields allow no longer ones. */
  mastheadLetters: 20,
  /** Red rule, mm; 4 mm below the row above it, §7.2.7 */
  rule: 0.7,
  ruleGap: 4,
  /** Empty lines between the rule and the title, §7.3.1 */
  titleGap: 2,
} as const

/** A masthead of so many letters, pt: they stand in one line beside each other, each as wide as it is high, plus what is put between them. */
export const mastheadSize = (letters: number): number =>
  Math.min(
    head.mastheadSize,
    (page.block.width * ptPerMm * head.mastheadWidth) / (Math.min(letters, head.mastheadLetters) * (1 + head.mastheadTracking)),
  )

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

/** 页码: 4号 Song, dash 7 mm below the text block, one character in from the right on odd pages, from the left on even ones, §7.5 */
export const pageNumber = { size: size.fourth, gap: 7, indent: 1, text: (n: number): string => `— ${n} —` } as const
