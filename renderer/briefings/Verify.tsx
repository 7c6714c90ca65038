import { useEffect, useRef, useState } from 'react'
import type { DesktopAnswer } from '../../shared/desktop.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask } from '../desktop.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mark } from '../ui/Mark.tsx'
import { issueName } from './useDispatch.ts'

type Props = { file?: File; onClose: () => void }
type Looked = { name: string; answer: DesktopAnswer<'verifyFile'> }

/** A PDF beside the register: the same as an issue, not the same, or unknown. Nothing leaves this machine. */
export function Verify({ file, onClose }: Props) {
  const t = useText()
  const words = t.dispatches
  const [looked, setLooked] = useState<Looked | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(file !== undefined)
  const input = useRef<HTMLInputElement>(null)
  const begun = useRef<File | null>(null)
  const verify = async (chosen: File): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const answer = await ask('verifyFile', { bytes: new Uint8Array(await chosen.arrayBuffer()) })
    setBusy(false)
    if (answer.ok) setLooked({ name: chosen.name, answer: answer.value })
    else setFailure(answer.failure)
  }
  useEffect(() => {
    if (!file || begun.current === file) return
    begun.current = file
    void verify(file)
  }, [file])
  return (
    <DialogFrame title={words.verifyTitle} onClose={onClose}>
      <div className="dialog-content">
        {busy ? (
          <p role="status">{words.verifying}</p>
        ) : looked ? (
          <Verdict {...looked} />
        ) : (
          !failure && <p className="soft">{words.verifyBody}</p>
        )}
      </div>
      {failure && <ErrorNotice failure={failure} />}
      <input
        ref={input}
        type="file"
        accept=".pdf,application/pdf"
        hidden
        aria-label={words.choose}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          if (chosen) void verify(chosen)
        }}
      />
      <footer className="dialog-acts">
        <Button onClick={onClose}>{t.app.close}</Button>
        <Button look={looked ? 'plain' : 'primary'} disabled={busy} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
      </footer>
    </DialogFrame>
  )
}

/** The register decides by the bytes; what a file claims only says which issue to compare it with. */
function Verdict({ name, answer: { hash, claims, same } }: Looked) {
  const t = useText()
  const words = t.dispatches
  const dispatches = useRegister('dispatches')
  const briefings = useRegister('briefings')
  const registered = dispatches.find(({ files }) => files.some((one) => one.hash === hash))
  const issue = briefings.find(({ id, state }) => state === 'issued' && id === (registered?.id ?? claims))
  const copy = registered?.files.find((one) => one.hash === hash)?.copy ?? null
  const record = issue && dispatches.find(({ id }) => id === issue.id)
  const other = record && briefings.find(({ id }) => id === record.replacedBy)
  const matches = registered !== undefined || same
  const withdrawn = record?.withdrawn
  return (
    <div className="verdict" role="status">
      <p className="verdict-file cut">{name}</p>
      <p className="verdict-word">
        <Mark shape={withdrawn && matches ? 'missed' : issue && matches ? 'done' : 'open'}>
          {!issue
            ? words.unknown
            : !matches
              ? words.different(issueName(issue, t))
              : withdrawn
                ? words.sameWithdrawn(issueName(issue, t), other ? issueName(other, t) : null)
                : copy !== null && issue.copyNumber
                  ? words.sameCopy(issueName(issue, t), copy)
                  : words.same(issueName(issue, t))}
        </Mark>
      </p>
      <p>{!issue ? words.unknownBody : matches ? words.sameBody : words.differentBody}</p>
      {withdrawn && <p className="verdict-warning">{words.withdrawnBody(withdrawn.reason)}</p>}
      <p className="soft verdict-hash">{words.fingerprint(hash)}</p>
    </div>
  )
}

/** A PDF may be dropped anywhere on the desk. */
export function DropToVerify() {
  const words = useText().dispatches
  const [over, setOver] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  useEffect(() => {
    const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      if (!carriesFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      const dropped = [...(event.dataTransfer?.files ?? [])].find(({ name }) => name.toLowerCase().endsWith('.pdf'))
      if (dropped) setFile(dropped)
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (file) return <Verify file={file} onClose={() => setFile(null)} />
  return over ? <div className="drop-hint">{words.drop}</div> : null
}
