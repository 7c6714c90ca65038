import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Register } from '../../../renderer/hub/register.ts'
import type { Member } from '../../../shared/register.ts'

const member = (id: string, name: string): Member => ({ id, name, organisation: '智库', role: 'expert', since: '2026-11-24T06:00:00.000Z' })
const song = member('11111111-1111-4111-8111-111111111111', '宋砚秋')
const gu = member('22222222-2222-4222-8222-222222222222', '顾闻溪')

function workspace() {
  const doc = new Y.Doc()
  const members = doc.getMap<unknown>('members')
  members.set(song.id, song)
  members.set(gu.id, gu)
  return { doc, members, register: new Register(doc) }
}

describe('the register in a window', () => {
  it('RG1 a snapshot is the same object until its part of the register changes', () => {
    const { doc, members, register } = workspace()
    const before = register.lists.members.snapshot()
    doc.getMap<unknown>('memos').set('x', {})
    expect(register.lists.members.snapshot()).toBe(before)
    members.set(gu.id, { ...gu, name: '顾' })
    expect(register.lists.members.snapshot()).not.toBe(before)
  })

  it('RG1 a record that did not change stays the same object', () => {
    const { members, register } = workspace()
    const before = register.lists.members.snapshot().find(({ id }) => id === song.id)
    members.set(gu.id, { ...gu, name: '顾' })
    const after = register.lists.members.snapshot()
    expect(after.find(({ id }) => id === song.id)).toBe(before)
    expect(after.find(({ id }) => id === gu.id)?.name).toBe('顾')
  })

  it('RG2 listeners are told of their part only, until they leave', () => {
    const { doc, members, register } = workspace()
    let told = 0
    const stop = register.lists.members.subscribe(() => told++)
    doc.getMap<unknown>('memos').set('x', {})
    members.delete(gu.id)
    stop()
    members.delete(song.id)
    expect(told).toBe(1)
  })

  it('RG3 records of another shape are left out, and do not hide the rest', () => {
    const { members, register } = workspace()
    members.set('x', { ...gu, role: 'chair of everything' })
    members.set('y', 'text')
    expect(register.lists.members.snapshot().map(({ name }) => name)).toEqual([song.name, gu.name])
    expect(register.workspace.snapshot()).toBeNull()
  })
})
