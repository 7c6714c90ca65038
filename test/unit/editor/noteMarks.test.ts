import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { print } from '../../../shared/i18n/zh/print.ts'

it('NM1 marks of notes on the sheet are those of print, to 99', () => {
  const css = readFileSync(join(import.meta.dirname, '../../../renderer/editor/notes/notes.css'), 'utf8')
  const [, symbols = ''] = /@counter-style note-mark \{[^}]*symbols:([^;]*);/.exec(css) ?? []
  expect(Array.from(symbols.matchAll(/'([^']*)'/g), ([, mark]) => mark)).toEqual(
    Array.from({ length: 99 }, (_, at) => print.noteMark(at + 1)),
  )
})
