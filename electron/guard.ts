import { app, dialog, shell, type BrowserWindow, type Session, type WebContents } from 'electron'
import { externalLinks } from './externalLinks.ts'
import { foreignRequests, isPermitted, mayGo, type Way } from './security.ts'
import { text } from './text.ts'

/**
 * Installs the decisions of `security.ts`: on a session what it may ask for, and on every page that ever comes to be, the
 * printing one and any that should not exist included, where it may go.
 * @param front the window that questions are asked on
 */
export function guardPages(front: () => BrowserWindow | undefined): void {
  const openOutside = externalLinks({
    async confirm({ url, where }) {
      const question = {
        type: 'question' as const,
        message: text.desktop.outside.message(where),
        detail: text.desktop.outside.detail(url),
        buttons: [text.desktop.outside.open, text.desktop.outside.stay],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      }
      const window = front()
      const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question))
      return response === 0
    },
    open: (url) => shell.openExternal(url),
  })
  app.on('web-contents-created', (_, page) => guardPage(page, (url) => void openOutside(url)))
}

function guardPage(page: WebContents, offer: (url: string) => void): void {
  const refuse = (way: Way) => (event: Electron.Event<{ url: string }>) => {
    if (!mayGo(way, event.url)) event.preventDefault()
  }
  // It comes before `will-navigate`, and is the last to come when it refuses.
  page.on('will-frame-navigate', (event) => {
    const way = event.isMainFrame ? 'navigate' : 'frame'
    if (way === 'navigate' && !mayGo(way, event.url)) offer(event.url)
    refuse(way)(event)
  })
  page.on('will-redirect', refuse('redirect'))
  page.on('will-attach-webview', (event, _, { src }) => {
    if (!mayGo('webview', src ?? '')) event.preventDefault()
  })
  page.setWindowOpenHandler(({ url }) => {
    offer(url)
    return { action: 'deny' }
  })
}

/** Deny by default, in requests, checks and devices; and nothing leaves for the network. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, callback, { requestingUrl, isMainFrame }) =>
    callback(isPermitted(permission, { url: requestingUrl, isMainFrame })),
  )
  session.setPermissionCheckHandler((_, permission, origin, { requestingUrl, isMainFrame }) =>
    isPermitted(permission, { url: requestingUrl ?? origin, isMainFrame }),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: [...foreignRequests] }, (_, callback) => callback({ cancel: true }))
}
