import type { Editor } from '@tiptap/core'
import { Suspense, useCallback, useMemo, useRef, useState, type RefObject } from 'react'
import { documentName } from '../../shared/documentName.ts'
import type { Memo, Version } from '../../shared/register.ts'
import { usePresence } from '../hub/people.ts'
import { useCommand, useDocument, useMe, useRecord, useRegister, useRegisterState, useRole } from '../hub/useHub.ts'
import type { DocumentState } from '../hub/openDocument.ts'
import type { NoteSources } from '../editor/notes/Notes.tsx'
import { RefusedEdits } from '../joined/RefusedEdits.tsx'
import { LineageButton } from '../lineage/LineageButton.tsx'
import type { Compared } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Receipts } from '../receipts/Receipts.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { People } from '../ui/People.tsx'
import { dismissAbout, toast } from '../ui/toasts.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { fetched } from '../ui/fetched.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { Compare } from './Compare.tsx'
import { Since } from './Since.tsx'
import { useLeft } from './left.ts'
import { ExportMemo } from './ExportMemo.tsx'
import { MemoFacts } from './MemoFacts.tsx'
import { MemoSide, SideButtons, type Side } from './MemoSide.tsx'
import { MemoSteps } from './MemoSteps.tsx'
import { bytesOf } from './texts.ts'
import { useAuthorship } from './useAuthorship.ts'
import { Talk, TalkButton } from './talk/Talk.tsx'
import { useCarry, useReview, useTalk } from './talk/useTalk.ts'
import './memos.css'

/** On its way while the text is. */
const editor = import('../editor/MemoEditor.tsx')
const restored = editor.then(() => import('../editor/restore.ts'))
const MemoEditor = fetched(async () => (await editor).MemoEditor)
void MemoEditor.fetch()

const editableMark = 'yice:editable'

/** One memo: its facts in one line, and the sheet. */
export default function MemoPage({ id, compare, thread }: { id: string; compare: Compared | null; thread?: string }) {
  const t = useText()
  const memo = useRecord('memos', id)
  const { state } = useRegisterState()
  const document = useDocument(documentName('memo', id))
  const pictures = useDocument(documentName('pictures', id))
  const people = usePresence(document.state.is === 'open' ? document.state.awareness : null)
  const role = useRole()
  const [talks, setTalks] = useState(true)
  const { failure, attempt } = useAttempt()
  const [side, setSide] = useState<Side | null>(null)
  const editor = useRef<Editor | null>(null)
  const [shown, setShown] = useState<Editor | null>(null)
  const onEditor = useCallback((now: Editor | null) => {
    // The bench of starts reads this mark.
    if (now && performance.getEntriesByName(editableMark).length === 0) performance.mark(editableMark)
    editor.current = now
    setShown(now)
  }, [])
  const restore = useRestore(editor, attempt)
  const left = useLeft(id)
  const up = { place: { page: 'memos' } as const, label: t.memos.title }
  if (!memo) return state.is === 'opening' ? <Waiting /> : <Missing up={up} />
  return (
    <Page
      title={memo.title}
      up={up}
      fill
      heading={<MemoFacts memo={memo} editor={shown} onAttempt={attempt} />}
      acts={
        <>
          {role !== 'observer' && <TalkButton memo={memo} open={talks} onToggle={() => setTalks(!talks)} />}
          <SideButtons memo={memo} side={side} onSide={setSide} />
          <LineageButton origin={{ of: 'memo', id }} />
          <ExportMemo memoId={id} onAttempt={attempt} />
          <Receipts document={documentName('memo', id)} />
          <People people={people} />
        </>
      }
    >
      <MemoSteps memo={memo} onAttempt={attempt} />
      <div className="memo-body">
        <div className="memo-main">
          <Since {...{ memo, left }} editor={shown} hidden={compare !== null} />
          {failure && <ErrorNotice failure={failure} labels={t.memos.fields} />}
          <RefusedEdits document={documentName('memo', id)} />
          {pictures.state.is === 'refused' && document.state.is !== 'refused' && (
            <ErrorNotice failure={pictures.state.failure} onRetry={pictures.restart} />
          )}
          {document.state.is === 'refused' && <ErrorNotice failure={document.state.failure} onRetry={document.restart} />}
          <Suspense fallback={<Waiting />}>
            {compare ? (
              <Compare {...{ memo, compare, left }} />
            ) : (
              <Sheet
                {...{ memo, talks: talks && role !== 'observer', thread }}
                state={document.state}
                pictures={pictures.state}
                onTalks={setTalks}
                onEditor={onEditor}
                onAttempt={attempt}
              />
            )}
          </Suspense>
        </div>
        {side && (
          <MemoSide
            {...{ memo, left }}
            side={side}
            onAttempt={attempt}
            onRestore={document.state.is === 'open' && document.state.writable && !compare ? restore : null}
            onClose={() => setSide(null)}
          />
        )}
      </div>
    </Page>
  )
}

/** Asks for the version, keeps what is there, and puts it into the editor as a change of mine. */
function useRestore(editor: RefObject<Editor | null>, attempt: Attempt): (version: Version) => void {
  const t = useText()
  const command = useCommand()
  return ({ id, name }) =>
    attempt(command('restoreVersion', { id }), ({ state }) => {
      const now = editor.current
      if (!now) return
      void restored.then(({ restore }) => {
        const over = (): void => dismissAbout('restore')
        const changed = restore(now, bytesOf(state), { undone: over, redone: over, overtaken: over })
        const act = { label: t.app.undo, run: () => void now.commands.undo() }
        toast(t.versions.restored(name), { about: 'restore', ...(changed && { act }) })
      })
    })
}

type SheetProps = {
  memo: Memo
  state: DocumentState
  pictures: DocumentState
  talks: boolean
  thread: string | undefined
  onTalks: (open: boolean) => void
  onEditor: (editor: Editor | null) => void
  onAttempt: Attempt
}

function Sheet({ memo, state, pictures, talks, thread, onTalks, onEditor, onAttempt }: SheetProps) {
  const t = useText()
  const me = useMe()
  const role = useRole()
  const command = useCommand()
  const locale = useLocale()
  const sources = useSources()
  const desk = useTalk(memo)
  const carry = useCarry(desk)
  const review = useReview(desk)
  const authorship = useAuthorship(memo.id, desk.talk)
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
        pictures={pictures.is === 'open' ? pictures : null}
        awareness={state.awareness}
        person={{ name: me.name, colour: me.color }}
        editable={state.writable}
        sources={sources}
        onEditor={onEditor}
        carry={carry}
        review={review}
        authorship={authorship}
        reviews={role !== 'observer'}
        beside={(editor) => (
          <Talk memoId={id} {...{ editor, desk, thread }} key={thread} editable={state.writable} open={talks} onOpen={onTalks} />
        )}
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
