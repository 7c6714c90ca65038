import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** Bundles a program for plain Node and gives its path: a process that is started hundreds of times starts in tens of ms. */
export async function bundled(entry: string, name: string): Promise<string> {
  const outDir = resolve(root, 'out/prove')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { external: ['classic-level'], noExternal: true },
    build: {
      ssr: resolve(root, entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, format: 'es', codeSplitting: false } },
    },
  })
  return resolve(outDir, `${name}.mjs`)
}
