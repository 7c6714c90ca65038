import type { Handlers } from './act.ts'

export const searchCommands: Handlers<'search'> = {
  search: (request, act) => ({ answer: act.search.find(act.by.id, request), change: null }),
}
