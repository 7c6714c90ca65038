import type { Editor } from '@tiptap/core'
import { ClipboardList, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Anchor, Outcome, Thread } from '../../../shared/documents/talk.ts'
import { rangesOf } from '../../editor/comments/comments.ts'
import { scrollIntoSheet } from '../../editor/scroll.ts'
import { asIs } from '../../editor/suggestions/suggestions.ts'
import { oneStep } from '../../editor/undo.ts'
import { since } from '../../format.ts'
import { useMemberNames } from '../../hub/useHub.ts'
import { useLocale, useText } from '../../text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { dismissAbout, toast } from '../../ui/toasts.ts'
import { Adoption } from './Adoption.tsx'
import { Composer, type Written } from './Composer.tsx'
import { ThreadCard } from './ThreadCard.tsx'
import { useAligned } from './useAligned.ts'
import type { TalkDesk } from './useTalk.ts'
import './talk.css'

/** The thread that is being begun: where, and on which words. */
export type Begun = { anchor: Anchor }
/** Its place among the cards and in the text. */
export const begunKey = 'begun'

type Props = {
  editor: Editor
  memoId: string
  desk: TalkDesk
  /** The memo itself may be written by me now. */
  editable: boolean
  begun: Begun | null
  chosen: string | null
  showsClosed: boolean
  /** The text is, and its cards can come. */
  isPainted: boolean
  onShowClosed: (shows: boolean) => void
  onBegin: (begun: Begun | null) => void
  onChoose: (thread: string | null) => void
  onClose: () => void
}

/** Comments beside the sheet, each at the height of its words. Arrow keys walk them, Enter opens one, Esc goes back to the text. */
export function TalkPanel({
  editor,
  memoId,
  desk,
  editable,
  begun,
  chosen,
  showsClosed,
  isPainted,
  onShowClosed,
  onBegin,
  onChoose,
  onClose,
}: Props) {
  const t = useText().talk
  const locale = useLocale()
  const nameOf = useMemberNames()
  const [summing, setSumming] = useState(false)
  const { threads } = desk.talk
  const isOpen = ({ resolved }: Thread): boolean => resolved === null
  const shown = threads.filter((thread) => isPainted && (showsClosed || isOpen(thread) || thread.key === chosen))
  const closed = threads.length - threads.filter(isOpen).length

  useEffect(() => {
    if (editor.isDestroyed) return
    const onClick = ({ target }: Event): void => {
      const mark = target instanceof Element ? target.closest<HTMLElement>('[data-thread]') : null
      if (mark?.dataset['thread'] !== begunKey) onChoose(mark?.dataset['thread'] ?? null)
    }
    const { dom } = editor.view
    dom.addEventListener('click', onClick)
    return () => dom.removeEventListener('click', onClick)
  }, [editor, onChoose])

  const { column, ordered, there, lost } = useAligned(editor, shown, begun ? begunKey : null, begun ? begunKey : chosen)
  const heard = useHeard(threads, desk.me)

  const begin = ({ text, mentions, replacement }: Written): void => {
    if (!begun) return
    const key = desk.set({ kind: 'thread', at: new Date().toISOString(), anchor: begun.anchor, text, mentions, replacement })
    onBegin(null)
    onChoose(key)
    editor.view.dom.focus({ preventScroll: true })
  }
  const decide = (thread: Thread, outcome: Outcome | null, reason: string): void => {
    const at = new Date().toISOString()
    desk.set({ kind: 'verdict', at, thread: thread.key, proposal: null, outcome, reason })
    desk.set({ kind: 'resolved', at, thread: thread.key, resolved: outcome !== null })
  }
  const apply = (thread: Thread): void => {
    const range = rangesOf(editor.state).get(thread.key)
    if (!range || thread.replacement === null) return
    const { replacement } = thread
    const about = `apply/${thread.key}`
    const over = (): void => dismissAbout(about)
    const adopt = (): void => decide(thread, 'adopted', '')
    const undone = (): void => {
      decide(thread, null, '')
      over()
    }
    const changed = oneStep(editor, () => editor.view.dispatch(asIs(replaceBy(editor, range, replacement))), {
      undone,
      redone: adopt,
      overtaken: over,
    })
    adopt()
    // Where the words were there already, only the outcome can be taken back.
    const undo = (): void => {
      if (changed) editor.commands.undo()
      else decide(thread, null, '')
    }
    toast(t.applied, { about, act: { label: t.reopen, run: undo } })
  }
  const goTo = useCallback(
    (thread: string) => {
      const range = rangesOf(editor.state).get(thread)
      if (!range) return
      editor.commands.focus(range.from, { scrollIntoView: false })
      scrollIntoSheet(editor, range.from)
    },
    [editor],
  )

  return (
    <aside className="talk" aria-label={t.title}>
      <header className="talk-head">
        <strong>{t.title}</strong>
        <span className="soft numbers">{t.counts(threads.length - closed, closed)}</span>
        {closed > 0 && (
          <label className="talk-closed">
            <input type="checkbox" checked={showsClosed} onChange={(event) => onShowClosed(event.target.checked)} />
            {t.showClosed}
          </label>
        )}
        {threads.length > 0 && (
          <IconButton label={t.adoption.title} onClick={() => setSumming(true)}>
            <ClipboardList size={16} aria-hidden />
          </IconButton>
        )}
        <IconButton label={t.hide} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {summing && <Adoption memoId={memoId} talk={desk.talk} onClose={() => setSumming(false)} />}
      <p className="spoken" role="status">
        {heard && t.heard(nameOf(heard.by), heard.text)}
      </p>
      {threads.length === 0 && !begun && <p className="talk-empty soft">{desk.writable ? t.empty : t.emptyForReader}</p>}
      <ol className="talk-cards" aria-label={t.list} ref={column}>
        {there.map((key) => {
          const thread = shown.find((one) => one.key === key)
          if (!thread)
            return (
              begun && (
                <li
                  key={key}
                  data-card={key}
                  className="thread chosen"
                  aria-label={begun.anchor.quote ? t.on(begun.anchor.quote) : t.onNothing}
                >
                  <Composer
                    label={t.write}
                    act={t.send}
                    autoFocus
                    {...(begun.anchor.quote.trim() !== '' && { quote: begun.anchor.quote })}
                    onSend={begin}
                    onCancel={() => {
                      onBegin(null)
                      editor.commands.focus(undefined, { scrollIntoView: false })
                    }}
                  />
                </li>
              )
            )
          const isChosen = key === chosen && !begun
          const range = lost.has(key) ? null : rangesOf(editor.state).get(key)
          return (
            <li
              key={key}
              data-card={key}
              {...(there.length < ordered.length && { 'aria-posinset': ordered.indexOf(key) + 1, 'aria-setsize': ordered.length })}
              className={isChosen ? 'thread chosen' : isOpen(thread) ? 'thread' : 'thread closed'}
              aria-label={t.card(nameOf(thread.by), since(thread.at, locale), thread.text)}
              aria-current={isChosen || undefined}
              tabIndex={isChosen || (chosen === null && key === ordered[0]) ? 0 : -1}
              onFocus={({ target, currentTarget }) => target === currentTarget && onChoose(key)}
              onClick={(event) => chooseByClick(event, () => onChoose(key))}
              onKeyDown={(event) => walk(event, () => goTo(key))}
            >
              <ThreadCard
                thread={thread}
                desk={desk}
                chosen={isChosen}
                lost={lost.has(key)}
                onApply={editable && desk.drafts && range ? () => apply(thread) : null}
                onDecide={(how, reason) => decide(thread, how, reason)}
              />
            </li>
          )
        })}
      </ol>
    </aside>
  )
}

/** Puts plain words into the place of others, in their form. */
function replaceBy(editor: Editor, { from, to }: { from: number; to: number }, words: string) {
  const { tr } = editor.state
  return words === '' ? tr.delete(from, to) : tr.insertText(words.replace(/\s*\n\s*/gu, ''), from, to)
}

function chooseByClick(event: MouseEvent, act: () => void): void {
  if (event.target instanceof Element && !event.target.closest('button, textarea, input, label')) act()
}

/** Arrows go from card to card, Enter into the card, Esc out of it and then to its words. */
function walk(event: KeyboardEvent<HTMLElement>, back: () => void): void {
  const { currentTarget: card, target, key } = event
  if (event.nativeEvent.isComposing) return
  if (key === 'Escape') {
    event.preventDefault()
    if (target === card) back()
    else card.focus()
    return
  }
  if (target !== card) return
  const next = key === 'ArrowDown' ? card.nextElementSibling : key === 'ArrowUp' ? card.previousElementSibling : null
  if (next instanceof HTMLElement) {
    event.preventDefault()
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest' })
  }
  if (key === 'Enter') {
    event.preventDefault()
    const inside = card.querySelector<HTMLElement>('textarea') ?? card.querySelector<HTMLElement>('button')
    inside?.focus()
  }
}

/** The latest word of somebody else since this panel was opened. */
function useHeard(threads: readonly Thread[], me: string): { by: string; text: string } | null {
  const [opened] = useState(() => new Date().toISOString())
  return useMemo(() => {
    const others = threads.flatMap((thread) => [thread, ...thread.replies]).filter(({ by, at }) => by !== me && at > opened)
    return others.sort((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null
  }, [threads, me, opened])
}
