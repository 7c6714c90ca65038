import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { CellSelection } from '@tiptap/pm/tables'
import type { LucideIcon } from 'lucide-react'
import {
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  Bold,
  ChartColumn,
  Columns3,
  ImagePlus,
  Italic,
  List,
  ListOrdered,
  Redo2,
  Rows3,
  TableCellsMerge,
  TableCellsSplit,
  TableProperties,
  Stamp,
  Superscript,
  Table,
  TextQuote,
  Trash2,
  Underline,
  Undo2,
} from 'lucide-react'
import type { Text } from '../../shared/i18n/zh.ts'
import { insertChart } from './chart/chart.ts'
import { choosePictures } from './pictures/figure.ts'
import { changeTable, insertTable, isJoined } from './tables.ts'

type Words = Text['editor']

/** One button: what it is called, what it does, and whether its style is on at the caret. `keys` in the words of `aria-keyshortcuts`. */
export type Tool = {
  id: string
  name: (text: Words) => string
  mark?: (text: Words) => string
  icon?: LucideIcon
  keys?: string
  act: (editor: Editor) => boolean
  active?: (editor: Editor) => boolean
  can?: (editor: Editor) => boolean
}

/** These stand between paragraphs, never inside a list, a quote or a cell. Read on every key, so it asks no command. */
const atTop = ({ state }: Editor): boolean => state.selection.$from.depth === 1

/**
 * Whether the caret stands in such a block, or the selection in nothing else. Read on every key: of a caret its own place tells, where the
 * editor goes through all blocks before it.
 */
export function standsIn(editor: Editor, name: string, attributes: Record<string, unknown> = {}): boolean {
  const { empty, $from } = editor.state.selection
  if (!empty) return editor.isActive(name, attributes)
  const fits = ({ type, attrs }: Node): boolean =>
    type.name === name && Object.entries(attributes).every(([key, value]) => attrs[key] === value)
  for (let { depth } = $from; depth > 0; depth--) if (fits($from.node(depth))) return true
  return false
}

const levels = [1, 2, 3, 4] as const

const headings: Tool[] = levels.map((level) => ({
  id: `heading${level}`,
  name: (text) => text.heading[level],
  mark: (text) => text.headingMark[level],
  keys: `Control+Alt+${level}`,
  act: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  active: (editor) => standsIn(editor, 'heading', { level }),
  can: atTop,
}))

const history: Tool[] = [
  {
    id: 'undo',
    name: (text) => text.undo,
    icon: Undo2,
    keys: 'Control+Z',
    act: (editor) => editor.chain().focus().undo().run(),
    can: (editor) => editor.can().undo(),
  },
  {
    id: 'redo',
    name: (text) => text.redo,
    icon: Redo2,
    keys: 'Control+Y',
    act: (editor) => editor.chain().focus().redo().run(),
    can: (editor) => editor.can().redo(),
  },
]

const styles: Tool[] = [
  ...headings,
  {
    id: 'paragraph',
    name: (text) => text.paragraph,
    mark: (text) => text.paragraph,
    keys: 'Control+Alt+0',
    act: (editor) => editor.chain().focus().setParagraph().run(),
    active: (editor) => standsIn(editor, 'paragraph') && !standsIn(editor, 'listItem') && !standsIn(editor, 'blockquote'),
  },
]

const marks: Tool[] = [
  {
    id: 'bold',
    name: (text) => text.bold,
    icon: Bold,
    keys: 'Control+B',
    act: (editor) => editor.chain().focus().toggleBold().run(),
    active: (editor) => editor.isActive('bold'),
  },
  {
    id: 'italic',
    name: (text) => text.italic,
    icon: Italic,
    keys: 'Control+I',
    act: (editor) => editor.chain().focus().toggleItalic().run(),
    active: (editor) => editor.isActive('italic'),
  },
  {
    id: 'underline',
    name: (text) => text.underline,
    icon: Underline,
    keys: 'Control+U',
    act: (editor) => editor.chain().focus().toggleUnderline().run(),
    active: (editor) => editor.isActive('underline'),
  },
]

const blocks: Tool[] = [
  {
    id: 'bulletList',
    name: (text) => text.bulletList,
    icon: List,
    keys: 'Control+Shift+8',
    act: (editor) => editor.chain().focus().toggleBulletList().run(),
    active: (editor) => standsIn(editor, 'bulletList'),
  },
  {
    id: 'orderedList',
    name: (text) => text.orderedList,
    icon: ListOrdered,
    keys: 'Control+Shift+7',
    act: (editor) => editor.chain().focus().toggleOrderedList().run(),
    active: (editor) => standsIn(editor, 'orderedList'),
  },
  {
    id: 'quote',
    name: (text) => text.quote,
    icon: TextQuote,
    keys: 'Control+Shift+B',
    act: (editor) => editor.chain().focus().toggleBlockquote().run(),
    active: (editor) => standsIn(editor, 'blockquote'),
    can: (editor) => atTop(editor) || standsIn(editor, 'blockquote'),
  },
  {
    id: 'table',
    name: (text) => text.table,
    icon: Table,
    act: insertTable,
    active: (editor) => standsIn(editor, 'table'),
    can: atTop,
  },
  {
    id: 'figure',
    name: (text) => text.figure,
    icon: ImagePlus,
    act: choosePictures,
    can: atTop,
  },
  {
    id: 'recommendation',
    name: (text) => text.recommendation,
    mark: (text) => text.recommendation,
    icon: Stamp,
    keys: 'Control+Alt+5',
    act: (editor) => editor.chain().focus().toggleNode('recommendation', 'paragraph').run(),
    active: (editor) => standsIn(editor, 'recommendation'),
    can: atTop,
  },
  {
    id: 'footnote',
    name: (text) => text.footnote,
    icon: Superscript,
    keys: 'Control+Alt+F',
    act: (editor) => editor.commands.keyboardShortcut('Mod-Alt-f'),
    can: ({ state }) => state.selection.$to.parent.inlineContent,
  },
]

export const toolGroups: readonly (readonly Tool[])[] = [history, styles, marks, blocks]

/** Shown while the caret is in a table. */
export const tableTools: readonly Tool[] = [
  {
    id: 'rowBefore',
    name: (text) => text.rowBefore,
    icon: BetweenHorizontalStart,
    act: (editor) => changeTable(editor, 'addRowBefore'),
  },
  {
    id: 'rowAfter',
    name: (text) => text.rowAfter,
    icon: BetweenHorizontalEnd,
    act: (editor) => changeTable(editor, 'addRowAfter'),
  },
  { id: 'deleteRow', name: (text) => text.deleteRow, icon: Rows3, act: (editor) => changeTable(editor, 'deleteRow') },
  {
    id: 'columnBefore',
    name: (text) => text.columnBefore,
    icon: BetweenVerticalStart,
    act: (editor) => changeTable(editor, 'addColumnBefore'),
  },
  {
    id: 'columnAfter',
    name: (text) => text.columnAfter,
    icon: BetweenVerticalEnd,
    act: (editor) => changeTable(editor, 'addColumnAfter'),
  },
  { id: 'deleteColumn', name: (text) => text.deleteColumn, icon: Columns3, act: (editor) => changeTable(editor, 'deleteColumn') },
  {
    id: 'mergeCells',
    name: (text) => text.mergeCells,
    icon: TableCellsMerge,
    act: (editor) => changeTable(editor, 'mergeCells'),
    can: ({ state: { selection } }) => selection instanceof CellSelection && selection.$anchorCell.pos !== selection.$headCell.pos,
  },
  {
    id: 'splitCell',
    name: (text) => text.splitCell,
    icon: TableCellsSplit,
    act: (editor) => changeTable(editor, 'splitCell'),
    can: ({ state }) => isJoined(state),
  },
  {
    id: 'headerRow',
    name: (text) => text.headerRow,
    icon: TableProperties,
    act: (editor) => changeTable(editor, 'toggleHeaderRow'),
    active: (editor) => standsIn(editor, 'tableHeader'),
  },
  { id: 'chart', name: (text) => text.chart, icon: ChartColumn, act: insertChart },
  { id: 'deleteTable', name: (text) => text.deleteTable, icon: Trash2, act: (editor) => changeTable(editor, 'deleteTable') },
]
