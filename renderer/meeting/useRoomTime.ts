import { useEffect, useState } from 'react'
import { useCommand } from '../hub/useHub.ts'
import { RoomClock } from './roomClock.ts'

/** Often enough that a second is never seen to last two. */
const beat = 200

/** The time by the hub's clock, in whole seconds. */
export function useRoomTime(): number {
  const command = useCommand()
  const [clock] = useState(() => new RoomClock(() => command('time', {})))
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = (): void => setNow(Math.floor(clock.now() / 1000) * 1000)
    tick()
    const timer = setInterval(tick, beat)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
