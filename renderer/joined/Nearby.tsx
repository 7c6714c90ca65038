import { useEffect, useState } from 'react'
import type { NearbyHost } from '../../shared/hosting.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'

/** Hosts that announce themselves on this network; nothing is shown while there is none. */
export function Nearby({ onChoose }: { onChoose: (address: string) => void }) {
  const { joining: text } = useText().members
  const [hosts, setHosts] = useState<readonly NearbyHost[]>([])
  useEffect(() => {
    void ask('nearbyHosts', {}).then((answer) => {
      if (answer.ok) setHosts(answer.value)
    })
  }, [])
  if (hosts.length === 0) return null
  return (
    <div className="nearby">
      <span className="field-label">{text.nearby}</span>
      <ul>
        {hosts.map(({ name, address }) => (
          <li key={address}>
            <button type="button" onClick={() => onChoose(address)}>
              <strong className="cut">{name}</strong>
              <span className="soft numbers">{address}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
