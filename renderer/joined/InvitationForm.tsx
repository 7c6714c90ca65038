import { useEffect, useState } from 'react'
import { linkIn, usualPort } from '../../shared/invite.ts'
import type { Invitation, ReadInvitation } from '../../shared/joined.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Field } from '../ui/Field.tsx'
import { Nearby } from './Nearby.tsx'

/** What stands in the fields. */
export type Typed = { link: string; address: string; code: string }
export const emptyInvitation: Typed = { link: '', address: '', code: '' }

/** The link wins. `null` while something is missing. */
export function invitationIn({ link, address, code }: Typed): Invitation | null {
  const text = linkIn(link)
  if (text) return { text }
  return address.trim() && code.trim() ? { address: address.trim(), code } : null
}

type Props = {
  typed: Typed
  onType: (typed: Typed) => void
  invitation: Invitation | null
  /** It came from outside: the link is not to be typed. */
  opened: boolean
  disabled: boolean
}

/** A link, or an address and a code; under them what they say by themselves, before anything is sent. */
export function InvitationForm({ typed, onType, invitation, opened, disabled }: Props) {
  const { joining: text } = useText().members
  const read = useReading(invitation)
  if (opened)
    return (
      <>
        <p>{text.opened}</p>
        {read && <Reading read={read} />}
      </>
    )
  const byLink = typed.link.trim() !== ''
  return (
    <>
      <Field
        label={text.link}
        value={typed.link}
        onChange={(link) => onType({ ...typed, link })}
        placeholder={text.linkExample}
        spellCheck={false}
        autoFocus
        disabled={disabled}
      />
      {!byLink && (
        <fieldset className="by-code" disabled={disabled}>
          <legend>{text.byCode}</legend>
          <Nearby onChoose={(address) => onType({ ...typed, address })} />
          <Field
            label={text.address}
            value={typed.address}
            onChange={(address) => onType({ ...typed, address })}
            placeholder={text.addressExample}
            hint={text.addressHint(usualPort)}
            spellCheck={false}
          />
          <Field
            label={text.code}
            value={typed.code}
            onChange={(code) => onType({ ...typed, code })}
            hint={text.codeHint}
            maxLength={200}
            spellCheck={false}
            autoCapitalize="characters"
          />
        </fieldset>
      )}
      {read && <Reading read={read} />}
    </>
  )
}

/** Asked of this machine only. */
function useReading(invitation: Invitation | null): ReadInvitation | null {
  const key = invitation === null ? '' : JSON.stringify(invitation)
  const [reading, setReading] = useState<{ of: string; read: ReadInvitation | null }>({ of: '', read: null })
  useEffect(() => {
    if (invitation === null) return
    let current = true
    void ask('readInvite', invitation).then((answer) => {
      if (current) setReading({ of: key, read: answer.ok ? answer.value : null })
    })
    return () => void (current = false)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same words are the same invitation
  }, [key])
  return reading.of === key ? reading.read : null
}

function Reading({ read: { workspace, addresses, fingerprint } }: { read: ReadInvitation }) {
  const { joining: text } = useText().members
  return (
    <section className="reading" aria-live="polite">
      <dl className="facts-list">
        {workspace !== null && (
          <>
            <dt>{text.workspace}</dt>
            <dd>
              <strong>{workspace}</strong>
            </dd>
          </>
        )}
        <dt>{text.host}</dt>
        <dd className="numbers">{addresses.join('、')}</dd>
        <dt>{text.fingerprint}</dt>
        <dd>{fingerprint === null ? text.certified : <code>{fingerprint}</code>}</dd>
      </dl>
      <p className="soft">{text.nothingSent}</p>
    </section>
  )
}
