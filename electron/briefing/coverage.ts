import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { printable } from '../../shared/briefing/runs.ts'
import { fontFile, fontNames, fontParts } from './fonts.ts'

/** The characters of a text that no font of the app has a form for, each once. */
export type Coverage = { missing: (text: string) => string[] }

/** 宋体 has the most: what it lacks, the others lack too but for what they share with it. @param fonts folder that `buildFonts` has filled */
export async function openCoverage(fonts: string): Promise<Coverage> {
  const codes = new Set<number>()
  for (const name of [fontNames.songRegular, fontNames.kai])
    for (const part of fontParts)
      for (const code of fontkit.create(await readFile(join(fonts, fontFile(name, part)))).characterSet) codes.add(code)
  const has = (sign: string): boolean => /\s/u.test(sign) || codes.has(sign.codePointAt(0) ?? 0)
  return { missing: (text) => [...new Set(Array.from(printable(text)))].filter((sign) => !has(sign)) }
}
