import { useEffect, useState } from 'react'
import type { BundlePreview, BundleText } from '../../shared/bundle.ts'
import type { Failure, Result } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { instantDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { Mark } from '../ui/Mark.tsx'
import { toast } from '../ui/toasts.ts'
import { titleOf } from './titleOf.ts'
import './bundles.css'

/** The system asks for the file; then what merging it would do is shown, and done when the person says so. */
export function ImportBundle({ onClose }: { onClose: () => void }) {
  const { bundles } = useText()
  const [read, setRead] = useState<Result<BundlePreview> | null>(null)
  useEffect(() => {
    void ask('previewBundle', {}).then((answer) => {
      if (!answer.ok && answer.failure.kind === 'cancelled') onClose()
      else setRead(answer)
    })
  }, [onClose])
  if (!read) return null
  const taken = read.ok ? read.value.texts.filter(({ fate }) => fate === 'new' || fate === 'changes').length : 0
  const merge = async (): Promise<Failure | null> => {
    if (!read.ok) return read.failure
    const answer = await ask('mergeBundle', { id: read.value.id })
    if (!answer.ok) return answer.failure
    toast(bundles.merged(answer.value.texts))
    return null
  }
  return (
    <FormDialog title={bundles.importTitle} act={bundles.merge(taken)} ready={taken > 0} wide onSubmit={merge} onClose={onClose}>
      {read.ok ? <Preview preview={read.value} nothing={taken === 0} /> : <ErrorNotice failure={read.failure} />}
    </FormDialog>
  )
}

function Preview({ preview, nothing }: { preview: BundlePreview; nothing: boolean }) {
  const { bundles } = useText()
  const locale = useLocale()
  const { workspace, by, madeAt, key, texts, records } = preview
  return (
    <div className="bundle">
      <dl className="facts">
        <div className="fact">
          <dt>{workspace}</dt>
          <dd>{bundles.from(by, instantDay(madeAt, locale))}</dd>
        </div>
        <div className="fact">
          <dt>{bundles.key}</dt>
          <dd>
            <code className="numbers">{key.fingerprint}</code>{' '}
            <Mark shape={key.known === 'unknown' ? 'missed' : 'done'}>{bundles.keyKnown[key.known]}</Mark>
          </dd>
        </div>
      </dl>
      <ul className="bundle-texts">
        {[...texts]
          .sort((a, b) => b.changes - a.changes)
          .map((text) => (
            <Entry key={text.document} text={text} />
          ))}
      </ul>
      {nothing && <p role="status">{bundles.nothing}</p>}
      {records.length > 0 && (
        <section>
          <p className="soft">{bundles.leftOut}</p>
          <ul className="bundle-records">
            {records.map(({ root, id, title, differs }) => (
              <li key={id}>
                {bundles.roots[root]} · {title} <span className="soft">{differs ? bundles.differs : bundles.lacking}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

const shapes = { new: 'set', changes: 'set', same: 'done', frozen: 'missed', newer: 'missed', apart: 'missed' } as const

function Entry({ text }: { text: BundleText }) {
  const { bundles } = useText()
  const { fate, adds, drops, changes } = text
  const more = changes - adds.length - drops.length
  return (
    <li>
      <p className="bundle-head">
        <strong>{titleOf(bundles, text.document, text.title)}</strong>
        <Mark shape={shapes[fate]}>{bundles.fates[fate]}</Mark>
        {changes > 0 && <span className="soft numbers">{bundles.changes(changes)}</span>}
      </p>
      <Lines label={bundles.adds} lines={adds} />
      <Lines label={bundles.drops} lines={drops} />
      {more > 0 && <p className="soft">{bundles.more(more)}</p>}
    </li>
  )
}

function Lines({ label, lines }: { label: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div className="bundle-lines">
      <span className="soft">{label}</span>
      <ul>
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
