import { Download } from 'lucide-react'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { kindRules } from '../../shared/briefing/kinds.ts'
import { nextNumbers } from '../../shared/briefing/numbers.ts'
import { documentName } from '../../shared/documentName.ts'
import type { CommandRequest } from '../../shared/commands.ts'
import type { Briefing } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useMay, useRecord, useRegister, useRegisterState } from '../hub/useHub.ts'
import { LineageButton } from '../lineage/LineageButton.tsx'
import { usePrint } from '../print/usePrint.tsx'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { fetched } from '../ui/fetched.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { BriefingForm } from './BriefingForm.tsx'
import { Checks } from './Checks.tsx'
import { Discard, Issue } from './Issue.tsx'
import type { PageText } from './search.ts'
import { useChecks } from './useChecks.ts'
import { StandingMark } from './StandingMark.tsx'
import { SaveWithdrawn } from './SaveWithdrawn.tsx'
import { issueName, numberText, useDispatch } from './useDispatch.ts'
import './briefings.css'

const Preview = fetched(async () => (await import('./Preview.tsx')).Preview)

/** One briefing: what it says of itself, and the very PDF it will be. */
export default function BriefingPage({ id }: { id: string }) {
  const t = useText()
  const briefing = useRecord('briefings', id)
  const { state } = useRegisterState()
  const command = useCommand()
  const mayEdit = useMay('editBriefing')
  const { failure, attempt } = useAttempt()
  const { page } = t.briefings
  const up = { place: { page: 'briefings' } as const, label: page.title }
  if (!briefing) return state.is === 'opening' ? <Waiting /> : <Missing up={up} />
  const edit = (changes: Changes): void => attempt(command('editBriefing', { id, changes }))
  const { masthead, number, total } = briefing
  return (
    <Page
      title={issueName(briefing, t)}
      up={up}
      fill
      heading={<h1>{masthead}</h1>}
      beside={
        <span className="beside">
          <StandingMark briefing={briefing} />
          <HelpButton of="briefing" />
          {number === null && <Provisional briefing={briefing} />}
          {number !== null && (
            <span className="soft numbers">
              {kindRules[briefing.kind].numbering === 'serial' && !briefing.supplement && total !== null
                ? page.numberAndTotal(number, total)
                : numberText(briefing, number, t)}
            </span>
          )}
        </span>
      }
      acts={<Acts briefing={briefing} onAttempt={attempt} />}
    >
      {failure && <ErrorNotice failure={failure} labels={page.fields} />}
      <div className="briefing">
        <Workbench briefing={briefing} editable={mayEdit && briefing.state === 'draft'} onEdit={edit} />
      </div>
    </Page>
  )
}

type Changes = CommandRequest<'editBriefing'>['changes']
type WorkbenchProps = { briefing: Briefing; editable: boolean; onEdit: (changes: Changes) => void }

/** The form or the check beside the very PDF; of an issued one there is nothing to check any more. */
function Workbench({ briefing, editable, onEdit }: WorkbenchProps) {
  const { checks } = useText().briefings.page
  const [part, setPart] = useState<'form' | 'checks'>('form')
  const [texts, setTexts] = useState<readonly PageText[] | null>(null)
  const [wanted, setWanted] = useState<{ page: number } | null>(null)
  const findings = useChecks(briefing, texts)
  const draft = briefing.state === 'draft'
  return (
    <>
      <div className="briefing-side">
        {draft && (
          <nav className="parts" aria-label={checks.title}>
            {(['form', 'checks'] as const).map((one) => (
              <button key={one} type="button" aria-current={one === part ? 'page' : undefined} onClick={() => setPart(one)}>
                {one === 'checks' && findings && findings.length > 0 ? checks.count(findings.length) : checks.parts[one]}
              </button>
            ))}
          </nav>
        )}
        {draft && part === 'checks' ? (
          <div className="briefing-form">
            <Checks {...{ findings, editable, onEdit }} onField={() => setPart('form')} onPage={(page) => setWanted({ page })} />
          </div>
        ) : (
          <BriefingForm briefing={briefing} editable={editable} onEdit={onEdit} />
        )}
      </div>
      <Suspense fallback={<Waiting />}>
        <BriefingPreview briefing={briefing} wanted={wanted} onSet={setTexts} />
      </Suspense>
    </>
  )
}

type PreviewProps = { briefing: Briefing; wanted: { page: number } | null; onSet: (texts: readonly PageText[]) => void }

/** What the number will probably be, as far as this machine knows: the host gives it on issue. */
function Provisional({ briefing }: { briefing: Briefing }) {
  const t = useText()
  const words = t.dispatches
  const briefings = useRegister('briefings')
  if (kindRules[briefing.kind].numbering === 'none') return null
  return (
    <span className="soft numbers" title={words.provisionalHint}>
      {words.provisional(numberText(briefing, nextNumbers(briefings, briefing).number, t))}
    </span>
  )
}

/** An issued one does not change any more. */
function BriefingPreview({ briefing, wanted, onSet }: PreviewProps) {
  const draft = briefing.state === 'draft'
  const { withdrawn, replacedBy } = useDispatch(briefing.id)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is recorded of it is printed
  const load = useCallback(() => ask('previewBriefing', { id: briefing.id }), [briefing, withdrawn, replacedBy])
  const follows = useMemo(() => (draft ? briefing.items.map(({ of, id }) => documentName(of, id)) : []), [draft, briefing.items])
  return <Preview load={load} follows={follows} wanted={wanted} onSet={onSet} />
}

type Way = 'pdf' | 'docx' | 'print'

function Acts({ briefing, onAttempt }: { briefing: Briefing; onAttempt: Attempt }) {
  const t = useText()
  const { page } = t.briefings
  const mayIssue = useMay('issueBriefing')
  const [asking, setAsking] = useState<'issue' | 'discard' | Way | null>(null)
  const command = useCommand()
  const { print, dialog } = usePrint(onAttempt)
  const [saving, setSaving] = useState(false)
  const draft = briefing.state === 'draft'
  const { withdrawn } = useDispatch(briefing.id)
  const stands = withdrawn === null
  const mayRecord = mayIssue && !draft && stands
  /** The first file of an issue is registered by its fingerprint; whoever may not, only saves. */
  const save = (format: 'pdf' | 'docx'): void => {
    setAsking(null)
    setSaving(true)
    const answer = ask('saveBriefing', { id: briefing.id, format }).finally(() => setSaving(false))
    onAttempt(answer, ({ path, hash }) => {
      if (format === 'pdf' && mayRecord) onAttempt(command('recordFiles', { id: briefing.id, files: [{ hash, copy: null }] }))
      saySaved(page, onAttempt)({ path })
    })
  }
  /** What was withdrawn is saved only after it has been said what becomes of it. */
  const wish = (way: Way): void => (stands ? act(way) : setAsking(way))
  const act = (way: Way): void => {
    if (way !== 'print') save(way)
    else {
      setAsking(null)
      print({ of: 'briefing', id: briefing.id }, () => save('pdf'))
    }
  }
  return (
    <>
      <LineageButton origin={{ of: 'briefing', id: briefing.id }} />
      {draft && mayIssue && (
        <Button look="quiet" onClick={() => setAsking('discard')}>
          {page.discard}
        </Button>
      )}
      <Button look={draft ? 'plain' : 'primary'} icon={<Download size={16} aria-hidden />} disabled={saving} onClick={() => wish('pdf')}>
        {page.save}
      </Button>
      <Button disabled={saving} onClick={() => wish('docx')}>
        {t.dispatches.saveWord}
      </Button>
      <Button look="quiet" disabled={saving} onClick={() => wish('print')}>
        {t.app.printing.act}
      </Button>
      {dialog}
      {draft && mayIssue && (
        <Button look="primary" onClick={() => setAsking('issue')}>
          {page.issue}
        </Button>
      )}
      {asking === 'issue' && <Issue briefing={briefing} onClose={() => setAsking(null)} />}
      {asking === 'discard' && <Discard briefing={briefing} onClose={() => setAsking(null)} />}
      {withdrawn && asking !== null && asking !== 'issue' && asking !== 'discard' && (
        <SaveWithdrawn
          {...{ briefing, withdrawn }}
          act={{ pdf: page.save, docx: t.dispatches.saveWord, print: t.app.printing.act }[asking]}
          onSave={() => act(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
