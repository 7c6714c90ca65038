// @vitest-environment jsdom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, it } from 'vitest'
import { TextSelection } from '@tiptap/pm/state'
import { SuggestionList, type Review } from '../../../renderer/editor/suggestions/SuggestionList.tsx'
import { setSuggesting } from '../../../renderer/editor/suggestions/suggestions.ts'
import { currentToasts } from '../../../renderer/ui/toasts.ts'
import { plainText } from '../../../shared/documents/memo.ts'
import { zh } from '../../../shared/i18n/zh.ts'
import { blocksOf, memoDoc, paragraph, sit, withoutLayout } from './desk.ts'

beforeAll(() => {
  withoutLayout()
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

const me = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'

it('SG6 what a colleague suggested is taken in part: it is in the text, and the reason is recorded beside it', () => {
  const doc = memoDoc([paragraph('企业融资难')])
  const theirs = sit(doc, true, { suggesting: { author: other, inkOf: () => '#2f5d8a', onRefused: () => undefined } })
  setSuggesting(theirs.editor, true)
  const { view, state } = theirs.editor
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 3)))
  view.dispatch(view.state.tr.insertText('普遍'))
  theirs.close()

  const mine = sit(doc)
  const records: unknown[] = []
  const review: Review = {
    me,
    nameOf: () => '宋远',
    inkOf: () => '#2f5d8a',
    record(proposals, outcome, reason) {
      records.push({ outcome, reason, after: proposals.map(({ after }) => after) })
      return () => undefined
    },
  }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  act(() => root.render(<SuggestionList editor={mine.editor} editable review={review} />))
  const press = (name: string): void => {
    const button = [...place.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name)
    if (!button) throw new Error(`no ${name}`)
    act(() => button.click())
  }
  press(zh.suggestions.partly)
  expect(plainText(runsOf())).toBe('企业融资难')
  const reason = place.querySelector('textarea')
  if (!reason) throw new Error('no reason is asked for')
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(reason, '范围宜再核实')
    reason.dispatchEvent(new Event('input', { bubbles: true }))
  })
  press(zh.talk.confirm)
  expect(plainText(runsOf())).toBe('企业普遍融资难')
  expect(records).toEqual([{ outcome: 'partly', reason: '范围宜再核实', after: ['普遍'] }])
  act(() => root.unmount())
  mine.close()

  function runsOf() {
    const [block] = blocksOf(doc)
    return block?.type === 'paragraph' ? block.runs : []
  }
})

it('G9 what is recorded of a decision goes and comes with its undo and redo, and the undo that is offered is over with the next key', () => {
  const doc = memoDoc([paragraph('企业融资难，用工成本高')])
  const theirs = sit(doc, true, { suggesting: { author: other, inkOf: () => '#2f5d8a', onRefused: () => undefined } })
  setSuggesting(theirs.editor, true)
  const put = ({ editor }: typeof theirs, at: number, words: string): void => {
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
    editor.view.dispatch(editor.state.tr.insertText(words))
  }
  put(theirs, 9, '普遍')
  put(theirs, 3, '普遍')
  theirs.close()
  const mine = sit(doc)
  let records = 0
  const review: Review = {
    ...{ me, nameOf: () => '宋远', inkOf: () => '#2f5d8a' },
    record() {
      records++
      return () => records--
    },
  }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  act(() => root.render(<SuggestionList editor={mine.editor} editable review={review} />))
  const cards = () => [...place.querySelectorAll<HTMLElement>('.suggestion')]
  const press = (card: HTMLElement | undefined, name: string): void => {
    const button = [...(card?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent.trim() === name)
    if (!button) throw new Error(`no ${name}`)
    button.focus()
    act(() => button.click())
  }
  const [first, second] = cards()
  press(second, zh.suggestions.reject)
  expect(second?.contains(document.activeElement)).toBe(true)
  act(() => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))
  expect(document.activeElement?.textContent).toBe(zh.suggestions.reject)
  press(first, zh.suggestions.accept)
  expect(document.activeElement).toBe(second)
  expect([records, currentToasts().length]).toEqual([1, 1])
  mine.editor.commands.undo()
  expect([records, currentToasts().length]).toEqual([0, 0])
  mine.editor.commands.redo()
  expect(records).toBe(1)
  mine.editor.commands.undo()
  expect(records).toBe(0)
  mine.editor.commands.redo()
  press(second, zh.suggestions.accept)
  expect([records, currentToasts().length]).toEqual([2, 1])
  put(mine, 1, '中小')
  expect([records, currentToasts().length]).toEqual([2, 0])
  mine.editor.commands.undo()
  expect(records).toBe(2)
  mine.editor.commands.undo()
  expect(records).toBe(1)
  act(() => root.unmount())
  mine.close()
})

it('SG6 all are taken back with one press, also what has come since the list was drawn', () => {
  const doc = memoDoc([paragraph('企业融资难')])
  const { editor, close } = sit(doc, true, { suggesting: { author: me, inkOf: () => '#2f5d8a', onRefused: () => undefined } })
  setSuggesting(editor, true)
  const suggest = (at: number, text: string): void => {
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
    editor.view.dispatch(editor.state.tr.insertText(text))
  }
  suggest(3, '普遍')
  const review: Review = { me, nameOf: () => '林', inkOf: () => '#2f5d8a', record: () => () => undefined }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  act(() => root.render(<SuggestionList editor={editor} editable review={review} />))
  suggest(1, '中小')
  const button = [...place.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === zh.suggestions.rejectAll)
  act(() => button?.click())
  expect(editor.state.doc.textContent).toBe('企业融资难')
  act(() => root.unmount())
  close()
})

it('SG6 who only reads is not told how to suggest', () => {
  const { editor, close } = sit(memoDoc([paragraph('企业融资难')]), false)
  const review: Review = { me, nameOf: () => '林', inkOf: () => '#2f5d8a', record: () => () => undefined }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  act(() => root.render(<SuggestionList editor={editor} editable={false} review={review} />))
  expect(place.textContent).toBe(zh.suggestions.noneForReader)
  act(() => root.unmount())
  close()
})
