import { kindRules } from '../../shared/briefing/kinds.ts'
import { assertNever } from '../../shared/errors.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { emptyDispatch, type Briefing, type Dispatch } from '../../shared/register.ts'
import { useRecord } from '../hub/useHub.ts'
import type { Text } from '../../shared/i18n/zh.ts'

export const useDispatch = (id: string): Dispatch => useRecord('dispatches', id) ?? emptyDispatch(id)

type Numbered = Pick<Briefing, 'kind' | 'masthead' | 'mark' | 'date' | 'supplement'>

/** 第 3 期, 增刊第 1 期 or, of letters and documents, 青民智〔2026〕1号; empty for a kind without numbers. */
export function numberText({ kind, mark, date, supplement }: Numbered, number: number, { briefings: { page } }: Text): string {
  const { numbering } = kindRules[kind]
  switch (numbering) {
    case 'serial':
      return supplement ? page.supplementNumber(number) : page.number(number)
    case 'mark':
      return print.mark(mark, date.slice(0, 4), number)
    case 'none':
      return ''
    default:
      return assertNever(numbering)
  }
}

/** 智库专报 第 3 期 */
export const issueName = (briefing: Numbered & Pick<Briefing, 'number'>, t: Text): string =>
  briefing.number === null ? briefing.masthead : `${briefing.masthead} ${numberText(briefing, briefing.number, t)}`.trim()

export type Standing = 'standing' | 'withdrawn' | 'replaced'
export const standingOf = ({ withdrawn, replacedBy }: Dispatch): Standing =>
  replacedBy !== null ? 'replaced' : withdrawn !== null ? 'withdrawn' : 'standing'
