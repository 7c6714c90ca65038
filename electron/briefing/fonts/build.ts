import { copyFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import subset from 'subset-font'
import { fontFiles } from '../fonts.ts'
import type { FontFile } from '../fonts.ts'

const require = createRequire(import.meta.url)
const serif = (style: string): string => require.resolve(`@expo-google-fonts/noto-serif-sc/${style}`)

type Recipe = { file: FontFile; from: string; make: (from: string, to: string) => Promise<void> }

/** Whole fonts, as their makers give them: names of people need hanzi far beyond GB 2312. */
const recipes: readonly Recipe[] = [
  { file: fontFiles.songRegular, from: serif('400Regular/NotoSerifSC_400Regular.ttf'), make: copyFile },
  { file: fontFiles.songBold, from: serif('700Bold/NotoSerifSC_700Bold.ttf'), make: copyFile },
  { file: fontFiles.hei, from: require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'), make: copyFile },
  // The file that the package calls 500 is the Regular.
  { file: fontFiles.kai, from: require.resolve('@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2'), make: unpack },
  { file: fontFiles.pageNumber, from: serif('400Regular/NotoSerifSC_400Regular.ttf'), make: digits },
]

/** Makes the fonts that are missing or older than what they are made from; a font is there whole or not at all. */
export async function buildFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { file, from, make } of recipes) {
    const to = join(folder, file)
    if ((await changed(to)) >= (await changed(from))) continue
    await make(from, `${to}.tmp`)
    await rename(`${to}.tmp`, to)
  }
}

/** Instant of the last change, ms; 0 when there is no such file. */
const changed = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

async function unpack(from: string, to: string): Promise<void> {
  await writeFile(to, await subset(await readFile(from), '', { targetFormat: 'sfnt', keepAllGlyphs: true }))
}

async function digits(from: string, to: string): Promise<void> {
  await writeFile(to, await subset(await readFile(from), '0123456789— ', { targetFormat: 'sfnt', keepFeatures: [], noHinting: true }))
}
