import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { CustomScheme } from 'electron'
import { isAppUrl, securityHeaders } from './security.ts'

/** Before `ready`. A code cache needs to be asked for; service workers and CSP exceptions are not. */
export const schemePrivileges: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

/** Path in the scheme → file on disk. What is not in it does not exist for the page. */
export type Manifest = ReadonlyMap<string, string>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

/**
 * The files that stand in these folders now, by the paths under which the page asks for them; links are not followed. A folder
 * that is not there adds nothing. Read once at the start, so no path of a request ever meets the file system.
 */
export const manifestOf = (folders: readonly { folder: string; at: string }[]): Manifest =>
  new Map(
    folders.flatMap(({ folder, at }) => filesIn(folder).map((file): [string, string] => [encodeURI(`${at}${file}`), join(folder, file)])),
  )

/** Names relative to `folder`, with `/`. Step by step: an asar archive does not list recursively. */
function filesIn(folder: string, under = ''): string[] {
  return listed(join(folder, under)).flatMap((entry) => {
    if (entry.isDirectory()) return filesIn(folder, `${under}${entry.name}/`)
    return entry.isFile() ? [`${under}${entry.name}`] : []
  })
}

function listed(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The file that a request is for; `null` when it gets none. */
export function fileFor(manifest: Manifest, { method, url }: { method: string; url: string }): string | null {
  if (method !== 'GET' || !isAppUrl(url)) return null
  return manifest.get(new URL(url).pathname) ?? null
}

/** Answers the scheme's requests. Every answer carries the security headers, a refusal too. */
export const answerFrom =
  (manifest: Manifest) =>
  async (request: { method: string; url: string }): Promise<Response> => {
    const file = fileFor(manifest, request)
    if (file === null) return new Response(null, { status: 404, headers: securityHeaders })
    const type = types[extname(file)] ?? 'application/octet-stream'
    return new Response(once(await readFile(file)), { headers: { ...securityHeaders, 'Content-Type': type } })
  }

/** A `Response` made of bytes copies them first, and the fonts of a sheet are 15 MB. */
const once = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
