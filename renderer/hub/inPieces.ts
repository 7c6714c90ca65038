import { mostAtOnce } from '../../shared/commands.ts'
import { ok, type Result } from '../../shared/errors.ts'

/** Piece by piece, as many as a command takes; what comes after one that was refused is not begun. */
export async function inPieces<T>(
  all: readonly T[],
  run: (piece: T[]) => Promise<Result<unknown>>,
  most = mostAtOnce,
): Promise<Result<unknown>> {
  for (let from = 0; from < all.length; from += most) {
    const answer = await run(all.slice(from, from + most))
    if (!answer.ok) return answer
  }
  return ok({})
}
