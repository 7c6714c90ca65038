import { dataUrl, type Pictures } from '../../shared/documents/pictures.ts'

/** Each picture within the file itself. */
export const addressesOf = (pictures: Pictures): Record<string, string> =>
  Object.fromEntries(Object.entries(pictures).map(([hash, bytes]) => [hash, dataUrl(bytes, Buffer.from(bytes).toString('base64'))]))
