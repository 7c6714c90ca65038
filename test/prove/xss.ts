import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { strToU8, zipSync } from 'fflate'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { freshProfile, launchApp, type App } from '../e2e/helpers/app.ts'
import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'
import { vectors } from './vectors.ts'

/** SE2 over everything that people can bring into a text. */
export const xss: Proof = {
  name: 'xss',
  promise: 'no script runs and nothing is asked of the network by what is pasted, imported, named, or lies in a text as raw Yjs',
  small: 60,
  full: vectors.length,
  run,
}

type Watch = { requests: string[]; dialogs: string[] }

async function run({ count, log }: ProofOptions): Promise<Figures> {
  // Of a smaller number every shape is there before its disguises.
  const some = vectors.slice(0, count)
  const profile = await freshProfile()
  try {
    const records = await planted(profile, some)
    const app = await launchApp({ profile })
    const watch = watched(app)
    try {
      await app.page.locator('nav a[href="#/memos"]').waitFor()
      const places = await walked(app, records, watch)
      log(`${String(places)} places with names and raw texts looked at`)
      await openMemo(app.page)
      await pasted(app.page, some, watch)
      log(`${String(some.length)} pasted`)
      await imported(app, some)
      log(`${String(some.length)} imported twice`)
      await opened(app.page)
      await calm(app, watch)
      return { vectors: some.length, entries: 5, places, 'scripts run': 0, 'requests made': 0 }
    } finally {
      // What the pages' policy stopped would be told here: nothing may have got so far.
      await app.close()
    }
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}

/** Records with pages of their own. */
const pages = ['dialogues', 'memos', 'briefings', 'recommendations'] as const

/**
 * Names in the register, and texts as no window writes them: they lie on the disk before the app looks.
 * @returns where the records are shown
 */
async function planted(profile: string, some: readonly string[]): Promise<string[]> {
  const app = await launchApp({ profile })
  await app.openSample()
  await app.page.locator('nav a[href="#/memos"]').waitFor()
  await app.close()
  const [id] = await readdir(join(profile, 'workspaces'))
  const store = await openLevelStore(join(profile, 'workspaces', id ?? '', 'documents'))
  try {
    const register = await docOf(store, 'register')
    const before = Y.encodeStateVector(register)
    const nth = counter(some)
    register.transact(() => {
      for (const root of ['members', 'memos', 'dialogues', 'recommendations', 'topics', 'attendees', 'briefings'])
        for (const [key, record] of register.getMap(root)) register.getMap(root).set(key, spoilt(record, nth))
    })
    await store.append('register', Y.encodeStateAsUpdate(register, before))
    const [known, strange] = (await store.names()).filter((name) => name.startsWith('memo/'))
    for (const [name, put] of [[known, inKnown] as const, [strange, inStrange] as const]) {
      if (!name) throw new Broken('the sample has no memos')
      const doc = await docOf(store, name)
      const had = Y.encodeStateVector(doc)
      doc.transact(() => put(memoBody(doc), some))
      await store.append(name, Y.encodeStateAsUpdate(doc, had))
    }
    return pages.flatMap((root) => [...register.getMap(root).keys()].map((key) => `#/${root}/${key}`))
  } finally {
    await store.close()
  }
}

type Store = Awaited<ReturnType<typeof openLevelStore>>
async function docOf(store: Store, name: Parameters<Store['load']>[0]): Promise<Y.Doc> {
  const { state, updates } = await store.load(name)
  const doc = new Y.Doc()
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  return doc
}

/** One after another, of those that are short enough to stand there whole. */
function counter(some: readonly string[]): (most: number) => string {
  let at = 0
  return (most) => {
    const fit = some.filter((vector) => vector.length <= most)
    return fit[at++ % fit.length] ?? ''
  }
}

/** What people write in a record; ids, days and closed words stay, or the record would not be read at all. */
const written = ['title', 'name', 'organisation', 'venue', 'measure']

function spoilt(record: unknown, next: (most: number) => string): unknown {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record
  return Object.fromEntries(
    Object.entries(record).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' && written.includes(key) ? next(key === 'name' ? 40 : 100) : value,
    ]),
  )
}

type Attributes = Record<string, string | number>
const attribute = (of: Y.XmlElement<Attributes>, key: string, value: string | number): void => of.setAttribute(key, value)
function element(name: string, attributes: Attributes, text = '', ...more: Y.XmlElement[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) attribute(made, key, value)
  made.insert(0, [...(text === '' ? [] : [new Y.XmlText(text)]), ...more])
  return made
}

/** Nodes that the editor knows, with vectors wherever a string may stand. */
function inKnown(body: Y.XmlFragment, some: readonly string[]): void {
  const blocks = some.map((vector) =>
    element('paragraph', {}, vector, element('footnote', { text: vector, source: 'link', ref: 'javascript:window.struck=1' })),
  )
  const more = some.map((vector) => element('recommendation', { id: '', lead: vector, term: vector }, vector))
  const figures = some.map((vector) => element('figure', { picture: 'a'.repeat(64), width: 100, alt: vector }, vector))
  body.insert(0, [...blocks, ...more, ...figures])
}

/** Nodes and attributes of somebody who does not hold to the list: such a text is shown, and touched by nobody. */
function inStrange(body: Y.XmlFragment, some: readonly string[]): void {
  body.insert(0, [
    element('iframe', { src: 'javascript:window.struck=1', srcdoc: '<script>parent.struck=1</script>' }, '框'),
    element('script', {}, 'window.struck=1'),
    element('paragraph', { onclick: 'window.struck=1', style: 'background:url(http://struck.invalid/x)' }, '段'),
    ...some.map((vector) => element('img', { src: 'http://struck.invalid/x', onerror: 'window.struck=1' }, vector)),
  ])
}

function watched({ page, electron }: App): Watch {
  const watch: Watch = { requests: [], dialogs: [] }
  const follow = (one: Page): void => {
    one.on('request', (request) => {
      if (!/^(?:app|blob|data|devtools):/.test(request.url())) watch.requests.push(request.url())
    })
    one.on('dialog', (dialog) => {
      watch.dialogs.push(dialog.message())
      void dialog.dismiss()
    })
  }
  follow(page)
  electron.on('window', follow)
  return watch
}

/** What was put in has had the time to act: two frames, and a turn of everything that loads. */
async function calm({ page, errors }: Pick<App, 'page' | 'errors'>, { requests, dialogs }: Watch): Promise<void> {
  const struck = await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done))
    return { ran: 'struck' in window, frames: window.frames.length, scripts: document.querySelectorAll('body script').length }
  })
  if (struck.ran || dialogs.length > 0) throw new Broken(`a script ran at ${page.url()}`)
  if (struck.frames > 0) throw new Broken(`a frame was made at ${page.url()}`)
  if (requests.length > 0) throw new Broken(`asked for ${requests.slice(0, 3).join(', ')} at ${page.url()}`)
  const told = errors.find((error) => /struck|Content Security Policy/.test(error))
  if (told !== undefined) throw new Broken(`it got as far as the policy at ${page.url()}: ${told.slice(0, 300)}`)
}

/** Every page that shows what people called something, and each memo. */
async function walked(app: App, records: readonly string[], watch: Watch): Promise<number> {
  const { page } = app
  const places = ['#/', '#/members', ...pages.map((list) => `#/${list}`), ...records]
  for (const place of places) {
    await page.evaluate((at) => (location.hash = at), place)
    await page.locator('main').filter({ hasText: /\S/ }).first().waitFor()
    await calm(app, watch)
  }
  return places.length
}

async function openMemo(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = '#/memos'))
  await page.getByRole('button', { name: '新建建议稿' }).click()
  await page
    .getByRole('dialog')
    .getByLabel('标题')
    .fill(vectors[2] ?? '')
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
  await page.locator('.ProseMirror[contenteditable=true]').waitFor()
}

async function pasted(page: Page, some: readonly string[], watch: Watch): Promise<void> {
  const text = page.locator('.ProseMirror[contenteditable=true]')
  for (const [nth, vector] of some.entries()) {
    await text.evaluate((editor, html) => {
      const data = new DataTransfer()
      data.setData('text/html', html)
      data.setData('text/plain', '文')
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, `<meta charset="utf-8">${vector}`)
    if (nth % 20 === 19) await calm({ page, errors: [] }, watch)
  }
  const left = await text.evaluate((editor) => {
    const strange = [...editor.querySelectorAll('*')].find((one) =>
      [...one.attributes].some(
        ({ name, value }) => name.startsWith('on') || (!name.startsWith('data-') && /^\s*(?:javascript|http|data|vbscript):/i.test(value)),
      ),
    )
    return strange?.outerHTML.slice(0, 200) ?? null
  })
  if (left !== null) throw new Broken(`it stays in the text: ${left}`)
}

async function imported({ electron, page, profile }: App, some: readonly string[]): Promise<void> {
  const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
  const package_ = 'http://schemas.openxmlformats.org/package/2006'
  const files: [string, Uint8Array][] = [
    ['害.md', strToU8(some.map((vector) => `${vector}\n\n[链](javascript:window.struck=1) ![图](http://struck.invalid/x)`).join('\n\n'))],
    [
      '害.docx',
      zipSync({
        '[Content_Types].xml': strToU8(
          `<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
        ),
        '_rels/.rels': strToU8(
          `<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
        ),
        'word/document.xml': strToU8(
          `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${some.map((vector) => `<w:p><w:r><w:t>${escaped(vector)}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
        ),
      }),
    ],
  ]
  for (const [name, bytes] of files) {
    const path = join(profile, name)
    await writeFile(path, bytes)
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await page.getByRole('button', { name: '导入文稿（Word、Markdown）' }).click()
    const done = page.getByRole('button', { name: '知道了' })
    await done
      .or(page.locator('.toast', { hasText: name }))
      .first()
      .waitFor()
    if (await done.isVisible()) await done.click()
  }
}

/** Pictures and notes are opened, the outline and the check are shown: each shows the text once more. */
async function opened(page: Page): Promise<void> {
  for (const name of ['提纲', '检查']) await page.getByRole('button', { name, exact: true }).click()
}
