import { session as sessions, WebContentsView, type BrowserWindow, type Session } from 'electron'
import { appOrigin } from '../shared/bridge.ts'
import type { DesktopAnswer, DesktopAsk, Printable } from '../shared/desktop.ts'
import { assertNever, Refusal } from '../shared/errors.ts'
import type { Paper, PaperKind } from '../shared/papers/paper.ts'
import type { Print } from './briefing/briefing.ts'
import type { Exports } from './exports.ts'

type Sheets = DesktopAsk<'printPages'>
type Options = {
  print: Print
  exports: Exports
  /** As they may go out. @throws Refusal `protectedNames` */
  briefing: (id: string, copy?: number) => Promise<Paper>
  memo: (id: string) => Promise<Paper>
  paper: (kind: PaperKind, id: string) => Promise<Paper>
}

/** For the pages to stand in the view, ms: they come from memory. */
const patience = 60_000

/**
 * Papers on their way to the system's printer.
 *
 * PR1 What is printed are the pages of the PDF, to the dot: margins, numbers and rules stand where they stand there, whatever the printer
 *     can do. The window draws them, and they are printed as pictures on A4 without margins, because Chromium's own viewer of PDF is
 *     not in every build of Electron (measured: the view stays blank in the fallback).
 * PR2 Nothing is sent to a printer but by the system's dialog.
 */
export class Printing {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** The PDF that is to be printed; `sides`: odd and even pages of it differ. @throws Refusal `noPrinter`, and as an export */
  async pages(asked: Printable, window: BrowserWindow): Promise<DesktopAnswer<'pagesToPrint'>> {
    await refuseWithoutPrinter(window)
    const paper = await this.#paperOf(asked)
    const { pdf, pages, fileName } = await this.#options.exports.run(window, (job) =>
      this.#options.print(paper, job.file(paper.about.title)),
    )
    const sides = paper.content.form === 'text' && paper.content.pageNumbers
    return { pdf, pages, fileName, title: paper.about.title, sides }
  }

  /** Opens the dialog; ends when the printer has the pages. @throws Refusal `noPrinter`, `cancelled` by the dialog, `printerFailed` */
  async send(sheets: Sheets, window: BrowserWindow): Promise<void> {
    await refuseWithoutPrinter(window)
    const view = new WebContentsView({
      webPreferences: { session: sealed(sheets), sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
    })
    // In the window, so that the dialog belongs to it; as large as nothing.
    window.contentView.addChildView(view)
    view.setBounds({ x: 0, y: 0, width: 0, height: 0 })
    try {
      await inTime(view.webContents.loadURL(`${appOrigin}/sheets.html`))
      await printed(view, sheets)
    } finally {
      if (!window.isDestroyed()) window.contentView.removeChildView(view)
      if (!view.webContents.isDestroyed()) view.webContents.close()
    }
  }

  #paperOf(asked: Printable): Promise<Paper> {
    switch (asked.of) {
      case 'briefing':
        return this.#options.briefing(asked.id, asked.copy)
      case 'memo':
        return this.#options.memo(asked.id)
      case 'paper':
        return this.#options.paper(asked.paper, asked.id)
      default:
        return assertNever(asked)
    }
  }
}

async function refuseWithoutPrinter({ webContents }: BrowserWindow): Promise<void> {
  if ((await webContents.getPrintersAsync()).length === 0) throw new Refusal({ kind: 'noPrinter' })
}

async function inTime(work: Promise<void>): Promise<void> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Refusal({ kind: 'printStuck' })), patience)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(clock))
}

function printed({ webContents }: WebContentsView, { lies, sides }: Sheets): Promise<void> {
  return new Promise((resolve, reject) => {
    webContents.once('destroyed', () => reject(new Refusal({ kind: 'cancelled' })))
    webContents.print(
      {
        ...{ silent: false, printBackground: true, color: true, landscape: lies, pageSize: 'A4', margins: { marginType: 'none' } },
        duplexMode: sides ? 'longEdge' : 'simplex',
      },
      (sent, reason) => {
        if (sent) resolve()
        else reject(new Refusal({ kind: reason === 'Print job canceled' ? 'cancelled' : 'printerFailed' }))
      },
    )
  })
}

/** Each job has a session of its own: the shell, the pages, and nothing else. */
function sealed({ title, lies, pages, order }: Sheets): Session {
  const session = sessions.fromPartition(`sheets ${crypto.randomUUID()}`, { cache: false })
  session.setPermissionRequestHandler((_, __, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.protocol.handle('app', ({ url }) => {
    const path = new URL(url).pathname
    if (path === '/sheets.html') return new Response(shell(title, lies, order), { headers: headers('text/html; charset=utf-8') })
    const page = pages[Number(/^\/(\d+)\.png$/.exec(path)?.[1] ?? -1)]
    return page ? new Response(new Uint8Array(page), { headers: headers('image/png') }) : new Response(null, { status: 404 })
  })
  return session
}

const headers = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
})

/** The title is what the queue of the printer shows. */
function shell(title: string, lies: boolean, order: readonly number[]): string {
  const [width, height] = lies ? [297, 210] : [210, 297]
  const plain = title.replace(/[<>&]/g, ' ')
  const images = order.map((page) => (page === -1 ? '<div></div>' : `<div><img src="/${page}.png"></div>`)).join('')
  // A hair less than the sheet, so that no page gives a second one.
  const style = `@page{size:${width}mm ${height}mm;margin:0}*{margin:0}div{height:${height - 0.05}mm;overflow:hidden;break-after:page}div:last-child{break-after:auto}img{display:block;width:${width}mm;height:${height}mm}`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${plain}</title><style>${style}</style></head><body>${images}</body></html>`
}
