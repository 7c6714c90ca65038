import type { Person } from '../../shared/desktop.ts'
import type { LookedUp } from '../../shared/joined.ts'
import { useText } from '../text.ts'
import { focus } from '../ui/focus.ts'

/** Whose workspace it is, by the host's own word and key, and who I shall be in it. */
export function JoinConfirm({ looked, person }: { looked: LookedUp; person: Person }) {
  const { app, members } = useText()
  const { joining: text } = members
  return (
    <div className="dialog-content" tabIndex={-1} ref={focus}>
      {looked.known ? (
        <p className="notice" role="status">
          {text.known[looked.known.kind]}
        </p>
      ) : (
        <p>{text.confirmBody}</p>
      )}
      <dl className="facts-list">
        <dt>{text.workspace}</dt>
        <dd>
          <strong>{looked.workspace}</strong>
        </dd>
        <dt>{text.host}</dt>
        <dd className="numbers">{looked.address}</dd>
        <dt>{text.fingerprint}</dt>
        <dd>
          <code className="fingerprint">{looked.fingerprint}</code>
          <small className="soft">{looked.pinned ? text.fingerprintHint : text.certified}</small>
        </dd>
        <dt>{text.myRole}</dt>
        <dd>
          {app.roles[looked.role]}
          <small className="soft">{members.roleHints[looked.role]}</small>
        </dd>
        <dt>{text.myName}</dt>
        <dd>
          {[person.name, person.organisation].filter(Boolean).join(' · ')}
          {looked.name && looked.name !== person.name && <small className="soft">{text.invitedAs(looked.name)}</small>}
        </dd>
      </dl>
    </div>
  )
}
