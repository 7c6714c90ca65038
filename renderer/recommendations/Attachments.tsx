import { Download, Paperclip, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { replyPart } from '../../shared/commands.ts'
import { replyFault, replyTypes } from '../../shared/documents/reply.ts'
import { ok, refuse, type Result } from '../../shared/errors.ts'
import type { Recommendation, ReplyAttachment } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { sizeOf } from '../format.ts'
import { useCommand, type Command } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { record: Recommendation; editable: boolean; onAttempt: Attempt }

/** 答复附件: the files that came with the reply; taken along by everybody, added and removed by who follows it up. */
export function Attachments({ record: { id, attachments }, editable, onAttempt }: Props) {
  const words = useText().recommendations.attachments
  const { undo } = useText().app
  const locale = useLocale()
  const command = useCommand()
  const chooser = useRef<HTMLInputElement>(null)
  const [adding, setAdding] = useState(false)
  const { list, keepFocus } = useFocusKept(attachments)
  const add = (files: readonly File[]): void => {
    if (files.length === 0 || adding) return
    setAdding(true)
    onAttempt(
      attachAll(command, id, files).finally(() => setAdding(false)),
      () => toast(words.added(files.length)),
    )
  }
  const remove = (attachment: ReplyAttachment): void => {
    const { hash, name } = attachment
    keepFocus(attachment)
    onAttempt(command('detachReply', { id, hash }), ({ bytes }) => {
      const back = (): void => onAttempt(attach(command, { id, name, bytes }), () => toast(words.restored(name)))
      toast(words.removed(name), { act: { label: undo, run: back } })
    })
  }
  return (
    <div className="attachments" ref={list}>
      {attachments.length === 0 && !editable && <span className="soft">{words.none}</span>}
      <ul>
        {attachments.map((one) => (
          <li key={one.hash}>
            <button
              type="button"
              className="attachment"
              aria-label={words.save(one.name)}
              title={words.save(one.name)}
              onClick={() => onAttempt(ask('saveReply', { id, hash: one.hash, name: one.name }), saySaved(words, onAttempt))}
            >
              <Download size={14} aria-hidden />
              <span className="cut">{one.name}</span>
              <span className="soft numbers">{sizeOf(one.size, locale)}</span>
            </button>
            {editable && (
              <IconButton label={words.remove(one.name)} onClick={() => remove(one)}>
                <X size={14} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={words.add}
            accept={replyTypes.map((type) => `.${type}`).join(',')}
            onChange={({ target }) => {
              add([...(target.files ?? [])])
              target.value = ''
            }}
          />
          <Button
            look="quiet"
            icon={<Paperclip size={14} aria-hidden />}
            // Not disabled, which would take the focus from whoever waits for it.
            aria-disabled={adding}
            onClick={() => !adding && chooser.current?.click()}
          >
            {adding ? words.adding : words.add}
          </Button>
        </>
      )}
    </div>
  )
}

/** The focus of a button that goes with its file goes to the next one's, or to what adds one. */
function useFocusKept(attachments: readonly ReplyAttachment[]) {
  const list = useRef<HTMLDivElement>(null)
  const going = useRef<{ hash: string; at: number } | null>(null)
  const keepFocus = ({ hash }: ReplyAttachment): void => {
    going.current = { hash, at: attachments.findIndex((one) => one.hash === hash) }
  }
  useEffect(() => {
    if (going.current === null || attachments.some(({ hash }) => hash === going.current?.hash)) return
    const { at } = going.current
    going.current = null
    // Somebody who has gone on meanwhile is left there.
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('li .button, :scope > .button') ?? [])]
    buttons[at]?.focus()
  }, [attachments])
  return { list, keepFocus }
}

/** None is read as long as one of them cannot be added; then one after the other, and the first that is refused ends it. */
async function attachAll(command: Command, id: string, files: readonly File[]): Promise<Result<unknown>> {
  for (const { name, size } of files) {
    const kind = replyFault(name.normalize('NFC'), size)
    if (kind) return refuse({ kind, fileName: name })
  }
  for (const file of files) {
    const bytes = await base64Of(file).catch(() => null)
    // Moved or locked since it was chosen.
    if (bytes === null) return refuse({ kind: 'replyFileGone', fileName: file.name })
    const answer = await attach(command, { id, name: file.name, bytes })
    if (!answer.ok) return answer
  }
  return ok({})
}

/** @param bytes in base64 */
async function attach(command: Command, { id, name, bytes }: { id: string; name: string; bytes: string }): Promise<Result<unknown>> {
  const file = crypto.randomUUID()
  let parts = 0
  for (let from = 0; from < bytes.length; from += replyPart) {
    const laid = await command('layReply', { file, part: bytes.slice(from, from + replyPart) })
    if (!laid.ok) return laid
    parts++
  }
  return command('attachReply', { id, name, of: { file, parts } })
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let from = 0; from < bytes.length; from += piece) text += String.fromCharCode(...bytes.subarray(from, from + piece))
  return btoa(text)
}
/** So many bytes are one call's arguments. */
const piece = 8_192
