import { assertNever } from '../../shared/errors.ts'
import type { Place } from '../place.ts'
import { fetched } from '../ui/fetched.tsx'

const pages = {
  home: fetched(async () => (await import('../home/Home.tsx')).default),
  dialogues: fetched(async () => (await import('../dialogues/Dialogues.tsx')).default),
  calendar: fetched(async () => (await import('../dialogues/CalendarPage.tsx')).default),
  dialogue: fetched(async () => (await import('../dialogues/DialoguePage.tsx')).default),
  meeting: fetched(async () => (await import('../meeting/MeetingPage.tsx')).default),
  memos: fetched(async () => (await import('../memos/Memos.tsx')).default),
  memo: fetched(async () => (await import('../memos/MemoPage.tsx')).default),
  briefings: fetched(async () => (await import('../briefings/Briefings.tsx')).default),
  briefing: fetched(async () => (await import('../briefings/BriefingPage.tsx')).default),
  house: fetched(async () => (await import('../briefings/House.tsx')).default),
  ledger: fetched(async () => (await import('../briefings/Ledger.tsx')).default),
  recommendations: fetched(async () => (await import('../recommendations/Recommendations.tsx')).default),
  board: fetched(async () => (await import('../recommendations/BoardPage.tsx')).default),
  figures: fetched(async () => (await import('../recommendations/FiguresPage.tsx')).default),
  recommendation: fetched(async () => (await import('../recommendations/RecommendationPage.tsx')).default),
  members: fetched(async () => (await import('../members/Members.tsx')).default),
  keeping: fetched(async () => (await import('../keeping/Keeping.tsx')).default),
}

/** Each page is fetched when first wanted; after the first picture the rest follow while the machine has nothing else to do. */
export function PageAt({ place }: { place: Place }) {
  switch (place.page) {
    case 'home':
      return <pages.home />
    case 'dialogues':
      return <pages.dialogues />
    case 'calendar':
      return <pages.calendar />
    case 'dialogue':
      return <pages.dialogue key={place.id} id={place.id} part={place.part ?? 'agenda'} />
    case 'meeting':
      return <pages.meeting key={place.id} id={place.id} />
    case 'memos':
      return <pages.memos />
    case 'memo':
      return (
        <pages.memo
          key={place.id}
          id={place.id}
          compare={place.compare ?? null}
          {...(place.thread !== undefined && { thread: place.thread })}
        />
      )
    case 'briefings':
      return <pages.briefings />
    case 'briefing':
      return <pages.briefing key={place.id} id={place.id} />
    case 'house':
      return <pages.house />
    case 'ledger':
      return <pages.ledger />
    case 'recommendations':
      return <pages.recommendations />
    case 'recommendation':
      return <pages.recommendation key={place.id} id={place.id} />
    case 'board':
      return <pages.board />
    case 'figures':
      return <pages.figures />
    case 'members':
      return <pages.members />
    case 'keeping':
      return <pages.keeping />
    default:
      return assertNever(place)
  }
}

/** Fetches a page that will be wanted at once. */
export const fetchPage = ({ page }: Place): Promise<unknown> => pages[page].fetch()

/** Returns how to call it off. */
export function fetchPages(): () => void {
  const handle = window.requestIdleCallback(() => void Promise.all(Object.values(pages).map(({ fetch }) => fetch())), { timeout: 10_000 })
  return () => window.cancelIdleCallback(handle)
}
