import type { IncomingMessage, ServerResponse } from 'node:http'
import { ok, refuse, type Failure, type Result } from '../../../shared/errors.ts'
import { healthPath, joinPath, joinRequest, lookPath, lookRequest } from '../../../shared/invite.ts'
import type { Hub } from '../hub.ts'

type Doors = { hub: Pick<Hub, 'join' | 'look'>; isHealthy: () => boolean; mayTry: () => boolean; body: number }

/** Answers the three plain requests there are. Whatever else gets an empty 404, and no answer says what program gives it. */
export async function respond(request: IncomingMessage, response: ServerResponse, doors: Doors): Promise<Result<unknown> | null> {
  const route = `${request.method ?? ''} ${request.url ?? ''}`
  response.sendDate = false
  response.setHeader('Cache-Control', 'no-store')
  if (route === `GET ${healthPath}`) return send(response, doors.isHealthy() ? ok({ status: 'ok' }) : refuse({ kind: 'hubDown' }))
  if (route !== `POST ${joinPath}` && route !== `POST ${lookPath}`) {
    response.writeHead(404).end()
    return null
  }
  if (!doors.mayTry()) return send(response, refuse({ kind: 'tooManyTries' }))
  const body = await read(request, doors.body)
  return send(response, await (route === `POST ${joinPath}` ? join(doors.hub, body) : Promise.resolve(look(doors.hub, body))))
}

function look(hub: Doors['hub'], body: unknown): Result<unknown> {
  const asked = lookRequest.safeParse(body)
  return asked.success ? hub.look(asked.data) : refuse({ kind: 'invalid', field: 'secret' })
}

async function join(hub: Doors['hub'], body: unknown): Promise<Result<unknown>> {
  const asked = joinRequest.safeParse(body)
  return asked.success ? hub.join(asked.data) : refuse({ kind: 'invalid', field: asked.error.issues[0]?.path.join('.') ?? '' })
}

function send(response: ServerResponse, result: Result<unknown>): Result<unknown> {
  response.writeHead(result.ok ? 200 : statusOf(result.failure), { 'Content-Type': 'application/json', Connection: 'close' })
  response.end(JSON.stringify(result.ok ? result.value : { failure: result.failure }))
  return result
}

/** Every invite that opens nothing has the same status: only whoever holds a true secret is told more. */
function statusOf({ kind }: Failure): number {
  if (kind === 'invalid') return 400
  if (kind === 'tooManyTries') return 429
  return kind.startsWith('invite') ? 403 : 503
}

/** JSON of at most so many bytes; `undefined` for whatever else. */
async function read(request: IncomingMessage, most: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk) || (size += chunk.length) > most) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
