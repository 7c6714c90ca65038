import type { Editor } from '@tiptap/core'
import { ClipboardCheck, FileInput, FilePenLine, Highlighter, ListChecks, ListTree, Search } from 'lucide-react'
import { useEditorState } from '@tiptap/react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { memoBody } from '../../shared/documents/memo.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Dropped, ImportedText } from '../../shared/imports.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { Aside, type AsidePart } from './aside/Aside.tsx'
import { sayHere, useSaying, type Authorship } from './authors/AuthorList.tsx'
import type { Person } from './carets.ts'
import { FindBar } from './find/FindBar.tsx'
import { Imported } from './imports/Imported.tsx'
import { importedHtml } from './imports/importedHtml.ts'
import { putHtml, type FigureAt } from './pictures/figure.ts'
import { FigureDialog } from './pictures/FigureDialog.tsx'
import { PictureShelf } from './pictures/shelf.ts'
import { Notes, type NoteSources } from './notes/Notes.tsx'
import type { Picturing, Suggesting } from './extensions.ts'
import { openMemo, type MemoOptions } from './openMemo.ts'
import type { Pane } from './panes.ts'
import { PlainText } from './PlainText.tsx'
import type { Review } from './suggestions/SuggestionList.tsx'
import { isSuggesting, setSuggesting } from './suggestions/suggestions.ts'
import './suggestions/suggestions.css'
import { Toolbar } from './Toolbar.tsx'
import './sheet.css'
import './editor.css'
import './figure.css'

export type MemoEditorProps = {
  doc: Y.Doc
  /** The document with its pictures, once it has come. */
  pictures?: { doc: Y.Doc; writable: boolean } | null
  awareness: Awareness
  person: Person
  editable: boolean
  /** The editor while there is one. Must be stable. */
  onEditor?: (editor: Editor | null) => void
  /** What stands on the sheet above the text, such as its title. */
  header?: ReactNode
  /** What notes may point to. */
  sources?: NoteSources
  /** What stands beside the sheet and scrolls with it. */
  beside?: (editor: Editor) => ReactNode
  /** Who suggests here, and how decisions are recorded; must be stable: with another one the text is opened anew. Left out where nothing is suggested. */
  review?: Review | null
  /** Whether this person's role sees suggestions listed; may change at any time. */
  reviews?: boolean
  /** Who wrote which words; may change at any time. Left out where it is not shown. */
  authorship?: Omit<Authorship, 'body'> | null
  /** My hand has moved the letters of a comment; must be stable. */
  carry?: MemoOptions['carry']
}

const noSources: NoteSources = []

/** The body of a memo on its sheet. A document this version does not know in full is shown as plain text and never touched. */
export function MemoEditor({
  doc,
  awareness,
  person,
  editable,
  onEditor,
  header,
  sources = noSources,
  beside,
  carry,
  pictures = null,
  review = null,
  reviews = true,
  authorship: noted = null,
}: MemoEditorProps) {
  const t = useText()
  const [editor, setEditor] = useState<Editor | null>(null)
  const [refused, setRefused] = useState<{ doc: Y.Doc; failure: Failure } | null>(null)
  const { name, colour } = person
  const noteOpened = useRef<((index: number) => void) | null>(null)
  const [aside, setAside] = useAsidePart()
  const [find, setFind] = useState<'find' | 'replace' | null>(null)
  useFindKeys(setFind, editable)
  const [imported, setImported] = useState<ImportedText | null>(null)
  const { failure, attempt } = useAttempt()
  const me = review?.me ?? null
  const inkOf = review?.inkOf
  const suggesting = useMemo<Suggesting | null>(
    () =>
      me !== null && inkOf ? { author: me, inkOf, onRefused: (why) => toast(t.suggestions.refused[why], { about: 'suggesting' }) } : null,
    [me, inkOf, t],
  )
  const [figure, setFigure] = useState<FigureAt | null>(null)
  const shelf = useShelf(pictures)
  const picturing = useMemo<Picturing>(
    () => ({
      shelf,
      acts: { attempt, edit: setFigure, left: (count) => toast(t.editor.picturesLeft(count), { about: 'pictures' }) },
    }),
    [shelf, attempt, t],
  )
  const isOn = useSuggesting(editor)
  const authorship = useMemo(() => noted && { ...noted, body: memoBody(doc) }, [noted, doc])
  useWhoKey(editor, authorship)
  const startsEditable = useRef(editable)
  useEffect(() => {
    startsEditable.current = editable
  }, [editable])
  const mount = useCallback(
    (host: HTMLElement | null) => {
      if (!host) return
      const onClose = (failure: Failure): void => {
        setEditor(null)
        setRefused({ doc, failure })
      }
      const opened = openMemo({
        host,
        doc,
        awareness,
        person: { name, colour },
        text: t.editor,
        editable: startsEditable.current,
        onNote: (index) => noteOpened.current?.(index),
        ...(carry && { carry }),
        ...(suggesting && { suggesting }),
        pictures: picturing,
        onClose,
      })
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
    [doc, awareness, name, colour, t, carry, suggesting, picturing],
  )
  useEffect(() => {
    if (editor && editor.isEditable !== editable) editor.setEditable(editable, false)
  }, [editor, editable])
  useEffect(() => {
    onEditor?.(editor)
    return () => onEditor?.(null)
  }, [editor, onEditor])

  if (refused?.doc === doc) return <PlainText fragment={memoBody(doc)} header={header} notice={t.failures(refused.failure)} />
  const onImport = (): void =>
    attempt(ask('chooseDocument', {}), ({ fileName, html, dropped }) => {
      if (!editor) return
      let left = 0
      const put = putHtml(editor.view, importedHtml(html), shelf, (count) => (left = count))
      attempt(put)
      void put.then(() => {
        const all = left === 0 ? dropped : withPictures(dropped, left)
        if (all.length > 0) setImported({ html, dropped: all })
        else toast(t.editor.imported(fileName))
      })
    })
  const panes: Pane[] = [
    ...(editable ? [{ id: 'import', name: t.editor.import, icon: FileInput, toggle: onImport }] : []),
    {
      id: 'find',
      name: t.editor.find,
      keys: 'Control+F',
      icon: Search,
      open: find !== null,
      toggle: () => setFind(find === null ? 'find' : null),
    },
    ...(editable && editor && review
      ? [
          {
            ...{ id: 'suggesting', name: t.suggestions.mode, keys: 'Control+Shift+E', icon: FilePenLine, open: isOn },
            toggle: () => setSuggesting(editor, !isOn),
          },
        ]
      : []),
    ...asideParts
      .filter(({ part }) => (part !== 'suggestions' || (review && reviews)) && (part !== 'authors' || authorship))
      .map(({ part, icon }) => ({
        ...{ id: part, name: t.editor.asides[part], icon, open: aside === part },
        toggle: () => setAside(aside === part ? null : part),
      })),
  ]
  return (
    <div className="memo-editor">
      {editor ? <Toolbar editor={editor} editable={editable} panes={panes} /> : <div className="toolbar" />}
      {editor && find !== null && (
        <FindBar
          editor={editor}
          editable={editable}
          replacing={find === 'replace'}
          onReplacing={(replacing) => setFind(replacing ? 'replace' : 'find')}
          onClose={() => setFind(null)}
        />
      )}
      {failure && <ErrorNotice failure={failure} />}
      {figure && editor && <FigureDialog editor={editor} shelf={shelf} figure={figure} onClose={() => setFigure(null)} />}
      {imported && <Imported imported={imported} onClose={() => setImported(null)} />}
      <div className="memo-bench">
        {editor && aside !== null && (
          <Aside
            part={aside}
            review={reviews ? review : null}
            authorship={authorship}
            editor={editor}
            editable={editable}
            onNote={(index) => noteOpened.current?.(index)}
            onClose={() => setAside(null)}
          />
        )}
        <div className="desk">
          <div className="sheet">
            {header}
            <div ref={mount} />
            {editor && <Notes editor={editor} editable={editable} sources={sources} openedRef={noteOpened} />}
          </div>
          {editor && beside?.(editor)}
        </div>
      </div>
    </div>
  )
}

const withPictures = (dropped: Dropped, left: number): Dropped => {
  const before = dropped.find(({ kind }) => kind === 'pictures')?.count ?? 0
  return [{ kind: 'pictures', count: before + left }, ...dropped.filter(({ kind }) => kind !== 'pictures')]
}

/** One for as long as the editor is there; the document may come later, and anew. */
function useShelf(pictures: MemoEditorProps['pictures']): PictureShelf {
  const [shelf] = useState(() => new PictureShelf())
  const doc = pictures?.doc
  const writable = pictures?.writable ?? false
  useEffect(() => (doc ? shelf.attach(doc, writable) : undefined), [shelf, doc, writable])
  useEffect(() => () => shelf.close(), [shelf])
  return shelf
}

const asideParts = [
  { part: 'outline', icon: ListTree },
  { part: 'check', icon: ClipboardCheck },
  { part: 'suggestions', icon: ListChecks },
  { part: 'authors', icon: Highlighter },
] as const
const asideKept = 'yice.aside'

/** What stands beside the sheet, as this person left it. */
function useAsidePart(): [AsidePart | null, (part: AsidePart | null) => void] {
  const [part, setPart] = useState<AsidePart | null>(
    () => asideParts.find((one) => one.part === window.localStorage.getItem(asideKept))?.part ?? null,
  )
  return [
    part,
    (next) => {
      window.localStorage.setItem(asideKept, next ?? '')
      setPart(next)
    },
  ]
}

/** Ctrl+F and Ctrl+H, wherever on the page the focus is. */
function useFindKeys(open: (as: 'find' | 'replace') => void, editable: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      const key = event.key.toLowerCase()
      if (key !== 'f' && !(key === 'h' && editable)) return
      event.preventDefault()
      open(key === 'f' ? 'find' : 'replace')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [open, editable])
}

/** 此处作者, wherever on the page the focus is: also for those who only read. */
function useWhoKey(editor: Editor | null, authorship: Authorship | null): void {
  const say = useSaying()
  useEffect(() => {
    if (!editor || !authorship) return
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || !event.altKey || event.shiftKey || event.key.toLowerCase() !== 'w') return
      event.preventDefault()
      sayHere(editor, authorship, say)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [editor, authorship, say])
}

/** Whether it is on, said aloud when it changes. */
function useSuggesting(editor: Editor | null): boolean {
  const t = useText().suggestions
  const isOn =
    useEditorState({ editor, selector: ({ editor: now }) => now !== null && !now.isDestroyed && isSuggesting(now.state) }) ?? false
  const was = useRef(isOn)
  useEffect(() => {
    if (was.current !== isOn) toast(isOn ? t.on : t.off, { about: 'suggesting' })
    was.current = isOn
  }, [isOn, t])
  return isOn
}
