import { hubPort } from '../shared/bridge.ts'
import type { DesktopBridge } from '../shared/desktop.ts'

/** The only file that knows the bridge the preload exposes. */
declare global {
  interface Window {
    readonly yice: DesktopBridge
  }
}

export const ask: DesktopBridge['ask'] = (name, request) => window.yice.ask(name, request)
export const onDesktop: DesktopBridge['on'] = (event, listener) => window.yice.on(event, listener)

/** Ports to the hub as they arrive, after `ask('connectHub')`. Returns how to stop. */
export function onHubPort(listener: (port: MessagePort) => void): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    const [port] = event.ports
    if (event.source === window && event.data === hubPort && port) listener(port)
  }
  window.addEventListener('message', receive)
  return () => window.removeEventListener('message', receive)
}
