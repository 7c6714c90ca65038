import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { buildFonts } from '../../electron/briefing/fonts/build.ts'
import { fontNames } from '../../electron/briefing/fonts.ts'
import { fonts as named } from '../../electron/word/styles.ts'
import { face } from '../../shared/briefing/layout.ts'

/** Where LibreOffice is, or the line that installs it. */
export function findOffice(): { program: string } | string {
  const program = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'soffice'))
    .find((path) => existsSync(path))
  return program === undefined ? 'LibreOffice is missing: apt-get install --no-install-recommends libreoffice-writer-nogui' : { program }
}

/** Faces that stand in for those the office has: the ones that the app prints with, so both papers wrap alike. */
const standIns = {
  [face.body]: [fontNames.songRegular, fontNames.songBold],
  [face.song]: [fontNames.songRegular],
  [face.title]: [fontNames.songBold],
  [face.hei]: [fontNames.hei],
  [face.kai]: [fontNames.kai],
} as const
const families = {
  [fontNames.songRegular]: 'Noto Serif SC',
  [fontNames.songBold]: 'Noto Serif SC',
  [fontNames.hei]: 'Noto Sans SC Medium',
  [fontNames.kai]: 'LXGW WenKai',
}

/** The files as other programs save them, in order: `to` is a type that LibreOffice knows. */
export async function convert(files: readonly Uint8Array[], to: 'pdf' | 'docx' | 'txt' | 'html'): Promise<Buffer[]> {
  const found = findOffice()
  if (typeof found === 'string') throw new Error(found)
  const fonts = resolve(import.meta.dirname, '../../out/fonts')
  await buildFonts(fonts)
  const folder = await mkdtemp(join(tmpdir(), 'yice-office-'))
  try {
    await writeFile(join(folder, 'fonts.conf'), fontsConf(fonts, join(folder, 'cache')))
    const names = files.map((_, at) => `${String(at).padStart(3, '0')}.docx`)
    await Promise.all(files.map((file, at) => writeFile(join(folder, names[at] ?? ''), file)))
    const filter = to === 'txt' ? 'txt:Text (encoded):UTF8' : to
    await promisify(execFile)(
      found.program,
      [
        '--headless',
        '--norestore',
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--convert-to',
        filter,
        '--outdir',
        join(folder, 'out'),
        ...names,
      ],
      { cwd: folder, env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder }, timeout: 300_000 },
    )
    const made = (await readdir(join(folder, 'out'))).sort()
    return await Promise.all(made.map((name) => readFile(join(folder, 'out', name))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function fontsConf(fonts: string, cache: string): string {
  const aliases = Object.entries(named).map(
    ([key, name]) =>
      `<match target="pattern"><test name="family"><string>${name}</string></test><edit name="family" mode="assign" binding="same"><string>${familyOf(key)}</string></edit>${
        key === face.title ? '<edit name="weight" mode="assign"><const>bold</const></edit>' : ''
      }</match>`,
  )
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir><selectfont><rejectfont><glob>*.rare.ttf</glob></rejectfont></selectfont>${aliases.join('')}</fontconfig>`
}

const familyOf = (key: string): string => {
  const [first] = Object.entries(standIns).find(([name]) => name === key)?.[1] ?? []
  return families[first ?? fontNames.songRegular]
}
