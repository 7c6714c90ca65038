import { useState } from 'react'
import type { Memo, Version } from '../../shared/register.ts'
import { since } from '../format.ts'
import { useMe, useMemberNames, useRegister, useRole } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import type { Left } from './left.ts'
import { KeepVersion } from './KeepVersion.tsx'

/** Newest first. */
export const versionsOf = (all: readonly Version[], memoId: string): Version[] =>
  all.filter((one) => one.memoId === memoId).sort((a, b) => b.at.localeCompare(a.at))

type Props = { memo: Memo; left: Left | null; onRestore: ((version: Version) => void) | null }

/** Every copy that was kept, and what to do with one. */
export function Versions({ memo, left, onRestore }: Props) {
  const { versions: t } = useText()
  const me = useMe()
  const role = useRole()
  const versions = versionsOf(useRegister('versions'), memo.id)
  const [keeping, setKeeping] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const mayKeep = role === 'secretariat' || memo.drafters.includes(me.id)
  return (
    <>
      {(mayKeep || left) && (
        <p className="versions-acts">
          {mayKeep && <Button onClick={() => setKeeping(true)}>{t.keep}</Button>}
          {left && (
            <a className="button plain" href={toHash({ page: 'memo', id: memo.id, compare: { from: 'left', to: 'now' } })}>
              {t.since.withLeft}
            </a>
          )}
        </p>
      )}
      {versions.length === 0 && <p className="inspector-note soft">{t.empty}</p>}
      <ul className="versions">
        {versions.map((version, at) => (
          <Row
            key={version.id}
            version={version}
            previous={versions[at + 1] ?? null}
            isCurrent={memo.frozen?.versionId === version.id}
            isOpen={open === version.id}
            onOpen={() => setOpen(open === version.id ? null : version.id)}
            onRestore={onRestore}
          />
        ))}
      </ul>
      {keeping && <KeepVersion memo={memo} onClose={() => setKeeping(false)} />}
    </>
  )
}

type RowProps = {
  version: Version
  previous: Version | null
  isCurrent: boolean
  isOpen: boolean
  onOpen: () => void
  onRestore: Props['onRestore']
}

function Row({ version, previous, isCurrent, isOpen, onOpen, onRestore }: RowProps) {
  const { versions: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { id, memoId, name, reason, by, at, characters } = version
  const compare = (from: string, to: string): string => toHash({ page: 'memo', id: memoId, compare: { from, to } })
  return (
    <li className={isOpen ? 'version open' : 'version'}>
      <button type="button" className="version-head" aria-expanded={isOpen} onClick={onOpen}>
        <strong className="cut">{name}</strong>
        <span className="soft">{isCurrent ? t.current : t.reasons[reason]}</span>
        <small className="soft numbers">{t.about(nameOf(by), since(at, locale), characters.toLocaleString(locale))}</small>
      </button>
      {isOpen && (
        <p className="version-acts">
          <a className="button plain" href={compare(id, 'now')}>
            {t.withNow}
          </a>
          {previous && (
            <a className="button plain" href={compare(previous.id, id)}>
              {t.withPrevious}
            </a>
          )}
          {onRestore && (
            <Button title={t.restoreHint} onClick={() => onRestore(version)}>
              {t.restore}
            </Button>
          )}
        </p>
      )}
    </li>
  )
}
