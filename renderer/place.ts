import { entryKey } from '../shared/documents/talk.ts'
import { assertNever } from '../shared/errors.ts'

/** Where a window is. Every place has one hash, so that back, reload and a second window find it again. */
export type Place =
  | { page: 'home' }
  | { page: 'dialogues' }
  | { page: 'calendar' }
  | { page: 'dialogue'; id: string; part?: DialoguePart }
  | { page: 'meeting'; id: string }
  | { page: 'memos' }
  | { page: 'memo'; id: string; compare?: Compared; /** A thread of comments beside it. */ thread?: string }
  | { page: 'briefings' }
  | { page: 'ledger' }
  | { page: 'briefing'; id: string }
  | { page: 'house' }
  | { page: 'recommendations' }
  | { page: 'board' }
  | { page: 'figures' }
  | { page: 'recommendation'; id: string }
  | { page: 'members' }
  | { page: 'keeping' }

/** Two texts of a memo: ids of versions, `now`, or `left` for what it was when I last left it. */
export type Compared = { from: string; to: string }

/** The parts of a dialogue's page; the agenda is the one it opens on. */
export const dialogueParts = ['agenda', 'plan', 'topics', 'attendees', 'minutes', 'papers'] as const
export type DialoguePart = (typeof dialogueParts)[number]

export const home: Place = { page: 'home' }

export function toHash(place: Place): string {
  switch (place.page) {
    case 'home':
      return '#/'
    case 'calendar':
      return '#/dialogues/calendar'
    case 'board':
    case 'figures':
      return `#/recommendations/${place.page}`
    case 'dialogues':
    case 'memos':
    case 'briefings':
    case 'ledger':
    case 'recommendations':
    case 'members':
    case 'keeping':
    case 'house':
      return `#/${place.page}`
    case 'dialogue':
      return `#/dialogues/${place.id}${place.part === undefined ? '' : `/${place.part}`}`
    case 'meeting':
      return `#/dialogues/${place.id}/meeting`
    case 'memo':
      if (place.compare) return `#/memos/${place.id}/compare/${place.compare.from}/${place.compare.to}`
      return `#/memos/${place.id}${place.thread === undefined ? '' : `/${place.thread}`}`
    case 'briefing':
    case 'recommendation':
      return `#/${place.page}s/${place.id}`
    default:
      return assertNever(place)
  }
}

const lists = { dialogues: 'dialogue', memos: 'memo', briefings: 'briefing', recommendations: 'recommendation' } as const
const isList = (name: string): name is keyof typeof lists => Object.hasOwn(lists, name)
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const isText = (name: string): boolean => name === 'now' || name === 'left' || uuid.test(name)

/** What is not a place leads home. */
export function parsePlace(hash: string): Place {
  const [name = '', id, ...rest] = hash.replace(/^#\/?/, '').split('/')
  if (name === 'dialogues' && rest.length === 1 && rest[0] === 'meeting' && uuid.test(id ?? '')) return { page: 'meeting', id: id ?? '' }
  const part = dialogueParts.find((one) => one === rest[0])
  if (name === 'dialogues' && rest.length === 1 && part && uuid.test(id ?? '')) return { page: 'dialogue', id: id ?? '', part }
  const [kind = '', from = '', to = ''] = rest
  if (name === 'memos' && kind === 'compare' && rest.length === 3 && uuid.test(id ?? '') && isText(from) && isText(to))
    return { page: 'memo', id: id ?? '', compare: { from, to } }
  const thread = entryKey.safeParse(rest[0]).data
  if (name === 'memos' && rest.length === 1 && thread !== undefined && uuid.test(id ?? '')) return { page: 'memo', id: id ?? '', thread }
  if (rest.length > 0) return home
  if (name === 'dialogues' && id === 'calendar') return { page: 'calendar' }
  if (name === 'recommendations' && (id === 'board' || id === 'figures')) return { page: id }
  if ((name === 'members' || name === 'keeping' || name === 'house' || name === 'ledger') && id === undefined) return { page: name }
  if (!isList(name)) return home
  if (id === undefined) return { page: name }
  return uuid.test(id) ? { page: lists[name], id } : home
}

/** The entry of the rail a place belongs to; `null` where it has none. */
export type Section = 'home' | 'dialogues' | 'memos' | 'briefings' | 'recommendations' | 'members'
export function sectionOf(place: Place): Section | null {
  switch (place.page) {
    case 'keeping':
      return null
    case 'calendar':
    case 'dialogue':
    case 'meeting':
      return 'dialogues'
    case 'memo':
      return 'memos'
    case 'briefing':
    case 'house':
    case 'ledger':
      return 'briefings'
    case 'recommendation':
    case 'board':
    case 'figures':
      return 'recommendations'
    case 'home':
    case 'dialogues':
    case 'memos':
    case 'briefings':
    case 'recommendations':
    case 'members':
      return place.page
    default:
      return assertNever(place)
  }
}
