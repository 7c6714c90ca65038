import { useMemo } from 'react'
import { inOrder } from '../../shared/dialogues/attendees.ts'
import type { Attendee } from '../../shared/register.ts'
import { useRegister } from '../hub/useHub.ts'

/** Who takes part in a dialogue, in their order. */
export function useAttendees(dialogueId: string): Attendee[] {
  const all = useRegister('attendees')
  return useMemo(() => inOrder(all.filter((one) => one.dialogueId === dialogueId)), [all, dialogueId])
}
