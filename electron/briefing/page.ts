import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebContentsView, session as sessions } from 'electron'
import type { Session, WebContents } from 'electron'
import { z } from 'zod'
import { page as paper } from '../../shared/briefing/layout.ts'
import { Refusal } from '../../shared/errors.ts'
import { appOrigin } from '../../shared/bridge.ts'
import { faces, fontFile, fontNames, fontParts, rareFamily } from './fonts.ts'
import { html } from './html.ts'
import { divideImprints, settleImprints } from './imprint.ts'
import type { Marks } from './marks.ts'

const shellUrl = `${appOrigin}/print.html`
const fontUrlBase = `${appOrigin}/fonts/`
/** The content needs styles, fonts and the pictures that it holds itself; a script would not run even if one got into it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:"
/** Scripts of the app run in a world of their own, out of reach of the page and its policy. */
const world = 1
const mmPerInch = 25.4

/** A page out of sight, its fonts loaded, whose content can be changed and printed. */
export type Page = {
  /** @param inner what stands between the body tags */
  show(title: string, inner: string): Promise<void>
  /** Moves imprints to the last line of their page, and tells the contents their pages; `false` when pages have moved by that. */
  settle(marks: Marks): Promise<boolean>
  /** `tagged`: with structure and outline, which take longer. */
  pdf(options: { tagged: boolean }): Promise<Uint8Array>
  /** Rejects when the page's process is gone. */
  gone: Promise<never>
  close(): void
}

/** @param fonts folder that `buildFonts` has filled @throws Refusal `fontsBroken` */
export async function openPage(fonts: string): Promise<Page> {
  const session = sealedSession(fonts)
  const view = new WebContentsView({
    webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false, webgl: false },
  })
  const contents = view.webContents
  const gone = new Promise<never>((_, reject) => {
    contents.once('render-process-gone', (_, { reason }) => reject(new Error(`The printing page is gone: ${reason}`)))
  })
  // Only a job that runs meanwhile has to know.
  gone.catch(() => undefined)
  await contents.loadURL(shellUrl)
  if (!z.boolean().parse(await run(contents, loadFonts))) {
    contents.close()
    throw new Refusal({ kind: 'fontsBroken' })
  }
  return {
    async show(title, inner) {
      if (!z.boolean().parse(await run(contents, showContent(title, inner)))) throw new Refusal({ kind: 'fontsBroken' })
    },
    settle: async (marks) => z.boolean().parse(await run(contents, settleOn(marks))),
    pdf: ({ tagged }) =>
      contents.printToPDF({
        pageSize: { width: paper.width / mmPerInch, height: paper.height / mmPerInch },
        preferCSSPageSize: true,
        generateTaggedPDF: tagged,
        generateDocumentOutline: tagged,
      }),
    gone,
    // The view is named here to live as long as the page: a view that nothing names is collected, and its page with it.
    close: () => view.webContents.close(),
  }
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

const run = (contents: WebContents, code: string): Promise<unknown> => contents.executeJavaScriptInIsolatedWorld(world, [{ code }])

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
    return Array.from(document.fonts).every(({ status }) => status !== 'error')
  })
}`

const settleOn = (marks: Marks): string => `{
  const pageOf = ${JSON.stringify(marks.pageOf)}
  for (const row of document.querySelectorAll('.page-of')) row.textContent = pageOf[row.dataset.anchor] ?? '';
  ${settleImprints(marks)}
}`
