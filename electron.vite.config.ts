import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { buildFonts } from './electron/briefing/fonts/build.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** electron-vite puts a `require` at the head of each chunk, and fflate brings one of its own. */
const oneRequire = {
  name: 'one-require',
  transform: (code: string, id: string) =>
    id.endsWith('/fflate/esm/index.mjs') ? { code: code.replace("var require = createRequire('/');", ''), map: null } : null,
}

/**
 * V8 holds a script with two bytes a character as soon as Latin-1 lacks one of them, and nearly every chunk has a few. A chunk
 * in which one follows a backslash stays as it is: there an escape would mean something else.
 */
const oneByte: Plugin = {
  name: 'one-byte',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && !/\\[\u0080-\uffff]/.test(chunk.code))
        chunk.code = chunk.code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  },
}

/**
 * The programs and the page. Only `dependencies` (native modules) stay outside the bundles; everything else, yjs above
 * all, is bundled once, so that there is one copy of it in each program.
 */
export default defineConfig({
  main: {
    plugins: [oneRequire, oneByte, { name: 'fonts', closeBundle: () => buildFonts(at('out/fonts')) }],
    build: {
      outDir: at('out/main'),
      rolldownOptions: {
        input: {
          main: at('electron/main.ts'),
          hub: at('electron/hub/main.ts'),
          server: at('electron/hub/server.ts'),
          list: at('electron/lists/main.ts'),
          book: at('electron/lists/bookMain.ts'),
          document: at('electron/imports/main.ts'),
          word: at('electron/word/main.ts'),
          ledger: at('electron/briefing/main.ts'),
          previewBackup: at('electron/hub/previewBackup.ts'),
        },
        output: {
          ...{ format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          minify: { compress: true, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      rolldownOptions: { input: { preload: at('electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    build: { outDir: at('out/renderer'), minify: true, rolldownOptions: { input: at('renderer/index.html') } },
    plugins: [react(), oneByte],
  },
})
