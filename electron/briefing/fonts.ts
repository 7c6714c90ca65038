import { face } from '../../shared/briefing/layout.ts'

/**
 * What the app prints with, under `out/fonts/`; `fonts/build.ts` makes the files. All are TrueType: other kinds become Type 3 in
 * a PDF. Each is cut in two, because a whole one takes seconds to load: what GB 2312 has, and the rare rest of the hanzi, which
 * is loaded when a name needs it.
 */
export const fontNames = {
  songRegular: 'NotoSerifSC-Regular',
  songBold: 'NotoSerifSC-Bold',
  hei: 'NotoSansSC-Medium',
  kai: 'LXGWWenKai-Regular',
} as const
export type FontName = (typeof fontNames)[keyof typeof fontNames]
export type FontPart = 'common' | 'rare'
export const fontParts: readonly FontPart[] = ['common', 'rare']
export const fontFile = (name: FontName, part: FontPart): string => `${name}.${part}.ttf`
/** Digits and dash for page numbers. */
export const pageNumberFile = 'PageNumber.ttf'

type Face = { family: string; weight: 400 | 700; font: FontName; /** What the common part draws, where not all it has. */ range?: string }

/** WenKai draws “ ” and · narrow, which breaks the grid: without these code points the next family draws them. */
const withoutNarrowPunctuation = 'U+0-B6, U+B8-200F, U+2028-10FFFF'

/** Where the rare parts come in; nothing else makes them load. */
export const hanzi = 'U+2E80-2FDF, U+3400-4DBF, U+4E00-9FFF, U+F900-FAFF, U+20000-3FFFF'
/** The families to set in: the common part, then the rare one. */
export const families = (family: string): string => `${family},${rareFamily(family)}`
export const rareFamily = (family: string): string => `${family}Rare`

/** Families and weights by font. No face is ever slanted or emboldened artificially: that too becomes Type 3. */
export const faces: readonly Face[] = [
  { family: face.body, weight: 400, font: fontNames.songRegular },
  { family: face.body, weight: 700, font: fontNames.songBold },
  { family: face.title, weight: 700, font: fontNames.songBold },
  { family: face.hei, weight: 400, font: fontNames.hei },
  { family: face.kai, weight: 400, font: fontNames.kai, range: withoutNarrowPunctuation },
]
