import { useEffect, useState } from 'react'
import type { BackupPreview } from '../../shared/backup.ts'
import { parseName } from '../../shared/documentName.ts'
import type { Failure, Result } from '../../shared/errors.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import { titleOf } from '../bundles/titleOf.ts'
import { ask } from '../desktop.ts'
import { instantMoment } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import './keeping.css'

/** @param name of a kept backup; `null`: the system asks for a file. What it holds is shown, and restored when the person says so. */
export function Restore({ name, onClose }: { name: string | null; onClose: () => void }) {
  const { restore: words } = useText().keeping
  const [read, setRead] = useState<Result<BackupPreview> | null>(null)
  useEffect(() => {
    void ask('previewBackup', { name }).then((answer) => {
      if (!answer.ok && answer.failure.kind === 'cancelled') onClose()
      else setRead(answer)
    })
  }, [name, onClose])
  if (!read)
    return name === null ? null : (
      <DialogFrame title={words.title} onClose={onClose}>
        <Waiting />
      </DialogFrame>
    )
  const restore = async (): Promise<Failure | null> => {
    if (!read.ok) return read.failure
    const answer = await ask('restoreBackup', { path: read.value.path })
    return answer.ok ? null : answer.failure
  }
  const isWhole = read.ok && read.value.damaged.length === 0
  return (
    <FormDialog
      title={words.title}
      act={read.ok && !isWhole ? words.actRest : words.act}
      ready={read.ok && !read.value.isLost}
      wide
      onSubmit={restore}
      onClose={onClose}
    >
      {read.ok ? <Preview preview={read.value} /> : <ErrorNotice failure={read.failure} />}
    </FormDialog>
  )
}

function Preview({ preview }: { preview: BackupPreview }) {
  const t = useText()
  const locale = useLocale()
  const { restore: words } = t.keeping
  const { workspace, at, damaged, isLost } = preview
  return (
    <div className="backup">
      <p>{words.body}</p>
      <dl className="facts-list">
        <dt>{words.workspace}</dt>
        <dd>{workspace}</dd>
        <dt>{words.at}</dt>
        <dd>{at !== null && instantMoment(at, locale)}</dd>
        <dt>{words.holds}</dt>
        <dd>{words.counts(preview)}</dd>
      </dl>
      {damaged.length === 0 ? (
        <Mark shape="done">{words.whole}</Mark>
      ) : (
        <>
          <Mark shape="missed">{words.damaged(damaged.length)}</Mark>
          <ul className="backup-damaged">
            {damaged.map((one) => (
              <li key={one.part}>{nameOf(one, t)}</li>
            ))}
          </ul>
          <p role="status">{isLost ? words.lost : words.damagedHint}</p>
        </>
      )}
    </div>
  )
}

function nameOf({ part, title }: BackupPreview['damaged'][number], { bundles, keeping }: Text): string {
  const { restore: words } = keeping
  const kind = parseName(part)?.kind
  if (part === 'members') return words.members
  if (kind === undefined) return words.otherPart(part)
  if (kind === 'register') return words.register
  return kind === 'talk' ? words.talkOf(title) : titleOf(bundles, part, title)
}
