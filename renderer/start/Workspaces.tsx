import { ArchiveRestore, BookOpenCheck, ChevronRight, FolderPlus, LogIn, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { KnownWorkspace, Person, Session } from '../../shared/desktop.ts'
import { ok, type Failure, type Result } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { instantDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { focus } from '../ui/focus.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { Waiting } from '../ui/Waiting.tsx'

const Join = lazy(() => import('../joined/Join.tsx'))
const Restore = lazy(async () => ({ default: (await import('../keeping/Restore.tsx')).Restore }))

type Props = {
  person: Person
  known: readonly KnownWorkspace[]
  onAnswer: (answer: Result<Session>) => void
  onChangePerson: () => void
}

export function Workspaces({ person, known, onAnswer, onChangePerson }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [founding, setFounding] = useState<'not yet' | 'now' | 'given up'>('not yet')
  const [joining, setJoining] = useState(false)
  const [restoring, setRestoring] = useState(false)
  const open = async (answer: Promise<Result<Session>>): Promise<void> => {
    setBusy(true)
    onAnswer(await answer)
    setBusy(false)
  }
  if (busy) return <Waiting label={t.app.start.preparing} />
  return (
    <div className="choose">
      <p className="greeting">
        <span>{t.app.start.greeting(person.name)}</span>
        <Button look="quiet" onClick={onChangePerson}>
          {t.app.start.change}
        </Button>
      </p>
      {known.length > 0 && <Recent known={known} onOpen={(id) => void open(ask('openWorkspace', { id }))} onAnswer={onAnswer} />}
      <h2 tabIndex={-1} ref={focus}>
        {t.app.start.choose}
      </h2>
      <ul className="ways">
        {!known.some(({ sample }) => sample) && (
          <li>
            <button type="button" className="way" onClick={() => void open(ask('openSample', {}))}>
              <BookOpenCheck size={20} strokeWidth={1.6} aria-hidden />
              <strong>{t.app.start.sample}</strong>
              <span className="soft">{t.app.start.sampleHint}</span>
              <ChevronRight size={16} aria-hidden />
            </button>
          </li>
        )}
        <li>
          {founding === 'now' ? (
            <Founding onFound={(name) => void open(ask('createWorkspace', { name }))} onCancel={() => setFounding('given up')} />
          ) : (
            <button type="button" className="way" autoFocus={founding === 'given up'} onClick={() => setFounding('now')}>
              <FolderPlus size={20} strokeWidth={1.6} aria-hidden />
              <strong>{t.app.start.found}</strong>
              <span className="soft">{t.app.start.foundHint}</span>
              <ChevronRight size={16} aria-hidden />
            </button>
          )}
        </li>
        <li>
          <button type="button" className="way" onClick={() => setJoining(true)}>
            <LogIn size={20} strokeWidth={1.6} aria-hidden />
            <strong>{t.members.joining.act}</strong>
            <span className="soft">{t.members.joining.hint}</span>
            <ChevronRight size={16} aria-hidden />
          </button>
        </li>
        <li>
          <button type="button" className="way" onClick={() => setRestoring(true)}>
            <ArchiveRestore size={20} strokeWidth={1.6} aria-hidden />
            <strong>{t.app.start.restore}</strong>
            <span className="soft">{t.app.start.restoreHint}</span>
            <ChevronRight size={16} aria-hidden />
          </button>
        </li>
      </ul>
      {joining && (
        <Suspense>
          <Join person={person} onSession={(session) => onAnswer(ok(session))} onClose={() => setJoining(false)} />
        </Suspense>
      )}
      {restoring && (
        <Suspense>
          <Restore name={null} onClose={() => setRestoring(false)} />
        </Suspense>
      )}
    </div>
  )
}

type RecentProps = { known: readonly KnownWorkspace[]; onOpen: (id: string) => void; onAnswer: (answer: Result<Session>) => void }

function Recent({ known, onOpen, onAnswer }: RecentProps) {
  const t = useText()
  const locale = useLocale()
  const [removing, setRemoving] = useState<KnownWorkspace | null>(null)
  const latestFirst = [...known].sort((a, b) => b.openedAt.localeCompare(a.openedAt))
  return (
    <>
      <h2>{t.app.start.recent}</h2>
      <ul className="recent">
        {latestFirst.map((workspace) => (
          <li key={workspace.id}>
            <button type="button" onClick={() => onOpen(workspace.id)}>
              <strong className="cut" title={workspace.name}>
                {workspace.name}
              </strong>
              {workspace.sample && !workspace.name.includes(t.app.start.sampleMark) && (
                <span className="soft">{t.app.start.sampleMark}</span>
              )}
              <span className="soft">{workspace.kind === 'joined' ? t.members.places.joined : t.members.places.local}</span>
              <span className="soft">{t.app.start.openedAt(instantDay(workspace.openedAt, locale))}</span>
            </button>
            {workspace.kind === 'joined' && (
              <IconButton label={t.members.places.remove(workspace.name)} onClick={() => setRemoving(workspace)}>
                <Trash2 size={15} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {removing && <RemoveJoined workspace={removing} onAnswer={onAnswer} onClose={() => setRemoving(null)} />}
    </>
  )
}

type RemoveProps = { workspace: KnownWorkspace; onAnswer: (answer: Result<Session>) => void; onClose: () => void }

/** The copy on this machine cannot be brought back without an invite, so it is asked about. */
function RemoveJoined({ workspace: { id, name }, onAnswer, onClose }: RemoveProps) {
  const { places } = useText().members
  const remove = async (): Promise<Failure | null> => {
    const answer = await ask('removeJoined', { id })
    if (!answer.ok) return answer.failure
    onAnswer(answer)
    return null
  }
  return (
    <FormDialog title={places.remove(name)} act={places.removeAct} onSubmit={remove} onClose={onClose}>
      <p>{places.removeBody}</p>
    </FormDialog>
  )
}

function Founding({ onFound, onCancel }: { onFound: (name: string) => void; onCancel: () => void }) {
  const t = useText()
  const [name, setName] = useState('')
  return (
    <form
      className="founding"
      onKeyDown={({ key }) => {
        if (key === 'Escape') onCancel()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        onFound(name)
      }}
    >
      <Field
        label={t.app.start.workspaceName}
        value={name}
        onChange={setName}
        maxLength={60}
        placeholder={t.app.start.workspaceExample}
        required
        autoFocus
      />
      <div className="form-acts">
        <Button onClick={onCancel}>{t.app.cancel}</Button>
        <Button look="primary" submit disabled={!name.trim()}>
          {t.app.create}
        </Button>
      </div>
    </form>
  )
}
