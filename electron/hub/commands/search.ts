import type { Handlers } from './act.ts'

/** Questions over all that the asker may read: nothing is written. */
export const searchCommands: Handlers<'search' | 'listMentions'> = {
  search: async (request, act) => ({ answer: await act.search.find(act.by.id, request), change: null }),
  listMentions: async (_, act) => ({ answer: { mentions: await act.mentions.of(act.by.id) }, change: null }),
}
