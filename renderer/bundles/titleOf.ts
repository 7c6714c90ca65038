import { parseName } from '../../shared/documentName.ts'
import type { Text } from '../../shared/i18n/zh.ts'

/** What a text is called, by the name of its document and the title of its record. */
export function titleOf(bundles: Text['bundles'], document: string, title: string): string {
  const kind = parseName(document)?.kind
  return kind === 'agenda'
    ? bundles.agendaOf(title)
    : kind === 'minutes'
      ? bundles.minutesOf(title)
      : kind === 'pictures'
        ? bundles.picturesOf(title)
        : bundles.memoOf(title)
}
