import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { z } from 'zod'
import { channelOf } from '../shared/bridge.ts'
import { desktopRequests } from '../shared/desktop.ts'
import type { DesktopAnswer, DesktopEvent, DesktopEventData, DesktopRequest } from '../shared/desktop.ts'
import { ok, Refusal, refuse, type Result } from '../shared/errors.ts'
import { isTrusted } from './security.ts'

export type Asked<N extends DesktopRequest> = z.output<(typeof desktopRequests)[N]['request']>

/** One handler a request; it answers, or throws a `Refusal` for what can be expected to go wrong. */
export type Handlers = {
  [N in DesktopRequest]: (asked: Asked<N>, sender: WebContents) => DesktopAnswer<N> | Promise<DesktopAnswer<N>>
}
type Contract = { [N in DesktopRequest]: { request: z.ZodType<Asked<N>>; answer: z.ZodType<DesktopAnswer<N>> } }
const contract: Contract = desktopRequests

/**
 * Opens the bridge. Every request is checked in this order: who asks (a window of ours, its main frame, the exact page), what is
 * asked, what is answered. A refusal goes to the page as data; a surprise rejects there and is thrown here.
 * @param isKnown whether this is a window that `windows.ts` opened
 */
export function answerDesktop(handlers: Handlers, isKnown: (sender: WebContents) => boolean): void {
  const open = <N extends DesktopRequest>(name: N, handle: Handlers[N]): void => {
    const { request, answer } = contract[name]
    ipcMain.handle(channelOf(name), async (event, asked: unknown): Promise<Result<DesktopAnswer<N>>> => {
      if (!isFromPage(event, isKnown)) return refuse({ kind: 'forbidden' })
      const parsed = request.safeParse(asked)
      if (!parsed.success) return refuse({ kind: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
      try {
        return ok(answer.parse(await handle(parsed.data, event.sender)))
      } catch (error) {
        if (error instanceof Refusal) return refuse(error.failure)
        throw error
      }
    })
  }
  for (const name of Object.keys(desktopRequests).filter(isRequest)) open(name, handlers[name])
}

const isRequest = (name: string): name is DesktopRequest => Object.hasOwn(desktopRequests, name)

/** A frame that is gone by now has no say. */
function isFromPage({ sender, senderFrame }: IpcMainInvokeEvent, isKnown: (sender: WebContents) => boolean): boolean {
  return senderFrame !== null && isTrusted({ url: senderFrame.url, isMainFrame: senderFrame === sender.mainFrame, known: isKnown(sender) })
}

/** Tells one window. */
export function tell<E extends DesktopEvent>(window: WebContents, event: E, data: DesktopEventData<E>): void {
  if (!window.isDestroyed()) window.send(channelOf(event), data)
}
