import { UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Member } from '../../shared/register.ts'
import type { Role } from '../../shared/roles.ts'
import { instantDay } from '../format.ts'
import { inkOf } from '../hub/people.ts'
import { useCommand, useMay, useMe, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Person } from '../ui/People.tsx'
import type { RecordColumn } from '../ui/RecordTable.tsx'
import { toast } from '../ui/toasts.ts'

export default function Members() {
  const t = useText()
  const members = useRegister('members')
  const columns = useColumns()
  const may = useMay('addMember')
  const [adding, setAdding] = useState(false)
  return (
    <ListPage
      title={t.app.members.title}
      count={t.app.members.count(members.length)}
      records={members}
      columns={columns}
      first={{ column: 'role', direction: 'ascending' }}
      name={({ name }) => name}
      empty={t.app.members.empty}
      {...(may && {
        act: (
          <Button look="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t.app.members.add}
          </Button>
        ),
      })}
    >
      {adding && <AddMember onClose={() => setAdding(false)} />}
    </ListPage>
  )
}

const order: readonly Role[] = ['secretariat', 'expert', 'observer']

function useColumns(): readonly RecordColumn<Member>[] {
  const t = useText()
  const locale = useLocale()
  const me = useMe()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t.app.members.name,
        width: '26%',
        by: ({ name }) => name,
        show: ({ id, name }) => (
          <span className="member">
            <Person person={{ id, name, color: inkOf(id) }} small />
            {name}
            {id === me.id && <span className="soft">{t.app.members.me}</span>}
          </span>
        ),
      },
      { id: 'organisation', label: t.app.members.organisation, width: '40%', by: (m) => m.organisation, show: (m) => m.organisation },
      { id: 'role', label: t.app.members.role, width: '16%', by: (m) => order.indexOf(m.role), show: (m) => t.app.roles[m.role] },
      { id: 'since', label: t.app.members.since, width: '18%', by: (m) => m.since, show: (m) => instantDay(m.since, locale) },
    ],
    [t, locale, me.id],
  )
}

function AddMember({ onClose }: { onClose: () => void }) {
  const t = useText()
  const command = useCommand()
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [role, setRole] = useState<Role>('expert')
  const add = async (): Promise<Failure | null> => {
    const answer = await command('addMember', { name, organisation, role })
    if (!answer.ok) return answer.failure
    toast(t.app.members.added(name.trim()))
    return null
  }
  const { name: nameLabel, organisation: organisationLabel, role: roleLabel } = t.app.members
  return (
    <FormDialog
      title={t.app.members.addTitle}
      act={t.app.members.add}
      ready={name.trim() !== ''}
      labels={{ name: nameLabel, organisation: organisationLabel, role: roleLabel }}
      onSubmit={add}
      onClose={onClose}
    >
      <Field label={nameLabel} value={name} onChange={setName} maxLength={40} required autoFocus />
      <Field label={organisationLabel} value={organisation} onChange={setOrganisation} maxLength={200} />
      <Choice
        label={roleLabel}
        value={role}
        onChange={setRole}
        options={order.map((value) => ({ value, label: t.app.roles[value], hint: t.app.members.roleHints[value] }))}
      />
    </FormDialog>
  )
}
