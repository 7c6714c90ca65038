import { z } from 'zod'

/** So many questions are remembered. */
const most = 8
const prefix = 'yice:searched:'
const kept = (memberId: string): string => `${prefix}${memberId}`
const list = z.array(z.string().max(100)).max(most).catch([])

/** What this member looked for and then opened something, the latest first; kept on this machine. */
export function recentSearches(memberId: string): string[] {
  return list.parse(readJson(window.localStorage.getItem(kept(memberId))))
}

export function rememberSearch(memberId: string, text: string): void {
  const asked = text.trim()
  if (asked === '') return
  const others = recentSearches(memberId).filter((one) => one !== asked)
  window.localStorage.setItem(kept(memberId), JSON.stringify([asked, ...others].slice(0, most)))
}

/** In every workspace of this machine. */
export function forgetSearches(): void {
  for (const key of Object.keys(window.localStorage)) if (key.startsWith(prefix)) window.localStorage.removeItem(key)
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    // Nobody but this file writes it; what cannot be read is no loss.
    return []
  }
}
