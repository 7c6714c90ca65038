import type { SearchHit } from '../../shared/search.ts'
import { instantDay, longDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { kindIcons } from './kinds.ts'
import { Marked } from './Marked.tsx'
import { Row } from './Row.tsx'

type Props = { hits: readonly SearchHit[]; here: number; onOpen: (hit: SearchHit, elsewhere: boolean) => void }

export function Hits({ hits, here, onOpen }: Props) {
  const t = useText().search
  return (
    <ul id="search-hits" role="listbox" aria-label={t.results} className="search-hits">
      {hits.map((hit, index) => (
        <Hit key={`${hit.kind}${hit.id}`} hit={hit} at={index} isHere={index === here} onOpen={(elsewhere) => onOpen(hit, elsewhere)} />
      ))}
    </ul>
  )
}

type HitProps = { hit: SearchHit; at: number; isHere: boolean; onOpen: (elsewhere: boolean) => void }

function Hit({ hit, at, isHere, onOpen }: HitProps) {
  const t = useText().search
  const locale = useLocale()
  const Icon = kindIcons[hit.kind]
  return (
    <Row at={at} isHere={isHere} onChoose={onOpen}>
      <Icon size={16} strokeWidth={1.6} aria-hidden />
      <div>
        <div className="search-hit-head">
          <strong className="cut" title={hit.title}>
            <Marked text={hit.title} marks={hit.titleMarks} />
          </strong>
          <span className="soft numbers">
            {t.kinds[hit.kind]}
            {hit.at !== '' && ` · ${hit.at.endsWith('Z') ? instantDay(hit.at, locale) : longDay(hit.at, locale)}`}
          </span>
        </div>
        {hit.excerpt && (
          <p className="cut soft" title={hit.excerpt}>
            <Marked text={hit.excerpt} marks={hit.marks} />
          </p>
        )}
      </div>
    </Row>
  )
}
