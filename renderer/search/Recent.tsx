import { Clock } from 'lucide-react'
import { useText } from '../text.ts'
import { kindIcons } from './kinds.ts'
import { Row } from './Row.tsx'
import type { OpenedRecord } from './useOpened.ts'

type Props = {
  opened: readonly OpenedRecord[]
  searched: readonly string[]
  /** Which of both, one after the other, is chosen. */
  here: number
  onOpen: (record: OpenedRecord, elsewhere: boolean) => void
  onSearch: (text: string) => void
  onForget: () => void
}

/** Before anything is typed: what was opened and looked for last, else what can be looked for. */
export function Recent({ opened, searched, here, onOpen, onSearch, onForget }: Props) {
  const t = useText().search
  if (opened.length + searched.length === 0) return <p className="search-about soft">{t.about}</p>
  const forget = (
    <button type="button" className="button quiet" onClick={onForget}>
      {t.forget}
    </button>
  )
  return (
    <div className="search-hits">
      {opened.length > 0 && (
        <>
          <div className="search-recent-head soft">
            <span>{t.opened}</span>
            {forget}
          </div>
          <ul id="search-hits" role="listbox" aria-label={t.opened}>
            {opened.map((record, at) => {
              const Icon = kindIcons[record.kind]
              return (
                <Row key={`${record.kind} ${record.id}`} at={at} isHere={at === here} onChoose={(elsewhere) => onOpen(record, elsewhere)}>
                  <Icon size={16} strokeWidth={1.6} aria-hidden />
                  <div className="search-hit-head">
                    <span className="cut" title={record.title}>
                      {record.title}
                    </span>
                    <span className="soft">{t.kinds[record.kind]}</span>
                  </div>
                </Row>
              )
            })}
          </ul>
        </>
      )}
      {searched.length > 0 && (
        <>
          <div className="search-recent-head soft">
            <span>{t.recent}</span>
            {opened.length === 0 && forget}
          </div>
          <ul id="search-asked" role="listbox" aria-label={t.recent}>
            {searched.map((one, nth) => (
              <Row key={one} at={opened.length + nth} isHere={opened.length + nth === here} onChoose={() => onSearch(one)}>
                <Clock size={16} strokeWidth={1.6} aria-hidden />
                <span className="cut" title={one}>
                  {one}
                </span>
              </Row>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
