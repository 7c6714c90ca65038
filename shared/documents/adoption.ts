import type { Outcome, Talk } from './talk.ts'

/** A row of 意见采纳情况表: who said what about which words, and what became of it. */
export type AdoptionRow = {
  /** A member's id. */
  by: string
  at: string
  quote: string
  opinion: string
  /** What was proposed to stand instead. */
  wording: { before: string; after: string } | null
  /** `null`: not decided yet. */
  outcome: Outcome | null
  reason: string
}

/** In the order in which it was said; what was settled without an outcome (taken back, answered) is no opinion to be adopted. */
export function adoptionRows({ threads, decided }: Talk): AdoptionRow[] {
  const said = threads
    .filter(({ verdict, resolved }) => verdict !== null || resolved === null)
    .map(({ by, at, quote, text, replacement, verdict }): AdoptionRow => ({
      ...{ by, at, quote, outcome: verdict?.outcome ?? null, reason: verdict?.reason ?? '' },
      opinion: text,
      wording: replacement === null ? null : { before: quote, after: replacement },
    }))
  const proposed = decided.map(({ proposal: { by, at, quote, before, after }, verdict: { outcome, reason } }): AdoptionRow => ({
    ...{ by, at, quote, outcome, reason },
    opinion: '',
    wording: { before, after },
  }))
  return [...said, ...proposed].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
