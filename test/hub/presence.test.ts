import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { MessageType } from '@hocuspocus/server'
import type { Opened } from '../../electron/hub/client.ts'
import { house, type House } from './house.ts'
import { auth, message, rawPort } from './rawPort.ts'

let the: House
beforeEach(async () => (the = await house()))
afterEach(() => the.close())

const seen = ({ provider }: Opened): unknown[] =>
  [...(provider.awareness?.getStates() ?? [])]
    .filter(([client]) => client !== provider.document.clientID)
    .map(([, state]): unknown => state['user'])

describe('presence', () => {
  it('HB11 name and id are those of the member, whatever the window says; the colour of the caret is its own', async () => {
    const watcher = await (await the.client('secretariat')).open('register')
    const liar = await (await the.client('observer')).open('register')
    liar.provider.setAwarenessField('user', { id: the.ids.secretariat, name: '林', color: '#123456', admin: true })
    await expect.poll(() => seen(watcher)).toEqual([{ id: the.ids.observer, name: '孟', color: '#123456' }])
    liar.provider.setAwarenessField('user', { color: 'url(https://example.org)' })
    await expect.poll(() => seen(watcher)).toEqual([{ id: the.ids.observer, name: '孟' }])
  })

  it('HB11 nobody moves or removes the presence of somebody else', async () => {
    const watcher = await (await the.client('secretariat')).open('register')
    const honest = await (await the.client('expert')).open('register')
    honest.provider.setAwarenessField('user', {})
    await expect.poll(() => seen(watcher)).toEqual([{ id: the.ids.expert, name: '宋' }])
    const doc = new Y.Doc()
    doc.clientID = honest.provider.document.clientID
    const forged = new Awareness(doc)
    const port = rawPort(the.hub, the.ids.observer)
    port.send(auth('register'))
    for (const state of [{ user: { name: '假' } }, null]) {
      for (let clock = 0; clock < 100; clock++) forged.setLocalState(state)
      port.send(message('register', MessageType.Awareness, encodeAwarenessUpdate(forged, [doc.clientID])))
    }
    port.send(message('register', MessageType.Sync, 0, new Uint8Array([0])))
    await port.hears(({ type }) => type === MessageType.Sync.valueOf())
    const late = await (await the.client('secretariat')).open('register')
    await expect.poll(() => seen(late)).toContainEqual({ id: the.ids.expert, name: '宋' })
    expect(seen(watcher)).toContainEqual({ id: the.ids.expert, name: '宋' })
    port.close()
    forged.destroy()
  })

  it('HB12 who leaves is gone: by removing the presence, by closing the document, by losing the port', async () => {
    const watcher = await (await the.client('secretariat')).open('register')
    for (const leave of [
      (one: Opened) => one.provider.awareness?.setLocalState(null),
      (one: Opened) => one.close(),
      (one: Opened) => one.provider.configuration.websocketProvider.webSocket?.close(),
    ]) {
      const visitor = await (await the.client('expert')).open('register')
      visitor.provider.setAwarenessField('user', {})
      await expect.poll(() => seen(watcher)).toEqual([{ id: the.ids.expert, name: '宋' }])
      visitor.provider.configuration.websocketProvider.shouldConnect = false
      leave(visitor)
      await expect.poll(() => seen(watcher)).toEqual([])
    }
  })

  it('HB12 who comes back after a closing is seen again at once, and leaves no ghost', async () => {
    const watcher = await (await the.client('secretariat')).open('register')
    const visitor = await (await the.client('expert')).open('register')
    visitor.provider.setAwarenessField('user', {})
    await expect.poll(() => seen(watcher)).toHaveLength(1)
    const socket = visitor.provider.configuration.websocketProvider
    socket.disconnect()
    await expect.poll(() => seen(watcher)).toHaveLength(0)
    await socket.connect()
    await expect.poll(() => seen(watcher)).toHaveLength(1)
    visitor.close()
    await expect.poll(() => seen(watcher)).toHaveLength(0)
  })
})
