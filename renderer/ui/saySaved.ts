import { ask } from '../desktop.ts'
import { toast } from './toasts.ts'
import type { Attempt } from './useAttempt.ts'

export type SavedWords = { saved: (path: string) => string; show: string }

/** Says where it was saved, and offers to show it there. */
export const saySaved =
  ({ saved, show }: SavedWords, onAttempt: Attempt) =>
  ({ path }: { path: string }): void =>
    toast(saved(path), { about: 'saved', act: { label: show, run: () => onAttempt(ask('showSaved', { path })) } })
