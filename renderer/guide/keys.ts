import type { Text } from '../../shared/i18n/zh.ts'

type Words = Text['desk']['keys']
type Act = keyof Words['acts']
type Group = { group: keyof Words['groups']; acts: readonly (readonly [Act, ...string[]])[] }

const everywhere: Group['acts'] = [
  ['search', 'Ctrl+K'],
  ['help', 'F1'],
  ['keys', 'Shift+F1', '?'],
  ['tour', 'Ctrl+F1'],
  ['newWindow', 'Ctrl+Shift+N'],
  ['undo', 'Ctrl+Z'],
  ['redo', 'Ctrl+Shift+Z'],
  ['zoom', 'Ctrl++', 'Ctrl+-', 'Ctrl+0'],
  ['fullScreen', 'F11'],
]
const search: Group['acts'] = [
  ['choose', '↑', '↓', 'PgUp', 'PgDn'],
  ['open', 'Enter'],
  ['openElsewhere', 'Ctrl+Enter'],
  ['kinds', 'Alt+←', 'Alt+→'],
]
const lists: Group['acts'] = [
  ['walk', '↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'],
  ['letters', 'A–Z'],
  ['openRow', 'Enter'],
  ['select', 'Space', 'Shift+↓'],
  ['selectAll', 'Ctrl+A'],
]
const memo: Group['acts'] = [
  ['headings', 'Ctrl+Alt+1', 'Ctrl+Alt+4'],
  ['recommendation', 'Ctrl+Alt+5'],
  ['bold', 'Ctrl+B', 'Ctrl+I', 'Ctrl+U'],
  ['note', 'Ctrl+Alt+F'],
  ['comment', 'Ctrl+Alt+M'],
  ['find', 'Ctrl+F', 'Ctrl+H'],
  ['nextHit', 'F3', 'Shift+F3'],
  ['suggest', 'Ctrl+Shift+E'],
  ['who', 'Ctrl+Alt+W'],
]
const agenda: Group['acts'] = [
  ['addRow', 'Enter'],
  ['moveRow', 'Alt+↑', 'Alt+↓'],
  ['minutes', '↑', '↓'],
]
const talk: Group['acts'] = [
  ['thread', '↑', '↓'],
  ['send', 'Ctrl+Enter'],
  ['discard', 'Esc'],
]
const meeting: Group['acts'] = [
  ['next', '→', 'PgDn'],
  ['previous', '←', 'PgUp'],
  ['speaker', '1–9'],
  ['nobody', '0'],
  ['exit', 'Esc'],
]

/** Every key there is, as it stands on the keyboard; the map of keys is drawn from here alone. */
export const keyGroups: readonly Group[] = [
  { group: 'everywhere', acts: everywhere },
  { group: 'search', acts: search },
  { group: 'lists', acts: lists },
  { group: 'memo', acts: memo },
  { group: 'agenda', acts: agenda },
  { group: 'talk', acts: talk },
  { group: 'meeting', acts: meeting },
]
