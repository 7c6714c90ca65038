import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { HostState } from '../../shared/hosting.ts'
import { fingerprint, isLoopback, usualPort } from '../../shared/invite.ts'
import { ask } from '../desktop.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mark } from '../ui/Mark.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { HostingStart, portIn } from './HostingStart.tsx'

/** What keeps it from being switched on; over once it is, from wherever. */
const startFailures: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>(['portTaken', 'keyUnreadable'])

/** Hosting: whether this machine lets others in, where they find it, and who is there. */
export function Hosting({ state }: { state: HostState }) {
  const { hosting } = useText().members
  const { failure, attempt } = useAttempt()
  const title = useRef<HTMLHeadingElement>(null)
  const wasOn = useRef(state.on)
  const waits = state.on ? undefined : state.failure
  useEffect(() => {
    // What was pressed to switch it is gone.
    if (wasOn.current !== state.on && document.activeElement === document.body) title.current?.focus({ preventScroll: true })
    wasOn.current = state.on
  }, [state.on])
  return (
    <section className="hosting panel" aria-labelledby="hosting-title">
      <header>
        <h2 id="hosting-title" tabIndex={-1} ref={title}>
          {hosting.title}
        </h2>
        <Mark shape={state.on ? 'done' : waits ? 'missed' : 'open'}>{state.on ? hosting.on : waits ? hosting.waiting : hosting.off}</Mark>
      </header>
      {failure && !(state.on && startFailures.has(failure.kind)) && <ErrorNotice failure={failure} />}
      {waits && <Waits failure={waits} onAttempt={attempt} />}
      {state.on ? <On state={state} onAttempt={attempt} /> : <Off key={waits?.kind} failed={waits} onAttempt={attempt} />}
    </section>
  )
}

/** It was on before, and has not come on again yet: it goes on trying until somebody says otherwise. */
function Waits({ failure, onAttempt }: { failure: Failure; onAttempt: Attempt }) {
  const { hosting } = useText().members
  return (
    <>
      <ErrorNotice failure={failure} />
      <p>{hosting.waitingBody}</p>
      <Button onClick={() => onAttempt(ask('host', { port: null }), () => toast(hosting.givenUp, { about: 'hosting' }))}>
        {hosting.giveUp}
      </Button>
    </>
  )
}

function Off({ failed, onAttempt }: { failed: Failure | undefined; onAttempt: Attempt }) {
  const { hosting } = useText().members
  const [text, setText] = useState(String(failed?.kind === 'portTaken' ? failed.port : usualPort))
  const port = portIn(text)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (port !== null) onAttempt(ask('host', { port }), () => toast(hosting.started, { about: 'hosting' }))
      }}
    >
      {!failed && <p>{hosting.offBody}</p>}
      <HostingStart port={text} onPort={setText} />
      <Button submit disabled={port === null}>
        {hosting.start}
      </Button>
    </form>
  )
}

function On({ state, onAttempt }: { state: Extract<HostState, { on: true }>; onAttempt: Attempt }) {
  const { app, members } = useText()
  const { hosting } = members
  const nameOf = useMemberNames()
  const { port, pin, connected } = state
  const addresses = state.addresses.filter((address) => !isLoopback(address))
  const stop = (): void =>
    onAttempt(ask('host', { port: null }), () =>
      toast(hosting.stopped, { about: 'hosting', act: { label: app.undo, run: () => onAttempt(ask('host', { port })) } }),
    )
  return (
    <>
      <dl>
        <dt>{hosting.addresses}</dt>
        {addresses.length === 0 && <dd className="soft">{hosting.noAddress}</dd>}
        {addresses.map((address) => (
          <dd key={address} className="copied">
            <code>{address}</code>
            <CopyButton text={address} label={hosting.copyAddress(address)} />
          </dd>
        ))}
        {pin !== null && (
          <>
            <dt>{hosting.fingerprint}</dt>
            <dd className="copied">
              <code>{fingerprint(pin)}</code>
              <CopyButton text={fingerprint(pin)} label={hosting.copyFingerprint} />
            </dd>
            <dd className="soft hint">{hosting.fingerprintHint}</dd>
          </>
        )}
        <dt>{hosting.connected}</dt>
        {connected.length === 0 && <dd className="soft">{hosting.nobody}</dd>}
        {connected.map(({ memberId, address }) => (
          <dd key={`${memberId}${address}`} className="connected">
            <span>{nameOf(memberId)}</span>
            <span className="soft numbers">{hosting.from(address)}</span>
          </dd>
        ))}
      </dl>
      <Button onClick={stop}>{hosting.stop}</Button>
    </>
  )
}
