import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import subset from 'subset-font'
import { fontFile, fontNames, pageNumberFile } from '../fonts.ts'
import { distinctCodes } from './codes.ts'
import { gb2312, isHanzi } from './gb2312.ts'

const require = createRequire(import.meta.url)
const serif = (style: string): string => require.resolve(`@expo-google-fonts/noto-serif-sc/${style}`)
const sources = {
  songRegular: serif('400Regular/NotoSerifSC_400Regular.ttf'),
  songBold: serif('700Bold/NotoSerifSC_700Bold.ttf'),
  hei: require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
  // The file that the package calls 500 is the Regular.
  kai: require.resolve('@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2'),
} as const

/** Which characters of a font go into a file. */
type Part = { from: string; file: string; takes: (code: number) => boolean }

const isCommon = (code: number): boolean => !isHanzi(code) || gb2312.has(code)
const parts: readonly Part[] = [
  ...(['songRegular', 'songBold', 'hei', 'kai'] as const).flatMap((name) => [
    { from: sources[name], file: fontFile(fontNames[name], 'common'), takes: isCommon },
    { from: sources[name], file: fontFile(fontNames[name], 'rare'), takes: (code: number) => !isCommon(code) },
  ]),
  { from: sources.songRegular, file: pageNumberFile, takes: (code) => '0123456789— '.includes(String.fromCodePoint(code)) },
]

/** Makes the fonts that are missing or older than what they are made from; a font is there whole or not at all. */
export async function buildFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const from of Object.values(sources)) {
    const due = await stale(from, folder)
    if (due.length > 0) await cut(await readFile(from), due, folder)
  }
}

async function stale(from: string, folder: string): Promise<Part[]> {
  const changedAt = await changed(from)
  const own = parts.filter((part) => part.from === from)
  const current = await Promise.all(own.map(async ({ file }) => (await changed(join(folder, file))) >= changedAt))
  return own.filter((_, index) => current[index] !== true)
}

/** Instant of the last change, ms; 0 when there is no such file. */
const changed = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

async function cut(source: Uint8Array, due: readonly Part[], folder: string): Promise<void> {
  const codes = distinctCodes(fontkit.create(source))
  for (const { file, takes } of due) {
    const text = String.fromCodePoint(...codes.filter(takes))
    // Local forms are left out: they draw the dash of Chinese with the glyph of another sign, and so it would be read.
    const bytes = await subset(source, text, { targetFormat: 'sfnt', keepFeatures: ['kern'], noHinting: true })
    const temporary = join(folder, `${file}.tmp`)
    await writeFile(temporary, bytes)
    await rename(temporary, join(folder, file))
  }
}
