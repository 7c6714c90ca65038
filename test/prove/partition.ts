import { setTimeout } from 'node:timers/promises'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'
import { value } from '../hub/house.ts'
import { joined, type Joined } from '../hub/joined.ts'
import { openHouse, type OpenHouse } from '../hub/wire.ts'
import { emptyNode } from './emptyNode.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** PT1 Whoever was away comes back with all they wrote, once, wherever it was allowed; where it was not, as a draft beside it. */
export const partition: Proof = {
  name: 'partition',
  promise:
    '2–5 members cut off, restarted, downgraded, with clocks years apart, write at once: one text in 5 s, nothing twice, undo of one’s own',
  small: 2,
  full: 100,
  run,
}

/** Keys on each side of the cut. */
const keystrokes = { small: 1_000, full: 10_000 }
/** Five seconds, where an empty Node process takes 50 ms; a machine under load takes longer for both. */
const longest = { ms: 5_000, emptyNodes: 100 }

/** Somebody at a window: what they have typed is a paragraph of their own, and known here letter by letter. */
type Writer = { name: string; window: HubClient; opened: Opened; undo: Y.UndoManager | null; text: string }
type Away = Writer & { machine: Joined; proxy: Proxy; isDowngraded: boolean }

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const keys = count <= partition.small ? keystrokes.small : keystrokes.full
  const merges: number[] = []
  const totals = { members: 0, restarts: 0, downgraded: 0, 'merge ms, most': 0 }
  const trueNow = Date.now
  try {
    for (let nth = 1; nth <= count; nth++) {
      const done = await round(next, keys)
      merges.push(done.merge)
      totals.members += done.members
      totals.restarts += done.restarts
      totals.downgraded += done.downgraded
      if (nth % 10 === 0) log(`${String(nth)} partitions, the last merged in ${String(Math.round(done.merge))} ms`)
    }
  } finally {
    Date.now = trueNow
  }
  totals['merge ms, most'] = Math.round(Math.max(...merges))
  return { partitions: count, 'keys a side': keys, ...totals }
}

/** The clock of this process jumps by up to ten years, to and fro. */
function jump(next: Random): void {
  const trueNow = performance.timeOrigin
  const years = (next() - 0.5) * 20 * 365 * 24 * 60 * 60 * 1000
  Date.now = () => Math.round(trueNow + performance.now() + years)
}

async function round(next: Random, keys: number) {
  const the = await openHouse()
  const secretary = await the.client('secretariat')
  const others = between(next, 1, 4)
  const { id } = value(await secretary.command('createMemo', { title: '建议稿', dialogueId: null }))
  const name = documentName('memo', id)
  const away: Away[] = []
  try {
    for (let nth = 0; nth < others; nth++) away.push(await arrive(the, name, `员${String(nth)}`))
    const ids = away.map(({ machine }) => machine.id)
    value(await secretary.command('setDrafters', { id, drafters: ids }))
    const here = await sit('主', secretary, name)
    const everybody = [here, ...away]
    for (const one of away) await writable(one, name)
    for (const one of everybody) await type(one, next, 20)
    await merged(everybody, here, performance.now() + 60_000)

    for (const { proxy } of away) if (next() < 0.8 || away.length === 1) cut(proxy, next)
    jump(next)
    const downgraded = next() < 0.3 ? away[between(next, 0, away.length - 1)] : undefined
    let restarts = 0
    await Promise.all(
      everybody.map(async (one) => {
        await type(one, next, Math.floor(keys / 2))
        if (one !== here && next() < 0.4) {
          await one.opened.saved()
          await restart(one, away, name)
          restarts++
        }
        await type(one, next, Math.ceil(keys / 2))
        await one.opened.saved()
      }),
    )
    if (downgraded) await downgrade(secretary, downgraded, id, ids)
    jump(next)

    const limit = Math.max(longest.ms, longest.emptyNodes * (await emptyNode()))
    const from = performance.now()
    for (const { proxy } of away) proxy.heal()
    await merged(everybody, here, from + limit)
    const merge = performance.now() - from
    await undoOwn(everybody, here)
    for (const { machine } of away) if (machine.reports.length > 0) throw new Broken(`a surprise: ${String(machine.reports[0])}`)
    if (the.reports.length > 0) throw new Broken(`a surprise: ${String(the.reports[0])}`)
    return { merge, members: everybody.length, restarts, downgraded: downgraded ? 1 : 0 }
  } finally {
    for (const { machine, proxy } of away) {
      await machine.stop()
      await proxy.close()
    }
    await the.close()
  }
}

async function arrive(the: OpenHouse, name: DocumentName, who: string): Promise<Away> {
  const proxy = await openProxy(() => the.listening.port)
  const machine = await joined(the, 'expert', who, proxy.port)
  await until(() => machine.hub.link.state === 'connected', 'did not connect')
  const window = await machine.window()
  await until(
    () =>
      window.open(name).then(
        () => true,
        () => false,
      ),
    'the memo did not come',
  )
  return { ...(await sit(who, window, name)), machine, proxy, isDowngraded: false }
}

async function sit(who: string, window: HubClient, name: DocumentName): Promise<Writer> {
  const opened = await window.open(name)
  return { name: who, window, opened, undo: new Y.UndoManager(memoBody(opened.doc), { captureTimeout: 0 }), text: '' }
}

/** Rights have come: a window that was let in only to read attaches anew. */
const writable = ({ opened }: Writer, name: DocumentName): Promise<void> =>
  until(() => opened.provider.authorizedScope === 'read-write', `${name} stayed read-only`)

function cut(proxy: Proxy, next: Random): void {
  if (next() < 0.3) proxy.halfOpen()
  else proxy.cut()
}

const own = ({ opened, name }: Writer): Y.XmlText => {
  for (const block of memoBody(opened.doc).toArray()) {
    const text = block instanceof Y.XmlElement ? block.get(0) : null
    if (text instanceof Y.XmlText && text.toJSON().startsWith(`${name}：`)) return text
  }
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText(`${name}：`)
  paragraph.insert(0, [text])
  memoBody(opened.doc).push([paragraph])
  return text
}

/** Letters here and there in one's own paragraph, now and then one taken away. */
async function type(writer: Writer, next: Random, keys: number): Promise<void> {
  const text = own(writer)
  if (writer.text === '') writer.text = `${writer.name}：`
  const least = writer.name.length + 1
  for (let key = 0; key < keys; key++) {
    const at = between(next, least, writer.text.length)
    if (next() < 0.15 && at < writer.text.length) {
      text.delete(at, 1)
      writer.text = writer.text.slice(0, at) + writer.text.slice(at + 1)
    } else {
      const letter = String.fromCharCode(between(next, 0x4e00, 0x9fa5))
      text.insert(at, letter)
      writer.text = writer.text.slice(0, at) + letter + writer.text.slice(at)
    }
    if (key % 100 === 0) await setTimeout(0)
  }
}

async function restart(writer: Writer, away: readonly Away[], name: DocumentName): Promise<void> {
  const one = away.find((candidate) => candidate === writer)
  if (!one) return
  await one.machine.stop()
  await one.machine.start()
  one.window = await one.machine.window()
  one.opened = await one.window.open(name)
  one.undo = null
}

async function downgrade(secretary: HubClient, one: Away, memo: string, drafters: readonly string[]): Promise<void> {
  one.isDowngraded = true
  // A window of the app drops its copy when it is told that its rights have changed.
  one.window.abandon()
  value(await secretary.command('setDrafters', { id: memo, drafters: drafters.filter((id) => id !== one.machine.id) }))
}

const linesOf = ({ opened }: Writer): string[] => blockTexts(readBlocks(memoBody(opened.doc))).filter((line) => line !== '')

/** Everybody shows the same, which is what everybody typed; whoever was downgraded has the rest as a draft. */
async function merged(everybody: readonly (Writer | Away)[], here: Writer, deadline: number): Promise<void> {
  const waiting = everybody.filter((one): one is Away => 'machine' in one)
  const same = (): boolean => {
    const lines = JSON.stringify(linesOf(here))
    for (const one of waiting) {
      if (one.machine.hub.link.state !== 'connected') return false
      if (one.isDowngraded) continue
      if (JSON.stringify(linesOf(one)) !== lines) return false
    }
    return everybody.every((one) => ('isDowngraded' in one && one.isDowngraded) || linesOf(here).includes(one.text))
  }
  await until(same, 'the texts did not become one', deadline).catch((reason: unknown) => {
    const told = waiting.map(
      (one) =>
        `${one.name}: ${one.machine.hub.link.state}, ${String(one.machine.hub.link.waiting)} waiting, ${JSON.stringify(linesOf(one)) === JSON.stringify(linesOf(here)) ? 'same' : 'other'}, ${linesOf(here).includes(one.text) ? 'there' : 'not there'}`,
    )
    throw reason instanceof Broken ? new Broken(`${reason.message}: ${told.join('; ')}`) : reason
  })
  const lines = linesOf(here)
  if (new Set(lines).size !== lines.length || lines.length !== everybody.length)
    throw new Broken(`${String(lines.length)} paragraphs of ${String(everybody.length)} people`)
  for (const one of waiting) {
    if (!one.isDowngraded) continue
    const wasTaken = lines.includes(one.text)
    const kept = (): boolean => one.machine.hub.refused.some(({ mine }) => mine.includes(one.text))
    if (!wasTaken) await until(kept, 'no draft was kept', deadline)
  }
}

/** One step back of each who still can: only their own paragraph is another. */
async function undoOwn(everybody: readonly (Writer | Away)[], here: Writer): Promise<void> {
  for (const one of everybody) {
    if (!one.undo || ('isDowngraded' in one && one.isDowngraded)) continue
    const before = linesOf(one)
    one.undo.undo()
    const after = linesOf(one)
    const changed = before.filter((line) => !after.includes(line))
    if (changed.length !== 1 || changed[0] !== one.text)
      throw new Broken(`undo of ${one.name} changed ${String(changed.length)} paragraphs`)
    one.text = after.find((line) => line.startsWith(`${one.name}：`)) ?? ''
    await until(() => JSON.stringify(linesOf(here)) === JSON.stringify(linesOf(one)), 'an undo did not arrive')
  }
}

async function until(done: () => boolean | Promise<boolean>, otherwise: string, deadline = performance.now() + 20_000): Promise<void> {
  while (!(await done())) {
    if (performance.now() > deadline) throw new Broken(otherwise)
    await setTimeout(25)
  }
}
