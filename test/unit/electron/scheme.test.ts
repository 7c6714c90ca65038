import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { answerFrom, fileFor, manifestOf, type Manifest } from '../../../electron/scheme.ts'
import { contentSecurityPolicy } from '../../../electron/security.ts'

let folder = ''
let manifest: Manifest = new Map()
const get = (path: string) => fileFor(manifest, { method: 'GET', url: `app://yice${path}` })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-scheme-'))
  await mkdir(join(folder, 'out/renderer/assets'), { recursive: true })
  await mkdir(join(folder, 'out/fonts'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'out/secret.txt'), 'secret')
  await writeFile(join(folder, 'out/renderer/index.html'), '<!doctype html>')
  await writeFile(join(folder, 'out/renderer/assets/main.js'), '1')
  await writeFile(join(folder, 'out/renderer/字 1.svg'), '<svg/>')
  await writeFile(join(folder, 'out/fonts/Song.ttf'), 'font')
  await symlink(join(folder, 'secret.txt'), join(folder, 'out/renderer/link.txt'))
  await symlink(folder, join(folder, 'out/renderer/up'))
  manifest = manifestOf([
    { folder: join(folder, 'out/renderer'), at: '/' },
    { folder: join(folder, 'out/fonts'), at: '/fonts/' },
    { folder: join(folder, 'out/none'), at: '/none/' },
  ])
})
afterAll(() => rm(folder, { recursive: true }))

describe('SE6 the scheme and the disk', () => {
  it('SE6 the manifest holds the files of its folders, and no links', () => {
    expect([...manifest.keys()].sort()).toEqual(['/%E5%AD%97%201.svg', '/assets/main.js', '/fonts/Song.ttf', '/index.html'].sort())
  })

  it('SE6 gives what is in the manifest', () => {
    expect(get('/index.html')).toBe(join(folder, 'out/renderer/index.html'))
    expect(get('/index.html?v=1#/memos')).toBe(join(folder, 'out/renderer/index.html'))
    expect(get('/fonts/Song.ttf')).toBe(join(folder, 'out/fonts/Song.ttf'))
    expect(get('/字 1.svg')).toBe(join(folder, 'out/renderer/字 1.svg'))
  })

  test.each([
    '',
    '/',
    '/.',
    '/..',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/fonts/../secret.txt',
    '/link.txt',
    '/up/secret.txt',
    '/index.html/',
    '/INDEX.HTML',
    '/index.html%00.js',
    '/index.html::$DATA',
    '//etc/passwd',
    '/C:/Windows/win.ini',
    '/fonts//Song.ttf',
    '/__proto__',
    '/constructor',
  ])('SE6 has nothing at %j', (path) => {
    expect(get(path)).toBeNull()
  })

  it('SE6 answers only GET on its own origin', () => {
    for (const method of ['POST', 'PUT', 'HEAD', 'DELETE', 'get', '']) {
      expect(fileFor(manifest, { method, url: 'app://yice/index.html' }), method).toBeNull()
    }
    for (const url of ['app://other/index.html', 'https://yice/index.html', 'app://a@yice/index.html', 'index.html', '']) {
      expect(fileFor(manifest, { method: 'GET', url }), url).toBeNull()
    }
  })

  it('SE2 every answer carries the policy, a refusal too', async () => {
    const answer = answerFrom(manifest)
    const found = await answer({ method: 'GET', url: 'app://yice/index.html' })
    expect(found.status).toBe(200)
    expect(found.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await found.text()).toBe('<!doctype html>')
    const refused = await answer({ method: 'GET', url: 'app://yice/../secret.txt' })
    expect(refused.status).toBe(404)
    expect(await refused.text()).toBe('')
    for (const { headers } of [found, refused]) expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy)
  })
})
