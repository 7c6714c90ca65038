import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { between, random } from '../prove/proof.ts'
import { freshName, refused, textOf, Typist, version, type Place } from './harness.ts'

/** DS1-DS9 of documentStore.ts, over whatever stands behind the port. */
export function documentStoreContract(name: string, newPlace: () => Place | Promise<Place>): void {
  describe(`${name} keeps the promises of a document store`, () => {
    let place: Place
    let store: DocumentStore
    beforeEach(async () => {
      place = await newPlace()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      await place.cleanUp()
    })
    const reopen = async (): Promise<void> => {
      await store.close()
      store = await place.open()
    }
    const typed = async (document = freshName(), words = '政企对话会') => {
      const typist = new Typist()
      await Promise.all(Array.from(words, (letter) => store.append(document, typist.type(letter))))
      return { document, typist }
    }

    test('DS1 what append has resolved for is there when the store is opened again', async () => {
      const { document } = await typed()
      await reopen()
      expect(textOf(await store.load(document))).toBe('政企对话会')
    })

    test('DS2 updates load whole and in the order they were appended, also those of one turn', async () => {
      const typist = new Typist()
      const document = freshName()
      for (let at = 0; at < 300; at++) typist.type(`${String(at)} `)
      await Promise.all(typist.updates.map((update) => store.append(document, update)))
      const stored = await store.load(document)
      expect(stored.updates).toEqual(typist.updates)
      expect(stored).toMatchObject({ state: null, through: 300 })
    })

    test('DS2 documents do not mix', async () => {
      const [one, other] = [await typed(freshName(), '甲'), await typed(freshName(), '乙')]
      expect(textOf(await store.load(one.document))).toBe('甲')
      expect(textOf(await store.load(other.document))).toBe('乙')
      expect(await store.names()).toEqual([one.document, other.document].sort())
    })

    test('DS3 a document nobody wrote loads as empty and is not listed', async () => {
      expect(await store.load('register')).toEqual({ state: null, updates: [], through: 0 })
      expect(store.tail('register')).toBe(0)
      expect(await store.versions('register')).toEqual([])
      expect(await store.version(crypto.randomUUID())).toBeNull()
      expect(await store.names()).toEqual([])
    })

    test('DS4 a damaged document is refused by name, the others open', async () => {
      const [broken, whole] = [await typed(), await typed()]
      await store.close()
      await place.damage(broken.document)
      store = await place.open()
      const failure = { kind: 'storeDamaged', document: broken.document }
      expect(await refused(store.load(broken.document))).toMatchObject(failure)
      expect(await refused(store.append(broken.document, broken.typist.type('再')))).toMatchObject(failure)
      expect(textOf(await store.load(whole.document))).toBe('政企对话会')
    })

    test('DS4 a damaged document can be removed and written anew', async () => {
      const { document } = await typed()
      await store.close()
      await place.damage(document)
      store = await place.open()
      await refused(store.load(document))
      await store.remove(document)
      await typed(document, '重写')
      await reopen()
      expect(textOf(await store.load(document))).toBe('重写')
    })

    test('DS5 compact puts a state in the place of the updates it covers and no others', async () => {
      const { document, typist } = await typed()
      const { state } = typist
      const { through } = await store.load(document)
      const later = typist.type('之后')
      await store.append(document, later)
      expect(store.tail(document)).toBe(6)
      await store.compact(document, state, through)
      expect(store.tail(document)).toBe(1)
      await reopen()
      expect(await store.load(document)).toEqual({ state, updates: [later], through: 6 })
    })

    test('DS5 compact past the last update is a mistake and changes nothing', async () => {
      const { document, typist } = await typed()
      await expect(store.compact(document, typist.state, 6)).rejects.toThrow(RangeError)
      expect(store.tail(document)).toBe(5)
      expect(textOf(await store.load(document))).toBe('政企对话会')
    })

    test('DS6 a version outlives changes, compaction and removal', async () => {
      const { document, typist } = await typed()
      const kept = version(document, typist.state)
      await store.keepVersion(kept)
      await store.append(document, typist.type('改动'))
      await store.compact(document, typist.state, 6)
      await store.remove(document)
      await reopen()
      expect(await store.version(kept.id)).toEqual(kept)
      expect(await store.names()).toEqual([])
      expect(await store.load(document)).toMatchObject({ state: null, updates: [] })
    })

    test('DS6 versions are listed oldest first and without their states', async () => {
      const { document, typist } = await typed()
      const [late, early] = [version(document, typist.state, '2026-05-01T00:00:00.000Z'), version(document, typist.state)]
      await store.keepVersion(late)
      await store.keepVersion(early)
      await store.keepVersion(version(freshName(), typist.state))
      const listed = await store.versions(document)
      expect(listed.map(({ id }) => id)).toEqual([early.id, late.id])
      expect(listed[0]).not.toHaveProperty('state')
    })

    test('DS6 a version is never written over', async () => {
      const { document, typist } = await typed()
      const kept = version(document, typist.state)
      await store.keepVersion(kept)
      await expect(store.keepVersion({ ...kept, name: '另一稿' })).rejects.toThrow(RangeError)
      expect(await store.version(kept.id)).toEqual(kept)
    })

    test('DS7 a store that is open is refused to another as locked, unless it is made for several', async ({ skip }) => {
      if (place.isShared) return skip('made for several')
      expect(await refused(place.open())).toMatchObject({ kind: 'storeLocked' })
      const { document } = await typed()
      expect(textOf(await store.load(document))).toBe('政企对话会')
    })

    test('DS8 a full disk refuses append, keeps what was acknowledged, and takes more once there is room', async ({ skip }) => {
      const { disk } = place
      if (disk === null) return skip('no small disk can be mounted here')
      const { document, typist } = await typed()
      await disk.fill()
      // Larger than what is left of the last page, which is taken already, and nothing that could be packed smaller.
      const much = Array.from({ length: 4000 }, (_, nth) => String.fromCodePoint(0x4e00 + ((nth * 7919) % 20_000))).join('')
      const lost = typist.type(much)
      expect(await refused(store.append(document, lost))).toMatchObject({ kind: 'diskFull' })
      expect(await refused(store.append(document, lost))).toMatchObject({ kind: 'diskFull' })
      expect(textOf(await store.load(document))).toBe('政企对话会')
      await disk.free()
      await store.append(document, lost)
      await store.append(document, typist.type('了'))
      await reopen()
      expect(textOf(await store.load(document))).toBe(`政企对话会${much}了`)
    })

    test('DS9 close waits for what is on its way, then refuses more', async () => {
      const typist = new Typist()
      const document = freshName()
      const onItsWay = store.append(document, typist.type('末句'))
      const closed = store
      await reopen()
      await onItsWay
      expect(textOf(await store.load(document))).toBe('末句')
      await expect(closed.append(document, typist.type('迟到'))).rejects.toThrow('closed')
    })

    const seed = Date.now() % 0x1_0000_0000
    test(`DS2 DS5 a random life loads what a list would (seed ${String(seed)})`, async () => {
      const next = random(seed)
      const documents = [freshName(), freshName(), freshName()].map((document) => ({ document, typist: new Typist() }))
      for (let step = 0; step < 300; step++) {
        const subject = documents[between(next, 0, documents.length - 1)]
        if (subject === undefined) throw new RangeError('no such document')
        const { document, typist } = subject
        const roll = next()
        if (roll < 0.85) await store.append(document, typist.type(`${String(step)}。`))
        else if (roll < 0.93) await store.compact(document, typist.state, (await store.load(document)).through)
        else if (roll < 0.95) {
          await store.remove(document)
          subject.typist = new Typist()
        } else await reopen()
      }
      for (const { document, typist } of documents) {
        expect(textOf(await store.load(document))).toBe(typist.document.getText('body').toJSON())
      }
    })
  })
}
