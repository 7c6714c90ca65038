import { BookOpenCheck, ChevronRight, FolderPlus } from 'lucide-react'
import { useState } from 'react'
import type { KnownWorkspace, Person, Session } from '../../shared/desktop.ts'
import type { Result } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { instantDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Waiting } from '../ui/Waiting.tsx'

type Props = {
  person: Person
  known: readonly KnownWorkspace[]
  onAnswer: (answer: Result<Session>) => void
  onChangePerson: () => void
}

export function Workspaces({ person, known, onAnswer, onChangePerson }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [founding, setFounding] = useState(false)
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
      {known.length > 0 && <Recent known={known} onOpen={(id) => void open(ask('openWorkspace', { id }))} />}
      <h2>{t.app.start.choose}</h2>
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
          {founding ? (
            <Founding onFound={(name) => void open(ask('createWorkspace', { name }))} onCancel={() => setFounding(false)} />
          ) : (
            <button type="button" className="way" onClick={() => setFounding(true)}>
              <FolderPlus size={20} strokeWidth={1.6} aria-hidden />
              <strong>{t.app.start.found}</strong>
              <span className="soft">{t.app.start.foundHint}</span>
              <ChevronRight size={16} aria-hidden />
            </button>
          )}
        </li>
      </ul>
    </div>
  )
}

function Recent({ known, onOpen }: { known: readonly KnownWorkspace[]; onOpen: (id: string) => void }) {
  const t = useText()
  const locale = useLocale()
  const latestFirst = [...known].sort((a, b) => b.openedAt.localeCompare(a.openedAt))
  return (
    <>
      <h2>{t.app.start.recent}</h2>
      <ul className="recent">
        {latestFirst.map(({ id, name, openedAt, sample }) => (
          <li key={id}>
            <button type="button" onClick={() => onOpen(id)}>
              <strong>{name}</strong>
              {sample && !name.includes(t.app.start.sampleMark) && <span className="soft">{t.app.start.sampleMark}</span>}
              <span className="soft">{t.app.start.openedAt(instantDay(openedAt, locale))}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Founding({ onFound, onCancel }: { onFound: (name: string) => void; onCancel: () => void }) {
  const t = useText()
  const [name, setName] = useState('')
  return (
    <form
      className="founding"
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
