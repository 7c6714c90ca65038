import { MessageChannelMain } from 'electron'
import { channelOf, hubPort } from '../shared/bridge.ts'
import { Refusal } from '../shared/errors.ts'
import type { Briefings } from './briefings.ts'
import type { Handlers } from './desktop.ts'
import type { Windows } from './windows.ts'
import type { Workspaces } from './workspaces.ts'

/** A place in the page, as it stands in the address after the page. */
const place = /^#\/[^\s]*$/

/** Who answers which request of the bridge. */
export const handlers = (workspaces: Workspaces, windows: Windows, briefings: Briefings): Handlers => ({
  session: () => workspaces.session(),
  introduce: (person) => workspaces.introduce(person),
  createWorkspace: ({ name }) => workspaces.create(name),
  openSample: () => workspaces.openSample(),
  openWorkspace: ({ id }) => workspaces.open(id),
  closeWorkspace: () => workspaces.close(),
  openWindow(asked) {
    if (!place.test(asked.place)) throw new Refusal({ kind: 'invalid', field: 'place' })
    windows.open(asked.place)
    return {}
  },
  async connectHub(_, sender) {
    const { port1, port2 } = new MessageChannelMain()
    await workspaces.connect(port1)
    if (!sender.isDestroyed()) sender.postMessage(channelOf(hubPort), null, [port2])
    return {}
  },
  previewBriefing: ({ id }) => briefings.preview(id),
  saveBriefing: async ({ id }, sender) => ({ path: await briefings.save(id, windows.of(sender)) }),
  showSaved({ path }) {
    briefings.show(path)
    return {}
  },
  reportUnsaved({ changes }, sender) {
    windows.report(sender, changes)
    return {}
  },
})
