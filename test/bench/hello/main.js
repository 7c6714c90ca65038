import { app, BrowserWindow } from 'electron'

app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 860 }).loadURL('data:text/html,<p>hello</p>'))
