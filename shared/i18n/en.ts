import { app } from './en/app.ts'
import { attendees } from './en/attendees.ts'
import { briefings } from './en/briefings.ts'
import { bundles, receipts } from './en/bundles.ts'
import { check } from './en/check.ts'
import { desk } from './en/desk.ts'
import { desktop } from './en/desktop.ts'
import { dialogues } from './en/dialogues.ts'
import { dispatches } from './en/dispatches.ts'
import { editor } from './en/editor.ts'
import { endorsements } from './en/endorsements.ts'
import { failures } from './en/failures.ts'
import { figures } from './en/figures.ts'
import { meeting } from './en/meeting.ts'
import { help } from './en/help.ts'
import { keeping } from './en/keeping.ts'
import { members } from './en/members.ts'
import { memos } from './en/memos.ts'
import { minutes } from './en/minutes.ts'
import { papers } from './zh/papers.ts'
import { recommendations } from './en/recommendations.ts'
import { search } from './en/search.ts'
import { suggestions } from './en/suggestions.ts'
import { talk } from './en/talk.ts'
import type { Text } from './zh.ts'
import { topics } from './en/topics.ts'
import { tour } from './en/tour.ts'
import { versions } from './en/versions.ts'

export const en: Text = {
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
