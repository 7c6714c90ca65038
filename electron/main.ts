import { join } from 'node:path'
import { app, Menu, nativeTheme, protocol, session, utilityProcess } from 'electron'
import { Briefings } from './briefings.ts'
import { Backups } from './backups.ts'
import { Bundles } from './bundles.ts'
import { openCredentials, type Credentials } from './credentials.ts'
import { OpenedInvite } from './deepLink.ts'
import { answerDesktop, tell } from './desktop.ts'
import type { DesktopEvent, DesktopEventData, Preferences } from '../shared/desktop.ts'
import { Exports } from './exports.ts'
import { fatal } from './fatal.ts'
import { guardPages, guardSession } from './guard.ts'
import { handlers } from './handlers.ts'
import { giveBackAtRest } from './hub/giveBack.ts'
import { HubProcess } from './hubProcess.ts'
import { keyring } from './keyring.ts'
import { menuTemplate } from './menu.ts'
import { Papers } from './papers/papers.ts'
import { Printing } from './printing.ts'
import { keepOthers, openProfile, type Profile } from './profile.ts'
import { quitInOrder } from './quit.ts'
import { askedIn } from './recent.ts'
import { Saved } from './saved.ts'
import { answerFrom, manifestOf, schemePrivileges } from './scheme.ts'
import { Sources } from './sources.ts'
import { locale, speak, text } from './text.ts'
import { Windows } from './windows.ts'
import { Workspaces } from './workspaces.ts'
import { bookApart } from './lists/apart.ts'
import { wordApart } from './word/apart.ts'

/** What 字号 makes of everything that is shown. */
const zooms: Record<Preferences['size'], number> = { small: 0.9, standard: 1, large: 1.2 }

const out = join(import.meta.dirname, '..')

process.on('uncaughtException', fatal)
process.on('unhandledRejection', fatal)
if (process.env['YICE_PROFILE']) app.setPath('userData', process.env['YICE_PROFILE'])
if (app.requestSingleInstanceLock()) begin()
else app.exit(0)

function begin(): void {
  // Chromium starts no sandboxed process as root: there, whoever starts the app has to say so (electron/runtime).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.commandLine.appendSwitch('lang', locale)
  protocol.registerSchemesAsPrivileged([schemePrivileges])
  const invite = new OpenedInvite()
  invite.open(process.argv)
  // macOS tells of a link before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    invite.open([url])
  })
  const folder = app.getPath('userData')
  // Not awaited at top level: Electron becomes ready only after this module is evaluated.
  const opened = Promise.all([openProfile(folder), openCredentials(folder, keyring), app.whenReady()])
  void opened.then(async ([profile, credentials]) => {
    await speak(profile.data.preferences.language)
    start(profile, credentials, invite)
  })
}

function start(profile: Profile, credentials: Credentials, invite: OpenedInvite): void {
  const workspaces: Workspaces = new Workspaces({
    profile,
    credentials,
    userData: app.getPath('userData'),
    version: app.getVersion(),
    screenReader: () => app.accessibilitySupportEnabled,
    sampleName: text.desktop.sampleName,
    restoredName: text.desktop.restoredName,
    startHub: (folder, events, { backup, credential }) => {
      const words = [folder, ...(backup ? ['--from', backup.path, ...(backup.salvage ? ['--salvage'] : [])] : [])]
      return new HubProcess(() => utilityProcess.fork(join(out, 'main/hub.js'), words, { serviceName: 'Yice hub' }), events, credential)
    },
    tell: (event, data) => tellAll(event, data),
  })
  const windows = new Windows(join(out, 'preload/preload.cjs'), {
    bounds: () => profile.data.window,
    keepBounds: (window) => profile.note({ window }),
    place: () => workspaces.place,
    others: () => (workspaces.session().open ? profile.data.others : []),
    keepOthers: (others) => keepOthers(profile, others),
    zoom: () => zooms[profile.data.preferences.size],
    keepPlace: (place) => workspaces.keepPlace(place),
    left: () => {
      if (process.platform !== 'darwin') app.quit()
    },
  })
  const tellAll = <E extends DesktopEvent>(event: E, data: DesktopEventData<E>): void =>
    windows.all().forEach(({ webContents }) => tell(webContents, event, data))
  const exports = new Exports(({ webContents }, at) => tell(webContents, 'exportProgress', at))
  const saved = new Saved(exports)
  const sources = new Sources(() => workspaces.seat())
  const word = wordApart(out)
  const book = bookApart(out)
  const briefings = new Briefings(
    (id) => sources.briefing(id),
    async () => (await import('./briefing/briefing.ts')).openPrinter({ fonts: join(out, 'fonts'), out }),
    async () => (await import('./briefing/coverage.ts')).openCoverage(join(out, 'fonts')),
    saved,
    word,
    book,
  )
  const bundles = new Bundles(workspaces, saved)
  const backups = new Backups(workspaces, saved, out)
  const papers = new Papers({
    read: (id) => sources.dialogue(id),
    readMemo: (id) => sources.memo(id),
    readReply: (id, hash) => sources.reply(id, hash),
    readAdoption: (id) => sources.adoption(id),
    readRegister: () => sources.register(),
    readBriefing: (id) => sources.briefing(id),
    print: briefings.print,
    word,
    book,
    saved,
    out,
  })

  const printing = new Printing({
    ...{ print: briefings.print, exports },
    briefing: (id, copy) => briefings.outward(id, copy),
    memo: (id) => papers.memo(id),
    paper: (kind, id) => papers.paper(kind, id),
  })

  const showMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          packaged: app.isPackaged,
          platform: process.platform,
          text: text.desktop.menu,
          newWindow: () => void windows.open(),
          usualSize: () => windows.resize(),
          press: (keyCode, modifiers) => windows.press(keyCode, modifiers),
        }),
      ),
    )
  const preferred = async ({ theme, language }: Preferences): Promise<void> => {
    nativeTheme.themeSource = theme
    windows.resize()
    await speak(language)
    showMenu()
  }
  nativeTheme.themeSource = profile.data.preferences.theme

  guardSession(session.defaultSession)
  app.on('session-created', guardSession)
  guardPages(() => windows.front())
  const manifest = manifestOf([
    { folder: join(out, 'renderer'), at: '/' },
    { folder: join(out, 'fonts'), at: '/fonts/' },
  ])
  const answer = answerFrom(manifest)
  const worked = giveBackAtRest()
  protocol.handle('app', (request) => {
    worked()
    return answer(request)
  })
  invite.tell = (text) => tellAll('inviteOpened', { text })
  answerDesktop(
    handlers({ workspaces, windows, briefings, papers, printing, bundles, backups, exports, saved, invite, preferred }),
    (sender) => windows.has(sender),
  )
  // First of all the window: its process starts while the rest is set up.
  windows.openAgain()
  showMenu()
  /** What the list of the system leads to, in whichever of the workspaces here. */
  const openAsked = async (words: readonly string[]): Promise<void> => {
    const asked = askedIn(words)
    const { open, workspaces: known } = workspaces.session()
    if (asked === null || known.every(({ id }) => id !== asked.workspaceId)) return
    if (open?.workspace.id !== asked.workspaceId) await workspaces.open(asked.workspaceId)
    windows.show(asked.place)
  }
  void openAsked(process.argv)
  if (app.isPackaged) app.setAsDefaultProtocolClient('yice')
  app.on('second-instance', (_, words) => {
    windows.show()
    invite.open(words)
    void openAsked(words)
  })
  app.on('accessibility-support-changed', () => workspaces.tellSession())
  app.on('activate', () => windows.show())
  quitInOrder(windows, async () => {
    briefings.close()
    await Promise.all([exports.close(), workspaces.stop()])
    await profile.settled()
  })
}
