import { lazy } from 'react'
import { assertNever } from '../../shared/errors.ts'
import type { Place } from '../place.ts'

const sources = {
  home: () => import('../home/Home.tsx'),
  dialogues: () => import('../dialogues/Dialogues.tsx'),
  calendar: () => import('../dialogues/CalendarPage.tsx'),
  dialogue: () => import('../dialogues/DialoguePage.tsx'),
  meeting: () => import('../meeting/MeetingPage.tsx'),
  memos: () => import('../memos/Memos.tsx'),
  memo: () => import('../memos/MemoPage.tsx'),
  briefings: () => import('../briefings/Briefings.tsx'),
  briefing: () => import('../briefings/BriefingPage.tsx'),
  house: () => import('../briefings/House.tsx'),
  ledger: () => import('../briefings/Ledger.tsx'),
  recommendations: () => import('../recommendations/Recommendations.tsx'),
  board: () => import('../recommendations/BoardPage.tsx'),
  figures: () => import('../recommendations/FiguresPage.tsx'),
  recommendation: () => import('../recommendations/RecommendationPage.tsx'),
  members: () => import('../members/Members.tsx'),
  keeping: () => import('../keeping/Keeping.tsx'),
}

const Home = lazy(sources.home)
const Dialogues = lazy(sources.dialogues)
const CalendarPage = lazy(sources.calendar)
const DialoguePage = lazy(sources.dialogue)
const MeetingPage = lazy(sources.meeting)
const Memos = lazy(sources.memos)
const MemoPage = lazy(sources.memo)
const Briefings = lazy(sources.briefings)
const BriefingPage = lazy(sources.briefing)
const House = lazy(sources.house)
const Ledger = lazy(sources.ledger)
const Recommendations = lazy(sources.recommendations)
const RecommendationPage = lazy(sources.recommendation)
const BoardPage = lazy(sources.board)
const FiguresPage = lazy(sources.figures)
const Members = lazy(sources.members)
const Keeping = lazy(sources.keeping)

/** Each page is fetched when first wanted; after the first picture the rest follow while the machine has nothing else to do. */
export function PageAt({ place }: { place: Place }) {
  switch (place.page) {
    case 'home':
      return <Home />
    case 'dialogues':
      return <Dialogues />
    case 'calendar':
      return <CalendarPage />
    case 'dialogue':
      return <DialoguePage key={place.id} id={place.id} part={place.part ?? 'agenda'} />
    case 'meeting':
      return <MeetingPage key={place.id} id={place.id} />
    case 'memos':
      return <Memos />
    case 'memo':
      return (
        <MemoPage
          key={place.id}
          id={place.id}
          compare={place.compare ?? null}
          {...(place.thread !== undefined && { thread: place.thread })}
        />
      )
    case 'briefings':
      return <Briefings />
    case 'briefing':
      return <BriefingPage key={place.id} id={place.id} />
    case 'house':
      return <House />
    case 'ledger':
      return <Ledger />
    case 'recommendations':
      return <Recommendations />
    case 'recommendation':
      return <RecommendationPage key={place.id} id={place.id} />
    case 'board':
      return <BoardPage />
    case 'figures':
      return <FiguresPage />
    case 'members':
      return <Members />
    case 'keeping':
      return <Keeping />
    default:
      return assertNever(place)
  }
}

/** Fetches a page that will be wanted at once. */
export const fetchPage = ({ page }: Place): unknown => sources[page]()

/** Returns how to call it off. */
export function fetchPages(): () => void {
  const handle = window.requestIdleCallback(() => void Promise.all(Object.values(sources).map((fetch) => fetch())), { timeout: 10_000 })
  return () => window.cancelIdleCallback(handle)
}
