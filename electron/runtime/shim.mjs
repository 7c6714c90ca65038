import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The fallback has no `default_app.asar`, so it would ignore the app folder it is started with, and what is to be loaded before it (`-r`).
 * This small app takes its place. The import is awaited at top level because Electron holds `ready` back until the main module is evaluated; an
 * app that started later could not register its scheme.
 */
const main = `import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const given = process.argv.slice(1)
const isAsked = (at) => given[at] === '-r' || given[at] === '--require'
const folder = resolve(given.find((argument, at) => !argument.startsWith('-') && !isAsked(at - 1)) ?? '.')
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
app.setAppPath(folder)
app.setName(about.productName ?? about.name)
app.setVersion(about.version ?? '0.0.0')
for (const [at, file] of given.entries()) if (isAsked(at - 1)) createRequire(import.meta.url)(resolve(file))
await import(pathToFileURL(join(folder, about.main ?? 'index.js')).href)
`

/**
 * Puts the small app into an unpacked fallback.
 *
 * @param {string} folder the folder that holds the binary
 */
export function writeShim(folder) {
  const app = join(folder, 'resources', 'app')
  mkdirSync(app, { recursive: true })
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }))
  writeFileSync(join(app, 'main.js'), main)
}
