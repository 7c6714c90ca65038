import { describe, expect, it } from 'vitest'
import { chairClashes, clashesOf, overruns, type Planned } from '../../../shared/dialogues/clashes.ts'
import type { AgendaItem } from '../../../shared/documents/agenda.ts'

const item = (id: string, minutes: number, speaker: string, fixedAt = ''): AgendaItem => ({
  ...{ id, order: id, minutes, fixedAt, segment: '发言', content: '', responder: '', papers: '', speaker },
})
const meeting = (startsAt: string, items: AgendaItem[], changes: Partial<Planned> = {}): Planned => ({
  ...{ id: startsAt, title: '账款座谈会', chair: '', startsAt, items },
  ...changes,
})
const own = meeting('2026-12-01T14:00', [item('a', 30, '砺衡公司韩立岑'), item('b', 30, '宋砚秋、荀以宁')], { chair: '顾闻溪' })

describe('AG3 a speaker who is asked to be in two places', () => {
  it('AG3 is marked on the item, with where and when, by the name that the lists know', () => {
    const other = meeting('2026-12-01T13:40', [item('x', 40, '韩立岑（董事长）'), item('y', 60, '荀以宁')])
    expect(clashesOf(own, [other], ['韩立岑'])).toEqual(
      new Map([
        ['a', [{ person: '韩立岑', title: '账款座谈会', from: '13:40', to: '14:20' }]],
        ['b', [{ person: '荀以宁', title: '账款座谈会', from: '14:20', to: '15:20' }]],
      ]),
    )
  })

  it('AG3 is not where the one ends as the other begins, nor on another day, nor somebody else', () => {
    expect(clashesOf(own, [meeting('2026-12-01T13:30', [item('x', 30, '韩立岑')])], ['韩立岑']).size).toBe(0)
    expect(clashesOf(own, [meeting('2026-12-02T14:00', [item('x', 30, '韩立岑')])], ['韩立岑']).size).toBe(0)
    expect(clashesOf(own, [meeting('2026-12-01T14:00', [item('x', 90, '沈既白、')])], ['韩立岑']).size).toBe(0)
  })

  it('AG3 is found over midnight, and by a fixed time', () => {
    const late = meeting('2026-11-30T23:30', [item('x', 60, '甲某')])
    const early = meeting('2026-12-01T00:00', [item('a', 10, '甲某')])
    expect(clashesOf(early, [late], []).get('a')?.[0]).toMatchObject({ person: '甲某', from: '23:30', to: '00:30' })
    const fixed = meeting('2026-12-01T10:00', [item('x', 10, '宋砚秋', '14:40')])
    expect([...clashesOf(own, [fixed], []).keys()]).toEqual(['b'])
  })

  it('AG3 is not where everybody speaks, or somebody of a unit, who need not be the same', () => {
    const units = ['全体与会人员', '有关部门负责同志', '智库秘书处', '企业代表、市财政局', '待定']
    for (const speaker of units) {
      const one = meeting('2026-12-01T14:00', [item('a', 30, speaker)])
      expect(clashesOf(one, [{ ...one, id: 'other' }], []).size, speaker).toBe(0)
    }
  })

  it('AG3 a chair of two meetings at once is named', () => {
    const other = meeting('2026-12-01T14:50', [item('x', 30, '')], { chair: '顾闻溪', title: '用工座谈会' })
    expect(chairClashes(own, [other])).toEqual([{ person: '顾闻溪', title: '用工座谈会', from: '14:50', to: '15:20' }])
    expect(chairClashes(own, [{ ...other, startsAt: '2026-12-01T15:00' }])).toEqual([])
  })
})

describe('AG4 the planned end', () => {
  it('AG4 each item that ends after it is marked with by how much; past midnight it is that of the next day', () => {
    expect(overruns('2026-12-01T14:00', '14:45', own.items)).toEqual(new Map([['b', 15]]))
    expect(overruns('2026-12-01T14:00', '15:00', own.items).size).toBe(0)
    expect(overruns('2026-12-01T14:00', '', own.items).size).toBe(0)
    expect(overruns('2026-12-01T23:30', '00:15', own.items)).toEqual(new Map([['b', 15]]))
  })
})
