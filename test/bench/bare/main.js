import { app, BrowserWindow } from 'electron'

// Where the bench has built the page.
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 860 }).loadFile(process.env.YICE_BARE ?? ''))
