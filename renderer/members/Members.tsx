import { UserMinus, UserPlus } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Member } from '../../shared/register.ts'
import { instantDay, since } from '../format.ts'
import { inkOf } from '../hub/people.ts'
import { useCommand, useIsLocal, useMay, useMe, useMembers, usePeopleHere, useRegisterState } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Person } from '../ui/People.tsx'
import type { RecordColumn } from '../ui/RecordTable.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { AddMember } from './AddMember.tsx'
import { Hosting } from './Hosting.tsx'
import { InviteMember } from './InviteMember.tsx'
import { Invites } from './Invites.tsx'
import { RemoveMember } from './RemoveMember.tsx'
import { RoleChoice, roleOrder } from './RoleChoice.tsx'
import { useHosting } from './useHosting.ts'
import { useInvites } from './useInvites.ts'
import './members.css'

/** Everybody in the workspace; for the secretariat also who may come in, and at the host how. */
export default function Members() {
  const mayInvite = useMay('inviteMember')
  const isLocal = useIsLocal()
  if (!mayInvite) return <Reading />
  return isLocal ? <AtTheHost /> : <Inviting hosts />
}

function Reading() {
  return <MemberList seen={useSeen()} />
}

function AtTheHost() {
  const hosting = useHosting()
  return <Inviting hosts={hosting?.on ?? null} panel={hosting && <Hosting state={hosting} />} />
}

/** `hosts`: whether people can come in; `null` until that is known. */
function Inviting({ hosts, panel }: { hosts: boolean | null; panel?: ReactNode }) {
  const { members: text } = useText()
  const invited = useInvites()
  const seen = useSeen()
  const members = useMembers()
  const [inviting, setInviting] = useState<{ person: Member | null } | null>(null)
  const entered = useMemo(() => members.filter(({ id }) => !seen.joined(id)), [members, seen])
  return (
    <>
      <MemberList
        seen={seen}
        {...(hosts !== null && { onInvite: (person: Member) => setInviting({ person }) })}
        act={
          <Button
            look="primary"
            icon={<UserPlus size={16} aria-hidden />}
            disabled={hosts === null}
            onClick={() => setInviting({ person: null })}
          >
            {text.invites.act}
          </Button>
        }
        aside={
          <>
            {panel}
            <Invites invited={invited} />
          </>
        }
      />
      {inviting && hosts !== null && (
        <InviteMember hosts={hosts} person={inviting.person} entered={entered} onClose={() => setInviting(null)} />
      )}
    </>
  )
}

type ListProps = { seen: Seen; onInvite?: (person: Member) => void; act?: ReactNode; aside?: ReactNode }

function MemberList({ seen, onInvite, act, aside }: ListProps) {
  const { members: text } = useText()
  const members = useMembers()
  const may = useMay('addMember')
  const { failure, attempt } = useAttempt()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Member | null>(null)
  const columns = useColumns({ seen, onInvite, onAttempt: attempt, onRemove: setRemoving })
  return (
    <ListPage
      title={text.title}
      count={text.count(members.length)}
      records={members}
      columns={columns}
      first={{ column: 'role', direction: 'ascending' }}
      name={({ name }) => name}
      empty={text.empty}
      above={failure && <ErrorNotice failure={failure} />}
      aside={aside}
      {...(may && {
        act: (
          <>
            <Button onClick={() => setAdding(true)}>{text.add}</Button>
            {act}
          </>
        ),
      })}
    >
      {adding && <AddMember onClose={() => setAdding(false)} />}
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(null)} />}
    </ListPage>
  )
}

type Columns = { seen: Seen; onInvite: ((person: Member) => void) | undefined; onAttempt: Attempt; onRemove: (member: Member) => void }

function useColumns({ seen, onInvite, onAttempt, onRemove }: Columns): readonly RecordColumn<Member>[] {
  const { app, members: text } = useText()
  const locale = useLocale()
  const me = useMe()
  const command = useCommand()
  const may = useMay('setRole')
  return useMemo(() => {
    const setRole = ({ id, name, role: before }: Member, role: Member['role']): void =>
      onAttempt(command('setRole', { id, role }), () =>
        toast(text.roleChanged(name, app.roles[role]), {
          about: id,
          act: { label: app.undo, run: () => onAttempt(command('setRole', { id, role: before })) },
        }),
      )
    return [
      {
        id: 'name',
        label: text.name,
        width: '21%',
        by: ({ name }) => name,
        show: ({ id, name }) => (
          <span className="member">
            <Person person={{ id, name, color: inkOf(id) }} small />
            <span className="cut" title={name}>
              {name}
            </span>
            {id === me.id && <span className="soft">{text.me}</span>}
          </span>
        ),
      },
      { id: 'organisation', label: text.organisation, width: '26%', by: (m) => m.organisation, show: (m) => m.organisation },
      {
        id: 'role',
        label: text.role,
        width: '14%',
        by: (m) => roleOrder.indexOf(m.role),
        show: (m) =>
          may && m.id !== me.id ? (
            <RoleChoice value={m.role} onChange={(role) => setRole(m, role)} label={text.changeRole(m.name)} inline />
          ) : (
            app.roles[m.role]
          ),
      },
      { id: 'since', label: text.since, width: '20%', by: (m) => m.since, show: (m) => instantDay(m.since, locale) },
      {
        id: 'seen',
        label: text.seen,
        width: '19%',
        by: (m) => (seen.here(m.id) ? '9' : (seen.at(m.id) ?? '')),
        show: (m) => {
          const at = seen.at(m.id)
          return (
            <span className="seen">
              {seen.here(m.id) ? (
                <Mark shape="done">{text.here}</Mark>
              ) : (
                <span className="soft">{at ? text.seenAt(since(at, locale)) : !seen.joined(m.id) && text.entered}</span>
              )}
              {onInvite && m.id !== me.id && !seen.joined(m.id) && (
                <IconButton label={text.invite(m.name)} onClick={() => onInvite(m)}>
                  <UserPlus size={15} aria-hidden />
                </IconButton>
              )}
              {may && m.id !== me.id && (
                <IconButton label={text.remove(m.name)} onClick={() => onRemove(m)}>
                  <UserMinus size={15} aria-hidden />
                </IconButton>
              )}
            </span>
          )
        },
      },
    ]
  }, [app, text, locale, me.id, may, seen, command, onInvite, onAttempt, onRemove])
}

type Seen = {
  here: (id: string) => boolean
  at: (id: string) => string | null
  /** No only for whoever is known never to have come in. */
  joined: (id: string) => boolean
}

/** Who is here is known at once, by presence; when the others left is asked of the host again with every coming and going, and with everybody entered. */
function useSeen(): Seen {
  const people = usePeopleHere()
  const count = useMembers().length
  const open = useRegisterState().state.is === 'open'
  const may = useMay('whoIsConnected')
  const command = useCommand()
  const [left, setLeft] = useState<ReadonlyMap<string, { seenAt: string | null; joined: boolean }>>(new Map())
  useEffect(() => {
    if (!open || !may) return
    void command('whoIsConnected', {}).then((answer) => {
      if (answer.ok) setLeft(new Map(answer.value.seen.map(({ memberId, ...was }) => [memberId, was])))
    })
  }, [command, open, may, people, count])
  return useMemo(() => {
    const here = new Set(people.map(({ id }) => id))
    return { here: (id) => here.has(id), at: (id) => left.get(id)?.seenAt ?? null, joined: (id) => left.get(id)?.joined ?? true }
  }, [people, left])
}
