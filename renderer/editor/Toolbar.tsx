import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { memo, useState, type KeyboardEvent } from 'react'
import { useText } from '../text.ts'
import type { Pane } from './panes.ts'
import { standsIn, tableTools, toolGroups, type Tool } from './tools.ts'

type ToolState = Record<string, { pressed: boolean; enabled: boolean }>
const tools = [...toolGroups.flat(), ...tableTools]

/** What the buttons show, read on every transaction; React renders only when an answer changed. */
function stateOf(editor: Editor): { inTable: boolean; tools: ToolState } {
  const inTable = standsIn(editor, 'table')
  return {
    inTable,
    tools: Object.fromEntries(
      (inTable ? tools : toolGroups.flat()).map(({ id, active, can }) => [
        id,
        { pressed: active?.(editor) ?? false, enabled: can?.(editor) ?? true },
      ]),
    ),
  }
}

/** Styles and blocks at the caret. One stop of the Tab key; arrows, Home and End move inside, Escape returns to the text. */
export function Toolbar({ editor, editable, panes }: { editor: Editor; editable: boolean; panes: readonly Pane[] }) {
  const t = useText().editor
  const state = useEditorState({ editor, selector: ({ editor: now }) => (now.isDestroyed ? null : stateOf(now)) })
  const [stop, setStop] = useState('undo')
  if (!state) return null
  const groups = !editable ? [] : state.inTable ? [...toolGroups, tableTools] : toolGroups
  const ids = [...groups.flat(), ...panes].map(({ id }) => id)
  const first = ids[0] ?? ''
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') return void editor.commands.focus()
    const next = moved(event.key, ids, stop)
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tool="${next}"]`)?.focus()
  }
  return (
    <div className="toolbar" role="toolbar" aria-label={t.toolbar} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group[0]?.id} className="toolbar-group" role="group" aria-label={group === tableTools ? t.tableTools : undefined}>
          {group.map((tool) => (
            <ToolButton
              key={tool.id}
              tool={tool}
              editor={editor}
              pressed={state.tools[tool.id]?.pressed ?? false}
              enabled={state.tools[tool.id]?.enabled ?? true}
              tabbable={tool.id === (ids.includes(stop) ? stop : first)}
              onFocus={setStop}
            />
          ))}
        </div>
      ))}
      <div className="toolbar-group panes" role="group" aria-label={t.panes}>
        {panes.map(({ id, name, keys = '', icon: Icon, open, toggle }) => (
          <button
            key={id}
            type="button"
            className="tool"
            data-tool={id}
            data-tip={t.tip(name, keys.replace('Control', 'Ctrl'))}
            aria-label={name}
            aria-keyshortcuts={keys || undefined}
            aria-pressed={open}
            tabIndex={id === (ids.includes(stop) ? stop : first) ? 0 : -1}
            onFocus={() => setStop(id)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={toggle}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
          </button>
        ))}
      </div>
    </div>
  )
}

function moved(key: string, ids: readonly string[], at: string): string | undefined {
  const index = ids.indexOf(at)
  if (key === 'ArrowRight') return ids[(index + 1) % ids.length]
  if (key === 'ArrowLeft') return ids[(index - 1 + ids.length) % ids.length]
  if (key === 'Home') return ids[0]
  return key === 'End' ? ids.at(-1) : undefined
}

type ToolButtonProps = {
  tool: Tool
  editor: Editor
  pressed: boolean
  enabled: boolean
  tabbable: boolean
  onFocus: (id: string) => void
}

const ToolButton = memo(function ToolButton({ tool, editor, pressed, enabled, tabbable, onFocus }: ToolButtonProps) {
  const t = useText().editor
  const { icon: Icon, mark, keys = '' } = tool
  const name = tool.name(t)
  return (
    <button
      type="button"
      className={`tool tool-${tool.id}`}
      data-tool={tool.id}
      data-tip={t.tip(name, keys.replace('Control', 'Ctrl'))}
      aria-label={name}
      aria-keyshortcuts={keys || undefined}
      aria-pressed={tool.active ? pressed : undefined}
      aria-disabled={!enabled}
      tabIndex={tabbable ? 0 : -1}
      onFocus={() => onFocus(tool.id)}
      // The text keeps its focus and selection when a tool is pressed.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => enabled && tool.act(editor)}
    >
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}
      {mark && <span>{mark(t)}</span>}
    </button>
  )
})
