import './steps.css'

type Props<V extends string> = {
  label: string
  steps: readonly { value: V; label: string; disabled?: boolean; /** Passed over on the way here. */ skipped?: boolean; hint?: string }[]
  here: V
  disabled: boolean
  onSet: (value: V) => void
  /** In one low line. */
  flat?: boolean
}

/** Where something stands, as steps from left to right; a step is set by pressing it. */
export function Steps<V extends string>({ label, steps, here, disabled, onSet, flat = false }: Props<V>) {
  const now = steps.findIndex(({ value }) => value === here)
  return (
    <ol className={flat ? 'steps flat' : 'steps'} aria-label={label}>
      {steps.map(({ value, label: name, disabled: closed = false, skipped = false, hint }, at) => (
        <li
          key={value}
          className={at > now ? 'ahead' : at === now ? 'here' : skipped ? 'skipped' : 'past'}
          aria-current={at === now ? 'step' : undefined}
        >
          <button type="button" disabled={disabled || closed || at === now} title={hint} onClick={() => onSet(value)}>
            <span className="step-shape" aria-hidden />
            {name}
          </button>
        </li>
      ))}
    </ol>
  )
}
