import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { calmly, saveState, type Facts, type SaveState } from '../../../renderer/hub/saveState.ts'

const failing = { kind: 'diskFull', path: '/data' } as const
const every: Facts[] = [null, false, true].flatMap((connected) =>
  [null, failing].flatMap((trouble) => [0, 1, 7].map((unsaved) => ({ connected, failing: trouble, unsaved }))),
)

describe('what the bottom line says', () => {
  it('SV1 it says saved only when connected, the hub writes, and everything is acknowledged', () => {
    const saved = every.filter((facts) => saveState(facts).is === 'saved')
    expect(saved).toEqual([{ connected: true, failing: null, unsaved: 0 }])
  })

  it('SV1 it counts what is not saved, whatever the reason', () => {
    const unsaved = every.filter((facts) => facts.unsaved === 7).map(saveState)
    expect(unsaved.map((state) => ('unsaved' in state ? state.unsaved : 0))).toEqual(unsaved.map(() => 7))
  })
})

describe('saying it calmly', () => {
  const saving: SaveState = { is: 'saving', unsaved: 1 }
  const saved: SaveState = { is: 'saved' }
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('SV2 bad news passes at once, saved only when it has held', () => {
    const told: SaveState[] = []
    const { hear } = calmly(400, (state) => told.push(state))
    hear(saving)
    expect(told).toEqual([saving])
    hear(saved)
    vi.advanceTimersByTime(399)
    hear(saving)
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([saving])
    hear(saved)
    vi.advanceTimersByTime(400)
    expect(told).toEqual([saving, saved])
  })

  it('SV2 the first word after opening does not wait', () => {
    const told: SaveState[] = []
    calmly(400, (state) => told.push(state)).hear(saved)
    expect(told).toEqual([saved])
  })
})
