import { join } from 'node:path'
import * as Y from 'yjs'
import type { z } from 'zod'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { dialogue, followUpStatus, recommendation } from '../../shared/register.ts'
import { freshProfile, launchApp, type App } from '../e2e/helpers/app.ts'
import { random } from '../prove/proof.ts'

/** What a record says of its way. */
type Said = Pick<z.input<typeof recommendation>, 'reply' | 'progress'>

/** The app with a workspace open that has so many records of 督办; whoever has closed it removes the profile. */
export async function followed(count: number, said: Said = {}): Promise<{ app: App; profile: string; ids: string[] }> {
  const profile = await freshProfile()
  const workspaceId = await foundIn(profile)
  const ids = await fill(join(profile, 'workspaces', workspaceId, 'documents'), count, said)
  const app = await launchApp({ profile })
  await app.page.evaluate((id) => window.yice.ask('openWorkspace', { id }), workspaceId)
  return { app, profile, ids }
}

/** A workspace of this profile; the app has ended when its id is known. */
async function foundIn(profile: string): Promise<string> {
  const app = await launchApp({ profile })
  const opened = await app.page.evaluate(async () => {
    await window.yice.ask('introduce', { name: '林知远', organisation: '秘书处' })
    return window.yice.ask('createWorkspace', { name: '青岛民营经济智库' })
  })
  await app.close()
  if (!opened.ok || !opened.value.open) throw new Error('The workspace was not made')
  return opened.value.open.workspace.id
}

/** Records as the hub would have written them over many years. */
async function fill(folder: string, count: number, said: Said): Promise<string[]> {
  const store = await openLevelStore(folder)
  const doc = new Y.Doc()
  const { state, updates } = await store.load('register')
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  const chance = random(1)
  const pick = <T>(of: readonly T[], otherwise: T): T => of[Math.floor(chance() * of.length)] ?? otherwise
  const made: Uint8Array[] = []
  const ids: string[] = []
  doc.on('update', (update: Uint8Array) => made.push(update))
  const dialogueId = crypto.randomUUID()
  const by = crypto.randomUUID()
  doc.transact(() => {
    doc.getMap('dialogues').set(
      dialogueId,
      dialogue.parse({
        ...{ id: dialogueId, kind: 'symposium', title: '座谈会', startsAt: '2026-11-20T14:00', venue: '', chair: '', organiser: '' },
        ...{ state: 'ended', agendaConfirmed: null, createdBy: by, createdAt: '2026-11-01T02:00:00.000Z' },
      }),
    )
    for (let nth = 0; nth < count; nth++) {
      const id = crypto.randomUUID()
      ids.push(id)
      const day = new Date(Date.UTC(2020 + Math.floor(chance() * 7), Math.floor(chance() * 12), 1 + Math.floor(chance() * 28)))
      const status = pick(followUpStatus.options.slice(1), 'received')
      doc.getMap('recommendations').set(
        id,
        recommendation.parse({
          ...{ id, memoId: crypto.randomUUID(), briefingId: null, measure: `第${nth}条：完善涉企政策办理机制，明确时限。`, term: '年内' },
          ...{ submittedAt: day.toISOString(), lead: pick(departments, '市人社局'), due: day.toISOString().slice(0, 10), status },
          closed: chance() < 0.5 ? { by, at: day.toISOString() } : null,
          ...said,
        }),
      )
    }
  })
  for (const update of made) await store.append('register', update)
  await store.append(documentName('agenda', dialogueId), Y.encodeStateAsUpdate(new Y.Doc()))
  await store.close()
  return ids
}
const departments = ['市人社局', '市财政局', '市工业和信息化局', '市市场监管局、市国资委', '市住房城乡建设局', '市司法局']
