import type { Text } from '../i18n/zh.ts'
import type { AuditEntry, Member } from '../register.ts'

/** What a line of the trail says was done; a command of a newer version by its name. */
export const actOf = (command: string, { app }: Pick<Text, 'app'>): string => (isKnown(command, app.trail) ? app.trail[command] : command)
const isKnown = (command: string, trail: Text['app']['trail']): command is keyof Text['app']['trail'] => Object.hasOwn(trail, command)

/** To the second, on this machine's clock; the Swedish way to write it is ISO 8601. */
const moments = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' })

/** 操作记录 as a table, head first, the oldest first. */
export function trailTable(trail: readonly AuditEntry[], members: readonly Member[], text: Pick<Text, 'app' | 'keeping'>): string[][] {
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return [
    [...text.keeping.trail.head],
    ...trail.map(({ at, by, command, title }) => [moments.format(new Date(at)), names.get(by) ?? '', actOf(command, text), title]),
  ]
}
