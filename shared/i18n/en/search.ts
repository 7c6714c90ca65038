import type { search as zh } from '../zh/search.ts'

export const search: typeof zh = {
  open: 'Search',
  title: 'Search',
  placeholder: 'Words to look for, parted by blanks',
  hint: 'Ctrl+K opens it anywhere; arrow keys choose, Enter goes there',
  all: 'All',
  kinds: { memo: 'Memos', dialogue: 'Dialogues', briefing: 'Briefings', recommendation: 'Follow-up', member: 'Members' },
  none: (text) => `Nothing found for “${text}”. Try fewer or other words.`,
  reading: 'Still reading all texts; there may be more…',
  results: 'Results',
  shown: (shown, all) => (shown < all ? `${all} in all, the first ${shown} shown` : `${all} in all`),
  goTo: 'Go to',
}
