import { BookOpenText, FileText, ListChecks, LayoutDashboard, MessagesSquare, UsersRound, type LucideIcon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useMe } from '../hub/useHub.ts'
import { sectionOf, toHash, type Place, type Section } from '../place.ts'
import { SearchButton } from '../search/SearchButton.tsx'
import { useText } from '../text.ts'
import { Person } from '../ui/People.tsx'

const PersonMenu = lazy(() => import('./PersonMenu.tsx'))

const entries: readonly { section: Section; Icon: LucideIcon }[] = [
  { section: 'home', Icon: LayoutDashboard },
  { section: 'dialogues', Icon: MessagesSquare },
  { section: 'memos', Icon: FileText },
  { section: 'briefings', Icon: BookOpenText },
  { section: 'recommendations', Icon: ListChecks },
  { section: 'members', Icon: UsersRound },
]

type Props = { place: Place; workspace: string; organisation: string; local: boolean }

export function Rail({ place, workspace, organisation, local }: Props) {
  const t = useText()
  const me = useMe()
  const here = sectionOf(place)
  return (
    <nav className="rail" aria-label={t.app.rail.label}>
      <ul>
        {entries.map(({ section, Icon }) => (
          <li key={section}>
            <a href={toHash({ page: section })} aria-current={section === here ? 'page' : undefined}>
              <Icon size={20} strokeWidth={1.6} aria-hidden />
              <span>{t.app.rail[section]}</span>
            </a>
          </li>
        ))}
      </ul>
      <SearchButton />
      <Suspense fallback={<Person person={me} />}>
        <PersonMenu workspace={workspace} organisation={organisation} local={local} />
      </Suspense>
    </nav>
  )
}
