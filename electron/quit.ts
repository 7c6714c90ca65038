import { app } from 'electron'
import type { Windows } from './windows.ts'

/**
 * Ends the app in order: what is unsaved is asked about once for all windows, then the windows go, then `close` ends what stands
 * behind them, and only then the app. A second wish to quit meanwhile changes nothing.
 */
export function quitInOrder(windows: Windows, close: () => Promise<void>): void {
  let state: 'running' | 'leaving' | 'done' = 'running'
  const leave = async (): Promise<void> => {
    if (!(await windows.mayLeave())) {
      state = 'running'
      return
    }
    windows.destroyAll()
    await close()
    state = 'done'
    app.quit()
  }
  // The printing window is no reason to stay, so windows that people see are counted in `windows.ts`.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    if (state === 'done') return
    event.preventDefault()
    if (state === 'leaving') return
    state = 'leaving'
    void leave()
  })
}
