import type { EditorView } from '@tiptap/pm/view'

/**
 * CM7 A click or a key puts the caret where it is, whatever else is drawn for it: the browser tells of a selection only afterwards, and what is
 *     drawn before that would set the one back that the editor still has.
 */
export const takeSelection = ({ dom }: EditorView): boolean => dom.ownerDocument.dispatchEvent(new Event('selectionchange'))
