import { BookOpenText, FileText, ListChecks, MessagesSquare, Search, UserRound, type LucideIcon } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { searchKind, type SearchHit, type SearchKind } from '../../shared/search.ts'
import type { Place } from '../place.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { Marked } from './Marked.tsx'
import { goAndReveal } from './reveal.ts'
import { useSearch } from './useSearch.ts'
import './search.css'

const icons: Readonly<Record<SearchKind, LucideIcon>> = {
  memo: FileText,
  dialogue: MessagesSquare,
  briefing: BookOpenText,
  recommendation: ListChecks,
  member: UserRound,
}
const placeOf = ({ kind, id }: SearchHit): Place => (kind === 'member' ? { page: 'members' } : { page: kind, id })

/** One field over everything I may read: words in, places out. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const t = useText().search
  const [text, setText] = useState('')
  const [kind, setKind] = useState<SearchKind | null>(null)
  const [at, setAt] = useState(0)
  const { answer, of } = useSearch(text, kind)
  const hits = answer?.hits ?? []
  const here = Math.min(at, hits.length - 1)
  const open = (hit: SearchHit | undefined): void => {
    if (!hit) return
    onClose()
    goAndReveal(placeOf(hit), text)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined) setAt(Math.max(0, Math.min(hits.length - 1, here + step)))
    else if (event.key === 'Enter') open(hits[here])
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
                aria-expanded={hits.length > 0}
                aria-controls="search-hits"
                aria-activedescendant={hits[here] && `hit-${hits[here].id}`}
                aria-label={t.placeholder}
                placeholder={t.placeholder}
                value={text}
                maxLength={100}
                autoFocus
                onChange={(event) => {
                  setText(event.target.value)
                  setAt(0)
                }}
                onKeyDown={onKey}
              />
            </div>
            {answer && <Kinds counts={answer.counts} kind={kind} onKind={setKind} />}
            <ul id="search-hits" role="listbox" aria-label={t.results} className="search-hits">
              {hits.map((hit, index) => (
                <Hit key={`${hit.kind}${hit.id}`} hit={hit} isHere={index === here} onOpen={() => open(hit)} />
              ))}
            </ul>
            <p className="search-foot soft" role="status">
              {answer === null
                ? t.hint
                : answer.reading
                  ? t.reading
                  : hits.length === 0
                    ? t.none(of)
                    : t.shown(hits.length, total(answer.counts, kind))}
            </p>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  )
}

type Counts = Readonly<Record<SearchKind, number>>
const total = (counts: Counts, kind: SearchKind | null): number =>
  kind === null ? searchKind.options.reduce((sum, one) => sum + counts[one], 0) : counts[kind]

function Kinds({ counts, kind, onKind }: { counts: Counts; kind: SearchKind | null; onKind: (kind: SearchKind | null) => void }) {
  const t = useText().search
  return (
    <div className="search-kinds">
      {[null, ...searchKind.options].map((one) => (
        <button key={one ?? ''} type="button" aria-pressed={one === kind} onClick={() => onKind(one)}>
          {one === null ? t.all : t.kinds[one]}
          <span className="numbers">{total(counts, one)}</span>
        </button>
      ))}
    </div>
  )
}

function Hit({ hit, isHere, onOpen }: { hit: SearchHit; isHere: boolean; onOpen: () => void }) {
  const t = useText().search
  const Icon = icons[hit.kind]
  return (
    <li
      id={`hit-${hit.id}`}
      role="option"
      aria-selected={isHere}
      className="search-hit"
      ref={(element) => {
        if (isHere) element?.scrollIntoView({ block: 'nearest' })
      }}
      onClick={onOpen}
    >
      <Icon size={16} strokeWidth={1.6} aria-label={t.kinds[hit.kind]} />
      <div>
        <strong className="cut">
          <Marked text={hit.title} marks={hit.titleMarks} />
        </strong>
        {hit.excerpt && (
          <p className="cut soft">
            <Marked text={hit.excerpt} marks={hit.marks} />
          </p>
        )}
      </div>
    </li>
  )
}
