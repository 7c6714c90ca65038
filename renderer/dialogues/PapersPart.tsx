import { Suspense, useCallback, useMemo, useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import { hasWord, papersOf, type PaperKind } from '../../shared/papers/paper.ts'
import type { Result } from '../../shared/errors.ts'
import type { Dialogue } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { usePrint } from '../print/usePrint.tsx'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { saySaved } from '../ui/saySaved.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { fetched } from '../ui/fetched.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { Check } from './Plan.tsx'
import { useAttendees } from './useAttendees.ts'
import '../briefings/briefings.css'

const Preview = fetched(async () => (await import('../briefings/Preview.tsx')).Preview)

/** The papers of a dialogue: each as the PDF it will be, made from what is on the other parts. */
export function PapersPart({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const t = useText()
  const { papers: words } = t.dialogues
  const [shown, setShown] = useState<PaperKind>('agenda')
  const { id } = dialogue
  const attendees = useAttendees(id)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- another record or list is another paper
  const load = useCallback(() => ask('previewPaper', { id, paper: shown }), [id, shown, dialogue, attendees])
  const follows = useMemo(() => [documentName('agenda', id)], [id])
  const save = (saved: Promise<Result<{ path: string }>>): void => onAttempt(saved, saySaved(words, onAttempt))
  const { print, dialog } = usePrint(onAttempt)
  const printIt = (paper: PaperKind): void => print({ of: 'paper', id, paper }, () => save(ask('savePaper', { id, paper, format: 'pdf' })))
  return (
    <div className="papers">
      {dialog}
      <ul className="papers-list" aria-label={words.list}>
        {papersOf(dialogue.kind).map((paper) => (
          <li key={paper} aria-current={paper === shown ? 'true' : undefined}>
            <button type="button" className="paper-entry" onClick={() => setShown(paper)}>
              <strong>{t.papers.names[paper]}</strong>
              <small>{words.hints[paper]}</small>
            </button>
            <span className="paper-acts">
              <Button look="quiet" onClick={() => save(ask('savePaper', { id, paper, format: 'pdf' }))}>
                {words.pdf}
              </Button>
              <Button look="quiet" onClick={() => printIt(paper)}>
                {t.app.printing.act}
              </Button>
              {hasWord(paper) && (
                <Button look="quiet" onClick={() => save(ask('savePaper', { id, paper, format: 'docx' }))}>
                  {words.word}
                </Button>
              )}
            </span>
          </li>
        ))}
        <li>
          <span className="paper-entry">
            <strong>{words.calendar}</strong>
            <small>{words.calendarHint}</small>
          </span>
          <span className="paper-acts">
            <Button look="quiet" onClick={() => save(ask('saveCalendar', { id }))}>
              {words.saveCalendar}
            </Button>
          </span>
        </li>
      </ul>
      <div>
        {shown === 'letters' && <Check dialogue={dialogue} />}
        <Suspense fallback={<Waiting />}>
          <Preview key={shown} load={load} follows={follows} />
        </Suspense>
      </div>
    </div>
  )
}
