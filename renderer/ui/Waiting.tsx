import { useText } from '../text.ts'

/** Says that something is being opened, once that has taken 300 ms (the style sheet waits). */
export function Waiting({ label }: { label?: string }) {
  const t = useText()
  return (
    <p className="waiting" role="status">
      {label ?? t.app.opening}
    </p>
  )
}
