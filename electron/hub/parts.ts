import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * A file in parts: a line of JSON for each part with the SHA-256 of its name and content, and a last line with that of all before it.
 * What was cut, changed or added anywhere is found, and the part named.
 */
const line = z.object({ part: z.string(), content: z.string(), sha256: z.string() })
const end = z.object({ lines: z.int(), sha256: z.string() })
const newline = 0x0a

export function written(part: string, content: unknown): string {
  const text = JSON.stringify(content)
  return JSON.stringify({ part, content: text, sha256: sum(`${part}\n${text}`) } satisfies z.infer<typeof line>)
}

/** @param seal what the last line says besides, of the sum over all before it */
export function wholeFile(lines: readonly string[], seal: (sha256: string) => object = () => ({})): Buffer {
  const before = Buffer.concat(lines.map((one) => Buffer.from(`${one}\n`)))
  return Buffer.concat([before, Buffer.from(`${written('end', { lines: lines.length, sha256: sum(before), ...seal(sum(before)) })}\n`)])
}

export type Parts = {
  /** By name, with `end`; only what is whole. */
  parts: Map<string, unknown>
  /** The sum that `end` vouches for. */
  sha256: string
  /** What is not whole: the part's name, `→` and the part before where not even that can be read, `end` where nothing else shows. */
  damaged: string[]
}

export function readParts(file: Buffer): Parts {
  const parts = new Map<string, unknown>()
  const damaged: string[] = []
  let last = ''
  for (const one of linesOf(file)) {
    const read = line.safeParse(parsed(one.toString('utf8')))
    if (!read.success) {
      damaged.push(`→ ${last}`)
      continue
    }
    last = read.data.part
    if (sum(`${last}\n${read.data.content}`) === read.data.sha256) parts.set(last, parsed(read.data.content))
    else damaged.push(last)
  }
  const sha256 = sum(file.subarray(0, file.lastIndexOf(newline, file.length - 2) + 1))
  const isWhole = end.safeParse(parts.get('end')).data?.sha256 === sha256 && file.at(-1) === newline
  return { parts, sha256, damaged: isWhole || damaged.length > 0 ? damaged : ['end'] }
}

/** Each line that a line feed ends; what lies behind the last one was cut off. */
function* linesOf(file: Buffer): Generator<Buffer> {
  for (let from = 0, to = file.indexOf(newline); to >= 0; from = to + 1, to = file.indexOf(newline, from)) yield file.subarray(from, to)
}

const sum = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
export const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64')
export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
