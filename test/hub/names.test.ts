import { randomUUID } from 'node:crypto'
import { MessageType } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { house, value, type House } from './house.ts'
import { auth, message, rawPort, refusalIn } from './rawPort.ts'

let the: House
beforeEach(async () => (the = await house()))
afterEach(() => the.close())

const strange = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'memo',
  'memo/',
  'memo/1',
  'memo/../register',
  'Register',
  'register/',
  `memo/${randomUUID()}x`,
  `note/${randomUUID()}`,
  'x'.repeat(100_000),
  '\0',
  `\0${'y'.repeat(50)}`,
  `register\0${'z'.repeat(65)}`,
]

describe('HB1 names', () => {
  it('HB1 a name that is none is refused like a document that is missing, and the socket lives on', async () => {
    const port = rawPort(the.hub, the.ids.secretariat)
    for (const name of strange) port.send(auth(name))
    const missing = `memo/${randomUUID()}`
    port.send(auth(missing))
    const refusal = await port.hears((heard) => heard.name === missing)
    port.send(auth('register'))
    await port.hears(({ name, type }) => name === 'register' && type === MessageType.Sync.valueOf() + 2)
    const refused = port.heard.filter((heard) => refusalIn(heard) !== null)
    expect(refused).toHaveLength(strange.length + 1)
    expect(new Set(refused.map(refusalIn))).toEqual(new Set([refusalIn(refusal)]))
    expect(port.goodbyes).toEqual([])
    port.close()
  })

  it('HB1 whatever is no message at all is dropped', async () => {
    const port = rawPort(the.hub, the.ids.secretariat)
    for (const nonsense of [new Uint8Array(), new Uint8Array([255, 255, 255]), 'text', 7, null, { data: 'x' }, [], { close: {} }])
      port.send(nonsense)
    port.send(message('constructor', 0, 0, new Uint8Array([0])))
    port.send(auth('register'))
    expect(await port.hears(({ name }) => name === 'register')).toBeTruthy()
    expect(port.goodbyes).toEqual([])
    port.close()
  })

  it('HB3 a hidden document answers exactly like one that is not there', async () => {
    const secretary = await the.client('secretariat')
    const { id } = value(await secretary.command('createMemo', { title: '未公开', dialogueId: null }))
    const port = rawPort(the.hub, the.ids.observer)
    const [hidden, missing] = [`memo/${id}`, `memo/${randomUUID()}`]
    port.send(auth(hidden))
    port.send(auth(missing))
    const answers = await Promise.all([hidden, missing].map((name) => port.hears((heard) => heard.name === name)))
    expect(answers.map(refusalIn)).toEqual(['{"kind":"notFound"}', '{"kind":"notFound"}'])
    port.close()
  })
})
