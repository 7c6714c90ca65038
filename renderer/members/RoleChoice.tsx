import type { Role } from '../../shared/roles.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'

/** As lists show them. */
export const roleOrder: readonly Role[] = ['secretariat', 'expert', 'observer']

type Props = { value: Role; onChange: (role: Role) => void; label?: string; inline?: boolean }

/** A role, with what it lets one do. */
export function RoleChoice({ value, onChange, label, inline = false }: Props) {
  const { app, members } = useText()
  const options = roleOrder.map((role) => ({ value: role, label: app.roles[role], hint: members.roleHints[role] }))
  return <Choice label={label ?? members.role} value={value} onChange={onChange} options={options} inline={inline} />
}
