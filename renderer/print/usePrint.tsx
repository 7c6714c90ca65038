import { useState, type ReactNode } from 'react'
import type { Printable } from '../../shared/desktop.ts'
import { refuse, type Failure } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import type { Copies } from './printPaper.ts'

/** What the PDF gets round. */
const savedInstead: ReadonlySet<Failure['kind']> = new Set(['noPrinter', 'printerFailed', 'pageNotDrawn'])

type Drawing = { stop: AbortController; done: number; total: number }

/**
 * 打印…: the act, and the dialog that stands while pages are drawn. Where there is no printer, or it refuses, the PDF is offered.
 */
export function usePrint(onAttempt: Attempt): {
  print: (asked: Printable, savePdf: () => void, copies?: Copies) => void
  dialog: ReactNode
} {
  const t = useText()
  const { printing: words } = t.app
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const print = (asked: Printable, savePdf: () => void, copies: Copies | null = null): void => {
    const stop = new AbortController()
    const progress = (done: number, total: number): void => setDrawing({ stop, done, total })
    const sent = import('./printPaper.ts')
      .then(({ printPaper }) => printPaper(asked, copies, { signal: stop.signal, progress }))
      .catch((reason: unknown) => {
        reportError(reason)
        return refuse({ kind: 'printFailed' })
      })
      .finally(() => setDrawing(null))
    void sent.then((result) => {
      if (result.ok) toast(words.sent, { about: 'saved' })
      else if (savedInstead.has(result.failure.kind))
        toast(t.failures(result.failure), { about: 'saved', act: { label: words.savePdf, run: savePdf } })
      else onAttempt(Promise.resolve(result))
    })
  }
  const dialog = drawing && (
    <DialogFrame title={words.title} onClose={() => drawing.stop.abort()}>
      <div className="dialog-content">
        <progress className="progress-bar" value={drawing.done} max={drawing.total} aria-label={words.title} />
        <p className="soft" role="status">
          {words.at(drawing.done + 1, drawing.total)}
        </p>
      </div>
      <footer className="dialog-acts">
        <Button onClick={() => drawing.stop.abort()}>{t.app.cancel}</Button>
      </footer>
    </DialogFrame>
  )
  return { print, dialog }
}
