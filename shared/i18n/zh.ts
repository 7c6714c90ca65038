import { app } from './zh/app.ts'
import { attendees } from './zh/attendees.ts'
import { briefings } from './zh/briefings.ts'
import { bundles, receipts } from './zh/bundles.ts'
import { check } from './zh/check.ts'
import { desk } from './zh/desk.ts'
import { desktop } from './zh/desktop.ts'
import { dialogues } from './zh/dialogues.ts'
import { dispatches } from './zh/dispatches.ts'
import { editor } from './zh/editor.ts'
import { endorsements } from './zh/endorsements.ts'
import { failures } from './zh/failures.ts'
import { figures } from './zh/figures.ts'
import { meeting } from './zh/meeting.ts'
import { help } from './zh/help.ts'
import { keeping } from './zh/keeping.ts'
import { members } from './zh/members.ts'
import { memos } from './zh/memos.ts'
import { minutes } from './zh/minutes.ts'
import { papers } from './zh/papers.ts'
import { recommendations } from './zh/recommendations.ts'
import { search } from './zh/search.ts'
import { suggestions } from './zh/suggestions.ts'
import { talk } from './zh/talk.ts'
import { topics } from './zh/topics.ts'
import { tour } from './zh/tour.ts'
import { versions } from './zh/versions.ts'

/** Everything shown to people. Written in Chinese first; `en.ts` is held to the same keys by its type. */
export const zh = {
  app,
  attendees,
  briefings,
  bundles,
  check,
  desk,
  desktop,
  dialogues,
  dispatches,
  editor,
  endorsements,
  failures,
  figures,
  help,
  meeting,
  keeping,
  members,
  memos,
  minutes,
  papers,
  receipts,
  recommendations,
  search,
  suggestions,
  talk,
  topics,
  tour,
  versions,
}
export type Text = typeof zh
