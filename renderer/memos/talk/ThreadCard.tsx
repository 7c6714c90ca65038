import { useState, type ReactNode } from 'react'
import type { Outcome, Said, Thread } from '../../../shared/documents/talk.ts'
import { since } from '../../format.ts'
import { inkOf } from '../../hub/people.ts'
import { useMemberNames } from '../../hub/useHub.ts'
import { useLocale, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Person } from '../../ui/People.tsx'
import { toast } from '../../ui/toasts.ts'
import { Composer, type Written } from './Composer.tsx'
import { VerdictForm } from './Verdict.tsx'
import type { TalkDesk } from './useTalk.ts'

type Props = {
  thread: Thread
  desk: TalkDesk
  chosen: boolean
  /** Its words are not in the text any more. */
  lost: boolean
  /** Puts the replacement into the text; `null` where that cannot be done. */
  onApply: (() => void) | null
  onDecide: (how: Outcome, reason: string) => void
}

/** One thread: what was said, what was answered, and what became of it. Its acts show while it is chosen. */
export function ThreadCard({ thread, desk, chosen, lost, onApply, onDecide }: Props) {
  const t = useText().talk
  const nameOf = useMemberNames()
  const [deciding, setDeciding] = useState(false)
  const { key, replies, replacement, resolved, verdict } = thread
  const isMine = thread.by === desk.me
  const settle = (is: boolean): void => void desk.set({ kind: 'resolved', at: now(), thread: key, resolved: is })
  const answer = ({ text, mentions }: Written): void => void desk.set({ kind: 'reply', at: now(), thread: key, text, mentions })
  const edit = (said: Said, { text, mentions, replacement: wording }: Written): void => {
    const editedAt = now()
    const { at } = said
    if (said.key !== key) desk.set({ kind: 'reply', at, thread: key, text, mentions, editedAt }, said.key)
    else {
      const first = thread.anchors.at(-1)
      if (first) desk.set({ kind: 'thread', at, anchor: first, text, mentions, replacement: wording, editedAt }, key)
    }
  }
  return (
    <>
      {lost && (
        <p className="thread-quote">
          <span className="soft">{t.lost}</span>
          {thread.quote}
        </p>
      )}
      <SaidLines
        said={thread}
        desk={desk}
        acts={chosen && replies.length === 0}
        onEdit={(written) => edit(thread, written)}
        quote={thread.quote}
        replacement={replacement}
      >
        {replacement !== null && (
          <div className="thread-replacement">
            <span className="soft">{replacement === '' ? t.deletes : t.replacement}</span>
            {replacement !== '' && <ins>{replacement}</ins>}
            {onApply && !verdict && !resolved && (
              <Button
                onClick={() => {
                  toCard()
                  onApply()
                }}
              >
                {t.apply}
              </Button>
            )}
          </div>
        )}
      </SaidLines>
      {!chosen && replies.length > 1 && <p className="soft">{t.replies(replies.length)}</p>}
      {(chosen ? replies : replies.slice(-1)).map((one, index, shown) => (
        <SaidLines
          key={one.key}
          said={one}
          desk={desk}
          acts={chosen && index === shown.length - 1}
          onEdit={(written) => edit(one, written)}
        />
      ))}
      {verdict && (
        <p className="thread-verdict">
          <Mark shape={verdict.outcome === 'declined' ? 'missed' : verdict.outcome === 'partly' ? 'set' : 'done'}>
            {t.decided(t.outcomes[verdict.outcome], nameOf(verdict.by))}
          </Mark>
          {verdict.reason && <span>{verdict.reason}</span>}
        </p>
      )}
      {!verdict && resolved && <p className="soft">{t.resolvedBy(nameOf(resolved.by))}</p>}
      {chosen && desk.writable && (
        <>
          {!resolved && !deciding && <Composer label={t.replyHint} act={t.reply} onSend={answer} />}
          {deciding && (
            <VerdictForm
              onCancel={() => {
                toCard()
                setDeciding(false)
              }}
              onDecide={(how, reason) => {
                toCard()
                setDeciding(false)
                onDecide(how, reason)
              }}
            />
          )}
          {!deciding && (
            <div className="thread-acts">
              {desk.drafts && (
                <Button look="quiet" onClick={() => setDeciding(true)}>
                  {t.decide}
                </Button>
              )}
              {(desk.drafts || isMine) && (
                <Button look="quiet" onClick={() => settle(!resolved)}>
                  {resolved ? t.reopen : isMine && !desk.drafts ? t.withdraw : t.resolve}
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </>
  )
}

const now = (): string => new Date().toISOString()

/** The hand goes to its card when what it was in goes; to a neighbour of the card `gone`. */
function toCard(gone?: string): void {
  const card = document.activeElement?.closest<HTMLElement>('[data-card]')
  const goal = card?.dataset['card'] === gone ? (card?.nextElementSibling ?? card?.previousElementSibling) : card
  if (goal instanceof HTMLElement) goal.focus({ preventScroll: true })
}

type SaidProps = {
  said: Said
  desk: TalkDesk
  acts: boolean
  quote?: string
  replacement?: string | null
  onEdit: (written: Written) => void
  children?: ReactNode
}

function SaidLines({ said, desk, acts, quote, replacement = null, onEdit, children }: SaidProps) {
  const { app, talk: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const [editing, setEditing] = useState(false)
  const name = nameOf(said.by)
  const { text, mentions } = said
  const remove = (): void => {
    toCard(said.key)
    const putBack = desk.remove(said.key)
    toast(t.removed, { about: `said/${said.key}`, act: { label: app.undo, run: putBack } })
  }
  return (
    <div className="said">
      <p className="said-head">
        <Person person={{ id: said.by, name, color: inkOf(said.by) }} small letters={1} />
        <strong>{name}</strong>
        <time className="soft numbers" dateTime={said.at}>
          {since(said.at, locale)}
        </time>
        {said.edited && <small className="soft">{t.edited}</small>}
      </p>
      {editing ? (
        <Composer
          label={t.edit}
          act={t.confirm}
          start={{ text, mentions, replacement }}
          {...(quote !== undefined && { quote })}
          autoFocus
          onCancel={() => {
            toCard()
            setEditing(false)
          }}
          onSend={(written) => {
            toCard()
            setEditing(false)
            onEdit(written)
          }}
        />
      ) : (
        <p className="said-text">{text}</p>
      )}
      {children}
      {acts && !editing && said.by === desk.me && desk.writable && (
        <div className="thread-acts">
          <Button look="quiet" onClick={() => setEditing(true)}>
            {t.edit}
          </Button>
          <Button look="quiet" onClick={remove}>
            {t.remove}
          </Button>
        </div>
      )}
    </div>
  )
}
