import { MessageChannelMain } from 'electron'
import { channelOf, hubPort } from '../shared/bridge.ts'
import type { Preferences } from '../shared/desktop.ts'
import { Refusal, type Result } from '../shared/errors.ts'
import type { Invitation } from '../shared/joined.ts'
import type { Briefings } from './briefings.ts'
import type { Backups } from './backups.ts'
import type { Bundles } from './bundles.ts'
import type { OpenedInvite } from './deepLink.ts'
import { showConcerns } from './concerns.ts'
import { tell, type Handlers } from './desktop.ts'
import type { Exports } from './exports.ts'
import { readInvitation, shownOf, type Invited } from './hub/uplink/invitation.ts'
import type { Papers } from './papers/papers.ts'
import { showRecent } from './recent.ts'
import type { Printing } from './printing.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'
import type { Windows } from './windows.ts'
import type { Workspaces } from './workspaces.ts'

/** A place in the page, as it stands in the address after the page. */
const place = /^#\/[^\s]*$/

const invitedBy = (invitation: Invitation): Invited => good(readInvitation(invitation))

/** @throws Refusal */
function good<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refusal(result.failure)
}

type Doors = {
  workspaces: Workspaces
  windows: Windows
  briefings: Briefings
  papers: Papers
  printing: Printing
  bundles: Bundles
  backups: Backups
  exports: Exports
  saved: Saved
  invite: OpenedInvite
  /** What the person has set takes effect. */
  preferred: (preferences: Preferences) => Promise<void>
}

/** Who answers which request of the bridge. */
export const handlers = ({
  workspaces,
  windows,
  briefings,
  papers,
  printing,
  bundles,
  backups,
  exports,
  saved,
  invite,
  preferred,
}: Doors): Handlers => ({
  session: () => workspaces.session(),
  async prefer(preferences) {
    const session = await workspaces.prefer(preferences)
    await preferred(preferences)
    return session
  },
  concern(concern) {
    showConcerns(concern, workspaces.session().preferences.notify, windows)
    return {}
  },
  recent({ items }) {
    const known = items.filter((item) => place.test(item.place))
    showRecent(known, workspaces.session().open?.workspace.id ?? '', text.desktop.recent, (at) => windows.show(at))
    return {}
  },
  introduce: (person) => workspaces.introduce(person),
  createWorkspace: ({ name }) => workspaces.create(name),
  openSample: () => workspaces.openSample(),
  openWorkspace: ({ id }) => workspaces.open(id),
  closeWorkspace: () => workspaces.close(),
  openWindow(asked) {
    if (!place.test(asked.place)) throw new Refusal({ kind: 'invalid', field: 'place' })
    windows.open(asked.place, asked.fullScreen)
    return {}
  },
  async connectHub(_, sender) {
    const { port1, port2 } = new MessageChannelMain()
    await workspaces.connect(port1)
    if (!sender.isDestroyed()) sender.postMessage(channelOf(hubPort), null, [port2])
    return {}
  },
  previewBriefing: ({ id }) => briefings.preview(id),
  checkBriefing: async ({ id }) => ({ findings: await briefings.check(id) }),
  saveBriefing: ({ id, format }, sender) => briefings.save(id, format, windows.of(sender)),
  saveCopies: (copies, sender) => briefings.saveCopies(copies, windows.of(sender)),
  verifyFile: ({ bytes }) => briefings.verify(bytes),
  saveLedger: async ({ table }, sender) => ({ path: await briefings.saveLedger(table, windows.of(sender)) }),
  previewPaper: ({ id, paper }) => papers.preview(paper, id),
  savePaper: async ({ id, paper, format }, sender) => ({ path: await papers.save(paper, id, format, windows.of(sender)) }),
  pagesToPrint: (asked, sender) => printing.pages(asked, windows.of(sender)),
  async printPages(sheets, sender) {
    await printing.send(sheets, windows.of(sender))
    return {}
  },
  saveMemo: async ({ id, format }, sender) => ({ path: await papers.saveMemo(id, format, windows.of(sender)) }),
  saveFollowUp: async (asked, sender) => ({ path: await papers.saveFollowUp(asked, windows.of(sender)) }),
  saveFigures: async ({ year, format }, sender) => ({ path: await papers.saveFigures(year, format, windows.of(sender)) }),
  savePicture: async ({ name, bytes }, sender) => ({ path: await papers.savePicture(name, bytes, windows.of(sender)) }),
  saveReply: async (asked, sender) => ({ path: await papers.saveReply(asked, windows.of(sender)) }),
  saveAdoption: async ({ id, format }, sender) => ({ path: await papers.saveAdoption(id, format, windows.of(sender)) }),
  saveCalendar: async ({ id }, sender) => ({ path: await papers.saveCalendar(id, windows.of(sender)) }),
  chooseList: ({ language }, sender) =>
    papers.chooseList(windows.of(sender), { language, chosen: (fileName) => tell(sender, 'listChosen', { fileName }) }),
  cancelList(_, sender) {
    papers.cancelList(windows.of(sender))
    return {}
  },
  chooseDocument: (_, sender) => papers.chooseDocument(windows.of(sender)),
  saveList: async ({ id, list, format }, sender) => ({ path: await papers.saveList(list, id, format, windows.of(sender)) }),
  saveArchive: async ({ id }, sender) => ({ path: await papers.saveArchive(id, windows.of(sender)) }),
  saveWhole: async (_, sender) => {
    if (workspaces.session().open?.role !== 'secretariat') throw new Refusal({ kind: 'forbidden' })
    return { path: await papers.saveWhole(windows.of(sender)) }
  },
  saveTrail: async ({ table, format }, sender) => ({ path: await papers.saveTrail(table, format, windows.of(sender)) }),
  cancelExport({ job }, sender) {
    exports.cancel(job, windows.of(sender))
    return {}
  },
  showSaved({ path }) {
    saved.show(path)
    return {}
  },
  hostState: () => workspaces.hostState(),
  host: ({ port }) => workspaces.hosted().hub.host(port),
  readInvite: (invitation) => shownOf(invitedBy(invitation)),
  lookInvite: (invitation) => workspaces.look(invitedBy(invitation)),
  joinWorkspace: (invitation) => workspaces.join(invitedBy(invitation)),
  async moveHost({ address }) {
    await workspaces.moveHost(address)
    return {}
  },
  takeInvite: () => ({ text: invite.take() }),
  nearbyHosts: async () => (await import('./hub/listen/nearby.ts')).nearbyHosts(),
  exportBundle: ({ document }, sender) => bundles.export(document, windows.of(sender)),
  previewBundle: (_, sender) => bundles.preview(windows.of(sender)),
  mergeBundle: ({ id }) => bundles.merge(id),
  backups: ({ make }) => backups.state(make),
  backupPlace: ({ choose }, sender) => backups.place(choose, windows.of(sender)),
  saveBackup: async (_, sender) => ({ path: await backups.save(windows.of(sender)) }),
  previewBackup: ({ name }, sender) => backups.preview(name, windows.of(sender)),
  restoreBackup: ({ path }) => backups.restore(path),
  removeJoined: ({ id }) => workspaces.removeJoined(id),
  refusedEdits: () => workspaces.refusedEdits(),
  discardRefused: ({ id }) => workspaces.discardRefused(id),
  reportUnsaved({ changes }, sender) {
    windows.report(sender, changes)
    return {}
  },
})
