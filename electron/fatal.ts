import { app, dialog } from 'electron'
import { text } from './text.ts'

/** What nobody expected ends the app: it is written to the error stream and shown. The hub's acknowledged text is on disk. */
export function fatal(reason: unknown): void {
  const told = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)
  process.stderr.write(`${told}\n`)
  dialog.showErrorBox(text.desktop.fatal.title, text.desktop.fatal.message(reason instanceof Error ? reason.message : String(reason)))
  app.exit(1)
}
