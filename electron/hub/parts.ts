import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * A file in parts: a line of JSON for each part with the SHA-256 of its content, and a last line with that of all before it. What
 * was cut, changed or added anywhere is found, and the part named.
 */
const line = z.object({ part: z.string(), content: z.string(), sha256: z.string() })
const end = z.object({ lines: z.int(), sha256: z.string() })

export function written(part: string, content: unknown): string {
  const text = JSON.stringify(content)
  return JSON.stringify({ part, content: text, sha256: sum(text) } satisfies z.infer<typeof line>)
}

/** @param seal what the last line says besides, of the sum over all before it */
export function wholeFile(lines: readonly string[], seal: (sha256: string) => object = () => ({})): string {
  const text = lines.map((one) => `${one}\n`).join('')
  return `${text}${written('end', { lines: lines.length, sha256: sum(text), ...seal(sum(text)) })}\n`
}

/** Parts by name, with `end` and the sum it vouches for. @throws what `damaged` makes of the part */
export function readParts(text: string, damaged: (part: string) => Error): { parts: Map<string, unknown>; sha256: string } {
  const parts = new Map<string, unknown>()
  let last = ''
  for (const one of text.split('\n').slice(0, -1)) {
    const read = line.safeParse(parsed(one))
    if (!read.success) throw damaged(`→ ${last}`)
    last = read.data.part
    if (sum(read.data.content) !== read.data.sha256) throw damaged(last)
    parts.set(last, parsed(read.data.content))
  }
  const sha256 = sum(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1))
  if (end.safeParse(parts.get('end')).data?.sha256 !== sha256 || !text.endsWith('\n')) throw damaged('end')
  return { parts, sha256 }
}

const sum = (text: string): string => createHash('sha256').update(text).digest('hex')
export const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64')
export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
