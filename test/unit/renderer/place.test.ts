import { describe, expect, it } from 'vitest'
import { home, parsePlace, toHash, type Place } from '../../../renderer/place.ts'

const id = 'b3f1c2d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d'
const places: Place[] = [
  home,
  { page: 'dialogues' },
  { page: 'calendar' },
  { page: 'dialogue', id },
  { page: 'dialogue', id, part: 'plan' },
  { page: 'dialogue', id, part: 'attendees' },
  { page: 'dialogue', id, part: 'minutes' },
  { page: 'dialogue', id, part: 'topics' },
  { page: 'dialogue', id, part: 'papers' },
  { page: 'meeting', id },
  { page: 'memos' },
  { page: 'memo', id },
  { page: 'memo', id, thread: `${id}.${id}` },
  { page: 'briefings' },
  { page: 'briefing', id },
  { page: 'members' },
  { page: 'recommendations' },
  { page: 'board' },
  { page: 'figures' },
]

describe('places', () => {
  it('P1 every place is found again by its hash, and no two share one', () => {
    expect(places.map((place) => parsePlace(toHash(place)))).toEqual(places)
    expect(new Set(places.map(toHash)).size).toBe(places.length)
  })

  it.each([
    '',
    '#',
    '#/nowhere',
    '#/memos/',
    '#/memos/1',
    `#/members/${id}`,
    `#/memos/${id}/x`,
    '#/__proto__',
    '#/constructor',
    '#/toString/x',
  ])('P2 %j is no place and leads home', (hash) => expect(parsePlace(hash)).toEqual(home))
})
