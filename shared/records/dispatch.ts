import { z } from 'zod'
import { filled, id, instant, line } from './fields.ts'

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A PDF that was made of an issued briefing, by its bytes. `copy`: its 份号, where it has one. */
export const issuedFile = z.object({ hash: sha256, copy: z.int().positive().nullable(), by: id, at: instant })
/** 份号本: copies that were numbered together, and whom they are for. */
export const numberedCopies = z.object({ first: z.int().positive(), last: z.int().positive(), to: line, by: id, at: instant })
export type NumberedCopies = z.infer<typeof numberedCopies>
/** So many copies of one briefing are numbered at most: 份号 has six digits. */
export const mostCopies = 999_999
/** 发文登记: what becomes of a briefing once it is issued, by its id. The briefing itself stands still. */
export const dispatch = z.object({
  id,
  files: z.array(issuedFile),
  copies: z.array(numberedCopies),
  /** 撤回 */
  withdrawn: z.object({ by: id, at: instant, reason: filled }).nullable(),
  /** 替换: the briefing that was issued in its place. */
  replacedBy: id.nullable(),
})
export type Dispatch = z.infer<typeof dispatch>
export const emptyDispatch = (id: string): Dispatch => ({ id, files: [], copies: [], withdrawn: null, replacedBy: null })
