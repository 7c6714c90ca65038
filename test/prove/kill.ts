import { rmSync } from 'node:fs'
import { setTimeout as milliseconds } from 'node:timers/promises'
import * as Y from 'yjs'
import { connectClient, type HubClient, type Opened } from '../../electron/hub/client.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { forkHub } from '../hub/forkHub.ts'
import { value } from '../hub/house.ts'
import { freshFolder } from '../store/harness.ts'
import { bundled } from './bundle.ts'
import { emptyNode } from './emptyNode.ts'
import { between, Broken, random, type Figures, type Proof, type Random } from './proof.ts'

/** Two people at one memo, each in a paragraph of their own: a name, then words, each the next number. */
const writers = ['甲', '乙'] as const
type Writer = (typeof writers)[number]

/** What was acknowledged: words of each writer, and memos made by a command. */
type Ledger = { words: Record<Writer, number>; memos: DocumentName[] }
type Scene = { program: string; folder: string; memberId: string; memo: DocumentName }
/** One life of the hub: it is killed after so many acknowledgements; what is acknowledged from then on is not written down. */
class Life {
  over = false
  readonly #left: Promise<void>
  #acknowledged = (): void => undefined

  constructor(acknowledgements: number) {
    this.#left = new Promise((enough) => {
      let left = acknowledgements
      this.#acknowledged = () => {
        if (--left <= 0) enough()
      }
      if (left === 0) enough()
    })
  }

  acknowledge(note: () => void): void {
    if (this.over) return
    note()
    this.#acknowledged()
  }

  async lived(): Promise<void> {
    await this.#left
    this.over = true
  }
}

async function newScene(): Promise<Scene> {
  const program = await bundled('electron/hub/main.ts', 'hub')
  const folder = freshFolder()
  const hub = await forkHub(folder, { bundle: program })
  const memberId = await hub.found('智库')
  const client = await connectClient(hub, memberId)
  const memo = await createMemo(client)
  client.abandon()
  await hub.kill()
  return { program, folder, memberId, memo }
}

const createMemo = async (client: HubClient): Promise<DocumentName> =>
  documentName('memo', value(await client.command('createMemo', { title: '建议稿', dialogueId: null })).id)

/**
 * Starts the hub, looks whether everything acknowledged is there, lets two clients type, kills the hub. How long it took to be
 * ready, and an empty Node process beside it, in ms.
 */
async function round(scene: Scene, ledger: Ledger, next: Random): Promise<Times> {
  const began = performance.now()
  const hub = await forkHub(scene.folder, { bundle: scene.program })
  const times = { ready: performance.now() - began, empty: await emptyNode() }
  const clients = await Promise.all(writers.map((writer) => arrive(writer, hub, scene, ledger)))
  const life = new Life(between(next, 0, 40))
  const work = clients.flatMap(({ client, text, opened, writer }) => [
    type(writer, text, opened, ledger, life, next),
    ...(writer === '甲' ? [create(client, ledger, life)] : []),
  ])
  await life.lived()
  // Some of what is under way is on disk, some is not.
  await milliseconds(between(next, 0, 5))
  await hub.kill()
  for (const { client } of clients) client.abandon()
  // What waits for an acknowledgement that will not come is left to itself.
  await Promise.race([Promise.all(work), Promise.resolve()])
  return times
}

type Times = { ready: number; empty: number }
/** A second, where an empty Node process takes 50 ms; a machine under load takes longer for both. */
const withinASecond = 20

const median = (values: number[]): number => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

async function arrive(writer: Writer, hub: Awaited<ReturnType<typeof forkHub>>, scene: Scene, ledger: Ledger) {
  const client = await connectClient(hub, scene.memberId)
  // The register says who may open what: a memo that it has lost is refused as not found.
  const latest = ledger.memos.at(-1)
  if (latest !== undefined) await client.open(latest)
  const opened = await client.open(scene.memo)
  checkWords(opened.doc, ledger)
  return { writer, client, opened, text: paragraphOf(opened.doc, writer) }
}

/** Exactly the numbers from 0 on, and as many as were acknowledged or more. */
function checkWords(doc: Y.Doc, ledger: Ledger): void {
  const paragraphs = blockTexts(readBlocks(memoBody(doc)))
  for (const writer of writers) {
    const own = paragraphs.filter((text) => text.startsWith(writer))
    const words = own.flatMap((text) => text.split(' ').slice(1, -1))
    if (own.length > 1 || words.some((word, nth) => word !== String(nth)))
      throw new Broken(`${writer}: lost or doubled in ${own.join('\n')}`)
    if (words.length < ledger.words[writer]) throw new Broken(`${writer}: ${ledger.words[writer]} acknowledged, ${words.length} found`)
    ledger.words[writer] = words.length
  }
}

function paragraphOf(doc: Y.Doc, writer: Writer): Y.XmlText {
  for (const block of memoBody(doc).toArray()) {
    const text = block instanceof Y.XmlElement ? block.get(0) : null
    if (text instanceof Y.XmlText && text.toJSON().startsWith(writer)) return text
  }
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText(`${writer} `)
  paragraph.insert(0, [text])
  memoBody(doc).push([paragraph])
  return text
}

async function type(writer: Writer, text: Y.XmlText, opened: Opened, ledger: Ledger, life: Life, next: Random): Promise<void> {
  for (let word = ledger.words[writer]; !life.over;) {
    for (let burst = between(next, 1, 4); burst > 0; burst--) text.insert(text.length, `${word++} `)
    await opened.saved()
    const saidSo = word
    life.acknowledge(() => (ledger.words[writer] = saidSo))
  }
}

async function create(client: HubClient, ledger: Ledger, life: Life): Promise<void> {
  const memo = await createMemo(client)
  life.acknowledge(() => ledger.memos.push(memo))
}

async function run({ count, seed, log }: Parameters<Proof['run']>[0]): Promise<Figures> {
  const next = random(seed)
  const scene = await newScene()
  const ledger: Ledger = { words: { 甲: 0, 乙: 0 }, memos: [] }
  const times: Times[] = []
  for (let kills = 1; kills <= count; kills++) {
    times.push(await round(scene, ledger, next))
    if (kills % 50 === 0 || kills === count)
      log(`${kills} kills, ${ledger.words.甲 + ledger.words.乙} words and ${ledger.memos.length} memos acknowledged`)
  }
  const { words, memos } = await theEnd(scene, ledger)
  const ready = median(times.map((one) => one.ready))
  const empty = median(times.map((one) => one.empty))
  if (ready > withinASecond * empty)
    throw new Broken(`ready again only after ${ready.toFixed(0)} ms, an empty Node takes ${empty.toFixed(0)}`)
  return {
    kills: count,
    'updates acknowledged': words.甲 + words.乙 + memos.length,
    lost: 0,
    doubled: 0,
    'documents unopenable': 0,
    'ready again, median ms': ready.toFixed(0),
    'empty Node, median ms': empty.toFixed(0),
  }
}

/** What the last kill left; every memo opens. */
async function theEnd(scene: Scene, ledger: Ledger): Promise<Ledger> {
  const acknowledged = structuredClone(ledger)
  const hub = await forkHub(scene.folder, { bundle: scene.program })
  const { client } = await arrive('甲', hub, scene, ledger)
  for (const memo of new Set(ledger.memos.slice(0, -1))) (await client.open(memo)).close()
  client.abandon()
  await hub.kill()
  rmSync(scene.folder, { recursive: true })
  return acknowledged
}

export const kill: Proof = {
  name: 'kill',
  promise: 'the hub is killed while two people type: nothing acknowledged is lost or doubled, and it opens again within a second',
  small: 12,
  full: 300,
  run,
}
