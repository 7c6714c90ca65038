import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { MessageSquarePlus, MessageSquareText } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { hasSeen, type Said } from '../../../shared/documents/talk.ts'
import type { Memo } from '../../../shared/register.ts'
import { anchorIn, choose as chooseThread, showThreads } from '../../editor/comments/comments.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { usePainted } from '../../ui/usePainted.ts'
import { begunKey, TalkPanel, type Begun } from './TalkPanel.tsx'
import { useTalk, type TalkDesk } from './useTalk.ts'

/** How many threads are open, and whether they are shown beside the sheet. */
export function TalkButton({ memo, open, onToggle }: { memo: Memo; open: boolean; onToggle: () => void }) {
  const t = useText().talk
  const { threads } = useTalk(memo).talk
  const count = threads.filter(({ resolved }) => resolved === null).length
  return (
    <Button
      look="quiet"
      icon={<MessageSquareText size={16} aria-hidden />}
      aria-pressed={open}
      title={open ? t.hide : t.show}
      onClick={onToggle}
    >
      {t.open(count)}
    </Button>
  )
}

type Props = {
  editor: Editor
  memoId: string
  desk: TalkDesk
  editable: boolean
  open: boolean
  /** The one that this page was opened for. */
  thread: string | undefined
  onOpen: (open: boolean) => void
}

/** All that is said about a memo, at its sheet: the panel, and the way to begin a thread on what is selected. */
export function Talk({ editor, memoId, desk, editable, open, thread, onOpen }: Props) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [chosen, setChosen] = useState<string | null>(thread ?? null)
  const [showsClosed, setShowsClosed] = useState(false)
  const begin = useCallback(() => {
    const { from, to, empty } = editor.state.selection
    const range = empty ? wordAt(editor, from) : { from, to }
    const anchor = range && anchorIn(editor, range)
    if (!anchor) return
    setBegun({ anchor })
    onOpen(true)
  }, [editor, onOpen])
  const choose = useCallback(
    (key: string | null) => {
      setChosen(key)
      if (key !== null) onOpen(true)
    },
    [onOpen],
  )
  const isPainted = usePainted()
  const { threads } = desk.talk
  // Also while nothing is shown: comments go with what my hand moves.
  useEffect(() => {
    if (!isPainted || editor.isDestroyed) return
    const marked = threads.map((one) => ({ key: one.key, anchors: one.anchors, open: open && (one.resolved === null || showsClosed) }))
    showThreads(editor, [...marked, ...(begun ? [{ key: begunKey, anchors: [begun.anchor], open: true }] : [])])
  }, [editor, threads, begun, open, showsClosed, isPainted])
  useEffect(() => chooseThread(editor, begun ? begunKey : open ? chosen : null), [editor, begun, chosen, open])
  // What I am shown I have read: it need not be told at home any more.
  useEffect(() => {
    const shown = open ? threads.find(({ key }) => key === chosen) : undefined
    const named = (said: Said): boolean => said.mentions.includes(desk.me) && said.by !== desk.me
    if (!shown || !desk.writable) return
    for (const said of [shown, ...shown.replies])
      if (named(said) && !hasSeen(desk.talk, shown, said, desk.me)) desk.set({ kind: 'seen', entry: said.key })
  }, [desk, threads, chosen, open])
  useReading(editor, editable)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || !event.altKey || event.code !== 'KeyM' || !desk.writable) return
      event.preventDefault()
      begin()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [begin, desk.writable])
  return (
    <>
      {desk.writable && !begun && <BeginButton editor={editor} onBegin={begin} />}
      {open && (
        <TalkPanel
          {...{ editor, memoId, desk, editable, begun, chosen, showsClosed, isPainted }}
          onShowClosed={setShowsClosed}
          onBegin={setBegun}
          onChoose={choose}
          onClose={() => {
            setBegun(null)
            onOpen(false)
          }}
        />
      )}
    </>
  )
}

/** Without a selection the block of the caret is meant. */
function wordAt({ state }: Editor, pos: number): { from: number; to: number } | null {
  const $pos = state.doc.resolve(pos)
  return $pos.depth > 0 && $pos.parent.content.size > 0 ? { from: $pos.start(), to: $pos.end() } : null
}

/** Beside what is selected, at the edge of the sheet. */
function BeginButton({ editor, onBegin }: { editor: Editor; onBegin: () => void }) {
  const t = useText().talk
  const [at, setAt] = useState<{ top: number; left: number } | null>(null)
  const isThere = at !== null
  useEffect(() => {
    const look = (): void => {
      if (editor.isDestroyed) return
      const { empty, from, to } = editor.state.selection
      const sheet = editor.view.dom.closest('.sheet')
      const desk = editor.view.dom.closest('.desk')
      if (empty || !sheet || !desk || window.getSelection()?.isCollapsed !== false) {
        setAt(null)
        return
      }
      const { top } = editor.view.coordsAtPos(Math.min(from, to))
      const { right } = sheet.getBoundingClientRect()
      setAt({ top: top + desk.scrollTop - desk.getBoundingClientRect().top, left: right - desk.getBoundingClientRect().left - 40 })
    }
    // A selection shows when the hand has made it, not while it is drawn.
    const later = (): void => void requestAnimationFrame(look)
    // A key of typing selects nothing: asking for a frame for it would make two of every key.
    const onKeyUp = (): void => {
      if (isThere || window.getSelection()?.isCollapsed === false) later()
    }
    document.addEventListener('pointerup', later)
    document.addEventListener('keyup', onKeyUp)
    return () => {
      document.removeEventListener('pointerup', later)
      document.removeEventListener('keyup', onKeyUp)
    }
  }, [editor, isThere])
  if (!at) return null
  return (
    <button
      type="button"
      className="begin-thread"
      style={at}
      aria-label={t.add}
      title={`${t.add}（Ctrl+Alt+M）`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        setAt(null)
        onBegin()
      }}
    >
      <MessageSquarePlus size={16} aria-hidden />
    </button>
  )
}

/** Who only reads has no caret: arrow keys go from block to block, so that one can be commented on without a mouse. */
function useReading(editor: Editor, editable: boolean): void {
  useEffect(() => {
    if (editable || editor.isDestroyed) return
    const { dom } = editor.view
    dom.setAttribute('tabindex', '0')
    const onKey = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step === 0 || event.target !== dom) return
      const range = nextBlock(editor, step)
      if (!range) return
      event.preventDefault()
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, range.from, range.to)))
      const start = editor.view.domAtPos(range.from)
      const end = editor.view.domAtPos(range.to)
      window.getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
      const element = start.node instanceof Element ? start.node : start.node.parentElement
      element?.scrollIntoView({ block: 'nearest' })
    }
    dom.addEventListener('keydown', onKey)
    return () => dom.removeEventListener('keydown', onKey)
  }, [editor, editable])
}

function nextBlock({ state }: Editor, step: number): { from: number; to: number } | null {
  const blocks: { from: number; to: number }[] = []
  state.doc.descendants((node, pos) => {
    if (node.isTextblock && node.content.size > 0) blocks.push({ from: pos + 1, to: pos + 1 + node.content.size })
    return !node.isTextblock
  })
  const { from, empty } = state.selection
  const here = empty ? -1 : blocks.findIndex((block) => block.from <= from && from <= block.to)
  return blocks[Math.max(0, here + step)] ?? null
}
