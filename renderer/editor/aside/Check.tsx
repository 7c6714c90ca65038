import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { addNote } from '../notes/notes.ts'
import { whenRested } from '../whenRested.ts'
import { goToRemark, placeForSource, putRight, remarksOn, type Remark } from './faults.ts'

/** What departs from the house rules, by rule, and what has no source. Advice: nothing is changed without a press. */
export function Check({ editor, editable, onNote }: { editor: Editor; editable: boolean; onNote: (at: number) => void }) {
  const t = useText()
  const remarks = useRemarks(editor)
  if (remarks.length === 0) return <p className="aside-empty">{t.check.clean}</p>
  const groups = new Map<Remark['rule'], Remark[]>()
  for (const remark of remarks) groups.set(remark.rule, [...(groups.get(remark.rule) ?? []), remark])
  const source = (remark: Remark): void => {
    const at = placeForSource(editor, remark)
    if (at !== null) onNote(addNote(editor, at, 'statistic'))
  }
  return (
    <div className="text-check">
      <p className="aside-hint" role="status">
        {t.check.count(remarks.length)}
      </p>
      {[...groups].map(([rule, ones]) => (
        <section key={rule} aria-label={sentence(t, rule)}>
          <header>
            <h2>{sentence(t, rule)}</h2>
            {editable && ones.length > 1 && ones.some(({ instead }) => instead !== null) && (
              <Button look="quiet" onClick={() => putRight(editor, ones)}>
                {t.check.putAllRight(ones.length)}
              </Button>
            )}
          </header>
          <ul>
            {ones.slice(0, mostShown).map((remark, at) => (
              <li key={at}>
                <button type="button" className="remark" onClick={() => goToRemark(editor, remark)}>
                  <Excerpt remark={remark} />
                </button>
                {editable && remark.instead !== null && (
                  <Button look="quiet" aria-label={`${t.check.putRight}：${remark.words}`} onClick={() => putRight(editor, [remark])}>
                    {t.check.putRight}
                  </Button>
                )}
                {editable && rule === 'source' && (
                  <Button look="quiet" aria-label={`${t.check.giveSource}：${remark.words}`} onClick={() => source(remark)}>
                    {t.check.giveSource}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {ones.length > mostShown && <p className="aside-hint">{t.check.more(ones.length - mostShown)}</p>}
        </section>
      ))}
    </div>
  )
}

const mostShown = 50
const sentence = ({ check }: ReturnType<typeof useText>, rule: Remark['rule']): string =>
  rule === 'source' ? check.noSource : check.rules[rule]

function Excerpt({ remark: { around, words, instead } }: { remark: Remark }) {
  const at = around.indexOf(words)
  if (at < 0) return <>{around}</>
  return (
    <>
      {around.slice(0, at)}
      {instead === null ? <mark>{words}</mark> : <del>{words}</del>}
      {instead !== null && <ins>{instead}</ins>}
      {around.slice(at + words.length)}
    </>
  )
}

/** Read again when keys rest. */
const rests = 300

function useRemarks(editor: Editor): readonly Remark[] {
  const [remarks, setRemarks] = useState(() => remarksOn(editor.state.doc))
  useEffect(() => whenRested(editor, rests, () => setRemarks(remarksOn(editor.state.doc))), [editor])
  return remarks
}
