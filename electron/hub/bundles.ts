import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { BundlePreview } from '../../shared/bundle.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { ok, refuse, type Result } from '../../shared/errors.ts'
import { fingerprint, pin } from '../../shared/invite.ts'
import { instant } from '../../shared/register.ts'
import { readBundle, writeBundle, type ReadBundle } from './bundleFile.ts'
import type { Hub } from './hub.ts'
import type { HostKey } from './listen/hostKey.ts'
import { settle } from './settle.ts'
import { openJsonFile } from './store/jsonFile.ts'

const seenKeys = z.array(z.object({ pin, by: z.string(), at: instant }))

type Wanted = { memberId: string; document: DocumentName | null; path: string }

/** A replica signs with a key of its own: that of the host is not there. */
export async function exportBundle(
  hub: Pick<Hub, 'bundle'>,
  key: () => Promise<HostKey>,
  wanted: Wanted,
): Promise<Result<{ texts: number }>> {
  const content = await hub.bundle(wanted.memberId, wanted.document)
  if (!content.ok) return content
  return settle(async () => {
    await writeBundle(wanted.path, content.value, await key())
    return { texts: content.value.texts.size }
  })
}

/** Bundles for a workspace that lives here: read, shown, and merged as they were shown. */
export class Bundles {
  readonly #hub: Pick<Hub, 'previewBundle' | 'mergeBundle'>
  readonly #folder: string
  readonly #key: () => Promise<HostKey>
  #previewed: (ReadBundle & { id: string; path: string }) | null = null

  /** @param key of the workspace */
  constructor(hub: Pick<Hub, 'previewBundle' | 'mergeBundle'>, folder: string, key: () => Promise<HostKey>) {
    this.#hub = hub
    this.#folder = folder
    this.#key = key
  }

  async preview(memberId: string, path: string): Promise<Result<BundlePreview>> {
    const read = await settle(() => readBundle(path))
    if (!read.ok) return read
    const { content, pin } = read.value
    const seen = await this.#hub.previewBundle(memberId, content, path)
    if (!seen.ok) return seen
    const id = randomUUID()
    this.#previewed = { id, path, content, pin }
    const key = { fingerprint: fingerprint(pin), known: await this.#known(pin) }
    return ok({ id, workspace: content.workspace.name, madeAt: content.madeAt, by: content.by, key, ...seen.value })
  }

  /** BN7 What is merged is what was shown, not what lies at the path by now. @returns or `notFound` for a preview that has passed */
  async merge(memberId: string, id: string): Promise<Result<{ texts: number }>> {
    const read = this.#previewed
    if (read?.id !== id) return refuse({ kind: 'notFound' })
    const merged = await this.#hub.mergeBundle(memberId, read.content, read.path)
    if (!merged.ok) return merged
    this.#previewed = null
    const kept = await settle(() => this.#remember(read))
    return kept.ok ? ok({ texts: merged.value.texts.filter(({ fate }) => fate === 'new' || fate === 'changes').length }) : kept
  }

  async #known(pin: string): Promise<BundlePreview['key']['known']> {
    if ((await this.#key()).pin === pin) return 'own'
    return (await this.#keys()).data.some((one) => one.pin === pin) ? 'before' : 'unknown'
  }

  async #remember({ pin, content }: ReadBundle): Promise<void> {
    const keys = await this.#keys()
    const others = keys.data.filter((one) => one.pin !== pin)
    await keys.update(() => [...others, { pin, by: content.by, at: content.madeAt }])
  }

  /** Keys that bundles were merged from, beside members.json. */
  #keys() {
    return openJsonFile({ path: join(this.#folder, 'keys.json'), schema: seenKeys, defaults: [] })
  }
}
