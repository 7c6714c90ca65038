/** Resolves in the next turn of the event loop: long work lets others in between its pieces. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
