import { useEffect, useState } from 'react'
import type { NearbyHost } from '../../shared/hosting.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'

/** How long after an answer it is asked again, in ms: a host may be switched on while the dialog is open. */
const pause = 2_000

/** Hosts that announce themselves on this network; nothing is shown while there is none. */
export function Nearby({ onChoose }: { onChoose: (address: string) => void }) {
  const { joining: text } = useText().members
  const [hosts, setHosts] = useState<readonly NearbyHost[]>([])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const look = async (): Promise<void> => {
      const answer = await ask('nearbyHosts', {})
      if (gone) return
      if (answer.ok) setHosts(answer.value)
      timer = setTimeout(() => void look(), pause)
    }
    void look()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [])
  if (hosts.length === 0) return null
  return (
    <div className="nearby">
      <span className="field-label">{text.nearby}</span>
      <ul>
        {hosts.map(({ name, address }) => (
          <li key={address}>
            <button type="button" onClick={() => onChoose(address)}>
              <strong className="cut" title={name}>
                {name}
              </strong>
              <span className="soft numbers">{address}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
