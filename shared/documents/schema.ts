import { Extension, getSchema, Mark, Node, wrappingInputRule, type Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Text } from '@tiptap/extension-text'
import { Underline } from '@tiptap/extension-underline'
import { z } from 'zod'
import { chartKind, figureWidth, headingLevel, noteSource, pictureHash } from './memo.ts'
import { formatting, mark, suggestedAttributes, suggestedOn } from './suggestions.ts'

/**
 * The nodes and marks of a memo and of an agenda cell, as the editor knows them. `memo.ts` reads the same names without
 * an editor. Containers may be empty (`*`, never `+`): two people who each delete the other's last paragraph leave an
 * empty cell behind, and y-tiptap deletes for everyone what a schema does not allow (y-prosemirror CAVEATS).
 */
const flow = '(paragraph | bulletList | orderedList)*'

type Attributed = { getAttribute(name: string): string | null }

const checked = (rule: z.ZodType) => (value: unknown) => void rule.parse(value)
const span = z.int().min(1).max(100)
const line = z.string().max(1000)
const recommendationId = z.union([z.uuid({ version: 'v4' }), z.literal('')]).nullable()

const spanAttribute = (name: string) => ({
  default: 1,
  validate: checked(span),
  parseHTML: (cell: Attributed) => span.catch(1).parse(Number(cell.getAttribute(name) ?? 1)),
})

const cellAttributes = () => ({
  colspan: spanAttribute('colspan'),
  rowspan: spanAttribute('rowspan'),
  colwidth: {
    default: null,
    validate: checked(z.array(z.number()).max(100).nullable()),
    parseHTML: (cell: Attributed) => {
      const widths = (cell.getAttribute('colwidth') ?? '').split(',').map(Number)
      return widths.every((width) => width > 0) ? widths : null
    },
  },
})

const dataAttribute = (name: string, rule: z.ZodType<string | null>, otherwise: string | null) => ({
  default: otherwise,
  validate: checked(rule),
  parseHTML: (element: Attributed) => rule.catch(otherwise).parse(element.getAttribute(`data-${name}`)),
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }),
})

/** One measure: its text, who leads (牵头单位) and by when (办理时限). `id` is a UUID v4, the same in the register. */
export const Recommendation = Node.create({
  name: 'recommendation',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    id: dataAttribute('id', recommendationId, null),
    lead: dataAttribute('lead', line, ''),
    term: dataAttribute('term', line, ''),
  }),
  parseHTML: () => [{ tag: 'section[data-recommendation]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', { 'data-recommendation': '', ...HTMLAttributes }, 0],
})

/** A picture with its caption (图题) as text; its number is counted by the sheet and the print. */
export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'inline*',
  defining: true,
  isolating: true,
  addAttributes: () => ({
    picture: dataAttribute('picture', pictureHash, ''),
    width: {
      default: 100,
      validate: checked(figureWidth),
      parseHTML: (element: Attributed) => figureWidth.catch(100).parse(Number(element.getAttribute('data-width') ?? 100)),
      renderHTML: (attributes: Record<string, unknown>) => ({ 'data-width': attributes['width'] }),
    },
    alt: dataAttribute('alt', line, ''),
  }),
  parseHTML: () => [{ tag: 'figure[data-picture]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, 0],
})

/** A chart with its caption; its numbers are those of the table above it. */
export const Chart = Node.create({
  name: 'chart',
  group: 'block',
  content: 'inline*',
  defining: true,
  isolating: true,
  addAttributes: () => ({ chart: dataAttribute('chart', chartKind, 'bar') }),
  parseHTML: () => [{ tag: 'figure[data-chart]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, 0],
})

/** The mark of a note in the line. What it says is an attribute: a note is a line or two, and is set as a whole. */
const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  marks: '',
  addAttributes: () => ({
    text: dataAttribute('text', line, ''),
    source: dataAttribute('source', noteSource, ''),
    ref: dataAttribute('ref', line, ''),
  }),
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', { 'data-footnote': '', ...HTMLAttributes }],
})

const suggestionMark = (name: string, tag: string, attributes: Readonly<Record<string, z.ZodType>>) =>
  Mark.create({
    name,
    inclusive: false,
    addAttributes: () =>
      Object.fromEntries(
        Object.entries(attributes).map(([key, rule]) => [
          key,
          {
            default: '',
            validate: checked(rule),
            parseHTML: (element: Attributed) => element.getAttribute(`data-${key}`) ?? '',
            renderHTML: (given: Record<string, unknown>) => ({ [`data-${key}`]: given[key] }),
          },
        ]),
      ),
    parseHTML: () => [
      {
        tag: `${tag}[data-${name}]`,
        getAttrs: (element: Attributed) =>
          Object.entries(attributes).every(([key, rule]) => rule.safeParse(element.getAttribute(`data-${key}`)).success) ? null : false,
      },
    ],
    renderHTML: ({ HTMLAttributes }) => [tag, { [`data-${name}`]: '', ...HTMLAttributes }, 0],
  })

/** What is only suggested: suggestions.ts. */
const Insertion = suggestionMark('insertion', 'ins', mark.shape)
const Deletion = suggestionMark('deletion', 'del', mark.shape)
export const Formatting = suggestionMark('formatting', 'span', formatting.shape)
const SuggestedNodes = Extension.create({
  name: 'suggestedNodes',
  addGlobalAttributes: () =>
    Object.entries(suggestedAttributes).map(([name, rule]) => ({
      types: [...Object.entries(suggestedOn).flatMap(([of, types]) => (of === name ? types : []))],
      attributes: { [name]: { default: null, keepOnSplit: false, rendered: false, validate: checked(rule), parseHTML: () => null } },
    })),
})

export const memoNodes: Extensions = [
  Document,
  Text,
  Paragraph,
  Heading.extend({
    addAttributes: () => ({ level: { default: 1, rendered: false, validate: checked(headingLevel) } }),
  }).configure({ levels: [1, 2, 3, 4] }),
  Blockquote.extend({ content: flow }),
  BulletList.extend({ content: 'listItem*' }),
  OrderedList.extend({
    content: 'listItem*',
    addAttributes: () => ({
      start: { default: 1, rendered: false, validate: checked(z.int().min(0).max(9999)), parseHTML: () => 1 },
      type: { default: null, rendered: false, validate: checked(z.string().max(8).nullable()), parseHTML: () => null },
    }),
    renderHTML: () => ['ol', 0],
    addInputRules() {
      return [wrappingInputRule({ find: /^\d+[.)]\s$/, type: this.type })]
    },
  }),
  ListItem.extend({ content: flow }),
  Table.extend({
    content: 'tableRow*',
    renderHTML: () => ['table', ['tbody', 0]],
    addProseMirrorPlugins: () => [],
    addNodeView: () => null,
  }),
  TableRow.extend({ content: '(tableCell | tableHeader)*' }),
  TableCell.extend({ content: flow, addAttributes: cellAttributes, parseHTML: () => [{ tag: 'td' }] }),
  TableHeader.extend({ content: flow, addAttributes: cellAttributes, parseHTML: () => [{ tag: 'th' }] }),
  Recommendation,
  Figure,
  Chart,
  Footnote,
  HardBreak,
  // Its own keys take Ctrl+B with Shift too, which is the quote's; with Caps Lock this one is found by its place on the keyboard.
  Bold.extend({
    addKeyboardShortcuts() {
      return { 'Mod-b': () => this.editor.commands.toggleBold() }
    },
  }),
  Italic,
  Underline,
  Insertion,
  Deletion,
  Formatting,
  SuggestedNodes,
]

export const memoSchema = getSchema(memoNodes)

/** A cell of the agenda: one paragraph of text. A second one that a merge brought in is kept and shown. */
export const lineNodes: Extensions = [Document.extend({ content: 'paragraph+' }), Paragraph.extend({ content: 'text*', marks: '' }), Text]

export const lineSchema = getSchema(lineNodes)

/** What people write by hand in front of a heading, by level: 一、 （一） （1）. A level-3 number is typed like a list's. */
export const writtenNumbers = [
  { level: 1, pattern: /^[一二三四五六七八九十]{1,3}、$/ },
  { level: 2, pattern: /^（[一二三四五六七八九十]{1,3}）$/ },
  { level: 4, pattern: /^（\d{1,2}）$/ },
] as const
