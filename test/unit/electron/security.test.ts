import { describe, expect, it, test } from 'vitest'
import {
  contentSecurityPolicy,
  isAppUrl,
  isPage,
  isPermitted,
  isTrusted,
  mayGo,
  securityHeaders,
  type Way,
} from '../../../electron/security.ts'

const page = 'app://yice/index.html'

/** Addresses that are, or pretend to be, something else than the page. */
const attacks = [
  'https://example.com/',
  'http://yice/index.html',
  'https://yice/index.html',
  'app://yice.example/index.html',
  'app://yice@example/index.html',
  'app://user@yice/index.html',
  'app://user:secret@yice/index.html',
  'app://yice:8080/index.html',
  'app://yic/index.html',
  'app://yice',
  'app://yice/',
  'app://yice/other.html',
  'app://yice/assets/index.js',
  'app://yice/index.html/../other.html',
  'app:yice/index.html',
  'app:///yice/index.html',
  'APP://evil/index.html',
  'file:///etc/passwd',
  'file://yice/index.html',
  'javascript:alert(1)//app://yice/index.html',
  'data:text/html,<script>1</script>',
  'blob:app://yice/6b1c4d0e',
  'about:blank',
  'about:srcdoc',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://yice/index.html',
  'ms-msdt:/id',
  'search-ms:query=x',
  'vbscript:msgbox',
  'intent://yice#Intent;end',
  '//yice/index.html',
  'index.html',
  '',
  ' ',
  'app://yice/index.html\u0000.example',
]

describe('SE3 where the page may go', () => {
  it('SE3 the page may load itself again, at any place in it', () => {
    for (const url of [page, `${page}#/memos`, `${page}?x=1`, 'app://yice/./index.html', 'APP://yice/index.html']) {
      expect(mayGo('navigate', url), url).toBe(true)
    }
  })

  test.each(attacks)('SE3 no navigation to %j', (url) => {
    expect(mayGo('navigate', url)).toBe(false)
  })

  test.each<Way>(['redirect', 'frame', 'window', 'webview'])('SE3 no %s at all, to the page itself neither', (way) => {
    for (const url of [page, ...attacks]) expect(mayGo(way, url), url).toBe(false)
  })
})

describe('SE2 the policy', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((directive): [string, string[]] => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )

  it('SE2 starts from nothing and lets in only the app itself, and pictures in memory', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(new Set([...directives.values()].flat())).toEqual(new Set(["'none'", "'self'", 'blob:']))
    expect([...directives].filter(([, sources]) => sources.includes('blob:')).map(([name]) => name)).toEqual(['img-src'])
  })

  it('SE2 names what default-src does not cover', () => {
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(directives.get(name), name).toEqual(["'none'"])
  })

  it('SE2 goes with every answer, together with nosniff and isolation', () => {
    expect(securityHeaders).toMatchObject({
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
    })
  })
})

describe('SE4 permissions', () => {
  it('SE4 the page may copy', () => {
    expect(isPermitted('clipboard-sanitized-write', { url: page, isMainFrame: true })).toBe(true)
  })

  test.each([
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'fileSystem',
    'openExternal',
    'hid',
    'serial',
    'usb',
    'midiSysex',
    'pointerLock',
    'display-capture',
    'local-fonts',
    'unknown',
    'constructor',
    '__proto__',
    'toString',
    '',
  ])('SE4 %j is not granted', (permission) => {
    expect(isPermitted(permission, { url: page, isMainFrame: true })).toBe(false)
  })

  it('SE4 nothing is granted to a frame or to another origin', () => {
    expect(isPermitted('clipboard-sanitized-write', { url: page, isMainFrame: false })).toBe(false)
    for (const url of attacks.filter((url) => !isAppUrl(url))) {
      expect(isPermitted('clipboard-sanitized-write', { url, isMainFrame: true }), url).toBe(false)
    }
  })
})

describe('SE5 who may use the bridge', () => {
  it('SE5 the page in the main frame of a window of ours', () => {
    expect(isTrusted({ url: `${page}#/memos`, isMainFrame: true, known: true })).toBe(true)
  })

  it('SE5 no frame in it, and no page that is not a window of ours', () => {
    expect(isTrusted({ url: page, isMainFrame: false, known: true })).toBe(false)
    expect(isTrusted({ url: page, isMainFrame: true, known: false })).toBe(false)
  })

  test.each(attacks)('SE5 not %j', (url) => {
    expect(isPage(url)).toBe(false)
    expect(isTrusted({ url, isMainFrame: true, known: true })).toBe(false)
  })
})
