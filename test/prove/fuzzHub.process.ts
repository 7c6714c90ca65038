import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { createHub } from '../../electron/hub/hub.ts'
import { hostKey } from '../../electron/hub/listen/hostKey.ts'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { listen } from '../../electron/hub/listen/listen.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName } from '../../shared/documentName.ts'
import type { Role } from '../../shared/roles.ts'
import { value } from '../hub/house.ts'

/**
 * A hub on the network to be attacked, in a process of its own: what is not caught ends it. Its limits on how fast somebody may send are
 * wide, so that all that is sent is also looked at; the limits before login are the real ones. It says where it listens, and answers
 * `measure` with its memory after a collection. Argument: a folder.
 */
const [folder = ''] = process.argv.slice(2)
const silent = (): undefined => undefined
Object.assign(console, { log: silent, warn: silent, error: silent, info: silent })
const surprises: string[] = []
const report = (reason: unknown): void => void surprises.push(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))

const store = await openLevelStore(join(folder, 'documents'))
const { members } = await openMembers(folder)
const hub = await createHub({ store, members, path: folder, report })
const key = await hostKey(folder)
const quick = { burst: 1_000_000_000, perSecond: 1_000_000_000 }
const often = { burst: 1_000_000_000, every: 1 }
const limits = { ...wireLimits, messages: quick, bytes: quick, householdBytes: quick, openings: often, tries: often }
const { port } = await listen({ hub, key, port: 0, address: '127.0.0.1', limits, report, tell: silent })

const secretary = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false })).memberId
const enter = async (role: Role): Promise<{ id: string; credential: string }> => {
  const { id } = value(await hub.command(secretary, 'addMember', { name: randomUUID(), organisation: '', role }))
  return { id, credential: value(await hub.inTurn((kept) => kept.giveCredential(id, new Date().toISOString()))) }
}
const memo = async (drafter: string): Promise<string> => {
  const { id } = value(await hub.command(drafter, 'createMemo', { title: '建议', dialogueId: null }))
  return documentName('memo', id)
}
const [honest, attacker, observer] = [await enter('expert'), await enter('expert'), await enter('observer')]

process.on('message', (message) => {
  z.literal('measure').parse(message)
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss, surprises })
})
process.send?.({
  port,
  honest: { credential: honest.credential, memo: await memo(honest.id) },
  attacker: { credential: attacker.credential, memo: await memo(attacker.id) },
  observer: { credential: observer.credential },
})
