import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as Y from 'yjs'
import { z } from 'zod'
import { stateHash } from '../../shared/commands.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { Refusal, type Failure } from '../../shared/errors.ts'
import { id, instant } from '../../shared/register.ts'
import { openJsonFile } from './store/jsonFile.ts'

const receipt = z.object({ memberId: id, document: z.string(), state: stateHash, at: instant })
export type Receipt = z.infer<typeof receipt>
const receiptsData = z.array(receipt)

/** Where receipts are kept: `receipts.json` beside the documents. */
export type ReceiptsFile = { read(): readonly Receipt[]; write(receipts: readonly Receipt[]): Promise<void> }

/** So long after a receipt it is on disk too, in ms. */
const pause = 5_000

/**
 * What the machines of members elsewhere say they hold on their disks.
 *
 * SR1 A receipt names a state: SHA-256 of what Yjs tells replicas apart by, the state vector and everything deleted. Equal means the
 *     same text, to the letter and with the same history. It is what that machine said, at that time; the hub asks for no proof.
 * SR2 Only what was put on the member's own disk is reported; a window at the host reports nothing, its disk is the host's.
 * SR3 Receipts outlive a restart. They are written after a pause and on stop: a fall loses at most the newest, and then the hub
 *     says less than it could, never more.
 */
export class Receipts {
  readonly #file: ReceiptsFile
  readonly #latest = new Map<string, Receipt>()
  #timer: NodeJS.Timeout | null = null

  constructor(file: ReceiptsFile) {
    this.#file = file
    for (const one of file.read()) this.#latest.set(keyOf(one), one)
  }

  note(receipt: Receipt): void {
    this.#latest.set(keyOf(receipt), receipt)
    this.#timer ??= setTimeout(() => void this.settled(), pause).unref()
  }

  of(document: DocumentName): Receipt[] {
    return [...this.#latest.values()].filter((one) => one.document === document)
  }

  /** Writes what is not written yet. A disk that refuses is asked again next time. */
  async settled(): Promise<void> {
    if (this.#timer === null) return
    clearTimeout(this.#timer)
    this.#timer = null
    try {
      await this.#file.write([...this.#latest.values()])
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
    }
  }
}

const keyOf = ({ memberId, document }: Receipt): string => `${memberId} ${document}`

export function receiptsInMemory(receipts: readonly Receipt[] = []): ReceiptsFile {
  let kept = receipts
  return { read: () => kept, write: (written) => ((kept = written), Promise.resolve()) }
}

/** The receipts of the workspace in this folder, and what a person should know of their file. */
export async function openReceipts(folder: string): Promise<{ receipts: Receipts; notices: Failure[] }> {
  const file = await openJsonFile({ path: join(folder, 'receipts.json'), schema: receiptsData, defaults: [], migrations: [] })
  const receipts = new Receipts({ read: () => file.data, write: (data) => file.update(() => [...data]) })
  return { receipts, notices: [...file.notices] }
}

/** SR1 Y.Snapshot is encoded with clients in order and deletions merged, so equal states have equal bytes. */
export const stateHashOf = (doc: Y.Doc): string =>
  createHash('sha256')
    .update(Y.encodeSnapshot(Y.snapshot(doc)))
    .digest('hex')
