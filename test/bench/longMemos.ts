import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as Y from 'yjs'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { documentMeta, memoBody, memoSchemaNumber } from '../../shared/documents/memo.ts'
import { keyOf, point, talkEntries, talkSchemaNumber, type Entry } from '../../shared/documents/talk.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { memo } from '../../shared/register.ts'
import { freshProfile, launchApp } from '../e2e/helpers/app.ts'
import { linesOf } from './bare/text.ts'

export const sizes = [10, 100, 500] as const
export const comments = 300

/** A profile with a memo of each size, each with all its comments, as the hub would have written them. Gives the ids in the order of `sizes`. */
export async function profileWithLongMemos(): Promise<{ profile: string; ids: string[] }> {
  const profile = await freshProfile()
  const app = await launchApp({ profile })
  const opened = await app.page.evaluate(async () => {
    await window.yice.ask('introduce', { name: '林知远', organisation: '秘书处' })
    return window.yice.ask('createWorkspace', { name: '青岛民营经济智库' })
  })
  await app.close()
  if (!opened.ok) throw new Error('The workspace was not made')
  const [workspace = ''] = await readdir(join(profile, 'workspaces'))
  const store = await openLevelStore(join(profile, 'workspaces', workspace, 'documents'))
  try {
    const register = new Y.Doc()
    const { state, updates } = await store.load('register')
    for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(register, update)
    const [by = ''] = [...register.getMap('members').keys()]
    const before = Y.encodeStateVector(register)
    const ids: string[] = []
    for (const pages of sizes) {
      const id = crypto.randomUUID()
      ids.push(id)
      const facts = { id, title: `${String(pages)} 页的建议`, stage: 'drafting', drafters: [by], dialogueId: null, createdBy: by }
      register.getMap('memos').set(id, memo.parse({ ...facts, createdAt: '2026-11-01T02:00:00.000Z' }))
      const text = textOf(pages)
      await store.append(documentName('memo', id), Y.encodeStateAsUpdate(text))
      await store.append(documentName('talk', id), Y.encodeStateAsUpdate(talkAbout(text, by)))
    }
    await store.append('register', Y.encodeStateAsUpdate(register, before))
    return { profile, ids }
  } finally {
    await store.close()
  }
}

function textOf(pages: number): Y.Doc {
  const doc = new Y.Doc()
  const runs = (text: string) => [{ text, bold: false, italic: false, underline: false }]
  writeBlocks(
    memoBody(doc),
    linesOf(pages).map(({ level, text }) =>
      level ? { type: 'heading', level, runs: runs(text) } : { type: 'paragraph', runs: runs(text) },
    ),
  )
  documentMeta(doc).set('schema', memoSchemaNumber)
  return doc
}

/** Threads spread over the whole text, each on ten letters of a paragraph. */
function talkAbout(text: Y.Doc, by: string): Y.Doc {
  const doc = new Y.Doc()
  const body = memoBody(text)
  doc.transact(() => {
    documentMeta(doc).set('schema', talkSchemaNumber)
    for (let nth = 0; nth < comments; nth++) {
      const block = body.get(Math.floor((nth * body.length) / comments))
      const line = block instanceof Y.XmlElement ? block.get(0) : null
      if (!(line instanceof Y.XmlText) || line.length < 12) continue
      const from = nth % Math.max(1, Math.min(20, line.length - 12))
      const at = (index: number, assoc: number) =>
        point.parse(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(line, index, assoc)))
      const anchor = { start: at(from, 0), end: at(from + 10, -1), quote: '', before: '', after: '' }
      const entry: Entry = {
        kind: 'thread',
        at: '2026-11-02T02:00:00.000Z',
        anchor,
        text: '请核实数据来源。',
        mentions: [],
        replacement: null,
      }
      talkEntries(doc).set(keyOf(by, crypto.randomUUID()), entry)
    }
  })
  return doc
}
