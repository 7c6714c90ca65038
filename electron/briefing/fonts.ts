import { face } from '../../shared/briefing/layout.ts'

/** What the app prints with, under `out/fonts/`; `fonts/build.ts` makes the files. All are TrueType: other kinds become Type 3 in a PDF. */
export const fontFiles = {
  songRegular: 'NotoSerifSC-Regular.ttf',
  songBold: 'NotoSerifSC-Bold.ttf',
  hei: 'NotoSansSC-Medium.ttf',
  kai: 'LXGWWenKai-Regular.ttf',
  /** Digits and dash for page numbers. */
  pageNumber: 'PageNumber.ttf',
} as const
export type FontFile = (typeof fontFiles)[keyof typeof fontFiles]

type Face = { family: string; weight: 400 | 700; file: FontFile; range?: string }

/** WenKai draws “ ” and · narrow, which breaks the grid: without these code points the next family draws them. */
const withoutNarrowPunctuation = 'U+0-B6, U+B8-200F, U+2028-10FFFF'

/** Families and weights by file. No face is ever slanted or emboldened artificially: that too becomes Type 3. */
export const faces: readonly Face[] = [
  { family: face.body, weight: 400, file: fontFiles.songRegular },
  { family: face.body, weight: 700, file: fontFiles.songBold },
  { family: face.title, weight: 700, file: fontFiles.songBold },
  { family: face.hei, weight: 400, file: fontFiles.hei },
  { family: face.kai, weight: 400, file: fontFiles.kai, range: withoutNarrowPunctuation },
]
