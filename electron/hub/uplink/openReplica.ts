import { join } from 'node:path'
import { ok, refuse } from '../../../shared/errors.ts'
import { exportBundle } from '../bundles.ts'
import { hostKey } from '../listen/hostKey.ts'
import { nearbyHosts } from '../listen/nearby.ts'
import type { HubEvent } from '../parent.ts'
import type { Served } from '../served.ts'
import type { JsonFile } from '../store/jsonFile.ts'
import { openLevelStore } from '../store/levelStore.ts'
import type { Host } from './hostFile.ts'
import { openJournalFile } from './journal.ts'
import { marksIn } from '../visits.ts'
import { createReplica } from './replica.ts'

type Options = { folder: string; host: JsonFile<Host>; tell: (event: HubEvent) => void; report: (reason: unknown) => void }

/** A workspace that lives on another machine, as the hub process serves it. @throws Refusal of the store */
export async function openReplica({ folder, host, tell, report }: Options): Promise<Served> {
  const store = await openLevelStore(join(folder, 'documents'))
  const journal = await openJournalFile(folder)
  const replica = await createReplica({
    ...{ store, host, journal, path: folder, marks: marksIn(folder), report, nearby: () => nearbyHosts() },
    linked: (link, role) => tell({ type: 'link', link, role }),
    refused: (edits) => tell({ type: 'refusedEdits', edits }),
  })
  return {
    notices: [...host.notices, ...journal.notices],
    connect: (port, memberId) => replica.connect(port, memberId),
    follow: (credential) => replica.follow(credential),
    begin() {
      tell({ type: 'link', link: replica.link, role: null })
      tell({ type: 'refusedEdits', edits: replica.refused })
      return Promise.resolve()
    },
    async answer(question) {
      switch (question.type) {
        case 'whoIs':
          return replica.whoIs(question.memberId)
        case 'briefingSource':
          return replica.briefingSource(question.memberId, question.briefingId)
        case 'dialogueSource':
          return replica.dialogueSource(question.memberId, question.dialogueId)
        case 'adoptionSource':
          return replica.adoptionSource(question.memberId, question.memoId)
        case 'memoSource':
          return replica.memoSource(question.memberId, question.memoId)
        case 'replyFile':
          return replica.replyFile(question.memberId, question.id, question.hash)
        case 'registerSource':
          return replica.registerSource(question.memberId)
        case 'discardRefused': {
          const done = await replica.discardRefused(question.id)
          return done.ok ? ok({}) : done
        }
        case 'moveHost': {
          const done = await replica.moveHost(question.address)
          return done.ok ? ok({}) : done
        }
        case 'exportBundle':
          return exportBundle(replica, () => hostKey(folder), question)
        case 'previewBundle':
        case 'mergeBundle':
        case 'found':
        case 'host':
        case 'backups':
        case 'backupPlace':
        case 'backUp':
          return refuse({ kind: 'forbidden' })
      }
    },
    end: () => replica.stop(),
  }
}
