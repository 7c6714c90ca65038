import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { contentSecurityPolicy } from '../../electron/security.ts'
import { z } from 'zod'
import { launchApp, type App } from './helpers/app.ts'

let app: App

beforeAll(async () => {
  app = await launchApp()
  await app.electron.evaluate((electron) => void Object.assign(globalThis, { electron }))
})
afterAll(() => app.close())

/** Hostile code is text: it does what no type would let pass. */
const inPage = (code: string): Promise<unknown> => app.page.evaluate(`(async () => {${code}})()`)
/** In the main process, with what `electron` exports at hand. */
const inMain = (code: string): Promise<unknown> =>
  app.electron.evaluate(`(async () => { const { app, BrowserWindow, dialog, shell } = electron; ${code} })()`)
const texts = z.array(z.string())

/** Runs `act` and gives what the pages complained of meanwhile; a complaint is what is expected here. */
async function complaints(act: () => Promise<unknown>): Promise<string[]> {
  await act()
  return app.errors.splice(0)
}

describe('SE1 what the page is made of', () => {
  it('SE1 has no Node, no Electron, and nothing of the preload but the bridge', async () => {
    const found = await app.page.evaluate(() =>
      ['process', 'require', 'module', 'exports', 'Buffer', '__dirname', 'global', 'setImmediate', 'ipcRenderer', 'electron'].filter(
        (name) => name in globalThis,
      ),
    )
    expect(found).toEqual([])
    expect(await app.page.evaluate(() => Object.keys(window.yice))).toEqual(['ask', 'on'])
  })

  it('SE1 runs isolated and sandboxed, in every window', async () => {
    const place = new URL(app.page.url()).hash || '#/'
    const second = await app.windowFrom(() => app.page.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
    const preferences = await inMain(`return BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getLastWebPreferences())`)
    const hardened = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    }
    expect(preferences).toMatchObject([hardened, hardened])
    await second.close()
  })

  it('SE1 what the page does to the shared prototypes does not reach the preload', async () => {
    const answered = await inPage(`
      const heard = []
      const { call } = Function.prototype
      Function.prototype.call = function (...args) {
        heard.push(args.filter((arg) => typeof arg === 'string'))
        return Reflect.apply(call, this, args)
      }
      const session = await window.yice.ask('session', {})
      Function.prototype.call = call
      return { ok: session.ok, heard: heard.flat().filter((text) => text.startsWith('yice:')) }`)
    expect(answered).toEqual({ ok: true, heard: [] })
  })
})

describe('SE2 what the page may run and load', () => {
  it('SE2 gets its policy by header', async () => {
    expect(await app.page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'))).toBe(
      contentSecurityPolicy,
    )
  })

  it('SE2 runs no inline script, no handler in an attribute, no text as code', async () => {
    const seen = await complaints(async () => {
      const ran = await inPage(`
        const script = document.createElement('script')
        script.textContent = 'window.ran = "inline"'
        document.body.append(script)
        const image = document.createElement('div')
        image.innerHTML = '<img src="blob:none" onerror="window.ran = 1"><svg onload="window.ran = 2"></svg><a href="javascript:window.ran=3">x</a>'
        document.body.append(image)
        image.querySelector('a')?.click()
        script.remove()
        image.remove()
        const code = await new Promise((resolve) => setTimeout(resolve)).then(() => new Function('return "ran"')()).catch(String)
        return { ran: 'ran' in window, refused: code.startsWith('EvalError') }`)
      expect(ran).toEqual({ ran: false, refused: true })
    })
    expect(seen.join('\n')).toContain('script-src')
  })

  test.each(['https://example.com/', 'http://127.0.0.1:1/', 'data:text/plain,x', 'file:///etc/passwd', 'app://other/index.html'])(
    'SE2 fetches nothing from %s',
    async (url) => {
      const seen = await complaints(async () => {
        const answer = await app.page.evaluate((at) => fetch(at).then((found) => found.status, String), url)
        expect(answer).toContain('TypeError')
      })
      expect(seen.join('\n')).toMatch(/Content Security Policy|connect-src|not supported/)
    },
  )

  it('SE2 loads no script, style, picture, frame or socket from elsewhere', async () => {
    await complaints(async () => {
      const blocked = await app.page.evaluate(async () => {
        const seen: string[] = []
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
        const add = (tag: string, attributes: Record<string, string>) => {
          const element = document.body.appendChild(Object.assign(document.createElement(tag), attributes))
          return () => element.remove()
        }
        const remove = [
          add('script', { src: 'https://example.com/x.js' }),
          add('link', { rel: 'stylesheet', href: 'https://example.com/x.css' }),
          add('img', { src: 'https://example.com/x.png' }),
          add('iframe', { src: 'https://example.com/' }),
          add('object', { data: 'https://example.com/x' }),
        ]
        const socket = await new Promise<string>((resolve) => {
          try {
            new WebSocket('ws://127.0.0.1:1/').onerror = () => resolve('error')
          } catch (error) {
            resolve(String(error))
          }
        })
        while (seen.length < 6) await new Promise(requestAnimationFrame)
        remove.forEach((undo) => undo())
        return { seen: [...new Set(seen)].sort(), socket }
      })
      expect(blocked.seen).toEqual(['connect-src', 'frame-src', 'img-src', 'object-src', 'script-src-elem', 'style-src-elem'])
      expect(blocked.socket).not.toBe('open')
    })
  })

  it('SE2 main cancels what leaves for the network, whatever the policy lets through', async () => {
    const answers = await app.electron.evaluate(async ({ net }) =>
      Promise.all(['http://127.0.0.1:1/', 'https://example.com/'].map((url) => net.fetch(url).then(() => 'answered', String))),
    )
    for (const answer of answers) expect(answer).toContain('ERR_BLOCKED_BY_CLIENT')
  })
})

describe('SE3 where the page may go', () => {
  /** Every question that was asked; each is answered with the last button, the no. */
  const asked = async (): Promise<string[]> => texts.parse(await inMain(`return globalThis.asked.splice(0)`))

  beforeAll(() =>
    inMain(`
      globalThis.asked = []
      dialog.showMessageBox = async (...args) => {
        globalThis.asked.push(args.at(-1).message)
        return { response: 1, checkboxChecked: false }
      }
      shell.openExternal = async (url) => globalThis.asked.push('opened ' + url)`),
  )

  test.each(['https://example.com/', 'http://example.com/', 'file:///etc/passwd', 'app://yice/other.html', 'data:text/html,x'])(
    'SE3 does not leave for %s',
    async (url) => {
      const before = app.page.url()
      await complaints(() =>
        app.page.evaluate((at) => {
          const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: at, textContent: 'x' }))
          link.click()
          link.remove()
          location.assign(at)
        }, url),
      )
      expect(await app.page.evaluate(() => location.href)).toBe(before)
      // An address outside is asked about, and not opened after the no.
      if (url.startsWith('https:')) await expect.poll(asked).toContainEqual(expect.stringContaining('“example.com”'))
      expect((await asked()).filter((what) => !what.includes('“example.com”'))).toEqual([])
    },
  )

  it('SE3 loads the page again after about:blank, which no navigation handler is asked about', async () => {
    await complaints(async () => {
      const blank = app.page.waitForURL('about:blank')
      await app.page.evaluate(() => void setTimeout(() => location.assign('about:blank')))
      await blank
      await app.page.waitForURL('app://yice/index.html*')
    })
    expect(await app.page.evaluate(() => Object.keys(window.yice))).toEqual(['ask', 'on'])
  })

  test.each(['https://example.com/', 'app://yice/index.html', 'about:blank', ''])('SE3 opens no window of its own on %j', async (url) => {
    const windows = app.electron.windows().length
    expect(await app.page.evaluate((at) => window.open(at), url)).toBeNull()
    expect(app.electron.windows()).toHaveLength(windows)
    for (const question of await asked()) expect(question).toContain('example.com')
  })

  it('SE3 attaches no webview and shows no frame', async () => {
    await complaints(() =>
      app.page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('webview'), { src: 'https://example.com/' }))
        document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://yice/index.html' }))
      }),
    )
    const shown = await app.page.evaluate(() =>
      Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentDocument?.body.innerHTML ?? null),
    )
    expect(shown).toEqual([null])
    const pages = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((page) => page.getType()))
    expect(pages).not.toContain('webview')
    await app.page.evaluate(() => document.querySelectorAll('webview, iframe').forEach((element) => element.remove()))
  })
})

describe('SE4 permissions', () => {
  it('SE4 asks for them are refused without a question', async () => {
    const answers = await app.page.evaluate(async () => {
      const states = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'].map(async (name) => {
        const status = await navigator.permissions.query(Object.assign({ name: 'geolocation' as const }, { name }))
        return `${name} ${status.state}`
      })
      const asked = [
        navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: unknown) => String(error),
        ),
        new Promise<string>((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ message }) => resolve(message),
          ),
        ),
        Notification.requestPermission(),
        navigator.clipboard.readText().then(
          () => 'granted',
          (error: unknown) => String(error),
        ),
      ]
      return { states: await Promise.all(states), asked: await Promise.all(asked) }
    })
    for (const state of answers.states) expect(state).toMatch(/ denied$/)
    for (const answer of answers.asked) expect(answer).not.toMatch(/granted/)
    app.errors.splice(0)
  })
})

describe('SE5 the bridge', () => {
  it('SE5 refuses names that no list has', async () => {
    for (const name of ['', 'quit', '__proto__', 'constructor', '../session']) {
      const refused = await inPage(
        `return Promise.resolve().then(() => window.yice.ask(${JSON.stringify(name)}, {})).then(() => 'answered', String)`,
      )
      expect(refused, name).toContain('Unknown name')
    }
  })

  test.each<[string, unknown]>([
    ['introduce', {}],
    ['introduce', { name: '', organisation: '' }],
    ['introduce', { name: 'x'.repeat(41), organisation: '' }],
    ['introduce', null],
    ['openWorkspace', { id: '../../etc' }],
    ['openWorkspace', { id: '11111111-1111-1111-1111-111111111111' }],
    ['openWindow', { place: 'https://example.com/' }],
    ['openWindow', { place: '#/x\n' }],
    ['openWindow', { place: `#/${'x'.repeat(200)}` }],
    ['showSaved', { path: 1 }],
    ['reportUnsaved', { changes: -1 }],
    ['session', 'x'],
  ])('SE5 %s refuses %j', async (name, asked) => {
    const answer = await inPage(`return window.yice.ask(${JSON.stringify(name)}, ${JSON.stringify(asked)})`)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
  })

  it('SE5 shows no file that the app has not written', async () => {
    const answer = await app.page.evaluate(() => window.yice.ask('showSaved', { path: '/etc/passwd' }))
    expect(answer).toEqual({ ok: false, failure: { kind: 'forbidden' } })
  })

  it('SE5 does not answer a page that is no window of ours', async () => {
    const answer = await inMain(`
      const preload = app.getAppPath() + '/out/preload/preload.cjs'
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await stranger.loadURL('app://yice/index.html')
      const answered = await stranger.webContents.executeJavaScript('window.yice.ask("session", {})')
      stranger.destroy()
      return answered`)
    expect(answer).toEqual({ ok: false, failure: { kind: 'forbidden' } })
    await expect.poll(() => app.errors.splice(0).join()).toContain('No session: forbidden')
  })
})
