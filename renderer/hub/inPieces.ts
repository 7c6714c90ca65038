import { mostAtOnce } from '../../shared/commands.ts'
import { ok, type Result } from '../../shared/errors.ts'

type Run<T> = (piece: T[]) => Promise<Result<unknown>>

/** Piece by piece, as many as a command takes; what comes after one that was refused is not begun. */
export const inPieces = async <T>(all: readonly T[], run: Run<T>, most = mostAtOnce): Promise<Result<unknown>> =>
  (await pieceByPiece(all, run, most)).answer

/** The same for who has to know what is `done` when the answer is a refusal. */
export async function pieceByPiece<T>(
  all: readonly T[],
  run: Run<T>,
  most = mostAtOnce,
): Promise<{ done: readonly T[]; answer: Result<unknown> }> {
  for (let from = 0; from < all.length; from += most) {
    const answer = await run(all.slice(from, from + most))
    if (!answer.ok) return { done: all.slice(0, from), answer }
  }
  return { done: all, answer: ok({}) }
}
