import { useEffect, useState } from 'react'
import type { Person, Session } from '../../shared/desktop.ts'
import type { Failure, Result } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Introduction } from './Introduction.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { Workspaces } from './Workspaces.tsx'
import './start.css'

/** `invited`: the app was opened by an invite, which waits until it is known who comes. */
type Props = { session: Session; onSession: (session: Session) => void; invited: boolean }

/** First run, and whenever no workspace is open: who I am, then where to. */
export default function Start({ session, onSession, invited }: Props) {
  const t = useText()
  const [changing, setChanging] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    document.title = t.app.title('')
  }, [t])
  const hear = (answer: Result<Session>): void => {
    setFailure(answer.ok ? null : answer.failure)
    if (!answer.ok) return
    setChanging(false)
    onSession(answer.value)
  }
  const { person } = session
  return (
    <main className="start">
      <section className="start-sheet">
        <h1 className="masthead">{t.app.name}</h1>
        <p className="motto">{t.app.start.motto}</p>
        <hr />
        {session.notices.map((notice, at) => (
          <ErrorNotice key={at} failure={notice} />
        ))}
        {person && !changing ? (
          <Workspaces person={person} known={session.workspaces} onAnswer={hear} onChangePerson={() => setChanging(true)} />
        ) : (
          <Introduction first={person ?? nobody} onAnswer={hear} {...(invited && { hint: t.members.joining.introduceFirst })} />
        )}
        {failure && <ErrorNotice failure={failure} labels={{ name: t.app.start.name, organisation: t.app.start.organisation }} />}
      </section>
      <footer className="start-foot soft">
        <span>{t.app.start.version(session.version)}</span>
        <LanguageSwitch />
      </footer>
    </main>
  )
}

const nobody: Person = { name: '', organisation: '' }
