import { app, Menu, type JumpListItem } from 'electron'
import type { DesktopAsk } from '../shared/desktop.ts'

type Item = DesktopAsk<'recent'>['items'][number]

/** A place of a workspace, as the list of the system hands it to the app that it starts. */
export type Asked = { workspaceId: string; place: string }

const asked = /^--open=([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(#\/[^\s]{0,199})$/

/** The first place of ours in what the app was started with; `null` where there is none. */
export function askedIn(words: readonly string[]): Asked | null {
  for (const word of words) {
    const [, workspaceId, place] = asked.exec(word) ?? []
    if (workspaceId !== undefined && place !== undefined) return { workspaceId, place }
  }
  return null
}

/** @param started what the list starts: the program, and before it is packaged its folder */
export function jumpItems(
  items: readonly Item[],
  workspaceId: string,
  { program, folder }: { program: string; folder: string | null },
): JumpListItem[] {
  return items.map(({ title, place }) => ({
    type: 'task',
    title,
    description: title,
    program,
    args: `${folder === null ? '' : `"${folder}" `}--open=${workspaceId}${place}`,
    iconPath: program,
    iconIndex: 0,
  }))
}

/** What was opened last, in the jump list of Windows or the dock of macOS; other systems keep no such list for an app. */
export function showRecent(items: readonly Item[], workspaceId: string, title: string, open: (place: string) => void): void {
  if (process.platform === 'win32') {
    const started = { program: process.execPath, folder: app.isPackaged ? null : app.getAppPath() }
    app.setJumpList(items.length === 0 ? null : [{ type: 'custom', name: title, items: jumpItems(items, workspaceId, started) }])
  } else if (process.platform === 'darwin')
    app.dock?.setMenu(Menu.buildFromTemplate(items.map(({ title: label, place }) => ({ label, click: () => open(place) }))))
}
