import { documentName, type DocumentName } from '../../shared/documentName.ts'
import type { Register } from './register.ts'

/** The documents that the register shows, whoever may read them. */
export const documentsOf = (register: Register): DocumentName[] => [
  ...register.all('dialogues').map(({ id }) => documentName('agenda', id)),
  ...register.all('memos').flatMap(({ id }) => [documentName('memo', id), documentName('talk', id)]),
]
