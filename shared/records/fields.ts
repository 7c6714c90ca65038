import { z } from 'zod'

/** What the fields of many records are made of. */
export const id = z.uuid({ version: 'v4' })
/** Instant, ISO 8601 UTC. */
export const instant = z.iso.datetime()
/** Wall-clock time of a meeting, `2026-11-24T14:00`: a dialogue takes place where its people are, so it has no zone. */
export const wallTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
export const day = z.iso.date()
/** One line of a form. */
export const line = z.string().trim().max(200)
export const filled = line.min(1)
/** Some paragraphs of one. */
export const text = z.string().trim().max(4000)
