import { toHash } from '../place.ts'
import { useText } from '../text.ts'

const views = ['dialogues', 'calendar'] as const

/** The same dialogues as a list or by the month. */
export function Views({ at }: { at: (typeof views)[number] }) {
  const { views: words } = useText().dialogues
  return (
    <nav className="views" aria-label={words.label}>
      {views.map((page) => (
        <a key={page} href={toHash({ page })} aria-current={page === at ? 'page' : undefined}>
          {words[page]}
        </a>
      ))}
    </nav>
  )
}
