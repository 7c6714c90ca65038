import { toHash } from '../place.ts'
import { useText } from '../text.ts'

const views = ['recommendations', 'board', 'figures'] as const

/** The same records as a list, by status on a board, and counted. */
export function Views({ at }: { at: (typeof views)[number] }) {
  const { views: words } = useText().recommendations
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
