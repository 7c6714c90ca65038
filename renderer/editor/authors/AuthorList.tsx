import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Authors } from '../../../shared/documents/authors.ts'
import { instantTime } from '../../format.ts'
import { useLocale, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/toasts.ts'
import { inks as inksOfAll } from '../../hub/people.ts'
import { composing } from '../composition.ts'
import { scrollIntoSheet } from '../scroll.ts'
import { whenRested } from '../whenRested.ts'
import { creditAdopted, sharesOf, stretchAt, stretchesOf, type Adopted, type Stretch } from './stretches.ts'
import { tint, untint } from './tint.ts'
import './authors.css'

/** Who wrote which words, as the hub noted it. */
export type Authorship = {
  body: Y.XmlFragment
  authors: Authors
  adopted: readonly Adopted[]
  me: string
  nameOf: (member: string) => string
  inkOf: (member: string) => string
}
type Props = { editor: Editor; authorship: Authorship }

/** The text is coloured by author while this stands beside it. */
export function AuthorList({ editor, authorship }: Props) {
  const t = useText().editor.authors
  const locale = useLocale()
  const stretches = useStretches(editor, authorship)
  const say = useSaying()
  const shares = useMemo(() => sharesOf(stretches, editor.state.doc), [stretches, editor])
  const inks = useMemo(
    () =>
      inksFor(
        shares.map(({ by }) => by),
        authorship.inkOf,
      ),
    [shares, authorship],
  )
  useEffect(() => {
    tint(editor, stretches, (stretch) => {
      const ink = stretch.by === null ? null : inks.get(stretch.by)
      return ink ? { ink, title: say(stretch, authorship) } : null
    })
  }, [editor, stretches, inks, say, authorship])
  useEffect(() => () => untint(editor), [editor])
  const head = useEditorState({ editor, selector: ({ editor: now }) => (now.isDestroyed ? 0 : now.state.selection.head) })
  const here = stretchAt(stretches, head)
  if (shares.length === 0) return <p className="aside-empty">{t.empty}</p>
  const all = shares.reduce((sum, { letters }) => sum + letters, 0)
  return (
    <>
      <ul className="authors" aria-label={t.legend}>
        {shares.map(({ by, letters, at }) => (
          <li key={by ?? ''}>
            <button type="button" title={t.next} onClick={() => goToNext(editor, stretches, by)}>
              <span
                className="swatch"
                ref={(element) => element?.style.setProperty('--ink', by === null ? 'transparent' : (inks.get(by) ?? ''))}
                aria-hidden
              />
              <span className="cut">{by === null ? t.nobody : authorship.nameOf(by)}</span>
              <small className="soft numbers">{t.share(letters.toLocaleString(locale), Math.round((100 * letters) / all))}</small>
              {at !== null && <small className="soft numbers author-last">{t.last(instantTime(new Date(at).toISOString(), locale))}</small>}
            </button>
          </li>
        ))}
      </ul>
      <p className="aside-hint">{here ? t.caret(say(here, authorship)) : t.hint}</p>
      <p className="author-here">
        <Button look="quiet" aria-keyshortcuts={whoKeys} onClick={() => sayHere(editor, authorship, say)}>
          {t.here}
        </Button>
      </p>
    </>
  )
}

export const whoKeys = 'Control+Alt+W'

/** In words: who wrote a stretch, and when. */
export type Say = (stretch: Stretch, authorship: Authorship) => string
export function useSaying(): Say {
  const t = useText().editor.authors
  const locale = useLocale()
  return useMemo(
    () =>
      ({ by, at, through }, { nameOf }) => {
        if (by === null) return t.nobody
        const when = at === null ? t.justNow : instantTime(new Date(at).toISOString(), locale)
        return through === undefined ? t.by(nameOf(by), when) : t.through(nameOf(by), nameOf(through), when)
      },
    [t, locale],
  )
}

/** 此处作者: said aloud too, for those who do not see the colours. */
export function sayHere(editor: Editor, authorship: Authorship, say: Say): void {
  const here = stretchAt(read(editor, authorship), editor.state.selection.head)
  if (here) toast(say(here, authorship), { about: 'author' })
}

function read(editor: Editor, { body, authors, adopted, me }: Authorship): Stretch[] {
  const { doc } = editor.state
  return creditAdopted(stretchesOf(doc, body, authors, { client: body.doc?.clientID ?? -1, me }), doc, adopted)
}

/** Behind the caret, or from the beginning again. */
function goToNext(editor: Editor, stretches: readonly Stretch[], by: string | null): void {
  const theirs = stretches.filter((one) => one.by === by)
  const next = theirs.find(({ to }) => to > editor.state.selection.head) ?? theirs[0]
  if (!next) return
  editor.commands.setTextSelection(next.to)
  scrollIntoSheet(editor, next.from)
}

/** Apart from each other as long as there are inks enough. */
function inksFor(people: readonly (string | null)[], inkOf: Authorship['inkOf']): Map<string, string> {
  const inks = new Map<string, string>()
  for (const by of people) {
    if (by === null) continue
    const taken = new Set(inks.values())
    const wanted = inkOf(by)
    inks.set(by, taken.has(wanted) ? (inksOfAll.find((ink) => !taken.has(ink)) ?? wanted) : wanted)
  }
  return inks
}

/** Read again when keys rest. */
const rests = 400

function useStretches(editor: Editor, authorship: Authorship): readonly Stretch[] {
  const [stretches, setStretches] = useState(() => read(editor, authorship))
  useEffect(() => {
    const look = (): void => setStretches(read(editor, authorship))
    return whenRested(editor, rests, look, () => !composing(authorship.body))
  }, [editor, authorship])
  return stretches
}
