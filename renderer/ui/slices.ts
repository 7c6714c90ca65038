/** A slice of work takes so long, in ms: what is left of a frame is for typing and painting. */
const slice = 4

/** Work that says where it can be left for a moment, and what has come of it. */
export type Work<T> = Generator<undefined, T>

/** All of it at once. */
export function whole<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** In slices, with frames between them. Returns how to call it off. */
export function inSlices<T>(work: Work<T>, done: (result: T) => void): () => void {
  const { port1, port2 } = new MessageChannel()
  let isOff = false
  port1.onmessage = () => {
    // What was sent before it was called off may still come.
    if (isOff) return
    const until = performance.now() + slice
    do {
      const step = work.next()
      if (!step.done) continue
      port1.close()
      done(step.value)
      return
    } while (performance.now() < until)
    port2.postMessage(null)
  }
  port2.postMessage(null)
  return () => {
    isOff = true
    port1.close()
  }
}
