import {
  BookOpenText,
  FileText,
  Lightbulb,
  ListChecks,
  MessageSquareText,
  MessagesSquare,
  NotebookText,
  UserRound,
  type LucideIcon,
} from 'lucide-react'
import type { SearchHit, SearchKind } from '../../shared/search.ts'
import { assertNever } from '../../shared/errors.ts'
import type { Place } from '../place.ts'

export const kindIcons: Readonly<Record<SearchKind, LucideIcon>> = {
  memo: FileText,
  dialogue: MessagesSquare,
  minutes: NotebookText,
  comment: MessageSquareText,
  topic: Lightbulb,
  briefing: BookOpenText,
  recommendation: ListChecks,
  person: UserRound,
}

/** Where a hit is to be read. */
export function placeOf({ kind, id, within, part, thread }: SearchHit): Place {
  switch (kind) {
    case 'memo':
    case 'briefing':
    case 'recommendation':
      return { page: kind, id }
    case 'comment':
      return { page: 'memo', id: within ?? '', ...(thread !== null && { thread }) }
    case 'dialogue':
    case 'minutes':
    case 'topic':
      return { page: 'dialogue', id: within ?? id, ...(part !== null && { part }) }
    case 'person':
      return within === null ? { page: 'members' } : { page: 'dialogue', id: within, part: 'attendees' }
    default:
      return assertNever(kind)
  }
}
