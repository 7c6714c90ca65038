import { appOrigin } from '../shared/bridge.ts'

/**
 * What the page may and may not, as pure decisions (reliability.md §1.1); `guard.ts` installs them. Everything that no table
 * names is refused.
 *
 * SE1  The page has no Node; it is isolated from the preload and runs sandboxed.
 * SE2  Only the app's own files run and are loaded; nothing is asked of the network.
 * SE3  The page goes nowhere: navigation, redirects, frames, windows and webviews are refused. Addresses of https and mailto are
 *      offered to the person, written anew, and opened outside only after a yes.
 * SE4  No permission is granted that the table does not list with its reason.
 * SE5  The bridge answers the page in the main frame of a window of ours, and nobody else; what is asked is checked.
 * SE6  The scheme gives the files of its manifest, and nothing else on the disk.
 * SE7  No network port is opened.
 */

/** By header on every answer of the scheme; no `unsafe-*`, and nothing but the app's own files. */
export const contentSecurityPolicy = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // blob: pictures that a document carries.
  'img-src': "'self' blob:",
  'font-src': "'self'",
  // The hub is reached by a MessagePort, never by a connection.
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ')

/** Goes with every answer of the scheme. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Parsed, not compared by prefix: `app://yice.example/` and `app://yice@example/` begin alike. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, username, password } = new URL(text)
  return `${protocol}//${host}` === appOrigin && username === '' && password === ''
}

/** The one page there is; places in it are fragments, which no navigation leaves. */
export const pagePath = '/index.html'
export const isPage = (text: string): boolean => isAppUrl(text) && new URL(text).pathname === pagePath

/** The ways by which a page may try to get somewhere else. */
export type Way = 'navigate' | 'redirect' | 'frame' | 'window' | 'webview'

const ways: Record<Way, (url: string) => boolean> = {
  /** The page may load itself again; a link to the outside is asked about, never followed. */
  navigate: isPage,
  /** The scheme never redirects, so a redirect comes from elsewhere. */
  redirect: () => false,
  /** No content is shown in frames. */
  frame: () => false,
  /** Windows are opened by main alone: one opened by a page can inherit less of a sandbox (CVE-2026-34765). */
  window: () => false,
  /** There is no use for one. */
  webview: () => false,
}
export const mayGo = (way: Way, url: string): boolean => ways[way](url)

/** The permissions that are granted, each with its reason. */
const permissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'the page has buttons that copy',
}

export type Asker = { url: string; isMainFrame: boolean }

/** For requests and checks alike: the own page in its main frame may have what the table lists. */
export const isPermitted = (permission: string, { url, isMainFrame }: Asker): boolean =>
  isMainFrame && isAppUrl(url) && Object.hasOwn(permissions, permission)

/** Requests that leave for these are cancelled before they are made, whatever let them through. */
export const foreignRequests = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`)

/** Who calls a channel of the bridge; `known`: the sender is a window that `windows.ts` opened and still has. */
export type Sender = { url: string; isMainFrame: boolean; known: boolean }
export const isTrusted = ({ url, isMainFrame, known }: Sender): boolean => known && isMainFrame && isPage(url)
