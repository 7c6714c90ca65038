import { useState } from 'react'
import type { CommandAnswer } from '../../shared/commands.ts'
import type { Failure } from '../../shared/errors.ts'
import { inviteCode, inviteLink, isLoopback, usualPort } from '../../shared/invite.ts'
import type { Member } from '../../shared/register.ts'
import type { Role } from '../../shared/roles.ts'
import { ask } from '../desktop.ts'
import { instantDay } from '../format.ts'
import { useCommand } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { QrPicture } from '../ui/QrPicture.tsx'
import { HostingStart, portIn } from './HostingStart.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Made = CommandAnswer<'inviteMember'> & { name: string }
type Props = {
  /** People can come in. */ hosts: boolean
  /** Entered by name before, and to be invited now; `null` for somebody to be named. */ person: Member | null
  /** Who was entered by name and never came in. */ entered: readonly Member[]
  onClose: () => void
}

const days = ['1', '7', '30'] as const

/** First hosting, where it is off at this machine; then whom and as what; then the invite, shown this once. */
export function InviteMember({ hosts, person, entered, onClose }: Props) {
  const { invites } = useText().members
  const command = useCommand()
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>('expert')
  const [term, setTerm] = useState<(typeof days)[number]>('7')
  const [made, setMade] = useState<Made | null>(null)
  /** Who is not meant, though the name is theirs. */
  const [notThem, setNotThem] = useState<Member['id'] | null>(null)
  if (!hosts) return <HostFirst onClose={onClose} />
  if (made) return <InviteShown made={made} onClose={onClose} />
  const namesake = person ? null : only(entered.filter((one) => one.name === name.trim()))
  const invited = person ?? (namesake?.id === notThem ? null : namesake)
  const make = async (): Promise<Failure | null> => {
    const answer = await command('inviteMember', { name: name.trim(), role, days: Number(term), memberId: invited?.id ?? null })
    if (!answer.ok) return answer.failure
    setMade({ ...answer.value, name: name.trim() })
    return null
  }
  return (
    <FormDialog title={invites.formTitle} act={invites.make} onSubmit={make} onClose={onClose} staysOpen>
      <InviteFields {...{ name, setName, role, setRole, term, setTerm, person, namesake, setNotThem, invited }} />
    </FormDialog>
  )
}

type Fields = {
  name: string
  setName: (name: string) => void
  role: Role
  setRole: (role: Role) => void
  term: (typeof days)[number]
  setTerm: (term: (typeof days)[number]) => void
  person: Member | null
  /** Entered before by the name that stands there. */
  namesake: Member | null
  setNotThem: (id: Member['id'] | null) => void
  /** Whose invite it will be, where they were entered before. */
  invited: Member | null
}

/** Of several of one name none is meant. */
const only = (people: readonly Member[]): Member | null => (people.length === 1 ? (people[0] ?? null) : null)

function InviteFields({ name, setName, role, setRole, term, setTerm, person, namesake, setNotThem, invited }: Fields) {
  const { app, members } = useText()
  return (
    <>
      {!person && (
        <Field
          label={members.name}
          value={name}
          onChange={setName}
          maxLength={40}
          {...(!namesake && { hint: members.invites.nameHint })}
          autoFocus
        />
      )}
      {namesake && (
        <Choice
          label={members.invites.who}
          value={invited ? 'entered' : 'other'}
          options={[
            { value: 'entered', label: members.invites.theEntered(namesake.name, app.roles[namesake.role]) },
            { value: 'other', label: members.invites.another },
          ]}
          onChange={(who) => setNotThem(who === 'other' ? namesake.id : null)}
        />
      )}
      {invited && <p role="status">{members.invites.isEntered(invited.name, app.roles[invited.role])}</p>}
      {namesake && !invited && <p className="soft">{members.invites.namesake}</p>}
      <div className="form-pair">
        {!invited && <RoleChoice value={role} onChange={setRole} />}
        <Choice
          label={members.invites.days}
          value={term}
          onChange={setTerm}
          options={days.map((value) => ({ value, label: members.invites.dayOptions[value] }))}
        />
      </div>
    </>
  )
}

function HostFirst({ onClose }: { onClose: () => void }) {
  const { invites } = useText().members
  const [text, setText] = useState(String(usualPort))
  const port = portIn(text)
  const start = async (): Promise<Failure | null> => {
    const answer = await ask('host', { port })
    return answer.ok ? null : answer.failure
  }
  return (
    <FormDialog title={invites.formTitle} act={invites.startAndGoOn} ready={port !== null} onSubmit={start} onClose={onClose} staysOpen>
      <p>{invites.needsHosting}</p>
      <HostingStart port={text} onPort={setText} autoFocus />
    </FormDialog>
  )
}

/** The secret is here and nowhere else: once closed, nobody can show it again. */
function InviteShown({ made, onClose }: { made: Made; onClose: () => void }) {
  const { invites } = useText().members
  const locale = useLocale()
  const link = inviteLink(made.invite)
  const code = inviteCode(made.invite)
  return (
    <DialogFrame title={invites.madeTitle(made.name)} wide onClose={onClose}>
      {made.invite.addresses.every(isLoopback) && (
        <p className="notice" role="alert">
          {invites.noAddress}
        </p>
      )}
      <p>{invites.once}</p>
      <div className="invite-shown">
        <QrPicture text={link} label={invites.qr} />
        <dl>
          <dt>{invites.link}</dt>
          <dd className="invite-link">
            <code className="cut" title={link}>
              {link}
            </code>
            <CopyButton text={link} label={invites.copyLink} shown />
          </dd>
          <dt>
            {invites.orByCode} · {invites.address}
          </dt>
          {made.invite.addresses.map((address) => (
            <dd key={address}>
              <code>{address}</code>
            </dd>
          ))}
          <dt>{invites.code}</dt>
          <dd className="invite-code">
            <code>{code}</code>
            <CopyButton text={code} label={invites.copyCode} />
          </dd>
          <dd className="soft">{invites.expires(instantDay(made.expiresAt, locale))}</dd>
        </dl>
      </div>
      <footer className="dialog-acts">
        <Button look="primary" onClick={onClose}>
          {invites.finish}
        </Button>
      </footer>
    </DialogFrame>
  )
}
