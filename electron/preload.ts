import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { appOrigin, channelOf, hubPort } from '../shared/bridge.ts'
import type { DesktopBridge, DesktopEvent, DesktopRequest } from '../shared/desktop.ts'

/** Named here once more, because the page must not choose channels by text; the compiler holds both lists equal. */
const requests: Record<DesktopRequest, true> = {
  session: true,
  prefer: true,
  concern: true,
  introduce: true,
  createWorkspace: true,
  openSample: true,
  openWorkspace: true,
  closeWorkspace: true,
  openWindow: true,
  connectHub: true,
  previewBriefing: true,
  checkBriefing: true,
  saveBriefing: true,
  saveMemo: true,
  saveCopies: true,
  verifyFile: true,
  saveLedger: true,
  previewPaper: true,
  saveFollowUp: true,
  saveFigures: true,
  saveWhole: true,
  saveTrail: true,
  savePicture: true,
  saveReply: true,
  saveAdoption: true,
  savePaper: true,
  pagesToPrint: true,
  printPages: true,
  saveCalendar: true,
  chooseList: true,
  cancelList: true,
  chooseDocument: true,
  saveList: true,
  saveArchive: true,
  cancelExport: true,
  showSaved: true,
  hostState: true,
  host: true,
  readInvite: true,
  lookInvite: true,
  joinWorkspace: true,
  moveHost: true,
  takeInvite: true,
  nearbyHosts: true,
  exportBundle: true,
  previewBundle: true,
  mergeBundle: true,
  recent: true,
  backups: true,
  backupPlace: true,
  saveBackup: true,
  previewBackup: true,
  restoreBackup: true,
  removeJoined: true,
  refusedEdits: true,
  discardRefused: true,
  reportUnsaved: true,
}
const events: Record<DesktopEvent, true> = {
  hubRestarted: true,
  sessionChanged: true,
  hostStateChanged: true,
  backupStateChanged: true,
  exportProgress: true,
  listChosen: true,
  linkChanged: true,
  refusedEditsChanged: true,
  inviteOpened: true,
}

declare const window: { postMessage(message: string, targetOrigin: string, ports: IpcRendererEvent['ports']): void }

const known = (names: Record<string, true>, name: string): string => {
  if (!Object.hasOwn(names, name)) throw new TypeError(`Unknown name: ${name}`)
  return channelOf(name)
}

const bridge: DesktopBridge = {
  ask: (name, request) => ipcRenderer.invoke(known(requests, name), request),
  on(event, listener) {
    const channel = known(events, event)
    // The event object stays here: it would lead the page to `sender` (reliability.md §1.1 item 20).
    const forward = (_: unknown, data: Parameters<typeof listener>[0]) => listener(data)
    ipcRenderer.on(channel, forward)
    return () => ipcRenderer.off(channel, forward)
  },
}

contextBridge.exposeInMainWorld('yice', bridge)
ipcRenderer.on(channelOf(hubPort), ({ ports }) => window.postMessage(hubPort, appOrigin, ports))
