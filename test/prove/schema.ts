import * as Y from 'yjs'
import { Awareness } from 'y-protocols/awareness'
import type { openMemo, OpenMemo } from '../../renderer/editor/openMemo.ts'
import type { Failure } from '../../shared/errors.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { between, Broken, random, type Figures, type Proof, type Random } from './proof.ts'
import { estrange, kinds, randomMemo } from './strange.ts'

/** The machine that loads the editor needs a page first. */
type Open = typeof openMemo
type Round = { next: Random; open: Open; about: string }

function hold(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Broken(promise)
}

const isSchema = ({ kind }: Failure): boolean => kind === 'schemaUnknown' || kind === 'schemaNewer'
const speaks = (failure: Failure): boolean => zh.failures(failure).length > 20

/** A window on a document: what it emits by itself, and what closed it. */
function seat(doc: Y.Doc, open: Open) {
  const failures: Failure[] = []
  let emitted = 0
  doc.on('update', (_update: Uint8Array, origin: unknown) => void (emitted += origin === 'net' ? 0 : 1))
  const host = document.body.appendChild(document.createElement('div'))
  const awareness = new Awareness(doc)
  const opened = open({
    host,
    doc,
    awareness,
    person: { name: '王秀兰', colour: '#2f5d8a' },
    text: zh.editor,
    onClose: (failure) => failures.push(failure),
  })
  return {
    opened,
    failures,
    emitted: () => emitted,
    leave: (): void => {
      if (opened.ok) opened.value.close()
      awareness.destroy()
      host.remove()
    },
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

function strangeAtOpening({ next, open, about }: Round, kind: (typeof kinds)[number]): void {
  const doc = randomMemo(next)
  estrange(doc, kind, next)
  const before = Y.encodeStateAsUpdate(doc)
  const { opened, emitted, leave } = seat(doc, open)
  hold(!opened.ok, `${about}: it was bound`)
  hold(isSchema(opened.failure) && speaks(opened.failure), `${about}: no clear sentence`)
  hold(emitted() === 0, `${about}: ${emitted()} updates went out`)
  hold(same(before, Y.encodeStateAsUpdate(doc)), `${about}: the document changed`)
  leave()
}

function strangeWhileWriting({ next, open, about }: Round, kind: (typeof kinds)[number]): void {
  const theirs = randomMemo(next)
  const mine = new Y.Doc()
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), 'net')
  const { opened, failures, emitted, leave } = seat(mine, open)
  hold(opened.ok, `${about}: a known document was refused`)
  const written = next() < 0.7 ? write(opened.value, next) : 0
  hold(emitted() === written, `${about}: ${emitted()} updates for ${written} edits`)
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
  estrange(theirs, kind, next)
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)), 'net')
  hold(failures.length === 1 && failures.every(isSchema), `${about}: ${failures.length} failures told`)
  hold(opened.value.editor.isDestroyed, `${about}: the editor is still bound`)
  hold(emitted() === written, `${about}: an update went out`)
  hold(same(Y.encodeStateAsUpdate(theirs), Y.encodeStateAsUpdate(mine)), `${about}: the document changed`)
  leave()
}

/** The guard would hold its promise by refusing everything: what is known must be bound, and be written in. */
function known({ next, open, about }: Round): void {
  const doc = randomMemo(next)
  const { opened, failures, emitted, leave } = seat(doc, open)
  hold(opened.ok, `${about}: a known document was refused`)
  hold(emitted() === 0, `${about}: binding alone emitted`)
  const written = write(opened.value, next)
  hold(emitted() === written && failures.length === 0, `${about}: writing failed`)
  leave()
}

/** Some edits at the end of the text. */
function write({ editor }: OpenMemo, next: Random): number {
  editor.setEditable(true, false)
  const edits = between(next, 1, 3)
  for (let edit = 0; edit < edits; edit++) editor.view.dispatch(editor.state.tr.insertText('字', editor.state.doc.content.size - 1))
  return edits
}

async function run({ count, seed, log }: Parameters<Proof['run']>[0]): Promise<Figures> {
  const { standOnPage } = await import('./page.ts')
  const leavePage = standOnPage()
  try {
    const { openMemo: open } = await import('../../renderer/editor/openMemo.ts')
    const next = random(seed)
    const done = { opening: 0, writing: 0, known: 0 }
    for (let round = 0; round < count; round++) {
      const kind = kinds[round % kinds.length] ?? 'node'
      const about = `round ${round + 1}, ${kind}`
      strangeAtOpening({ next, open, about: `${about} at opening` }, kind)
      strangeWhileWriting({ next, open, about: `${about} while writing` }, kind)
      known({ next, open, about: `round ${round + 1}, nothing strange` })
      for (const key of ['opening', 'writing', 'known'] as const) done[key]++
      if ((round + 1) % 100 === 0) log(`${round + 1} of ${count}`)
    }
    return { 'refused at opening': done.opening, 'closed while writing': done.writing, 'known and bound': done.known, 'updates emitted': 0 }
  } finally {
    leavePage()
  }
}

export const schema: Proof = {
  name: 'schema',
  promise: 'an editor that meets what it does not know closes with a sentence, emits nothing and changes nothing',
  small: 21,
  full: 1000,
  run,
}
