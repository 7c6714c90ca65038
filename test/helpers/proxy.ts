import { connect, createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** A bad network between two programs on this machine. */
export type Proxy = {
  port: number
  /** Every byte comes so many ms later, in both directions. */
  delay(ms: number): void
  /** No more than so many bytes a second pass each way; `Infinity` for all there are. */
  narrow(bytesPerSecond: number): void
  /** Ends what goes through, and lets nothing new in. */
  cut(): void
  /** Nothing comes through any more, and neither side is told. */
  halfOpen(): void
  /** All is well again; what was half open stays so. */
  heal(): void
  close(): Promise<void>
}

type Pair = { inner: Socket; outer: Socket; isDead: boolean }

/** What passes at once over a narrow line, in bytes. */
const slice = 16_384

/** Stands before a port of this machine. `to` is asked anew for each connection. */
export async function openProxy(to: () => number): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let isCut = false
  let latency = 0
  let rate = Infinity
  const server = createServer((outer) => {
    if (isCut) return void outer.destroy()
    const inner = connect(to(), '127.0.0.1')
    const pair: Pair = { inner, outer, isDead: false }
    pairs.add(pair)
    carry(outer, inner, pair)
    carry(inner, outer, pair)
  })
  const carry = (from: Socket, into: Socket, pair: Pair): void => {
    let last: Promise<unknown> = Promise.resolve()
    from.on('data', (chunk: Buffer) => {
      const late = latency === 0 ? undefined : setTimeout(latency)
      if (rate < Infinity) from.pause()
      last = last.then(async () => {
        await late
        for (let at = 0; at < chunk.length; at += slice) {
          if (rate < Infinity) await setTimeout((slice / rate) * 1000)
          if (!pair.isDead && into.writable) into.write(chunk.subarray(at, at + slice))
        }
        from.resume()
      })
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      if (!pair.isDead) void last.then(() => into.destroy())
      pairs.delete(pair)
    })
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const at = server.address()
  const end = (): void => {
    for (const { inner, outer } of pairs) {
      inner.destroy()
      outer.destroy()
    }
  }
  return {
    port: typeof at === 'object' && at !== null ? at.port : 0,
    delay: (ms) => void (latency = ms),
    narrow: (bytesPerSecond) => void (rate = bytesPerSecond),
    cut() {
      isCut = true
      end()
    },
    halfOpen() {
      isCut = true
      for (const pair of pairs) pair.isDead = true
    },
    heal: () => void (isCut = false),
    async close() {
      end()
      await new Promise((closed) => server.close(closed))
    },
  }
}
