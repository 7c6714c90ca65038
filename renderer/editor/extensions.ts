import type { Extensions } from '@tiptap/core'
import { Dropcursor, Gapcursor, Placeholder } from '@tiptap/extensions'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { lineNodes, memoNodes, memoSchema } from '../../shared/documents/schema.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import type { Anchor } from '../../shared/documents/talk.ts'
import { Tint } from './authors/tint.ts'
import { Shared } from './binding.ts'
import { carets, type Person } from './carets.ts'
import { ChartBlock } from './chart/chart.ts'
import { Comments } from './comments/comments.ts'
import { Composition } from './composition.ts'
import { Find } from './find/find.ts'
import { Here } from './here.ts'
import { RecommendationIds } from './ids.ts'
import { Jumps } from './jumps.ts'
import { NearBlocks } from './near.ts'
import { Footnotes } from './notes/notes.ts'
import { Numbering } from './numbering.ts'
import { Others } from './others.ts'
import { OverTables } from './overTables.ts'
import { FigureBlock, type FigureActs } from './pictures/figure.ts'
import type { PictureShelf } from './pictures/shelf.ts'
import { Paste, PasteLine } from './paste.ts'
import { RecommendationBlock } from './recommendation.ts'
import type { Refused } from './suggestions/suggest.ts'
import { Suggestions } from './suggestions/suggestions.ts'
import { Tables } from './tables.ts'
import { Tidy } from './tidy.ts'
import { Undo } from './undo.ts'

export type Bound = { fragment: Y.XmlFragment; awareness: Awareness; person: Person }

/**
 * G5 Undo takes back what I did and leaves what others have put into it since: a block that I made and another has written in stays,
 *    with their words. By itself y-tiptap looks after paragraphs only.
 */
const protectedNodes = new Set(Object.keys(memoSchema.nodes))

/** What every text here has: it is shared, undo takes back my own changes only, and nobody disturbs the other's hands. */
const shared = ({ fragment, awareness, person }: Bound): Extensions => [
  Shared.configure({ fragment, yUndoOptions: { protectedNodes } }),
  ...carets(awareness, fragment, person),
  Composition,
  Others,
  Undo,
]

/** Who suggests here, and how it is told that something cannot be suggested. */
export type Suggesting = { author: string; inkOf: (member: string) => string; onRefused: (why: Refused) => void }

export type MemoBound = Bound & {
  suggesting: Suggesting | null
  carry: (thread: string, anchor: Anchor) => void
  onNote: (index: number) => void
  pictures: Picturing | null
}

/** Where the pictures of a memo lie, and what happens with them outside of the text. */
export type Picturing = { shelf: PictureShelf; acts: FigureActs }

export const memoExtensions = (bound: MemoBound, text: Text['editor']): Extensions => [
  ...memoNodes,
  ...shared(bound),
  Suggestions.configure({ ...bound.suggesting, doc: bound.fragment.doc }),
  Comments.configure({ fragment: bound.fragment, carry: bound.carry }),
  RecommendationBlock.configure({ text }),
  ChartBlock.configure({ text }),
  FigureBlock.configure({ text, ...bound.pictures }),
  RecommendationIds,
  Tables.configure({ fragment: bound.fragment }),
  OverTables,
  Tidy,
  Numbering,
  Find,
  Tint,
  Footnotes.configure({ onOpen: bound.onNote }),
  Here,
  NearBlocks,
  Jumps,
  Paste,
  Gapcursor,
  Dropcursor.configure({ color: false, class: 'drop-cursor' }),
  Placeholder.configure({ placeholder: text.placeholder, showOnlyWhenEditable: true }),
]

export const lineExtensions = (bound: Bound): Extensions => [...lineNodes, ...shared(bound), PasteLine]
