import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { memoBody } from '../../shared/documents/memo.ts'
import type { Failure } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import type { Person } from './carets.ts'
import { countOf } from './count.ts'
import { openMemo } from './openMemo.ts'
import { PlainText } from './PlainText.tsx'
import { Toolbar } from './Toolbar.tsx'
import './sheet.css'
import './editor.css'

export type MemoEditorProps = {
  doc: Y.Doc
  awareness: Awareness
  person: Person
  editable: boolean
  /** Characters as 公文 counts them, told when typing rests. */
  onCount?: (n: number) => void
  /** What stands on the sheet above the text, such as its title. */
  header?: ReactNode
}

/** The body of a memo on its sheet. A document this version does not know in full is shown as plain text and never touched. */
export function MemoEditor({ doc, awareness, person, editable, onCount, header }: MemoEditorProps) {
  const t = useText()
  const [editor, setEditor] = useState<Editor | null>(null)
  const [refused, setRefused] = useState<{ doc: Y.Doc; failure: Failure } | null>(null)
  const { name, colour } = person
  const mount = useCallback(
    (host: HTMLElement | null) => {
      if (!host) return
      const onClose = (failure: Failure): void => {
        setEditor(null)
        setRefused({ doc, failure })
      }
      const opened = openMemo({ host, doc, awareness, person: { name, colour }, text: t.editor, onClose })
      if (!opened.ok) {
        onClose(opened.failure)
        return
      }
      setEditor(opened.value.editor)
      return () => {
        setEditor(null)
        opened.value.close()
      }
    },
    [doc, awareness, name, colour, t],
  )
  useEffect(() => {
    if (editor && editor.isEditable !== editable) editor.setEditable(editable, false)
  }, [editor, editable])
  useCount(editor, onCount)

  if (refused?.doc === doc) return <PlainText fragment={memoBody(doc)} header={header} notice={t.failures(refused.failure)} />
  return (
    <div className="memo-editor">
      {editable && (editor ? <Toolbar editor={editor} /> : <div className="toolbar" />)}
      <div className="desk">
        <div className="sheet">
          {header}
          <div ref={mount} />
        </div>
      </div>
    </div>
  )
}

/** Counting rests while keys come. */
const countRests = 400

function useCount(editor: Editor | null, onCount: ((n: number) => void) | undefined): void {
  useEffect(() => {
    if (!editor || !onCount) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = (): void => {
      if (!editor.isDestroyed) onCount(countOf(editor.state.doc))
    }
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(count, countRests)
    }
    count()
    editor.on('update', later)
    return () => {
      clearTimeout(timer)
      editor.off('update', later)
    }
  }, [editor, onCount])
}
