import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import type { Memo } from '../../shared/register.ts'
import { countOf } from '../editor/count.ts'
import { useRecord } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Drafters } from './Drafters.tsx'

type Props = { memo: Memo; editor: Editor | null; onAttempt: Attempt }

export function MemoFacts({ memo, editor, onAttempt }: Props) {
  const t = useText()
  const dialogue = useRecord('dialogues', memo.dialogueId ?? '')
  const { fields } = t.memos
  return (
    <dl className="facts in-head">
      <div className="fact">
        <dt>{fields.drafters}</dt>
        <dd>
          <Drafters memo={memo} onAttempt={onAttempt} />
        </dd>
      </div>
      {dialogue && (
        <div className="fact shrinks">
          <dt>{fields.dialogueId}</dt>
          <dd>
            <a className="link" title={dialogue.title} href={toHash({ page: 'dialogue', id: dialogue.id })}>
              {dialogue.title}
            </a>
          </dd>
        </div>
      )}
      <Characters editor={editor} />
    </dl>
  )
}

/** Counting rests while keys come, and waits until a text that has just been opened is there to be seen; in ms. */
const rest = { typing: 400, opening: 1_000 }

/** Characters as official papers count them. By itself, so that a new number renders nothing else. */
function Characters({ editor }: { editor: Editor | null }) {
  const t = useText().memos
  const locale = useLocale()
  const [count, setCount] = useState<number | null>(null)
  useEffect(() => {
    if (!editor) return
    const look = (): void => {
      if (!editor.isDestroyed) setCount(countOf(editor.state.doc))
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(look, rest.typing)
    }
    const first = window.requestIdleCallback(look, { timeout: rest.opening })
    editor.on('update', later)
    return () => {
      window.cancelIdleCallback(first)
      clearTimeout(timer)
      editor.off('update', later)
    }
  }, [editor])
  if (count === null) return null
  return (
    <div className="fact">
      <dt className="spoken">{t.fields.characters}</dt>
      <dd className="soft numbers">{t.characters(count.toLocaleString(locale))}</dd>
    </div>
  )
}
