import { papers as words } from '../i18n/zh/papers.ts'
import type { Attendee } from '../register.ts'
import type { DialogueSource } from './source.ts'

/** Who is 匿名, by person, by unit and by who comes in their place. */
export const hiddenNames = (attendees: readonly Attendee[]): string[] => [
  ...new Set(
    attendees
      .filter(({ anonymous }) => anonymous)
      .flatMap(({ name, organisation, substitute }) => [name, organisation, substitute])
      .filter((name) => plain(name).length > 1),
  ),
]

/** DP1 What papers are made from: whoever is 匿名 stands there by their code, as the one who raised an issue or a topic too. */
export function coded(source: DialogueSource): DialogueSource {
  const codes = new Map(
    source.attendees.flatMap(({ anonymous, organisation, code }) =>
      anonymous && organisation !== '' ? [[plain(organisation), words.code(code)]] : [],
    ),
  )
  const nameOf = (unit: string): string => codes.get(plain(unit)) ?? unit
  return {
    ...source,
    attendees: source.attendees.map((one) =>
      one.anonymous ? { ...one, name: words.codedPerson(one.code), organisation: '', title: '', phone: '', substitute: '', note: '' } : one,
    ),
    issues: source.issues.map((one) => ({ ...one, enterprise: nameOf(one.enterprise) })),
    topics: source.topics.map((one) => ({ ...one, source: nameOf(one.source) })),
  }
}

/**
 * DP1 Which of these names something says, wherever they were typed: a blank or another width between the characters does not
 * hide them, nor that a part is bold. It finds what is written as it is on the list and nothing else; a string check is no
 * anonymisation.
 */
export function namesLeft(names: readonly string[], content: unknown): string[] {
  if (names.length === 0) return []
  const text = plain(textOf(content))
  return names.filter((name) => text.includes(plain(name)))
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b-\u200d\u2060\ufeff]/g, '')

/** All that a paper says: runs of one paragraph as one text, everything else apart. The bytes of a picture say nothing. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) return ''
  if (Array.isArray(value)) return value.every(isRun) ? value.map(({ text }) => text).join('') : value.map(textOf).join(apart)
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join(apart) : ''
}
const apart = '\u0000'

const isRun = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && 'bold' in value && 'text' in value && typeof value.text === 'string'
