import { X } from 'lucide-react'
import { useState } from 'react'
import { mostRestored } from '../../shared/commands.ts'
import type { Result } from '../../shared/errors.ts'
import { hasOutcome } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { inPieces, pieceByPiece } from '../hub/inPieces.ts'
import { useCommand, useRecordsNow } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { takenBack, type Changes } from './bulk.ts'
import { BulkFields } from './BulkFields.tsx'
import { Remind } from './Remind.tsx'
import { StatusChoice } from './StatusChoice.tsx'

type Props = { records: readonly Recommendation[]; onDone: () => void; onAttempt: Attempt }

/** What can be done with all that is chosen. */
export function Bulk({ records, onDone, onAttempt }: Props) {
  const t = useText().recommendations
  const { change, close } = useBulk({ records, onDone, onAttempt })
  const [asking, setAsking] = useState<'reminder' | 'fields' | null>(null)
  const open = records.every(({ closed }) => closed === null)
  return (
    <>
      <div className="filters bulk" role="toolbar" aria-label={t.bulk.chosen(records.length)}>
        <strong>{t.bulk.chosen(records.length)}</strong>
        <StatusChoice
          label={t.bulk.setStatus}
          of={records}
          value={null}
          disabled={!open}
          onSet={(changes) => onAttempt(change(changes, t.bulk.statusSet(records.length, t.statuses[changes.status])))}
        />
        <Button disabled={!open} onClick={() => setAsking('fields')}>
          {t.bulk.fields}
        </Button>
        <Button disabled={!open} onClick={() => setAsking('reminder')}>
          {t.bulk.remind}
        </Button>
        <Button
          disabled={!open || !records.every(({ status }) => hasOutcome(status))}
          title={t.closeHint}
          onClick={() => onAttempt(close())}
        >
          {t.bulk.close}
        </Button>
        <IconButton label={t.bulk.clear} onClick={onDone}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {asking === 'reminder' && <Remind ids={records.map(({ id }) => id)} onClose={() => setAsking(null)} />}
      {asking === 'fields' && (
        <BulkFields
          count={records.length}
          onSet={async (changes) => {
            const answer = await change(changes, t.bulk.changed(records.length))
            return answer.ok ? null : answer.failure
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

/** Changes of several records, each with its way back. */
function useBulk({ records, onDone, onAttempt }: Props) {
  const { bulk: words, reopened } = useText().recommendations
  const { undo } = useText().app
  const command = useCommand()
  const now = useRecordsNow('recommendations')

  /** What a refusal has stopped half-way says how far it came, and goes back as far. */
  const tell = ({ done, answer }: Awaited<ReturnType<typeof pieceByPiece>>, said: string, back: () => void): void => {
    if (done.length > 0) toast(answer.ok ? said : words.partly(done.length, records.length), { act: { label: undo, run: back } })
    if (answer.ok) onDone()
  }
  const change = async (changes: Changes, said: string): Promise<Result<unknown>> => {
    const made = await pieceByPiece(records, (piece) => command('followUp', { ids: idsOf(piece), changes }))
    const back = (): void => {
      const each = takenBack(made.done, changes, now())
      if (each.length === 0) toast(words.undoneNone)
      else
        onAttempt(
          inPieces(each, (piece) => command('restoreFollowUp', { each: piece }), mostRestored),
          () => toast(words.undone(each.length, made.done.length - each.length)),
        )
    }
    tell(made, said, back)
    return made.answer
  }
  const close = async (): Promise<Result<unknown>> => {
    const made = await pieceByPiece(records, (piece) => command('closeRecommendations', { ids: idsOf(piece) }))
    const back = (): void =>
      onAttempt(
        inPieces(made.done, (piece) => command('reopenRecommendation', { ids: idsOf(piece) })),
        () => toast(reopened),
      )
    tell(made, words.closedAll(records.length), back)
    return made.answer
  }
  return { change, close }
}

const idsOf = (records: readonly Recommendation[]): string[] => records.map(({ id }) => id)
