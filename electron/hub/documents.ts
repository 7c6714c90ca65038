import { documentName, type DocumentName } from '../../shared/documentName.ts'
import type { Register } from './register.ts'

/** The documents that the register shows, whoever may read them. */
export const documentsOf = (register: Register): DocumentName[] => [
  ...register
    .all('dialogues')
    .flatMap(({ id, minutes }) => [documentName('agenda', id), ...(minutes ? [documentName('minutes', id)] : [])]),
  ...register.all('memos').flatMap(({ id }) => (['memo', 'talk', 'authors', 'pictures'] as const).map((kind) => documentName(kind, id))),
  ...register.all('recommendations').flatMap(({ id, attachments }) => (attachments.length > 0 ? [documentName('reply', id)] : [])),
]
