import { describe, expect, it } from 'vitest'
import { steadyClock } from '../../../electron/hub/steadyClock.ts'
import { RoomClock } from '../../../renderer/meeting/roomClock.ts'
import { spentOn, spokenBy, spokenBySide, standing } from '../../../shared/dialogues/run.ts'
import { ok, refuse } from '../../../shared/errors.ts'
import type { DialogueRun } from '../../../shared/register.ts'

const minute = 60_000
const startsAt = '2026-12-01T14:00'
const begins = Date.parse(startsAt)
const at = (minutes: number): string => new Date(begins + minutes * minute).toISOString()
const plan = [
  { id: 'opening', minutes: 5 },
  { id: 'report', minutes: 20 },
  { id: 'talk', minutes: 30 },
]
const items = (...spans: [string, number, number | null][]): DialogueRun['items'] =>
  spans.map(([itemId, from, to]) => ({ itemId, from: at(from), to: to === null ? null : at(to) }))
const run = (of: DialogueRun['items'], speeches: DialogueRun['speeches'] = []): DialogueRun => ({ items: of, speeches })
const stands = (of: DialogueRun | null, after: number) => standing(of, plan, startsAt, begins + after * minute)

/** A machine whose two clocks and sleep a test rules, in ms. */
function machine() {
  const clocks = { wall: begins, awake: 0, booted: 500_000 }
  const sources = { wall: () => clocks.wall, awake: () => clocks.awake, booted: () => clocks.booted }
  const pass = (ms: number): void => void ((clocks.wall += ms), (clocks.awake += ms), (clocks.booted += ms))
  /** The lid is closed: what counts waking hours only stands still. */
  const sleep = (ms: number): void => void ((clocks.wall += ms), (clocks.booted += ms))
  const set = (ms: number): void => void (clocks.wall += ms)
  return { sources, pass, sleep, set }
}

describe('RN1 the clock that meetings are timed by', () => {
  it('RN1 counts the time that the machine slept', () => {
    const { sources, pass, sleep } = machine()
    const clock = steadyClock(sources)
    pass(5 * minute)
    sleep(20 * minute)
    pass(minute)
    expect(clock().getTime() - begins).toBe(26 * minute)
    sleep(3 * minute)
    expect(clock().getTime() - begins).toBe(29 * minute)
  })

  it('RN1 does not jump when the clock of the system is set, forward or back', () => {
    const { sources, pass, set } = machine()
    const clock = steadyClock(sources)
    for (const by of [60, -180, 7]) {
      set(by * minute)
      pass(minute)
    }
    expect(clock().getTime() - begins).toBe(3 * minute)
  })

  it('RN1 is even although the system tells how long it is up in whole seconds', () => {
    const { sources, pass } = machine()
    const clock = steadyClock({ ...sources, booted: () => Math.floor(sources.booted() / 1000) * 1000 })
    for (let seen = clock().getTime(), beats = 0; beats < 50; beats++) {
      pass(300)
      expect(clock().getTime() - seen).toBe(300)
      seen += 300
    }
  })
})

describe('RN2 where a meeting stands', () => {
  it('RN2 before it: the first item is to come, and what it is late by counts from the planned start', () => {
    expect(stands(null, -10)).toMatchObject({ phase: 'ahead', at: -1, late: 0, endsAt: begins + 55 * minute })
    expect(stands(null, 4)).toMatchObject({ late: 4 * minute, endsAt: begins + 59 * minute })
  })

  it('RN2 an item has taken what all times that it was gone back to took together', () => {
    const gone = run(items(['opening', 0, 3], ['report', 3, 4], ['opening', 4, 6], ['report', 6, null]))
    expect(spentOn(gone, 'opening', begins + 10 * minute)).toBe(5 * minute)
    expect(stands(gone, 10)).toMatchObject({ phase: 'running', at: 1, spent: 5 * minute, left: 15 * minute })
  })

  it('RN2 overtime is negative, and moves the end from then on only', () => {
    const late = run(items(['opening', 0, 5], ['report', 5, null]))
    expect(stands(late, 24)).toMatchObject({ left: minute, late: 0 })
    expect(stands(late, 29)).toMatchObject({ left: -4 * minute, late: 4 * minute, endsAt: begins + 59 * minute })
  })

  it('RN2 over, it no longer moves', () => {
    const over = run(items(['opening', 0, 5], ['talk', 5, 40]))
    expect(stands(over, 41)).toEqual(stands(over, 400))
    expect(stands(over, 41)).toMatchObject({ phase: 'over', late: -15 * minute })
  })

  it('RN2 an item without a time is never over it, and one that left the agenda is nowhere', () => {
    const untimed = standing(run(items(['x', 0, null])), [{ id: 'x', minutes: 0 }], startsAt, begins + 90 * minute)
    expect(untimed.left).toBeNull()
    expect(stands(run(items(['gone', 0, null])), 2)).toMatchObject({ phase: 'running', at: -1, left: null })
  })

  it('RN2 waits for an item with a fixed time: what is gained before it is not gained at the end, and a delay may be made up there', () => {
    const fixed = [...plan.slice(0, 2), { id: 'guest', minutes: 10, fixedAt: '15:00' }, { id: 'close', minutes: 5 }]
    const seen = (of: DialogueRun | null, after: number) => standing(of, fixed, startsAt, begins + after * minute)
    const end = begins + 75 * minute
    expect(seen(null, -10)).toMatchObject({ endsAt: end, late: 0 })
    expect(seen(null, 20)).toMatchObject({ endsAt: end, late: 0 })
    expect(seen(null, 40)).toMatchObject({ endsAt: end + 5 * minute, late: 5 * minute })
    const early = run(items(['opening', 0, 2], ['report', 2, null]))
    expect(seen(early, 10)).toMatchObject({ endsAt: end, late: 0 })
    const long = run(items(['opening', 0, 5], ['report', 5, null]))
    expect(seen(long, 66)).toMatchObject({ left: -41 * minute, late: 6 * minute })
  })

  it('RN2 a fixed time that lies before the end of the item before it waits for that end', () => {
    const overlapping = [
      { id: 'opening', minutes: 30 },
      { id: 'guest', minutes: 10, fixedAt: '14:10' },
    ]
    expect(standing(null, overlapping, startsAt, begins)).toMatchObject({ endsAt: begins + 40 * minute, late: 0 })
  })

  it('RN2 past midnight a fixed time is that of the next day', () => {
    const night = [
      { id: 'long', minutes: 60 },
      { id: 'guest', minutes: 10, fixedAt: '00:30' },
    ]
    const at2300 = '2026-12-01T23:00'
    expect(standing(null, night, at2300, Date.parse(at2300)).endsAt - Date.parse(at2300)).toBe(100 * minute)
  })

  it('RN2 speeches add up by person and by side, the one under way up to now', () => {
    const speech = (attendeeId: string, side: 'government' | 'enterprise', from: number, to: number | null) => ({
      ...{ itemId: 'talk', attendeeId, name: attendeeId, side, from: at(from), to: to === null ? null : at(to) },
    })
    const talk = run(items(['talk', 0, null]), [
      speech('甲', 'enterprise', 0, 4),
      speech('乙', 'government', 4, 5),
      speech('丙', 'enterprise', 5, 7),
      speech('甲', 'enterprise', 7, null),
    ])
    const now = begins + 9 * minute
    expect(Object.fromEntries(spokenBy(talk, now))).toEqual({ 甲: 6 * minute, 乙: minute, 丙: 2 * minute })
    expect(Object.fromEntries(spokenBySide(talk, now))).toEqual({ enterprise: 8 * minute, government: minute })
  })
})

describe('RN4 the time in a window', () => {
  /** The hub's time, three minutes ahead of this machine's clock, which a test lets pass with it. */
  function window() {
    const { sources, pass, sleep, set } = machine()
    const hub = { now: begins + 3 * minute, reached: true, asked: 0 }
    const clock = new RoomClock(() => {
      hub.asked += 1
      return Promise.resolve(hub.reached ? ok({ now: new Date(hub.now).toISOString() }) : refuse({ kind: 'offline' as const }))
    }, sources)
    const look = async (): Promise<number> => {
      clock.now()
      await Promise.resolve()
      await Promise.resolve()
      return clock.now()
    }
    const both = (move: (ms: number) => void, ms: number): void => {
      hub.now += ms
      move(ms)
    }
    return { hub, clock, look, pass: (ms: number) => both(pass, ms), sleep: (ms: number) => both(sleep, ms), set }
  }

  it('RN4 is the hub’s, whatever the clock of this machine says', async () => {
    const { hub, look, pass } = window()
    expect(await look()).toBe(hub.now)
    pass(10_000)
    expect(await look()).toBe(hub.now)
    expect(hub.asked).toBe(1)
  })

  it('RN4 is right again right after the machine slept', async () => {
    const { hub, look, sleep } = window()
    await look()
    sleep(40 * minute)
    expect(await look()).toBe(hub.now)
  })

  it('RN4 does not follow this machine’s clock when that is set', async () => {
    const { hub, clock, look, pass, set } = window()
    await look()
    set(-90 * minute)
    expect(clock.now()).toBe(hub.now)
    await look()
    pass(1_000)
    expect(await look()).toBe(hub.now)
  })

  it('RN4 goes on without the hub, and asks again', async () => {
    const { hub, look, pass } = window()
    await look()
    hub.reached = false
    pass(5 * minute)
    expect(await look()).toBe(hub.now)
    hub.now += 700
    hub.reached = true
    pass(3_000)
    expect(await look()).toBe(hub.now)
  })
})
