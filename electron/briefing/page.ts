import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebContentsView, session as sessions } from 'electron'
import type { PrintToPDFOptions, Session, WebContents } from 'electron'
import { z } from 'zod'
import { page as paper } from '../../shared/briefing/layout.ts'
import { Refusal } from '../../shared/errors.ts'
import { appOrigin } from '../../shared/bridge.ts'
import { faces, fontFile, fontNames, fontParts, rareFamily } from './fonts.ts'
import { html } from './html.ts'
import { footNotes, footNotesStand } from './footnotes.ts'
import { divideImprints, settleImprints } from './imprint.ts'
import type { Marks } from './marks.ts'

const shellUrl = `${appOrigin}/print.html`
const fontUrlBase = `${appOrigin}/fonts/`
/** The content needs styles, fonts and the pictures that it holds itself; a script would not run even if one got into it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:"
/** Scripts of the app run in a world of their own, out of reach of the page and its policy. */
const world = 1
const mmPerInch = 25.4

/**
 * A page out of sight, its fonts loaded, whose content can be changed and printed. Whatever is waited for here ends: with what was asked
 * for, with the page's end, or because nothing has come for `patience`.
 */
export class Page {
  readonly #view: WebContentsView
  readonly #contents: WebContents
  readonly #patience: number
  readonly #ended: Promise<never>
  #end: (reason: Error) => void = () => undefined
  #ready: Promise<void> | null = null

  /** @param fonts folder that `buildFonts` has filled @param patience for one step, ms */
  constructor(fonts: string, patience: number) {
    this.#patience = patience
    // The view is kept as long as the page: a view that nothing names is collected, and its page with it.
    this.#view = new WebContentsView({
      webPreferences: {
        ...{ session: sealedSession(fonts), sandbox: true, contextIsolation: true, nodeIntegration: false },
        ...{ spellcheck: false, webgl: false },
      },
    })
    this.#contents = this.#view.webContents
    this.#ended = new Promise<never>((_, reject) => {
      this.#end = reject
    })
    // Only a step that runs meanwhile has to know.
    this.#ended.catch(() => undefined)
    this.#contents.once('render-process-gone', (_, { reason }) => this.end(new Error(`The printing page is gone: ${reason}`)))
  }

  /** Loads the page and its fonts, once; every other step waits for it. @throws Refusal `fontsBroken`, `printStuck` */
  ready(): Promise<void> {
    return (this.#ready ??= this.#within(async () => {
      await this.#contents.loadURL(shellUrl)
      if (!z.boolean().parse(await this.#run(loadFonts))) throw new Refusal({ kind: 'fontsBroken' })
    }))
  }

  /** @param inner what stands between the body tags @throws Refusal `fontsBroken`, `printStuck` */
  show(title: string, inner: string): Promise<void> {
    return this.#step(async () => {
      if (!z.boolean().parse(await this.#run(showContent(title, inner)))) throw new Refusal({ kind: 'fontsBroken' })
    })
  }

  /** Moves imprints to the last line of their page, and tells the contents their pages; `false` when pages have moved by that, or because notes have. */
  settle(marks: Marks): Promise<boolean> {
    return this.#step(async () => z.boolean().parse(await this.#run(settleOn(marks))))
  }

  /** `tagged`: with structure and outline, which take longer. */
  pdf({ tagged }: { tagged: boolean }): Promise<Uint8Array> {
    return this.#step(() =>
      printToPdf(this.#contents, {
        pageSize: { width: paper.width / mmPerInch, height: paper.height / mmPerInch },
        preferCSSPageSize: true,
        generateTaggedPDF: tagged,
        generateDocumentOutline: tagged,
      }),
    )
  }

  /** Ends the page, also one that does not answer any more; whoever waits for it is refused with `reason`. */
  end(reason: Error): void {
    this.#end(reason)
    if (!this.#contents.isDestroyed()) this.#contents.close()
  }

  #run(code: string): Promise<unknown> {
    return this.#contents.executeJavaScriptInIsolatedWorld(world, [{ code }])
  }

  async #step<T>(work: () => Promise<T>): Promise<T> {
    await this.ready()
    return this.#within(work)
  }

  async #within<T>(work: () => Promise<T>): Promise<T> {
    const limit = setTimeout(() => this.end(new Refusal({ kind: 'printStuck' })), this.#patience)
    try {
      const going = work()
      // What comes of it after the end concerns nobody.
      going.catch(() => undefined)
      return await Promise.race([going, this.#ended])
    } finally {
      clearTimeout(limit)
    }
  }
}

/**
 * Electron's `printToPDF` makes every print of the app wait for the one before and fail with it: one page that was ended while it
 * printed would end all printing until the next start (33 to 45, measured on 33). So only its settings are taken from there, and the
 * page is asked itself; where Electron has no such door any more, the usual one.
 */
async function printToPdf(contents: WebContents, options: PrintToPDFOptions): Promise<Uint8Array> {
  const print: unknown = Reflect.get(contents, '_printToPDF')
  if (typeof print !== 'function') return contents.printToPDF(options)
  const settings = await new Promise((resolve, reject) => {
    const taken = {
      _printToPDF(made: unknown) {
        resolve(made)
        return Promise.resolve()
      },
    }
    contents.printToPDF.call(taken, options).catch(reject)
  })
  return z.instanceof(Uint8Array).parse(await Reflect.apply(print, contents, [settings]))
}

/** Nothing is kept on disk and nothing asked of the network: the shell and the fonts are all there is. */
function sealedSession(fonts: string): Session {
  const session = sessions.fromPartition('print', { cache: false })
  session.setPermissionRequestHandler((_, __, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, callback) =>
    callback({ cancel: !url.startsWith(`${appOrigin}/`) }),
  )
  if (!session.protocol.isProtocolHandled('app')) session.protocol.handle('app', ({ url }) => answer(new URL(url).pathname, fonts))
  return session
}

const fontFiles = Object.values(fontNames).flatMap((name) => fontParts.map((part) => fontFile(name, part)))

async function answer(path: string, fonts: string): Promise<Response> {
  if (path === '/print.html') {
    return new Response(shell, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy } })
  }
  const file = fontFiles.find((name) => path === `/fonts/${name}`)
  if (file === undefined) return new Response(null, { status: 404 })
  return new Response(await readFile(join(fonts, file)), { headers: { 'Content-Type': 'font/ttf' } })
}

const shell = html('', fontUrlBase)

/** The common parts, once: a face that is missing ends here and not as a hole in somebody's paper. */
const loadFonts = `Promise.all(
  Array.from(document.fonts)
    .filter((face) => !${JSON.stringify(faces.map(({ family }) => rareFamily(family)))}.includes(face.family))
    .map((face) => face.load()),
).then(() => true, () => false)`

const showContent = (title: string, inner: string): string => `{
  document.title = ${JSON.stringify(title)}
  document.body.innerHTML = ${JSON.stringify(inner)}
  // Layout asks for the rare parts, and only what has been asked for is waited for.
  document.body.getBoundingClientRect()
  // A page that nobody sees decodes nothing: it is enough that the pictures have been read.
  const read = (image) => image.complete || new Promise((done) => { image.onload = image.onerror = () => done(undefined) })
  Promise.all([document.fonts.ready, ...Array.from(document.images, read)]).then(() => {
    ${divideImprints}
    ${footNotes}
    return Array.from(document.fonts).every(({ status }) => status !== 'error')
  })
}`

const settleOn = (marks: Marks): string => `{
  const pageOf = ${JSON.stringify(marks.pageOf)}
  for (const row of document.querySelectorAll('.page-of')) row.textContent = pageOf[row.dataset.anchor] ?? '';
  ${footNotesStand(marks)} && ${settleImprints(marks)}
}`
