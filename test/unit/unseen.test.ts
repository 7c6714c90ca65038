import * as encoding from 'lib0/encoding'
import * as decoding from 'lib0/decoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { sync, Unseen } from '../../shared/unseen.ts'

const frame = (step: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, 'memo/1')
  encoding.writeVarUint(encoder, sync.message)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
function updateIn(bytes: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(bytes)
  decoding.readVarString(decoder)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  return decoding.readVarUint8Array(decoder)
}

/** One has taken a line away; what another wrote into it comes in, and is dead as it comes. */
function meeting() {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const line = new Y.XmlText('民营企业')
  const block = new Y.XmlElement('paragraph')
  here.getXmlFragment('body').insert(0, [block])
  block.insert(0, [line])
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const unseen = new Unseen()
  const theirs = there.getXmlFragment('body').get(0)
  const text = theirs instanceof Y.XmlElement ? theirs.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new TypeError('no line')
  const before = Y.encodeStateVector(there)
  text.insert(4, '融资')
  here.getXmlFragment('body').delete(0, 1)
  const update = Y.encodeStateAsUpdate(there, before)
  here.on('afterTransaction', (transaction: Y.Transaction) => unseen.note(transaction, Y.decodeUpdate(update).ds))
  Y.applyUpdate(here, update, 'them')
  return { here, there, unseen, before }
}

describe('what a copy never had alive (AD2)', () => {
  it('AD2 is not named in the answer of a handshake, and goes with its line all the same', () => {
    const { here, there, unseen } = meeting()
    const all = Y.encodeStateAsUpdate(here, Y.encodeStateVector(there))
    const sent = updateIn(unseen.leftOut(frame(sync.step2, all)))
    expect(Y.isDeleted(Y.decodeUpdate(all).ds, Y.createID(there.clientID, 0))).toBe(true)
    expect(Y.isDeleted(Y.decodeUpdate(sent).ds, Y.createID(there.clientID, 0))).toBe(false)
    expect(Y.isDeleted(Y.decodeUpdate(sent).ds, Y.createID(here.clientID, 0))).toBe(true)
    Y.applyUpdate(there, sent)
    expect(Y.equalSnapshots(Y.snapshot(here), Y.snapshot(there))).toBe(true)
  })

  it('AD2 leaves every other message as it is', () => {
    const { here, unseen } = meeting()
    const update = frame(sync.update, Y.encodeStateAsUpdate(here))
    expect(unseen.leftOut(update)).toBe(update)
    const answer = frame(sync.step2, Y.encodeStateAsUpdate(here))
    expect(new Unseen().leftOut(answer)).toBe(answer)
  })
})
