// The app opens nothing before Playwright has hold of it. Playwright brings such a file only for an Electron that it finds by itself; without
// one, a window that goes to its page just as Playwright attaches is waited for in vain (1.65: one start in thirty, three at once).
const { app } = require('electron')

const ready = app.whenReady()
const attached = new Promise((resolve) => {
  globalThis.__playwright_run = resolve
})
app.whenReady = () => attached.then(() => ready)
