import { useId } from 'react'
import { useText } from '../text.ts'

type Props = { port: string; onPort: (port: string) => void; autoFocus?: boolean }

export const portIn = (text: string): number | null => {
  // What is typed with a Chinese input method may be full-width.
  const digits = text.normalize('NFKC').trim()
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  return port >= 1 && port <= 65535 ? port : null
}

/** What switching on means, and the port it takes. */
export function HostingStart({ port, onPort, autoFocus = false }: Props) {
  const { hosting } = useText().members
  const id = useId()
  const wrong = portIn(port) === null
  return (
    <>
      {hosting.meaning.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div className="port">
        <label htmlFor={id}>{hosting.port}</label>
        <input
          id={id}
          className="input numbers"
          inputMode="numeric"
          autoFocus={autoFocus}
          value={port}
          maxLength={5}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => onPort(event.target.value)}
        />
        {wrong && (
          <small id={`${id}-wrong`} role="alert">
            {hosting.wrongPort}
          </small>
        )}
      </div>
    </>
  )
}
