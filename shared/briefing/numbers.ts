import type { Briefing } from '../register.ts'
import { assertNever } from '../errors.ts'
import { kindRules } from './kinds.ts'

type Counted = Pick<Briefing, 'kind' | 'masthead' | 'supplement' | 'mark' | 'date'>

/**
 * The numbers that a briefing gets when it is issued now: 期号 or 发文字号 within the year of its date, 总期号 over all. Both run on without
 * a gap: what was withdrawn keeps its own. The hub gives them; whoever is away from it can only say what they will probably be.
 */
export function nextNumbers(briefings: readonly Briefing[], next: Counted): { number: number; total: number } {
  const series = seriesOf(next)
  const issued = briefings.filter((one) => one.state === 'issued' && seriesOf(one) === series)
  const year = next.date.slice(0, 4)
  return { number: issued.filter(({ date }) => date.startsWith(year)).length + 1, total: issued.length + 1 }
}

/** What is counted together: issues under one masthead, 增刊 apart, or letters and documents of one 代字. */
function seriesOf({ kind, masthead, supplement, mark }: Counted): string {
  const { numbering } = kindRules[kind]
  switch (numbering) {
    case 'serial':
      return `serial ${supplement ? 'supplement' : 'issue'} ${masthead}`
    case 'mark':
      return `mark ${mark}`
    case 'none':
      return `none ${kind} ${masthead}`
    default:
      return assertNever(numbering)
  }
}
