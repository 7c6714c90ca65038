import { dayOf, type Act } from './act.ts'

type Numbered = 'topics' | 'issues'

/** DL12 The next 编号 of this year, `2026-007`: above the highest there is, so that nobody finds two under one. */
export function nextNumber(act: Act, root: Numbered): string {
  const year = `${dayOf(act.at).slice(0, 4)}-`
  const last = act.register
    .all(root)
    .reduce((most, { no }) => (no.startsWith(year) ? Math.max(most, Number(no.slice(year.length))) : most), 0)
  return `${year}${String(last + 1).padStart(3, '0')}`
}

export const isFree = (act: Act, root: Numbered, no: string): boolean => act.register.all(root).every((one) => one.no !== no)
