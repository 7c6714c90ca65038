import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import type { Outcome, ProposalRecord } from '../../../shared/documents/talk.ts'
import { cutQuote } from '../../../shared/documents/talk.ts'
import { since } from '../../format.ts'
import { useLocale, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { dismissAbout, toast } from '../../ui/toasts.ts'
import { scrollIntoSheet } from '../scroll.ts'
import { suggestionsIn, type Listed } from './settle.ts'
import { decide } from './suggestions.ts'

/** How decisions are recorded for the table of adoption, and by whom. */
export type Review = {
  me: string
  nameOf: (member: string) => string
  inkOf: (member: string) => string
  /** Gives what takes the record back. */
  record: (proposals: readonly ProposalRecord[], outcome: Outcome, reason: string) => () => void
}

type Props = { editor: Editor; editable: boolean; review: Review }
type Deciding = {
  ids: ReadonlySet<string>
  outcome: 'partly' | 'declined'
  /** The card that it was asked for; `null`: for all that are listed. */
  at: string | null
  /** Where the hand was. */
  from: Element | null
}

/** Every suggestion that waits, in the order of the text: one, all of a person or all are accepted or rejected here. */
export function SuggestionList({ editor, editable, review }: Props) {
  const t = useText().suggestions
  const app = useText().app
  const locale = useLocale()
  const listed = useListed(editor)
  const [by, setBy] = useState<string | null>(null)
  /** What waits for its reason. */
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const people = [...new Set(listed.map((one) => one.by))]
  const ofThem = (ones: readonly Listed[]): readonly Listed[] =>
    by !== null && people.includes(by) ? ones.filter((one) => one.by === by) : ones
  const shown = ofThem(listed)
  /** As the text is now: the list is drawn a moment after a change, and all means all. */
  const now = (): readonly Listed[] => ofThem(suggestionsIn(editor.state.doc))
  /** The next card to be decided, or the text; `null` while the hand is elsewhere. Asked before the card of `one` goes. */
  const behind = (one: Listed | undefined): (() => void) | null => {
    const panel = document.activeElement?.closest('.suggestions')
    if (!panel) return null
    const cards = [...panel.querySelectorAll('.suggestion')]
    const at = shown.findIndex(({ id }) => id === one?.id)
    const card = cards[at + 1] ?? cards[at - 1]
    return () => {
      if (card instanceof HTMLElement && at !== -1) card.focus()
      else editor.commands.focus(undefined, { scrollIntoView: false })
    }
  }
  const settle = (chosen: readonly Listed[], outcome: Outcome, reason: string): void => {
    setDeciding(null)
    const there = new Set(suggestionsIn(editor.state.doc).map(({ id }) => id))
    const ones = chosen.filter(({ id }) => there.has(id))
    const [first] = ones
    if (!first) return
    const accept = outcome !== 'declined'
    const others = ones.filter((one) => one.by !== review.me)
    let forget = (): void => undefined
    const record = (): void => {
      if (others.length > 0) forget = review.record(others.map(recordOf), outcome, reason)
    }
    const over = (): void => dismissAbout('suggestions')
    const undone = (): void => {
      forget()
      over()
    }
    const goOn = behind(ones.length === 1 ? first : undefined)
    record()
    decide(editor, new Set(ones.map(({ id }) => id)), accept, { undone, redone: record, overtaken: over })
    // What was taken in part is put into its final words by hand, where it stands.
    if (outcome === 'partly') editor.commands.focus(Math.min(first.from, editor.state.doc.content.size))
    else goOn?.()
    const word =
      outcome === 'partly'
        ? t.partlyAccepted
        : accept
          ? t.accepted(ones.length)
          : others.length === 0
            ? t.withdrawn
            : t.rejected(ones.length)
    toast(word, { about: 'suggestions', act: { label: app.undo, run: () => void editor.commands.undo() } })
  }
  const askWhy = (ones: readonly Listed[], outcome: Deciding['outcome'], at: string | null): void =>
    setDeciding({ ids: new Set(ones.map(({ id }) => id)), outcome, at, from: document.activeElement })
  const reject = (ones: readonly Listed[], at: string | null): void => {
    if (ones.every((one) => one.by === review.me)) settle(ones, 'declined', '')
    else askWhy(ones, 'declined', at)
  }
  const reasonForm = (of: Deciding) => (
    <ReasonForm
      onCancel={() => {
        setDeciding(null)
        if (of.from instanceof HTMLElement) of.from.focus()
      }}
      onReason={(reason) =>
        settle(
          suggestionsIn(editor.state.doc).filter(({ id }) => of.ids.has(id)),
          of.outcome,
          reason,
        )
      }
    />
  )
  if (listed.length === 0) return <p className="aside-empty">{editable ? t.none : t.noneForReader}</p>
  return (
    <div className="suggestions">
      <p className="aside-hint" role="status">
        {t.count(listed.length)}
      </p>
      {people.length > 1 && (
        <label className="suggestions-by">
          {t.by}
          <select value={by ?? ''} onChange={(event) => setBy(event.target.value || null)}>
            <option value="">{t.everybody}</option>
            {people.map((one) => (
              <option key={one} value={one}>
                {review.nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {editable && (
        <div className="suggestions-all">
          <Button look="quiet" onClick={() => settle(now(), 'adopted', '')}>
            {t.acceptAll}
          </Button>
          <Button look="quiet" onClick={() => reject(now(), null)}>
            {t.rejectAll}
          </Button>
        </div>
      )}
      {deciding?.at === null && reasonForm(deciding)}
      <p className="spoken">{t.keys}</p>
      <ul aria-label={t.list}>
        {shown.map((one) => (
          <li
            key={one.id}
            className="suggestion"
            tabIndex={0}
            aria-label={t.card(review.nameOf(one.by), since(one.at, locale), wordsOf(t, one))}
            ref={(element) => element?.style.setProperty('--by', review.inkOf(one.by))}
            onFocus={({ target, currentTarget }) => target === currentTarget && show(editor, one)}
            onKeyDown={(event) => walk(event, editor)}
          >
            <p className="suggestion-head">
              <strong>{review.nameOf(one.by)}</strong>
              <time className="soft numbers" dateTime={one.at}>
                {since(one.at, locale)}
              </time>
            </p>
            <p className="suggestion-words">{wordsOf(t, one)}</p>
            {editable && (
              <div className="suggestion-acts">
                <Button look="quiet" onClick={() => settle([one], 'adopted', '')}>
                  {t.accept}
                </Button>
                {one.by !== review.me && (
                  <Button look="quiet" onClick={() => askWhy([one], 'partly', one.id)}>
                    {t.partly}
                  </Button>
                )}
                <Button look="quiet" onClick={() => reject([one], one.id)}>
                  {one.by === review.me ? t.withdraw : t.reject}
                </Button>
              </div>
            )}
            {deciding?.at === one.id && reasonForm(deciding)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function ReasonForm({ onReason, onCancel }: { onReason: (reason: string) => void; onCancel: () => void }) {
  const { app, talk } = useText()
  const [reason, setReason] = useState('')
  return (
    <form
      className="suggestions-reason"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') onReason(reason.trim())
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <textarea
        className="input"
        rows={2}
        maxLength={1000}
        autoFocus
        value={reason}
        aria-label={talk.reason}
        placeholder={talk.reasonHint}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="suggestion-acts">
        <Button look="quiet" onClick={onCancel}>
          {app.cancel}
        </Button>
        <Button submit disabled={reason.trim() === ''}>
          {talk.confirm}
        </Button>
      </div>
    </form>
  )
}

const longestWords = 60
const cut = (words: string): string => (words.length > longestWords ? `${words.slice(0, longestWords)}……` : words)

function wordsOf(t: ReturnType<typeof useText>['suggestions'], { before, after, kinds, of }: Listed): string {
  const [inserts, deletes] = [kinds.has('inserted') && after !== '', kinds.has('deleted') && before !== '']
  const letters =
    inserts && deletes ? [t.replaces(cut(before), cut(after))] : inserts ? [t.inserts(cut(after))] : deletes ? [t.deletes(cut(before))] : []
  const node = of !== null && isNode(t.nodes, of) ? t.nodes[of] : ''
  const rest = [...kinds].flatMap((kind) => {
    if (kind === 'inserted' || kind === 'deleted') return []
    const word = t.what[kind]
    return kind === 'added' || kind === 'removed'
      ? [word + node]
      : kind === 'formatted' || kind === 'restyled'
        ? [`${word}：${cut(after)}`]
        : [word]
  })
  return [...letters, ...rest].join('；')
}
const isNode = (nodes: ReturnType<typeof useText>['suggestions']['nodes'], name: string): name is keyof typeof nodes =>
  Object.hasOwn(nodes, name)

const recordOf = ({ by, at, before, after }: Listed): ProposalRecord => ({
  ...{ by, at },
  quote: cutQuote(before),
  before: before.slice(0, 4000),
  after: after.slice(0, 4000),
})

const show = (editor: Editor, { from }: Listed): void => scrollIntoSheet(editor, Math.min(from, editor.state.doc.content.size))

function walk(event: KeyboardEvent<HTMLElement>, editor: Editor): void {
  const { currentTarget: card, target, key } = event
  if (key === 'Escape') {
    event.preventDefault()
    if (target === card) editor.commands.focus()
    else card.focus()
    return
  }
  if (target !== card) return
  const next = key === 'ArrowDown' ? card.nextElementSibling : key === 'ArrowUp' ? card.previousElementSibling : null
  const goal = next instanceof HTMLElement ? next : key === 'Enter' ? card.querySelector('button') : null
  if (!goal) return
  event.preventDefault()
  goal.focus()
}

/** Read again so often while keys come, in ms. What is decided is what is shown: a suggestion that comes in meanwhile waits. */
const rests = 200

function useListed(editor: Editor): readonly Listed[] {
  const [doc, setDoc] = useState(editor.state.doc)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      timer = undefined
      if (!editor.isDestroyed) setDoc(editor.state.doc)
    }
    const later = (): void => {
      timer ??= setTimeout(look, rests)
    }
    look()
    editor.on('update', later)
    return () => {
      clearTimeout(timer)
      editor.off('update', later)
    }
  }, [editor])
  return useMemo(() => suggestionsIn(doc), [doc])
}
