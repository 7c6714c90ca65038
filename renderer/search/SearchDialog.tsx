import { Search } from 'lucide-react'
import { use, useMemo, useState, type KeyboardEvent } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { searchKind, type SearchHit, type SearchKind } from '../../shared/search.ts'
import { ask } from '../desktop.ts'
import { useMe } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { SpeechContext, useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { go } from '../usePlace.ts'
import { Filters, total } from './Filters.tsx'
import { Hits } from './Hits.tsx'
import { placeOf } from './kinds.ts'
import { forgetOpened } from './opened.ts'
import { forgetSearches, recentSearches, rememberSearch } from './recent.ts'
import { Recent } from './Recent.tsx'
import { goAndReveal } from './reveal.ts'
import { spanOf, type Days, type Reach } from './span.ts'
import { useOpened, type OpenedRecord } from './useOpened.ts'
import { useSearch } from './useSearch.ts'
import './search.css'

/** So many hits further with PageUp and PageDown. */
const page = 8
const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }

/** One field over everything I may read: words in, places out. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const t = useText().search
  const me = useMe()
  const { remember } = use(SpeechContext).preferences
  const opened = useOpened()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<SearchKind | null>(null)
  const [how, setHow] = useState<Reach>('any')
  const [days, setDays] = useState<Days>({ from: null, to: null })
  const [at, setAt] = useState(0)
  const [searched, setSearched] = useState(() => recentSearches(me.id))
  const span = useMemo(() => spanOf(how, days), [how, days])
  const { answer, of } = useSearch(text, kind, span)
  const hits = answer?.hits ?? []
  const isEmpty = text.trim() === ''
  const rows = isEmpty ? opened.length + searched.length : hits.length
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
    if (remember) rememberSearch(me.id, text)
    onClose()
    if (elsewhere) void ask('openWindow', { place: toHash(placeOf(hit)) })
    else goAndReveal(placeOf(hit), text, hit)
  }
  const openAgain = ({ place }: OpenedRecord, elsewhere: boolean): void => {
    onClose()
    if (elsewhere) void ask('openWindow', { place: toHash(place) })
    else go(place)
  }
  const again = (elsewhere: boolean): void => {
    const record = opened[here]
    if (record) openAgain(record, elsewhere)
    else write(searched[here - opened.length] ?? '')
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = steps[event.key]
    if (event.altKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft'))
      choose(besides(kind, event.key === 'ArrowRight' ? 1 : -1))
    else if (step !== undefined && !event.altKey) setAt(Math.max(0, Math.min(rows - 1, here + step)))
    else if (event.key === 'Enter' && isEmpty) again(event.ctrlKey || event.metaKey)
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
                aria-controls={isEmpty ? 'search-hits search-asked' : 'search-hits'}
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
                {...{ opened, searched, here }}
                onOpen={openAgain}
                onSearch={write}
                onForget={() => {
                  forgetOpened()
                  forgetSearches()
                  setSearched([])
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
