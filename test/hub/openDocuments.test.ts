import { expect, it } from 'vitest'
import { OpenDocuments } from '../../electron/hub/openDocuments.ts'

it('HB20 a late call to unload a document that has gone leaves alone the one opened since', async () => {
  const hub = new OpenDocuments({ quiet: true })
  const first = await hub.openDirectConnection('memo')
  const gone = first.document
  if (!gone) throw new Error('not open')
  await first.disconnect()
  await expect.poll(() => hub.documents.has('memo')).toBe(false)
  await hub.openDirectConnection('memo')
  const held = hub.documents.get('memo')
  await hub.unloadDocument(gone)
  expect(hub.documents.get('memo')).toBe(held)
  expect(held?.isDestroyed).toBe(false)
})
