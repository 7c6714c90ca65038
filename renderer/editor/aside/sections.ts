import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { headingLevel, headingNumbers, type HeadingLevel } from '../../../shared/documents/memo.ts'
import { scrollIntoSheet } from '../scroll.ts'

/** A heading and all below it up to the next one of its level or above. */
type Section = { level: HeadingLevel; text: string; at: number; end: number }

export function sectionsOf(doc: Node): Section[] {
  const found: Section[] = []
  /** Those that the next heading may end, the innermost last. */
  const open: Section[] = []
  doc.forEach((node, at) => {
    if (node.type.name !== 'heading') return
    const level = headingLevel.catch(1).parse(node.attrs['level'])
    for (let last = open.at(-1); last && last.level >= level; last = open.at(-1)) {
      last.end = at
      open.pop()
    }
    const section = { level, text: node.textContent, at, end: doc.content.size }
    found.push(section)
    open.push(section)
  })
  return found
}

/** What the outline shows: no positions, which change with every key. */
export type OutlineItem = { level: HeadingLevel; number: string; text: string }

export function outlineOf(doc: Node): OutlineItem[] {
  const sections = sectionsOf(doc)
  const numbers = headingNumbers(sections.map(({ level }) => level))
  return sections.map(({ level, text }, index) => ({ level, text, number: numbers[index] ?? '' }))
}

/** The heading that the caret stands below; -1 above the first. */
export const sectionAt = (doc: Node, position: number): number => sectionsOf(doc).findLastIndex(({ at }) => at < position)

export function goToSection(editor: Editor, index: number): void {
  const section = sectionsOf(editor.state.doc)[index]
  if (!section) return
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, section.at + 1)))
  editor.commands.focus(undefined, { scrollIntoView: false })
  scrollIntoSheet(editor, section.at + 1)
}

/** Puts a section before another one, or at the end (`before`: how many there are). Says where it stands then; `null`: it cannot go there. */
export function moveSection(editor: Editor, index: number, before: number): number | null {
  const { doc, tr } = editor.state
  const sections = sectionsOf(doc)
  const section = sections[index]
  if (!section) return null
  const target = sections[before]?.at ?? doc.content.size
  if (target >= section.at && target <= section.end) return null
  const { content } = doc.slice(section.at, section.end)
  tr.delete(section.at, section.end)
  const place = tr.mapping.map(target)
  tr.insert(place, content)
  tr.setSelection(TextSelection.create(tr.doc, place + 1))
  editor.view.dispatch(tr)
  return sectionAt(editor.state.doc, place + 1)
}

/** One step up or down among its like; past them into the neighbouring section, as the next or last of that. */
export function stepSection(editor: Editor, index: number, by: 1 | -1): number | null {
  const sections = sectionsOf(editor.state.doc)
  const section = sections[index]
  if (!section) return null
  if (by === -1) {
    const before = sections.findLastIndex(({ level }, at) => at < index && level <= section.level)
    return before === -1 ? null : moveSection(editor, index, before)
  }
  const behind = sections.findIndex(({ at }) => at === section.end)
  const next = sections[behind]
  if (!next) return null
  const after = next.level < section.level ? behind + 1 : sections.findIndex(({ at }) => at >= next.end)
  return moveSection(editor, index, after === -1 ? sections.length : after)
}
