import { Clock, Search } from 'lucide-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { searchKind, type SearchHit, type SearchKind } from '../../shared/search.ts'
import { ask } from '../desktop.ts'
import { useMe } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { Filters, total } from './Filters.tsx'
import { Hits } from './Hits.tsx'
import { placeOf } from './kinds.ts'
import { forgetSearches, recentSearches, rememberSearch } from './recent.ts'
import { goAndReveal } from './reveal.ts'
import { spanOf, type Days, type Reach } from './span.ts'
import { useSearch } from './useSearch.ts'
import './search.css'

/** So many hits further with PageUp and PageDown. */
const page = 8
const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }

/** One field over everything I may read: words in, places out. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const t = useText().search
  const me = useMe()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<SearchKind | null>(null)
  const [how, setHow] = useState<Reach>('any')
  const [days, setDays] = useState<Days>({ from: null, to: null })
  const [at, setAt] = useState(0)
  const [recent, setRecent] = useState(() => recentSearches(me.id))
  const span = useMemo(() => spanOf(how, days), [how, days])
  const { answer, of } = useSearch(text, kind, span)
  const hits = answer?.hits ?? []
  const isEmpty = text.trim() === ''
  const rows = isEmpty ? recent.length : hits.length
  const here = Math.min(at, rows - 1)
  const write = (next: string): void => {
    setText(next)
    setAt(0)
  }
  const choose = (next: SearchKind | null): void => {
    setKind(next)
    setAt(0)
  }
  const open = (hit: SearchHit | undefined, elsewhere: boolean): void => {
    if (!hit) return
    rememberSearch(me.id, text)
    onClose()
    if (elsewhere) void ask('openWindow', { place: toHash(placeOf(hit)) })
    else goAndReveal(placeOf(hit), text, hit)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = steps[event.key]
    if (event.altKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft'))
      choose(besides(kind, event.key === 'ArrowRight' ? 1 : -1))
    else if (step !== undefined && !event.altKey) setAt(Math.max(0, Math.min(rows - 1, here + step)))
    else if (event.key === 'Enter' && isEmpty) write(recent[here] ?? '')
    else if (event.key === 'Enter') open(hits[here], event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }
  return (
    <Aria>
      <ModalOverlay className="shade" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
        <Modal className="search">
          <Dialog className="search-body" aria-label={t.title}>
            <div className="search-field">
              <Search size={18} aria-hidden />
              <input
                role="combobox"
                aria-expanded={rows > 0}
                aria-controls="search-hits"
                aria-activedescendant={here >= 0 ? `hit-${here}` : undefined}
                aria-label={t.placeholder}
                placeholder={t.placeholder}
                value={text}
                maxLength={100}
                autoFocus
                onChange={(event) => write(event.target.value)}
                onKeyDown={onKey}
              />
            </div>
            {answer && <Filters {...{ counts: answer.counts, kind, how, days }} onKind={choose} onHow={setHow} onDays={setDays} />}
            {isEmpty ? (
              <Recent
                recent={recent}
                here={here}
                onChoose={write}
                onForget={() => {
                  forgetSearches(me.id)
                  setRecent([])
                }}
              />
            ) : (
              <Hits hits={hits} here={here} onOpen={open} />
            )}
            <p className="search-foot soft" role="status">
              {answer === null
                ? t.hint
                : answer.reading
                  ? t.reading
                  : hits.length === 0
                    ? span || kind
                      ? t.noneFiltered(of)
                      : t.none(of)
                    : t.shown(hits.length, total(answer.counts, kind))}
            </p>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  )
}

const kinds: readonly (SearchKind | null)[] = [null, ...searchKind.options]
const besides = (kind: SearchKind | null, by: number): SearchKind | null =>
  kinds[(kinds.indexOf(kind) + by + kinds.length) % kinds.length] ?? null

type RecentProps = { recent: readonly string[]; here: number; onChoose: (text: string) => void; onForget: () => void }

/** Before anything is typed: what was looked for last, else what can be. */
function Recent({ recent, here, onChoose, onForget }: RecentProps) {
  const t = useText().search
  if (recent.length === 0) return <p className="search-about soft">{t.about}</p>
  return (
    <>
      <div className="search-recent-head soft">
        <span>{t.recent}</span>
        <button type="button" className="button quiet" onClick={onForget}>
          {t.forget}
        </button>
      </div>
      <ul id="search-hits" role="listbox" aria-label={t.recent} className="search-hits">
        {recent.map((one, index) => (
          <li
            key={one}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === here}
            className="search-hit"
            onClick={() => onChoose(one)}
          >
            <Clock size={16} strokeWidth={1.6} aria-hidden />
            <span className="cut">{one}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
