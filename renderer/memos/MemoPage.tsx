import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import type { Memo } from '../../shared/register.ts'
import { usePresence } from '../hub/people.ts'
import { useCommand, useDocument, useMe, useRecord, useRegister, useRegisterState, useRole } from '../hub/useHub.ts'
import type { DocumentState } from '../hub/openDocument.ts'
import type { NoteSources } from '../editor/notes/Notes.tsx'
import { RefusedEdits } from '../joined/RefusedEdits.tsx'
import { useLocale, useText } from '../text.ts'
import { Receipts } from '../receipts/Receipts.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { People } from '../ui/People.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { MemoFacts } from './MemoFacts.tsx'
import './memos.css'

/** On its way while the text is. */
const fetched = import('../editor/MemoEditor.tsx')
const MemoEditor = lazy(async () => ({ default: (await fetched).MemoEditor }))

const editableMark = 'yice:editable'

/** One memo: its facts in one line, and the sheet. */
export default function MemoPage({ id }: { id: string }) {
  const t = useText()
  const memo = useRecord('memos', id)
  const { state } = useRegisterState()
  const document = useDocument(documentName('memo', id))
  const people = usePresence(document.state.is === 'open' ? document.state.awareness : null)
  const { failure, attempt } = useAttempt()
  const [count, setCount] = useState<number | null>(null)
  const onCount = useCallback((n: number) => {
    // The first count comes from the editor that has just been put there: the bench of starts reads this mark.
    if (performance.getEntriesByName(editableMark).length === 0) performance.mark(editableMark)
    setCount(n)
  }, [])
  const up = { place: { page: 'memos' } as const, label: t.memos.title }
  if (!memo) return state.is === 'opening' ? <Waiting /> : <Missing up={up} />
  return (
    <Page
      title={memo.title}
      up={up}
      fill
      heading={<MemoFacts memo={memo} count={count} onAttempt={attempt} />}
      acts={
        <>
          <Receipts document={documentName('memo', id)} />
          <People people={people} />
        </>
      }
    >
      {failure && <ErrorNotice failure={failure} labels={t.memos.fields} />}
      <RefusedEdits document={documentName('memo', id)} />
      {document.state.is === 'refused' && <ErrorNotice failure={document.state.failure} onRetry={document.restart} />}
      <Suspense fallback={<Waiting />}>
        <Sheet memo={memo} state={document.state} onCount={onCount} onAttempt={attempt} />
      </Suspense>
    </Page>
  )
}

type SheetProps = {
  memo: Memo
  state: DocumentState
  onCount: (n: number) => void
  onAttempt: ReturnType<typeof useAttempt>['attempt']
}

function Sheet({ memo, state, onCount, onAttempt }: SheetProps) {
  const t = useText()
  const me = useMe()
  const role = useRole()
  const command = useCommand()
  const locale = useLocale()
  const sources = useSources()
  if (state.is === 'opening') return <Waiting />
  if (state.is === 'refused') return null
  const { id, title } = memo
  const mayRename = role === 'secretariat' || memo.drafters.includes(me.id)
  return (
    <>
      {!state.writable && (
        <p className="read-only" role="status">
          {t.memos.readOnly}
        </p>
      )}
      <MemoEditor
        key={locale}
        doc={state.doc}
        awareness={state.awareness}
        person={{ name: me.name, colour: me.color }}
        editable={state.writable}
        onCount={onCount}
        sources={sources}
        header={
          <h1 className="memo-title">
            <EditableText
              label={t.memos.rename}
              value={title}
              filled
              wrap
              disabled={!mayRename || !state.writable}
              onCommit={(next) => onAttempt(command('renameMemo', { id, title: next }))}
            />
          </h1>
        }
      />
    </>
  )
}

/** What a note of a memo may point to: dialogues with minutes, and field research. */
function useSources(): NoteSources {
  const dialogues = useRegister('dialogues')
  return useMemo(
    () =>
      dialogues.flatMap(({ id, title, kind, minutes }): NoteSources => [
        ...(minutes ? [{ id, title, kind: 'minutes' as const }] : []),
        ...(kind === 'research' ? [{ id, title, kind: 'research' as const }] : []),
      ]),
    [dialogues],
  )
}
