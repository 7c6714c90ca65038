import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { serialize } from 'node:v8'
import { build } from 'vite'
import { z } from 'zod'
import { buildFonts } from '../../electron/briefing/fonts/build.ts'
import type { Paper } from '../../shared/papers/paper.ts'

const root = resolve(import.meta.dirname, '../..')
const answers = z.object({ opened: z.number(), answers: z.array(z.object({ pages: z.int(), fileName: z.string(), at: z.number() })) })

export type Prints = {
  /** ms until the page with its fonts was ready */ opened: number
  prints: { pdf: Uint8Array; pages: number; fileName: string; at: number }[]
}

/** Prints on the Electron that `run.mjs` provides, in one run of a small app around the real printer. */
export async function printAll(papers: readonly Paper[]): Promise<Prints> {
  return inApp('main.ts', papers, async (folder) => {
    const told = answers.parse(JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8')))
    const prints = await Promise.all(
      told.answers.map(async (answer, index) => ({ ...answer, pdf: new Uint8Array(await readFile(join(folder, `${index}.pdf`))) })),
    )
    return { opened: told.opened, prints }
  })
}

/** Runs the app of that name on the papers, and reads what it has left in its folder. */
export async function inApp<T>(
  name: string,
  papers: readonly Paper[],
  answer: (folder: string) => Promise<T>,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const electron = process.env['YICE_ELECTRON']
  if (electron === undefined) throw new Error('Run through electron/runtime/run.mjs, which sets YICE_ELECTRON')
  const folder = await mkdtemp(join(tmpdir(), 'yice-print-'))
  const fonts = join(root, 'out/fonts')
  await Promise.all([buildFonts(fonts), buildApp(folder, name), writeFile(join(folder, 'jobs'), serialize(papers))])
  const switches = process.env['YICE_ELECTRON_SWITCHES']?.split(' ').filter(Boolean) ?? []
  await promisify(execFile)(electron, [...switches, folder, `--user-data-dir=${join(folder, 'profile')}`], {
    env: { ...process.env, PRINT_FOLDER: folder, PRINT_FONTS: fonts, ...environment },
    maxBuffer: 64 * 2 ** 20,
  })
  const answered = await answer(folder)
  await rm(folder, { recursive: true, force: true })
  return answered
}

async function buildApp(folder: string, name: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'print', type: 'module', main: 'main.js' }))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        // As they lie beside each other in the app.
        input: {
          main: resolve(import.meta.dirname, 'app', name),
          'main/word': join(root, 'electron/word/main.ts'),
          'main/ledger': join(root, 'electron/briefing/main.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  })
}
