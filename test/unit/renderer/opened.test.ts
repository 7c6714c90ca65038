// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { forgetOpened, mostOpened, onOpened, openedIn, openedText, rememberOpened } from '../../../renderer/search/opened.ts'
import { forgetSearches, recentSearches, rememberSearch } from '../../../renderer/search/recent.ts'

const [me, other] = [crypto.randomUUID(), crypto.randomUUID()]
const ids = Array.from({ length: mostOpened + 5 }, () => crypto.randomUUID())
const openedBy = (memberId: string): string[] => openedIn(openedText(memberId)).map(({ id }) => id)
beforeEach(() => window.localStorage.clear())

describe('what was opened last', () => {
  it('RD1 stands the latest first, each once, and no more than so many', () => {
    for (const id of ids) rememberOpened(me, { page: 'memo', id })
    rememberOpened(me, { page: 'memo', id: ids.at(-3) ?? '' })
    expect(openedBy(me)).toHaveLength(mostOpened)
    expect(openedBy(me).slice(0, 3)).toEqual([ids.at(-3), ids.at(-1), ids.at(-2)])
    expect(openedText(me)).not.toContain('title')
  })

  it('RD2 is each member’s own, and gone from this machine when it is switched off, searches too', () => {
    rememberOpened(me, { page: 'memo', id: ids[0] ?? '' })
    rememberOpened(other, { page: 'dialogue', id: ids[1] ?? '' })
    rememberSearch(me, '账款')
    expect([openedBy(me), openedBy(other)]).toEqual([[ids[0]], [ids[1]]])
    window.localStorage.setItem('yice:told:x', '[]')
    forgetOpened()
    forgetSearches()
    expect([openedBy(me), openedBy(other), recentSearches(me)]).toEqual([[], [], []])
    expect(window.localStorage.getItem('yice:told:x')).toBe('[]')
  })

  it('RD3 is told to whoever shows it; what somebody else has written there is as if it were nothing', () => {
    let told = 0
    const stop = onOpened(() => told++)
    rememberOpened(me, { page: 'briefing', id: ids[0] ?? '' })
    stop()
    rememberOpened(me, { page: 'briefing', id: ids[1] ?? '' })
    expect(told).toBe(1)
    expect([openedIn('{'), openedIn('[{"page":"members","id":"x"}]')]).toEqual([[], []])
  })
})
