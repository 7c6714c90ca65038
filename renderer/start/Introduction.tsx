import { useState } from 'react'
import type { Person, Session } from '../../shared/desktop.ts'
import type { Result } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'

type Props = { first: Person; onAnswer: (answer: Result<Session>) => void; hint?: string }

export function Introduction({ first, onAnswer, hint }: Props) {
  const t = useText()
  const [name, setName] = useState(first.name)
  const [organisation, setOrganisation] = useState(first.organisation)
  return (
    <form
      className="introduction"
      onSubmit={(event) => {
        event.preventDefault()
        void ask('introduce', { name, organisation }).then(onAnswer)
      }}
    >
      <h2>{t.app.start.who}</h2>
      <p className="soft">{hint ?? t.app.start.whoHint}</p>
      <Field label={t.app.start.name} value={name} onChange={setName} maxLength={40} required autoFocus />
      <Field label={t.app.start.organisation} value={organisation} onChange={setOrganisation} maxLength={200} />
      <div className="form-acts">
        <Button look="primary" submit disabled={!name.trim()}>
          {t.app.start.next}
        </Button>
      </div>
    </form>
  )
}
