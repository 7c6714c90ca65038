import { fixedOffsets, type Timed } from '../documents/agenda.ts'
import type { DialogueRun, Side } from '../register.ts'

type Span = { from: string; to: string | null }

const minute = 60_000
/** Never less than nothing: a stamp may lie a moment ahead of the clock that reads it. */
const lengthOf = ({ from, to }: Span, now: number): number => Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from))
const sum = (spans: readonly Span[], now: number): number => spans.reduce((total, one) => total + lengthOf(one, now), 0)

/** The item under way; `null` before the meeting, and when it is over. */
export function itemUnderWay(run: DialogueRun | null): string | null {
  const last = run?.items.at(-1)
  return last?.to === null ? last.itemId : null
}

export function speechUnderWay(run: DialogueRun | null): DialogueRun['speeches'][number] | null {
  const last = run?.speeches.at(-1)
  return last?.to === null ? last : null
}

/** How long an item has taken, all times that it was gone back to together, in ms. */
export const spentOn = (run: DialogueRun | null, itemId: string, now: number): number =>
  sum(run?.items.filter((one) => one.itemId === itemId) ?? [], now)

/** When an item was first begun and last left, and how long it took; `null` while it is under way, and for one that never was. */
export function heldAt(run: DialogueRun | null, itemId: string): { from: number; to: number; spent: number } | null {
  const spans = run?.items.filter((one) => one.itemId === itemId) ?? []
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || last?.to == null) return null
  return { from: Date.parse(first.from), to: Date.parse(last.to), spent: sum(spans, 0) }
}

export type Standing = {
  phase: 'ahead' | 'running' | 'over'
  /** Place of the item under way; -1 for none. */
  at: number
  /** On the item under way, in ms. */
  spent: number
  /** What is left of its time; negative when it is over that, `null` where none was planned. */
  left: number | null
  /** When it will be over if all that is to come keeps to its time and nothing with a fixed time begins before that. */
  endsAt: number
  /** Later than planned so much, in ms; negative for earlier. */
  late: number
}

/**
 * RN2 Where a meeting stands: a pure function of what was recorded, the plan, and the time. Every window that is told the same
 *     time shows the same.
 *
 * @param startsAt wall time, `2026-11-24T14:00`
 * @param now in ms
 */
export function standing(run: DialogueRun | null, plan: readonly Timed[], startsAt: string, now: number): Standing {
  const begins = Date.parse(startsAt)
  const fixed = fixedOffsets(startsAt, plan)
  /** When so many items are over that begin one after another, the first as soon as `from`. */
  const over = (items: readonly Timed[], from: number): number =>
    items.reduce((ended, { id, minutes }) => Math.max(ended, begins + minute * (fixed.get(id) ?? -Infinity)) + minute * minutes, from)
  const plannedEnd = over(plan, begins)
  if (!run) {
    const endsAt = over(plan, Math.max(begins, now))
    return { phase: 'ahead', at: -1, spent: 0, left: null, endsAt, late: endsAt - plannedEnd }
  }
  const under = itemUnderWay(run)
  const at = plan.findIndex(({ id }) => id === under)
  if (under === null) {
    const endsAt = Date.parse(run.items.at(-1)?.to ?? '')
    return { phase: 'over', at, spent: 0, left: null, endsAt, late: endsAt - plannedEnd }
  }
  const spent = spentOn(run, under, now)
  const planned = minute * (plan[at]?.minutes ?? 0)
  const endsAt = over(plan.slice(at + 1), now + Math.max(0, planned - spent))
  return { phase: 'running', at, spent, left: planned > 0 ? planned - spent : null, endsAt, late: endsAt - plannedEnd }
}

/** How long each participant has spoken, by id, in ms. */
export function spokenBy(run: DialogueRun | null, now: number): Map<string, number> {
  return added(run, now, ({ attendeeId }) => attendeeId)
}

/** How long each side has spoken, in ms. */
export function spokenBySide(run: DialogueRun | null, now: number): Map<Side, number> {
  return added(run, now, ({ side }) => side)
}

function added<K>(run: DialogueRun | null, now: number, of: (speech: DialogueRun['speeches'][number]) => K): Map<K, number> {
  const spoken = new Map<K, number>()
  for (const speech of run?.speeches ?? []) spoken.set(of(speech), (spoken.get(of(speech)) ?? 0) + lengthOf(speech, now))
  return spoken
}
