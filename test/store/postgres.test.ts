import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Database } from '../../electron/hub/cluster/database.ts'
import { Node } from '../../electron/hub/cluster/node.ts'
import { asked, findServices, startServices, type Services } from '../cluster/services.ts'
import { documentStoreContract } from './documentStoreContract.ts'
import { freshName, refused, smallDisk, textOf, Typist, type Place } from './harness.ts'
import { fill } from './levelPlace.ts'

const programs = findServices()
if (typeof programs === 'string') describe.skip(`the PostgreSQL store: ${programs}`, () => test('is not proved here', () => undefined))
else {
  const services = await startServices(programs)
  afterAll(() => services.stop(), 60_000)
  documentStoreContract('the PostgreSQL store', () => postgresPlace(services))

  describe('the PostgreSQL store of several nodes', () => {
    test('DS2 CL2 two nodes at one document give one sequence without a gap, and neither loses a word', async () => {
      const { url } = await services.database()
      const [one, other] = [await openNode(url), await openNode(url)]
      const name = freshName()
      const typists = [new Typist(), new Typist()]
      const words = Array.from({ length: 200 }, (_, nth) => `${String(nth)}。`)
      await Promise.all(
        words.flatMap((word) => [one, other].map(({ store }, nth) => store.append(name, typists[nth]?.type(word) ?? new Uint8Array()))),
      )
      expect(await asked(url, 'SELECT min(sequence)::int, max(sequence)::int, count(*)::int FROM yice.updates')).toEqual([
        { min: 1, max: 400, count: 400 },
      ])
      const text = textOf(await one.store.load(name))
      for (const word of words) expect(text.split(word).length - 1).toBeGreaterThanOrEqual(2)
      expect(await other.store.load(name)).toEqual(await one.store.load(name))
      await Promise.all([one.store.close(), other.store.close()])
    })

    test('DS5 a fold of one node that another has overtaken changes nothing', async () => {
      const { url } = await services.database()
      const [one, other] = [await openNode(url), await openNode(url)]
      const name = freshName()
      const typist = new Typist()
      for (const word of ['甲', '乙', '丙']) await one.store.append(name, typist.type(word))
      await one.store.compact(name, typist.state, 3)
      await other.store.compact(name, new Typist().state, 2)
      expect(textOf(await other.store.load(name))).toBe('甲乙丙')
      await Promise.all([one.store.close(), other.store.close()])
    })

    test('DS1 a database that is killed refuses, keeps what was acknowledged, and is used again when it is back', async () => {
      const { url } = await services.database()
      const { store } = await openNode(url)
      const name = freshName()
      const typist = new Typist()
      await store.append(name, typist.type('已存'))
      await services.postgres.kill()
      const lost = typist.type('未存')
      expect(await refused(store.append(name, lost))).toMatchObject({ kind: 'databaseUnreachable' })
      await services.postgres.start()
      await store.append(name, lost)
      expect(textOf(await store.load(name))).toBe('已存未存')
      await store.close()
    })

    test('a database of a newer version is refused, and left as it is', async () => {
      const { url } = await services.database()
      await (await openNode(url)).store.close()
      await asked(url, 'UPDATE yice.workspace SET layout = 99')
      expect(await refused(openNode(url))).toEqual({ kind: 'schemaNewer', found: 99, known: 1 })
    })
  })
}

async function openNode(url: string): Promise<Node> {
  const database = await Database.open(url)
  return Node.open({ database, report: () => undefined, tell: () => undefined })
}

/** A database of its own, on a small disk of its own where that can be mounted. */
async function postgresPlace({ database, user }: Services): Promise<Place> {
  const disk = user === null ? 'PostgreSQL runs as whoever runs the test' : smallDisk(32_768)
  const folder = typeof disk === 'string' ? null : join(disk.path, 'tables')
  if (folder) {
    mkdirSync(folder)
    execFileSync('chown', ['-R', `${user ?? ''}:`, join(folder, '..')])
  }
  const place = await database(folder)
  return {
    isShared: true,
    open: async () => (await openNode(place.url)).store,
    async damage(name) {
      const last = 'length(data) - 1'
      const sql = `UPDATE yice.updates SET data = set_byte(data, ${last}, get_byte(data, ${last}) # 1) WHERE document = $1 AND sequence = 2`
      await asked(place.url, sql, [name])
    },
    disk: folder ? { fill: () => fill(join(folder, '..')), free: () => rm(join(folder, '..', 'ballast')) } : null,
    async cleanUp() {
      await place.drop()
      if (typeof disk !== 'string') disk.unmount()
    },
  }
}
