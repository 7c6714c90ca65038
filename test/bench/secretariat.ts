import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connectClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import { addItem } from '../../shared/documents/agenda.ts'
import type { Result } from '../../shared/errors.ts'
import { dialogueKind } from '../../shared/register.ts'
import { launchApp, freshProfile } from '../e2e/helpers/app.ts'

/** What a busy secretariat has after some years. Half of all guests and topics belong to one dialogue. */
export const size = { dialogues: 200, attendees: 5_000, topics: 3_000, items: 40 }

function value<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** A profile with the sample workspace and all of that beside it, made by commands as people would have. `id`: the one with half of it. */
export async function busyProfile(log: (line: string) => void): Promise<{ profile: string; id: string }> {
  const profile = await freshProfile()
  const app = await launchApp({ profile })
  await app.openSample()
  await app.close()
  const [workspace = ''] = await readdir(join(profile, 'workspaces'))
  const folder = join(profile, 'workspaces', workspace)
  const { members } = await openMembers(folder)
  const report = (reason: unknown): void => console.error(reason)
  const hub = await createHub({ store: await openLevelStore(join(folder, 'documents')), members, path: folder, report })
  const by = members.all().find(({ role }) => role === 'secretariat')?.id ?? ''
  const ids: string[] = []
  for (let nth = 0; nth < size.dialogues; nth++) {
    const kind = dialogueKind.options[nth % dialogueKind.options.length] ?? 'dialogue'
    const startsAt = `20${String(20 + (nth % 7))}-${String((nth % 12) + 1).padStart(2, '0')}-${String((nth % 28) + 1).padStart(2, '0')}T14:00`
    const of = { kind, title: `第${String(nth + 1)}场民营经济对话会`, startsAt, venue: '三楼会议室', chair: '顾闻溪', organiser: '秘书处' }
    ids.push(value(await hub.command(by, 'createDialogue', of)).id)
  }
  const [id = ''] = ids
  /** The dialogue that the nth of so many belongs to. */
  const owner = (nth: number, all: number): string => (nth < all / 2 ? id : (ids[1 + (nth % (ids.length - 1))] ?? id))
  const guests = new Map<string, (typeof newAttendee)[]>()
  for (let nth = 0; nth < size.attendees; nth++) {
    const dialogueId = owner(nth, size.attendees)
    const guest = {
      ...newAttendee,
      name: `来宾${String(nth)}`,
      organisation: `第${String(nth % 400)}家企业`,
      title: '总经理',
      phone: '0532-12345678',
    }
    guests.set(dialogueId, [...(guests.get(dialogueId) ?? []), guest])
  }
  for (const [dialogueId, attendees] of guests)
    for (let from = 0; from < attendees.length; from += 1000)
      value(await hub.command(by, 'addAttendees', { dialogueId, attendees: attendees.slice(from, from + 1000) }))
  for (let nth = 0; nth < size.topics; nth++) {
    const background = '旺季技能工人短缺，跨企业调剂没有渠道，培训与岗位脱节。'.repeat(1 + (nth % 3))
    const topic = { title: `议题${String(nth)}`, source: '某商会', background, request: '建立调剂机制。', departments: '市人社局' }
    value(await hub.command(by, 'proposeTopic', { dialogueId: owner(nth, size.topics), ...topic }))
    if ((nth + 1) % 1000 === 0) log(`${String(nth + 1)} topics`)
  }
  const client = await connectClient(hub, by)
  const agenda = await client.open(documentName('agenda', id))
  let after: string | null = null
  for (let nth = 0; nth < size.items; nth++) {
    const item = {
      id: crypto.randomUUID(),
      minutes: 5,
      segment: '企业发言',
      content: `用工与培训情况之${String(nth + 1)}`,
      speaker: `来宾${String(nth)}`,
    }
    addItem(agenda.doc, item, after)
    after = item.id
  }
  await agenda.saved()
  value(await hub.command(by, 'openMinutes', { id }))
  await client.close()
  await hub.stop()
  return { profile, id }
}
