import type { Handlers } from './act.ts'

/** Questions over all that the asker may read, and what is theirs alone on this machine: nothing of the workspace is written. */
export const searchCommands: Handlers<'search' | 'listMentions' | 'enterMemo' | 'leaveMemo' | 'listChanged'> = {
  search: async (request, act) => ({ answer: await act.search.find(act.by.id, request), change: null }),
  listMentions: async (_, act) => ({ answer: { mentions: await act.mentions.of(act.by.id) }, change: null }),
  enterMemo: async ({ id }, act) => ({ answer: { left: await act.visits.enter(act.by.id, id) }, change: null }),
  listChanged: async (_, act) => ({ answer: { memos: await act.visits.changed(act.by.id) }, change: null }),
  leaveMemo: async ({ id }, act) => {
    await act.visits.leave(act.by.id, id)
    return { answer: {}, change: null }
  },
}
