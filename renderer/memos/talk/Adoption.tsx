import { useMemo } from 'react'
import { adoptionRows, type AdoptionRow } from '../../../shared/documents/adoption.ts'
import type { Talk } from '../../../shared/documents/talk.ts'
import { ask } from '../../desktop.ts'
import { useMemberNames } from '../../hub/useHub.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogFrame } from '../../ui/DialogFrame.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { saySaved } from '../../ui/saySaved.ts'
import { useAttempt } from '../../ui/useAttempt.ts'

/** The table of adoption: every opinion with what became of it, as it is printed. */
export function Adoption({ memoId, talk, onClose }: { memoId: string; talk: Talk; onClose: () => void }) {
  const t = useText().talk
  const { adoption: words } = t
  const nameOf = useMemberNames()
  const { failure, attempt } = useAttempt()
  const rows = useMemo(() => adoptionRows(talk), [talk])
  const save = (format: 'pdf' | 'docx'): void => attempt(ask('saveAdoption', { id: memoId, format }), saySaved(words, attempt))
  return (
    <DialogFrame title={words.title} wide onClose={onClose}>
      <div className="dialog-content adoption">
        {failure && <ErrorNotice failure={failure} />}
        {rows.length === 0 ? (
          <p className="soft">{words.none}</p>
        ) : (
          <table>
            <thead>
              <tr>
                {[words.head.by, words.head.quote, words.head.opinion, t.decide, t.reason].map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  <td>{nameOf(row.by)}</td>
                  <td className="soft">{row.quote}</td>
                  <td>
                    {row.opinion}
                    {row.wording && <Wording of={row.wording} />}
                  </td>
                  <td>
                    <Mark shape={shapes[row.outcome ?? 'open']}>{row.outcome ? t.outcomes[row.outcome] : words.open}</Mark>
                  </td>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <footer className="dialog-acts">
        <Button onClick={onClose}>{words.close}</Button>
        <Button disabled={rows.length === 0} onClick={() => save('docx')}>
          {words.word}
        </Button>
        <Button disabled={rows.length === 0} onClick={() => save('pdf')}>
          {words.pdf}
        </Button>
      </footer>
    </DialogFrame>
  )
}

const shapes = { adopted: 'done', partly: 'set', declined: 'missed', open: 'open' } as const

function Wording({ of: { after } }: { of: NonNullable<AdoptionRow['wording']> }) {
  const t = useText().talk
  return <p className="soft">{after === '' ? t.deletes : `${t.replacement}：${after}`}</p>
}
