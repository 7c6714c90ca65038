import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { anchorIn, rangesOf, showThreads } from '../../renderer/editor/comments/comments.ts'
import { openMemo } from '../../renderer/editor/openMemo.ts'
import { documentMeta } from '../../shared/documents/memo.ts'
import { keyOf, readTalk, talkEntries, talkSchemaNumber, type Entry } from '../../shared/documents/talk.ts'
import type { Failure } from '../../shared/errors.ts'
import { zh } from '../../shared/i18n/zh.ts'
import type { Desk, Held } from './editingHouse.ts'
import { Broken } from './proof.ts'

/** Letters of each hand, and those that were there before: whatever stands anywhere tells whose it is. */
const lettersEach = 3_000
const firstTyped = 0x4e00
const firstGiven = 0x3400
export const given = (nth: number): string => String.fromCodePoint(firstGiven + nth)
const ownerOf = (letter: string): number => Math.floor(((letter.codePointAt(0) ?? 0) - firstTyped) / lettersEach)

export const lettersIn = (text: string): string[] => text.match(/[\u3400-\u9fff]/gu) ?? []
/** How often each stands there. */
function timesOf(doc: Node): Map<string, number> {
  const times = new Map<string, number>()
  for (const letter of lettersIn(doc.textContent)) times.set(letter, (times.get(letter) ?? 0) + 1)
  return times
}
export const lettersOf = (doc: Node): Set<string> => new Set(lettersIn(doc.textContent))

/**
 * `gone`: taken out by a hand that saw it nowhere else; `left`: how many of each hands have put in and not taken out, for of two that stand
 * two hands may take out one each at the same time; `pasted`: those that may stand more than once.
 */
export type Letters = { typed: Set<string>; gone: Set<string>; left: Map<string, number>; pasted: Set<string> }
/** Whether no hand has taken out the last of it. */
export const isOwed = ({ gone, left }: Letters, letter: string): boolean => !gone.has(letter) && (left.get(letter) ?? 0) > 0

/** One person at one memo: the editor as a window has it, on the copy that a hub's client holds. */
export class Seat {
  readonly editor: Editor
  readonly failures: Failure[] = []
  readonly refusals: string[] = []
  clipboard: { html: string; text: string } | null = null
  /** What the input method holds right now, and where. */
  composing: { at: number; held: string } | null = null
  readonly done: string[] = []
  #next = 0
  /** Letters that these hands have put in or taken out, whosever they were. */
  readonly #touched = new Set<string>()
  readonly #leave: () => void

  constructor(
    readonly nth: number,
    readonly desk: Desk,
    readonly text: Held,
    readonly talk: Held,
    readonly letters: Letters,
  ) {
    const host = document.body.appendChild(document.createElement('div'))
    const { doc, awareness } = text
    const { id: member } = desk
    const opened = openMemo({
      ...{ host, doc, awareness, text: zh.editor },
      person: { name: String(nth), colour: '#2f5d8a' },
      suggesting: { author: member, inkOf: () => '#2f5d8a', onRefused: (why) => this.refusals.push(why) },
      carry: (thread, anchor) => {
        const found = readTalk(talk.doc).threads.find(({ key }) => key === thread)
        const own = found?.moves.find(({ key }) => key.startsWith(member))?.key
        if (found) this.say({ kind: 'moved', thread, anchor, n: (found.moves[0]?.n ?? 0) + 1 }, own)
      },
      onClose: (failure) => this.failures.push(failure),
    })
    if (!opened.ok) throw new Broken(`the memo was refused: ${JSON.stringify(opened.failure)}`)
    this.editor = opened.value.editor
    this.editor.setEditable(true, false)
    const show = (): void => {
      if (!this.editor.isDestroyed)
        showThreads(
          this.editor,
          readTalk(talk.doc).threads.map(({ key, anchors }) => ({ key, anchors, open: true })),
        )
    }
    talkEntries(talk.doc).observe(show)
    this.#leave = () => {
      talkEntries(talk.doc).unobserve(show)
      opened.value.close()
      host.remove()
      text.close()
      talk.close()
    }
  }

  get view() {
    return this.editor.view
  }
  get doc(): Node {
    return this.editor.state.doc
  }

  /** The next letter of this hand. */
  fresh(): string {
    const letter = String.fromCodePoint(firstTyped + this.nth * lettersEach + this.#next++)
    return letter
  }

  /** Does something to the text, and notes which letters went by it. `undoes`: it may take out nothing that is another's. */
  act(name: string, work: () => void, undoes = false): void {
    this.done.push(name)
    const before = timesOf(this.doc)
    work()
    if (this.failures.length > 0) throw new Broken(`an editor was closed: ${JSON.stringify(this.failures)}`)
    const after = timesOf(this.doc)
    const { left } = this.letters
    for (const letter of new Set([...before.keys(), ...after.keys()]))
      left.set(letter, (left.get(letter) ?? 0) + (after.get(letter) ?? 0) - (before.get(letter) ?? 0))
    // A copy that these hands have made is theirs to take back, wherever the first has gone meanwhile.
    for (const [letter, times] of after) if (before.get(letter) !== times) this.#touched.add(letter)
    for (const letter of before.keys()) {
      if (after.has(letter)) continue
      if (undoes && !this.#touched.has(letter))
        throw new Broken(`${name} of ${String(this.nth)} took ${letter} of ${String(ownerOf(letter))}`)
      this.letters.gone.add(letter)
      this.#touched.add(letter)
    }
    for (const letter of after.keys()) {
      if (before.has(letter)) continue
      this.letters.gone.delete(letter)
      this.letters.typed.add(letter)
    }
  }

  say(entry: Entry, key = keyOf(this.desk.id, crypto.randomUUID())): void {
    this.talk.doc.transact(() => {
      if (!documentMeta(this.talk.doc).has('schema')) documentMeta(this.talk.doc).set('schema', talkSchemaNumber)
      talkEntries(this.talk.doc).set(key, entry)
    })
  }

  comment(range: { from: number; to: number }): void {
    const anchor = anchorIn(this.editor, range)
    const at = new Date().toISOString()
    if (anchor) this.say({ kind: 'thread', at, anchor, text: '请核实', mentions: [], replacement: null })
  }

  /** Where this window shows each comment. */
  shown(): string {
    return JSON.stringify([...rangesOf(this.editor.state)].map(([key, { from, to }]) => [key, from, to]).sort())
  }

  leave(): void {
    this.#leave()
  }
}
