import { writeSync } from 'node:fs'
import * as Y from 'yjs'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { parseName, type DocumentName } from '../../shared/documentName.ts'

/**
 * A process to be killed: opens the store, says what it finds, then types into every document at once, each word the next
 * number, and says each number once its append has resolved. Compacts every 50 updates.
 * Arguments: folder, documents.
 */
const [folder = '', ...names] = process.argv.slice(2)
const say = (...words: (string | number)[]): number => writeSync(1, `${words.join(' ')}\n`)

const started = performance.now()
const store = await openLevelStore(folder)
const documents = await Promise.all(names.map(open))
say('open', (performance.now() - started).toFixed(1))
await Promise.all(documents.map(type))

async function open(name: string) {
  if (!isName(name)) throw new TypeError(`not a name: ${name}`)
  const { state, updates } = await store.load(name)
  const document = new Y.Doc()
  for (const update of state === null ? updates : [state, ...updates]) Y.applyUpdate(document, update)
  const words = document.getText('body').toJSON().split(' ').filter(Boolean)
  say('found', name, words.every((word, nth) => word === String(nth)) ? words.length : 'disorder')
  return { name, document, count: words.length }
}

async function type({ name, document, count }: { name: DocumentName; document: Y.Doc; count: number }): Promise<void> {
  const body = document.getText('body')
  let update: Uint8Array = new Uint8Array()
  document.on('update', (latest: Uint8Array) => (update = latest))
  for (let nth = count; ; nth++) {
    body.insert(body.length, `${nth} `)
    await store.append(name, update)
    say('saved', name, nth + 1)
    if (store.tail(name) >= 50) await store.compact(name, Y.encodeStateAsUpdate(document), nth + 1)
  }
}

function isName(text: string): text is DocumentName {
  return parseName(text) !== null
}
