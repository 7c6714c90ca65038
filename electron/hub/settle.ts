import { ok, Refusal, refuse, type Result } from '../../shared/errors.ts'

/** Expected failures become the result; a surprise still rejects. */
export async function settle<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (reason) {
    if (reason instanceof Refusal) return refuse(reason.failure)
    throw reason
  }
}
