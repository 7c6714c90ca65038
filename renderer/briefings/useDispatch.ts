import { emptyDispatch, type Briefing, type Dispatch } from '../../shared/register.ts'
import { useRecord } from '../hub/useHub.ts'
import type { Text } from '../../shared/i18n/zh.ts'

export const useDispatch = (id: string): Dispatch => useRecord('dispatches', id) ?? emptyDispatch(id)

/** 智库专报 第 3 期 */
export const issueName = ({ masthead, number }: Briefing, t: Text): string =>
  number === null ? masthead : `${masthead} ${t.briefings.page.number(number)}`

export type Standing = 'standing' | 'withdrawn' | 'replaced'
export const standingOf = ({ withdrawn, replacedBy }: Dispatch): Standing =>
  replacedBy !== null ? 'replaced' : withdrawn !== null ? 'withdrawn' : 'standing'
